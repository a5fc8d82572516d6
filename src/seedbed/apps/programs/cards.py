"""What the queries of the programs app return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from .bands import Band as Band


@dataclass(frozen=True, kw_only=True)
class GroupFigure:
    """One group of a split; ``band`` is None where it is hidden."""

    key: str
    band: Band | None


@dataclass(frozen=True, kw_only=True)
class MeasureCard:
    """One measure of a program: of everyone, week by week, and by group.

    ``band`` is None where fewer than ten students have the measure. ``groups`` has a
    tuple for each split, in the split's own order, never by value.
    """

    key: str
    is_share: bool
    band: Band | None
    trend: tuple[tuple[date, Band | None], ...]
    groups: dict[str, tuple[GroupFigure, ...]]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two groups of one split that differ in one measure."""

    measure: str
    split: str
    higher: GroupFigure
    lower: GroupFigure
    is_clear: bool


@dataclass(frozen=True, kw_only=True)
class HealthReport:
    """How a program does: its measures over the latest weeks.

    ``is_ready`` once there are enough weeks; ``widest`` is the difference between two
    groups that stands out most, None where none can be shown; ``n_looks`` is how many
    were compared for it.
    """

    weeks: tuple[date, ...]
    n_students: int
    is_ready: bool
    measures: tuple[MeasureCard, ...] = ()
    widest: Difference | None = None
    n_looks: int = 0


@dataclass(frozen=True, kw_only=True)
class BudgetLineCard:
    """One line of a unit's budget."""

    uuid: UUID
    kind: str
    name: str
    yearly_amount: Decimal
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class MonthCost:
    """What the weeks that begin in one month cost, and brought.

    ``cost_per_skill``, ``least`` and ``most`` are None where nothing was mastered, or
    the band of what was mastered reaches down to nothing. ``missing`` are the kinds of
    cost of which no line covers every day.
    """

    month: date
    first_on: date
    last_on: date
    cost: Decimal
    n_students: int
    n_new_skills: int
    cost_per_student: float | None
    cost_per_skill: float | None
    least: float | None
    most: float | None
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CostReport:
    """A unit's budget lines, and what they came to month by month, the latest first."""

    lines: tuple[BudgetLineCard, ...]
    months: tuple[MonthCost, ...]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Between which figures the middle half of some students lies.

    ``lower``, ``middle`` and ``upper`` are quartiles of students; all None where the
    group is hidden, with ``n_students`` 0.
    """

    key: str
    n_students: int = 0
    lower: float | None = None
    middle: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class SpreadReport:
    """How one measure spreads over students, in groups of one kind.

    ``weeks`` are those that figures are of: the latest, or all where groups are weeks.
    """

    measure: str
    by: str
    is_share: bool
    weeks: tuple[date, ...]
    everyone: Spread
    groups: tuple[Spread, ...]

    @property
    def shown(self) -> tuple[Spread, ...]:
        """Return the groups that are not hidden."""
        return tuple(group for group in self.groups if group.n_students)
