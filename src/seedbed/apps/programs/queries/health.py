"""Is the program working, for whom? Six measures with bands, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from django.db.models import Exists, OuterRef

from seedbed.apps.accounts.models import UnitKind
from seedbed.apps.programs.bands import Band, band_of, clearness, is_clear, sums_of
from seedbed.apps.programs.cards import (
    Difference,
    GroupFigure,
    HealthReport,
    MeasureCard,
)
from seedbed.apps.programs.groups import MINIMUM, shown_groups
from seedbed.apps.programs.models import StudentWeek
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Accommodation, Arrangement, Pace, Place
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: So many weeks must be counted before a figure is shown.
ENOUGH_WEEKS = 3
#: Figures are of the last so many weeks, lines of so many.
WEEKS_OF_FIGURES = 4
WEEKS_OF_TREND = 8
#: Measures in the order of a page, and whether each is a share.
MEASURES = {
    "new_skills": False,
    "attended": True,
    "passed": True,
    "live": False,
    "promised": True,
    "met": True,
}
#: Ways to split students into groups, in the order of a page.
SPLITS = ("grade", "place", "pace", "accommodation", "language")
_EVERY_OTHER_WEEKDAY = -1
_COLUMNS = (
    "student_id",
    "monday",
    "n_new_skills",
    "n_planned",
    "n_marked",
    "n_attended",
    "n_slips",
    "n_passed",
    "live_minutes",
    "owed_minutes",
    "given_minutes",
    "is_met",
)


@dataclass(frozen=True, kw_only=True)
class _Table:
    """N weeks of S students: whose and when, and events and chances by measure."""

    student: IntArray
    week: IntArray
    mondays: tuple[date, ...]
    student_ids: tuple[int, ...]
    events: dict[str, FloatArray]
    chances: dict[str, FloatArray]

    def band(self, measure: str, chosen: BoolArray) -> Band | None:
        """Return a measure of some rows; None for fewer than ten students."""
        n = len(self.student_ids)
        who = self.student[chosen]
        chances = self.chances[measure][chosen]
        found = band_of(
            sums_of(who, self.events[measure][chosen], n),
            sums_of(who, chances, n),
            is_share=MEASURES[measure],
            n_units=float((chances > 0).sum()) if measure == "promised" else 0.0,
        )
        return None if found is None or found.n_students < MINIMUM else found

    def with_a_chance(self, measure: str, chosen: BoolArray) -> IntArray:
        """Return the students (by number) of some rows who have the measure."""
        has_one = chosen & (self.chances[measure] > 0)
        return np.unique(self.student[has_one])


def health_of(unit_id: int, *, kind: str = "") -> HealthReport:
    """Return how a unit does over its latest weeks, by group. Four queries.

    Groups are those of today. A group of fewer than ten students, and what is needed so
    that no other can be worked out, has no figure; so has everyone where fewer than ten
    have the measure. ``kind`` is the unit's, for where its students usually are.
    """
    table = _read(unit_id)
    n_weeks, n_students = len(table.mondays), len(table.student_ids)
    if n_weeks < ENOUGH_WEEKS or n_students < MINIMUM:
        return HealthReport(weeks=table.mondays, n_students=n_students, is_ready=False)
    splits = _splits(unit_id, table, kind=kind)
    measures = tuple(_measure(table, name, splits) for name in MEASURES)
    pairs = list(_pairs(measures))
    return HealthReport(
        weeks=table.mondays,
        n_students=n_students,
        is_ready=True,
        measures=measures,
        widest=_widest(pairs),
        n_looks=len(pairs),
    )


def measure_of(report: HealthReport, key: str) -> MeasureCard | None:
    """Return one measure of a report, or None. No query."""
    return next((card for card in report.measures if card.key == key), None)


def _read(unit_id: int) -> _Table:
    """Read the latest weeks of a unit. Two queries."""
    mine = StudentWeek.objects.filter(unit_id=unit_id)
    latest = mine.order_by("-monday").values_list("monday", flat=True).distinct()
    mondays = sorted(latest[:WEEKS_OF_TREND])
    rows = list(
        mine.filter(monday__in=mondays)
        .order_by("monday", "student_id")
        .values_list(*_COLUMNS)
    )
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else {}
    ids = sorted(set(columns.get("student_id", ())))
    number = {student_id: n for n, student_id in enumerate(ids)}
    week = {monday: n for n, monday in enumerate(mondays)}

    def floats(name: str) -> FloatArray:
        return np.array(columns.get(name, ()), np.float64)

    new_skills, is_met, n_planned = map(floats, ("n_new_skills", "is_met", "n_planned"))
    return _Table(
        student=np.array([number[i] for i in columns.get("student_id", ())], np.int64),
        week=np.array([week[m] for m in columns.get("monday", ())], np.int64),
        mondays=tuple(mondays),
        student_ids=tuple(ids),
        events={
            "new_skills": np.nan_to_num(new_skills),
            "attended": floats("n_attended"),
            "passed": floats("n_passed"),
            "live": np.where(n_planned > 0, floats("live_minutes"), 0.0),
            "promised": floats("given_minutes"),
            "met": np.nan_to_num(is_met),
        },
        chances={
            "new_skills": np.isfinite(new_skills).astype(np.float64),
            "attended": floats("n_marked"),
            "passed": floats("n_slips"),
            "live": (n_planned > 0).astype(np.float64),
            "promised": floats("owed_minutes"),
            "met": np.isfinite(is_met).astype(np.float64),
        },
    )


def _splits(unit_id: int, table: _Table, *, kind: str) -> dict[str, list[str]]:
    """Return the group of each student of a table, by split. Two queries."""
    usual = Place.HOME if kind == UnitKind.VIRTUAL else Place.HUB
    of_unit = StudentWeek.objects.filter(unit_id=unit_id, student=OuterRef("pk"))
    has_right = Accommodation.objects.filter(student=OuterRef("pk"))
    facts = {
        pk: (str(grade), language, "yes" if has_one else "no")
        for pk, grade, language, has_one in Student.objects.filter(Exists(of_unit))
        .annotate(has_right=Exists(has_right))
        .values_list("pk", "grade", "person__language", "has_right")
    }
    rows = Arrangement.objects.filter(
        student__weeks__unit_id=unit_id, weekday=_EVERY_OTHER_WEEKDAY
    ).values_list("student_id", "place", "pace")
    ways = {pk: (place, pace) for pk, place, pace in rows.distinct()}
    standard = (str(usual), str(Pace.STEADY))
    found: dict[str, list[str]] = {split: [] for split in SPLITS}
    for pk in table.student_ids:
        grade, language, has_one = facts[pk]
        place, pace = ways.get(pk, standard)
        group = {
            "grade": grade,
            "place": place,
            "pace": pace,
            "accommodation": has_one,
            "language": language,
        }
        for split in SPLITS:
            found[split].append(group[split])
    return found


def _measure(table: _Table, name: str, splits: dict[str, list[str]]) -> MeasureCard:
    n_weeks = len(table.mondays)
    recent = table.week >= n_weeks - WEEKS_OF_FIGURES
    return MeasureCard(
        key=name,
        is_share=MEASURES[name],
        band=table.band(name, recent),
        trend=tuple(
            (monday, table.band(name, table.week == n))
            for n, monday in enumerate(table.mondays)
        ),
        groups={
            split: _groups(table, name, recent, np.array(group_of))
            for split, group_of in splits.items()
        },
    )


def _groups(
    table: _Table, name: str, recent: BoolArray, group_of: np.typing.NDArray[np.str_]
) -> tuple[GroupFigure, ...]:
    there = table.with_a_chance(name, recent)
    sizes = Counter(group_of[there].tolist())
    shown = shown_groups(sizes)
    keys = sorted(set(group_of.tolist()), key=lambda key: (len(key), key))
    return tuple(
        GroupFigure(
            key=key,
            band=table.band(name, recent & (group_of[table.student] == key))
            if key in shown
            else None,
        )
        for key in keys
    )


def _pairs(
    measures: tuple[MeasureCard, ...],
) -> Iterator[tuple[float, MeasureCard, str, GroupFigure, GroupFigure]]:
    """Yield every two groups that are shown, with how many errors they are apart."""
    for measure in measures:
        for split, groups in measure.groups.items():
            shown = [group for group in groups if group.band is not None]
            for one, other in combinations(shown, 2):
                if one.band is not None and other.band is not None:
                    apart = clearness(one.band, other.band)
                    yield apart, measure, split, one, other


def _widest(
    pairs: list[tuple[float, MeasureCard, str, GroupFigure, GroupFigure]],
) -> Difference | None:
    if not pairs:
        return None
    apart, measure, split, one, other = max(pairs, key=lambda pair: pair[0])
    first, second = (group.band.value if group.band else 0.0 for group in (one, other))
    higher, lower = (one, other) if first >= second else (other, one)
    return Difference(
        measure=measure.key,
        split=split,
        higher=higher,
        lower=lower,
        is_clear=is_clear(apart, len(pairs)),
    )
