"""What a pilot could find, said before it starts.

References
----------
Bloom, H. S. (1995), Minimum detectable effects, Evaluation Review 19, 547-556.
Dong, N. and Maynard, R. (2013), PowerUp!, Journal of Research on Educational
Effectiveness 6, 24-67.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, inf, prod, sqrt
from typing import Literal

from scipy.special import nctdtrinc, stdtrit

from seedbed.engines.evaluation.pilot import USUAL_ICC
from seedbed.engines.evaluation.plan import LEAST_CLUSTERS, LEAST_STUDENTS
from seedbed.lib.text import count

Level = Literal["student", "class", "school"]

USUAL_PRETEST_CORRELATION = 0.7
USUAL_POWER = 0.8
TWO_SIDED = 0.05


@dataclass(frozen=True, kw_only=True)
class Design:
    """What can come of a pilot of this size.

    ``smallest_effect`` is the minimum detectable effect in standard deviations at
    ``power``, infinite where the pilot cannot decide; ``smallest_p`` the smallest
    two-sided p that randomisation can reach.
    """

    n_students: int
    n_assigned: int
    n_treated: int
    n_possible: int
    smallest_p: float
    smallest_effect: float
    power: float
    can_decide: bool
    why: str


def design(
    *,
    n_students: int,
    n_classes: int,
    n_schools: int = 1,
    assigned: Level = "class",
    is_blocked: bool = False,
    icc: float = USUAL_ICC,
    pretest_correlation: float = USUAL_PRETEST_CORRELATION,
    share_treated: float = 0.5,
    power: float = USUAL_POWER,
) -> Design:
    """Return the smallest effect and the smallest p that a pilot can reach.

    ``is_blocked``: classes or students are assigned apart in each school. ``icc`` is
    the share of variance between what is assigned; the pretest is supposed to explain
    as much between as within. Of schools it is taken to be in blocks of equal size.

    Raises
    ------
    ValueError
        If counts or shares are out of range.
    """
    _check(n_students, n_classes, n_schools, share_treated, icc, pretest_correlation)
    n_assigned = {"student": n_students, "class": n_classes, "school": n_schools}[
        assigned
    ]
    n_blocks = n_schools if is_blocked and assigned != "school" else 1
    sizes = _even(n_assigned, n_blocks)
    treated = [round(size * share_treated) for size in sizes]
    n_treated = sum(treated)
    n_possible = prod(comb(size, k) for size, k in zip(sizes, treated, strict=True))
    smallest_p = min(1.0, 2.0 / n_possible)
    why = _why(n_students, n_assigned, assigned, smallest_p)
    effect = inf
    if not why:
        share = n_treated / n_assigned
        between = 0.0 if assigned == "student" else icc
        per = n_students / n_assigned
        left = 1.0 - pretest_correlation**2
        variance = left * (between + (1.0 - between) / per)
        error = sqrt(variance / (share * (1.0 - share) * n_assigned))
        tail = reachable_tail(n_possible, TWO_SIDED / 2)
        n_free = n_assigned - n_blocks - 1
        effect = error * errors_needed(n_free, tail=tail, power=power)
    return Design(
        n_students=n_students,
        n_assigned=n_assigned,
        n_treated=n_treated,
        n_possible=n_possible,
        smallest_p=smallest_p,
        smallest_effect=effect,
        power=power,
        can_decide=not why,
        why=why,
    )


def errors_needed(n_free: int, *, tail: float, power: float) -> float:
    """Return how many standard errors an effect must be to be found.

    >>> round(errors_needed(14, tail=0.025, power=0.8), 3)
    3.013
    """
    edge = float(stdtrit(n_free, 1.0 - tail))
    return float(nctdtrinc(n_free, 1.0 - power, edge))


def reachable_tail(n_possible: int, tail: float) -> float:
    """Return the largest one-sided p up to ``tail`` that assignments can give.

    >>> round(reachable_tail(70, 0.025), 4)
    0.0143
    """
    return int(tail * n_possible) / n_possible if n_possible < 1e9 else tail


def _why(n_students: int, n_assigned: int, level: str, smallest_p: float) -> str:
    """Return why a pilot cannot decide, empty if it can."""
    if n_students < LEAST_STUDENTS:
        return (
            f"{count(n_students, 'student')} are too few to decide anything; "
            f"{LEAST_STUDENTS} are the fewest."
        )
    plural = {"class": "classes"}.get(level)
    if n_assigned < LEAST_CLUSTERS or smallest_p > TWO_SIDED:
        return (
            f"With {count(n_assigned, level, plural)} assigned, the smallest p that "
            f"chance can give is {smallest_p:.3f}: this pilot cannot decide at 5 %. "
            f"Assign at least {LEAST_CLUSTERS}, without blocks too small to choose in, "
            f"or assign students by lottery."
        )
    return ""


def _even(n: int, n_parts: int) -> list[int]:
    return [n // n_parts + (part < n % n_parts) for part in range(n_parts)]


def _check(
    n_students: int, n_classes: int, n_schools: int, share: float, icc: float, r: float
) -> None:
    if not 1 <= n_schools <= n_classes <= n_students:
        raise ValueError(
            f"There must be 1 <= schools <= classes <= students; got {n_schools}, "
            f"{n_classes} and {n_students}."
        )
    if not (0.0 < share < 1.0 and 0.0 <= icc < 1.0 and -1.0 < r < 1.0):
        raise ValueError(
            f"share_treated must lie in (0, 1), icc in [0, 1) and "
            f"pretest_correlation in (-1, 1); got {share}, {icc} and {r}."
        )
