"""How a measure spreads over students: by week, by group, by quarter of another."""

from __future__ import annotations

from collections import Counter

import numpy as np

from seedbed.apps.programs.cards import Spread, SpreadReport
from seedbed.apps.programs.groups import MINIMUM, shown_groups
from seedbed.lib.arrays import FloatArray

from .table import (
    MEASURES,
    SPLITS,
    WEEKS_OF_FIGURES,
    WeekTable,
    read_weeks,
    splits_of,
)

WEEK = "week"
#: What groups may be made by: weeks, a split, or quarters of students by a measure.
BY = (WEEK, *SPLITS, *MEASURES)
_QUARTILES = (0.25, 0.5, 0.75)
_NOBODY = ""


def spread_of(
    unit_id: int, *, measure: str, by: str, kind: str = ""
) -> SpreadReport | None:
    """Return how a measure spreads over the students of a unit. Four queries, or two.

    Each student is one figure: events over chances in the latest weeks, or in the week
    where groups are weeks. Groups are hidden as on the page of health. None where the
    measure or the grouping does not exist, or both are the same.

    Parameters
    ----------
    measure
        One of ``MEASURES``.
    by
        One of ``BY``; a measure makes four groups, from its lowest quarter of students.
    kind
        The unit's, for where its students usually are.
    """
    if measure not in MEASURES or by not in BY or by == measure:
        return None
    table = read_weeks(unit_id)
    recent = table.per_student(measure, table.is_recent)
    weeks = table.mondays
    if by == WEEK:
        groups = _by_week(table, measure)
    else:
        weeks = weeks[-WEEKS_OF_FIGURES:]
        if by in SPLITS:
            group_of = splits_of(unit_id, table, kind=kind)[by]
        else:
            group_of = _quarters(table.per_student(by, table.is_recent))
        groups = _by_group(recent, np.array(group_of, np.str_))
    return SpreadReport(
        measure=measure,
        by=by,
        is_share=MEASURES[measure],
        weeks=weeks,
        everyone=_spread("", recent),
        groups=groups,
    )


def _by_week(table: WeekTable, measure: str) -> tuple[Spread, ...]:
    return tuple(
        _spread(monday.isoformat(), table.per_student(measure, table.week == n))
        for n, monday in enumerate(table.mondays)
    )


def _by_group(
    figures: FloatArray, group_of: np.typing.NDArray[np.str_]
) -> tuple[Spread, ...]:
    known = np.isfinite(figures) & (group_of != _NOBODY)
    shown = shown_groups(Counter(group_of[known].tolist()))
    keys = sorted(set(group_of.tolist()) - {_NOBODY}, key=lambda key: (len(key), key))
    return tuple(
        _spread(key, figures[group_of == key]) if key in shown else Spread(key=key)
        for key in keys
    )


def _quarters(figures: FloatArray) -> list[str]:
    """Return the quarter of each student, "1" the lowest; alike figures stay together.

    Cuts between quarters are not told: each would be one student's figure.
    """
    known = np.isfinite(figures)
    if not known.any():
        return [_NOBODY] * len(figures)
    cuts = np.quantile(figures[known], _QUARTILES, method="inverted_cdf")
    quarter = np.searchsorted(cuts, figures, side="left") + 1
    return [
        str(n) if is_known else _NOBODY
        for n, is_known in zip(quarter.tolist(), known.tolist(), strict=True)
    ]


def _spread(key: str, figures: FloatArray) -> Spread:
    figures = figures[np.isfinite(figures)]
    if len(figures) < MINIMUM:
        return Spread(key=key)
    lower, middle, upper = np.quantile(figures, _QUARTILES).tolist()
    return Spread(
        key=key, n_students=len(figures), lower=lower, middle=middle, upper=upper
    )
