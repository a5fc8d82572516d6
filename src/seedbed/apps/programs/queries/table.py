"""The latest weeks of a unit's students as columns, and the groups they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, OuterRef

from seedbed.apps.accounts.models import UnitKind
from seedbed.apps.programs.bands import Band, band_of, sums_of
from seedbed.apps.programs.groups import MINIMUM
from seedbed.apps.programs.models import StudentWeek
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Accommodation, Arrangement, Pace, Place
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Lines are of the last so many weeks, figures of so many.
WEEKS_OF_TREND = 8
WEEKS_OF_FIGURES = 4
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
class WeekTable:
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

    @property
    def is_recent(self) -> BoolArray:
        """Return which rows (N,) are of the weeks that figures are of."""
        return np.asarray(self.week >= len(self.mondays) - WEEKS_OF_FIGURES, np.bool_)

    def per_student(self, measure: str, chosen: BoolArray) -> FloatArray:
        """Return a measure of some rows for each student (S,), ``nan`` without one."""
        n = len(self.student_ids)
        who = self.student[chosen]
        events = sums_of(who, self.events[measure][chosen], n)
        chances = sums_of(who, self.chances[measure][chosen], n)
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(chances > 0, events / chances, np.nan))


def read_weeks(unit_id: int) -> WeekTable:
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
    return WeekTable(
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


def splits_of(unit_id: int, table: WeekTable, *, kind: str) -> dict[str, list[str]]:
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
