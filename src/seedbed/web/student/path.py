"""My path: what is shown, what is open now and what comes next, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mastery.cards import MapSkill, MasteryMap
from seedbed.web.kit import access, charts

#: Evidence this old is dated on the page, so that nobody takes it for today's.
FRESH_DAYS = 3
#: What the marks of the map mean, in the order of a path.
KEY = ("secure", "shown", "look_again", "now", "ready", "later")


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A skill with the word for its state, and its anchor in the list."""

    skill: MapSkill
    words: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One row of the map: a strand with its skills by grade, and as one list."""

    name: str
    cells: tuple[tuple[int, tuple[Spot, ...]], ...]
    spots: tuple[Spot, ...]


@access.only_for("student")
def path(request: HttpRequest) -> HttpResponse:
    """Show the signed-in student's map, this week's window and the evidence."""
    student = access.get_own_student_or_404(request)
    found = mastery.map_of_student(student.id)
    strands = strands_of(found)
    today = timezone.localdate()
    on = timezone.localdate(found.as_of) if found.as_of else None
    context = {
        "student": student,
        "map": found,
        "strands": strands,
        "window": [_spot(skill) for skill in found.window],
        "key": [(state, charts.state_name(state)) for state in KEY],
        "n_shown": sum(s.state in ("shown", "secure") for s in found.skills),
        "as_of_on": on,
        "is_late": on is not None and (today - on).days > FRESH_DAYS,
    }
    return render(request, "student/path.html", context)


def strands_of(found: MasteryMap) -> tuple[Strand, ...]:
    """Return the rows of the map; a strand without any skill near has none."""
    names = sorted({skill.strand for skill in found.skills})
    rows = []
    for name in names:
        spots = tuple(_spot(s) for s in found.skills if s.strand == name)
        cells = tuple(
            (grade, tuple(spot for spot in spots if spot.skill.grade == grade))
            for grade in found.grades
        )
        rows.append(Strand(name=name, cells=cells, spots=spots))
    return tuple(rows)


def _spot(skill: MapSkill) -> Spot:
    return Spot(
        skill=skill,
        words=charts.state_name(skill.state),
        anchor="skill-" + "".join(c if c.isalnum() else "-" for c in skill.code),
    )
