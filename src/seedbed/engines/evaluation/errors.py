"""Refusals of the evaluation engine.

Each names what was found in words of the school, so an app can show it as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count, listing


class OverlappingArmsError(SeedbedError):
    """Something that was assigned as a whole is in two arms of a pilot."""

    code = "evaluation-overlapping-arms"

    def __init__(self, cluster: str, arms: Sequence[str]) -> None:
        self.data = {"cluster": cluster, "arms": list(arms)}
        super().__init__(
            f"The arms of this pilot overlap: {cluster} is in {listing(arms)}. Say "
            f"which arm {cluster} was assigned to; its students and what was measured "
            f"are kept."
        )


class StudentInTwoArmsError(SeedbedError):
    """A student belongs to two arms of a pilot."""

    code = "evaluation-student-in-two-arms"

    def __init__(self, students: Sequence[str], clusters: Sequence[str]) -> None:
        self.data = {"students": list(students), "clusters": list(clusters)}
        super().__init__(
            f"{count(len(students), 'student')} would count in two arms: "
            f"{listing(students)}, the first through {listing(clusters)}. Count each "
            f"where the student was first assigned, even after a move; what was "
            f"measured is kept."
        )


class OutcomeBeforeStartError(SeedbedError):
    """An outcome of a pilot was measured before the pilot began."""

    code = "evaluation-outcome-before-start"

    def __init__(self, n_outcomes: int, first_on: date, starts_on: date) -> None:
        self.data = {"n": n_outcomes, "first_on": first_on, "starts_on": starts_on}
        super().__init__(
            f"{count(n_outcomes, 'outcome')} cannot be the pilot's: measured from "
            f"{first_on:%Y-%m-%d} on, before it began on {starts_on:%Y-%m-%d}. Give "
            f"what came before as the pretest, or correct the date."
        )


class MissingPretestError(SeedbedError):
    """A student in a pilot has no pretest."""

    code = "evaluation-missing-pretest"

    def __init__(self, students: Sequence[str], n_students: int) -> None:
        self.data = {"students": list(students), "n_students": n_students}
        super().__init__(
            f"{len(students):,} of {count(n_students, 'student')} have no pretest: "
            f"{listing(students)}. Enter it, or choose in the registration to fill "
            f"missing pretests with the mean and mark them; nobody is left out."
        )


class EqualOutcomesError(SeedbedError):
    """All outcomes of a pilot are the same number."""

    code = "evaluation-equal-outcomes"

    def __init__(self, value: float, n_outcomes: int) -> None:
        self.data = {"value": value, "n": n_outcomes}
        super().__init__(
            f"Nothing can be compared: all {count(n_outcomes, 'outcome')} are "
            f"{value:g}. Check that the right column was read, or choose a measure "
            f"that not everybody reaches."
        )


class NoOutcomesError(SeedbedError):
    """An arm of a pilot has no outcome."""

    code = "evaluation-no-outcomes"

    def __init__(self, arm: str) -> None:
        self.data = {"arm": arm}
        super().__init__(
            f"Nothing can be compared: no student of the {arm} arm has an outcome. "
            f"Look again after the next measurement."
        )


class DissolvedClusterError(SeedbedError):
    """A class that was assigned as a whole has no outcomes any more."""

    code = "evaluation-dissolved-class"

    def __init__(self, cluster: str, *, n_students: int, last_look: int) -> None:
        since = (
            f"has had no outcome since look {last_look}"
            if last_look
            else "never had an outcome"
        )
        self.data = {"cluster": cluster, "n": n_students, "look": last_look}
        super().__init__(
            f"{cluster}, with {count(n_students, 'student')}, {since}: it was "
            f"dissolved, or its outcomes are late. Measure its students where they "
            f"are now and count them under {cluster}, or choose to go on with its "
            f"last measure; the loss is reported as attrition."
        )


class UnequalGroupsError(SeedbedError):
    """The arms of a pilot were too different before it began."""

    code = "evaluation-unequal-groups"

    def __init__(self, covariates: Sequence[str], worst: float, limit: float) -> None:
        self.data = {"names": list(covariates), "worst": worst, "limit": limit}
        super().__init__(
            f"The groups cannot be compared: before the start they differ in "
            f"{listing(covariates)} by up to {worst:.2f} standard deviations, and no "
            f"adjustment mends more than {limit:.2f}. Match them more closely, or "
            f"assign by lottery."
        )


class NoMatchError(SeedbedError):
    """No student of the pilot has a comparable student outside it."""

    code = "evaluation-no-match"

    def __init__(self, n_students: int, caliper: float) -> None:
        self.data = {"n": n_students, "caliper": caliper}
        super().__init__(
            f"None of {count(n_students, 'student')} has anyone alike within "
            f"{caliper:g} standard deviations to be compared with. Look for a "
            f"comparison group more like them, or assign by lottery."
        )
