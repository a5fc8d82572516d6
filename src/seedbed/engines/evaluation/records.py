"""From rows that a school keeps to the arrays of a pilot; nothing is lost on the way.

Axis letters: S students, C clusters, P pretests, L looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from seedbed.engines.evaluation.errors import (
    DissolvedClusterError,
    MissingPretestError,
    OutcomeBeforeStartError,
    OverlappingArmsError,
    StudentInTwoArmsError,
)
from seedbed.engines.evaluation.pilot import USUAL_ICC, Pilot
from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.errors import SeedbedError

PILOT, COMPARISON = "pilot", "comparison"


@dataclass(frozen=True, kw_only=True)
class Member:
    """A student's place at assignment: a cluster (class, family, the student alone)."""

    student: str
    cluster: str
    arm: str
    block: str = ""

    def __post_init__(self) -> None:
        if self.arm not in (PILOT, COMPARISON):
            raise ValueError(
                f"Member.arm must be {PILOT!r} or {COMPARISON!r}, got {self.arm!r}."
            )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One measure of one student for one scheduled look, from 1."""

    student: str
    look: int
    value: float
    on: date


@dataclass(frozen=True, kw_only=True)
class Records:
    """Everything that was written down about a pilot.

    ``members`` in the order of their assignment: where a student comes twice in one
    arm, the first place counts. ``pretests`` by student, ``None`` or absent where not
    known. ``n_looks`` are planned. Of two outcomes of one student and look the later
    counts.
    """

    members: Sequence[Member]
    pretests: Mapping[str, Sequence[float | None]]
    outcomes: Sequence[Outcome]
    starts_on: date
    n_looks: int
    n_pretests: int = 1
    fill_pretests: bool = False
    carry_dissolved: bool = False
    icc: float = USUAL_ICC

    def __post_init__(self) -> None:
        looks = [outcome.look for outcome in self.outcomes]
        if looks and not 1 <= min(looks) <= max(looks) <= self.n_looks:
            raise ValueError(
                f"Records.outcomes must have looks in 1..{self.n_looks}, got "
                f"{min(looks)}..{max(looks)}."
            )


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A pilot, the names of its axes, and outcomes of students who are not in it."""

    pilot: Pilot
    students: tuple[str, ...]
    clusters: tuple[str, ...]
    foreign: tuple[Outcome, ...]


def faults(records: Records) -> list[SeedbedError]:
    """Return everything that keeps the records from being a pilot, in words."""
    return [fault for check in _CHECKS for fault in check(records)]


def assemble(records: Records) -> Assembled:
    """Return the pilot that the records describe.

    Missing pretests are filled with the mean and marked in a column of their own if the
    plan says so; a class that dissolved keeps its last measures if the plan says so.

    Raises
    ------
    OverlappingArmsError, StudentInTwoArmsError, OutcomeBeforeStartError
        If the records contradict themselves.
    MissingPretestError, DissolvedClusterError
        If something is missing that the plan does not say what to do about.
    EqualOutcomesError, NoOutcomesError
        If there is nothing to compare.
    """
    found = faults(records)
    if found:
        raise found[0]
    place = _places(records)
    students, clusters = tuple(place), tuple(dict.fromkeys(_clusters(records)))
    number = {name: i for i, name in enumerate(clusters)}
    cluster = np.array([number[place[one].cluster] for one in students], np.int64)
    blocks = sorted({member.block for member in place.values()})
    first = {member.cluster: member for member in reversed(list(place.values()))}
    pilot = Pilot(
        cluster=cluster,
        is_treated=np.array([first[name].arm == PILOT for name in clusters]),
        block=np.array(
            [blocks.index(first[name].block) for name in clusters], np.int64
        ),
        pretest=_pretest(records, students),
        outcomes=_outcomes(records, students, cluster),
        fractions=np.arange(1, _latest(records) + 1) / records.n_looks,
        icc=records.icc,
    )
    return Assembled(
        pilot=pilot,
        students=students,
        clusters=clusters,
        foreign=tuple(one for one in records.outcomes if one.student not in place),
    )


