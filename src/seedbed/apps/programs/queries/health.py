"""Is the program working, for whom? Six measures with bands, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from seedbed.apps.programs.bands import clearness, is_clear
from seedbed.apps.programs.cards import (
    Difference,
    GroupFigure,
    HealthReport,
    MeasureCard,
)
from seedbed.apps.programs.groups import MINIMUM, shown_groups
from seedbed.lib.arrays import BoolArray

from .table import MEASURES, WeekTable, read_weeks, splits_of

#: So many weeks must be counted before a figure is shown.
ENOUGH_WEEKS = 3


def health_of(unit_id: int, *, kind: str = "") -> HealthReport:
    """Return how a unit does over its latest weeks, by group. Four queries.

    Groups are those of today. A group of fewer than ten students, and what is needed so
    that no other can be worked out, has no figure; so has everyone where fewer than ten
    have the measure. ``kind`` is the unit's, for where its students usually are.
    """
    table = read_weeks(unit_id)
    n_weeks, n_students = len(table.mondays), len(table.student_ids)
    if n_weeks < ENOUGH_WEEKS or n_students < MINIMUM:
        return HealthReport(weeks=table.mondays, n_students=n_students, is_ready=False)
    splits = splits_of(unit_id, table, kind=kind)
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


def _measure(table: WeekTable, name: str, splits: dict[str, list[str]]) -> MeasureCard:
    recent = table.is_recent
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
    table: WeekTable, name: str, recent: BoolArray, group_of: np.typing.NDArray[np.str_]
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