def _places(records: Records) -> dict[str, Member]:
    """Return each student's first place."""
    place: dict[str, Member] = {}
    for member in records.members:
        place.setdefault(member.student, member)
    return place


def _clusters(records: Records) -> list[str]:
    return [member.cluster for member in _places(records).values()]


def _latest(records: Records) -> int:
    return max((outcome.look for outcome in records.outcomes), default=1)


def _overlaps(records: Records) -> Iterator[SeedbedError]:
    arms: dict[str, dict[str, None]] = {}
    for member in records.members:
        arms.setdefault(member.cluster, {})[member.arm] = None
    for cluster, of_cluster in arms.items():
        if len(of_cluster) > 1:
            yield OverlappingArmsError(cluster, list(of_cluster))


def _in_two_arms(records: Records) -> Iterator[SeedbedError]:
    places: dict[str, list[Member]] = {}
    for member in records.members:
        places.setdefault(member.student, []).append(member)
    twice = {
        student: of_student
        for student, of_student in places.items()
        if len({member.arm for member in of_student}) > 1
        and len({member.cluster for member in of_student}) > 1
    }
    if twice:
        first = next(iter(twice.values()))
        yield StudentInTwoArmsError(
            list(twice), list(dict.fromkeys(member.cluster for member in first))
        )


def _too_early(records: Records) -> Iterator[SeedbedError]:
    early = [one.on for one in records.outcomes if one.on < records.starts_on]
    if early:
        yield OutcomeBeforeStartError(len(early), min(early), records.starts_on)


def _without_pretest(records: Records) -> Iterator[SeedbedError]:
    place = _places(records)
    missing = [one for one in place if np.isnan(_pretests_of(records, one)).any()]
    if missing and not records.fill_pretests:
        yield MissingPretestError(missing, len(place))


def _dissolved(records: Records) -> Iterator[SeedbedError]:
    if records.carry_dissolved or not records.outcomes:
        return
    place = _places(records)
    last = dict.fromkeys(_clusters(records), 0)
    for outcome in records.outcomes:
        if outcome.student in place:
            cluster = place[outcome.student].cluster
            last[cluster] = max(last[cluster], outcome.look)
    sizes = _clusters(records)
    for cluster, look in last.items():
        if look < _latest(records) and sizes.count(cluster) > 1:
            yield DissolvedClusterError(
                cluster, n_students=sizes.count(cluster), last_look=look
            )


_CHECKS = (_overlaps, _in_two_arms, _too_early, _without_pretest, _dissolved)


def _pretests_of(records: Records, student: str) -> FloatArray:
    given = records.pretests.get(student) or [None] * records.n_pretests
    values = [np.nan if one is None else float(one) for one in given]
    if len(values) != records.n_pretests:
        raise ValueError(
            f"{student} has {len(values)} pretests where {records.n_pretests} are "
            f"expected."
        )
    return np.array(values)


def _pretest(records: Records, students: Sequence[str]) -> FloatArray:
    """Return pretests (S, P), with a column more for each that has gaps."""
    given = [_pretests_of(records, student) for student in students]
    x = np.stack(given) if given else np.zeros((0, records.n_pretests))
    is_missing = np.isnan(x)
    known = np.maximum((~is_missing).sum(axis=0), 1)
    mean = np.where(is_missing, 0.0, x).sum(axis=0) / known
    has_gaps = is_missing.any(axis=0) & ~is_missing.all(axis=0)
    filled = np.where(is_missing, mean, x)
    return np.column_stack([filled, is_missing[:, has_gaps].astype(np.float64)])


def _outcomes(
    records: Records, students: Sequence[str], cluster: IntArray
) -> FloatArray:
    """Return outcomes (L, S), ``nan`` where there is none."""
    number = {name: i for i, name in enumerate(students)}
    y = np.full((_latest(records), len(students)), np.nan)
    for one in sorted(records.outcomes, key=lambda outcome: outcome.on):
        if one.student in number:
            y[one.look - 1, number[one.student]] = one.value
    if records.carry_dissolved:
        for look in range(1, len(y)):
            n_known = np.bincount(cluster, np.isfinite(y[look]))
            is_lost = n_known[cluster] == 0
            y[look, is_lost] = y[look - 1, is_lost]
    return y
