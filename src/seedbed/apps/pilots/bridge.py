"""Turns a pilot's rows into the evaluation engine's records, and findings into JSON."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from math import isfinite
from typing import Any

import numpy as np

from seedbed.engines import disclosure, evaluation

from .cards import Chances, Registration


@dataclass(frozen=True, kw_only=True)
class Row:
    """A student of a pilot with consent, by name, and where the draw found them."""

    student: str
    cluster: str
    block: str
    arm: str
    pretest: float | None
    grade: int = 0
    group: str = ""


def draw(
    names: Sequence[str], blocks: Sequence[str], *, seed: str, share: float
) -> tuple[list[bool], int]:
    """Return what is treated, by name, and in how many ways it could have come out.

    Anyone can draw it again from the seed.
    """
    found = evaluation.assign(names, seed=seed, share_treated=share, blocks=blocks)
    numbers = np.unique(blocks, return_inverse=True)[1].astype(np.int64)
    return [bool(one) for one in found], evaluation.n_possible(numbers, found)


def why_undecidable(n_students: int, n_clusters: int) -> str:
    """Return why a pilot of this size cannot decide anything, empty if it can."""
    level: Any = "student" if n_students == n_clusters else "class"
    return evaluation.design(
        n_students=n_students, n_classes=n_clusters, assigned=level
    ).why


def chances(n_students: int, n_clusters: int, *, share: float = 0.5) -> Chances:
    """Return what can come of a pilot of this size, said before it starts."""
    level: Any = "student" if n_students == n_clusters else "class"
    found = evaluation.design(
        n_students=n_students,
        n_classes=n_clusters,
        assigned=level,
        share_treated=share,
    )
    is_finite = isfinite(found.smallest_effect)
    return Chances(
        n_students=n_students,
        n_clusters=n_clusters,
        smallest_p=found.smallest_p,
        smallest_effect=found.smallest_effect if is_finite else None,
        why=found.why,
    )


def without_names(text: str, names: Collection[str]) -> str:
    """Return a text in which what may tell who is meant is replaced by its kind.

    >>> without_names("Ana was moved on March 3.", ["Ana"])
    '[name] was moved on [date].'
    """
    parts, end = [], 0
    for one in disclosure.identifiers(text, names=names):
        parts += [text[end : one.start], f"[{one.kind}]"]
        end = one.end
    return "".join([*parts, text[end:]])


def look(
    rows: Sequence[Row],
    outcomes: Sequence[tuple[str, int, float, date]],
    registration: Registration,
    *,
    starts_on: date,
) -> dict[str, Any]:
    """Return what all looks so far say, as it stands in the journal.

    Raises
    ------
    SeedbedError
        If the rows are no pilot that can be compared; the first reason.
    """
    assembled = evaluation.assemble(
        evaluation.Records(
            members=[
                evaluation.Member(
                    student=row.student,
                    cluster=row.cluster,
                    arm=row.arm,
                    block=row.block,
                )
                for row in rows
            ],
            pretests={row.student: [row.pretest] for row in rows},
            outcomes=[
                evaluation.Outcome(student=student, look=look, value=value, on=on)
                for student, look, value, on in outcomes
            ],
            starts_on=starts_on,
            n_looks=registration.n_looks,
            fill_pretests=registration.fill_pretests,
            carry_dissolved=registration.carry_dissolved,
            icc=registration.icc,
        )
    )
    plan = evaluation.Plan(
        margin=registration.margin or 0.0, least_estimate=registration.least_estimate
    )
    monitored = evaluation.monitor(assembled.pilot, plan, all_bands=True)
    verdict = evaluation.verdict(monitored, plan)
    missing = evaluation.attrition(assembled.pilot)[-1]
    return {
        "number": monitored.looks[-1].number,
        "looks": [_plain(asdict(one)) for one in monitored.looks],
        "decision": str(verdict.decision),
        "why": verdict.why,
        "is_harm": verdict.is_harm,
        "attrition": asdict(missing)
        | {
            "lost_clusters": [assembled.clusters[i] for i in missing.lost_clusters],
            "differential": missing.differential,
        },
        "n_assignments": monitored.n_assignments,
        "n_foreign": len(assembled.foreign),
        "balance": _balance(rows, assembled),
        "subgroups": [] if monitored.too_small else _subgroups(rows, assembled),
    }


def _balance(
    rows: Sequence[Row], assembled: evaluation.Assembled
) -> list[dict[str, Any]]:
    """Return how alike the arms were before the start, where each has two students."""
    pilot = assembled.pilot
    is_treated = pilot.is_treated[pilot.cluster]
    if min(is_treated.sum(), (~is_treated).sum()) < 2:
        return []
    grade = {row.student: float(row.grade) for row in reversed(rows)}
    columns = {"grade": np.array([grade[name] for name in assembled.students])}
    if pilot.pretest.shape[1]:
        columns["pretest"] = pilot.pretest[:, 0]
    found = evaluation.balance(
        np.column_stack(list(columns.values())), is_treated, list(columns)
    )
    return [_plain(asdict(one)) | {"likeness": str(one.likeness)} for one in found]


def _subgroups(
    rows: Sequence[Row], assembled: evaluation.Assembled
) -> list[dict[str, Any]]:
    """Return the effect in each group, who gains least first."""
    group = {row.student: row.group for row in reversed(rows)}
    names = sorted({name for name in group.values() if name})
    if not names:
        return []
    at = np.array(
        [names.index(group[one]) if group[one] else -1 for one in assembled.students],
        np.int64,
    )
    return [
        _plain(asdict(one)) for one in evaluation.subgroups(assembled.pilot, at, names)
    ]


def tellable(
    parts: Sequence[int], wholes: Sequence[int]
) -> tuple[tuple[int | None, int | None], ...]:
    """Return parts of wholes, such as those who left of each arm, as a board may read.

    Each is None where it may not be told: fewer than ten students, or what would give
    such a count away.

    Examples
    --------
    >>> tellable([3, 0], [60, 60]), tellable([20, 15], [60, 55])
    (((None, 60), (None, 60)), ((20, 60), (15, 55)))
    """
    if not parts:
        return ()
    counts = np.array([[p, max(w - p, 0)] for p, w in zip(parts, wholes, strict=True)])
    released = disclosure.release(disclosure.Table(counts=counts.astype(np.int64)))
    if released.shown.shape != (len(parts) + 1, 3):
        return ((None, None),) * len(parts)
    return tuple(
        (_told(released.shown[row, 0]), _told(released.shown[row, 2]))
        for row in range(len(parts))
    )


def tellable_groups(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Return the sizes of groups as a board may read them, their sum being known.

    Examples
    --------
    >>> tellable_groups([40, 30]), tellable_groups([40, 12, 4])
    ((40, 30), (40, None, None))
    """
    if not counts:
        return ()
    released = disclosure.release(disclosure.Table(counts=np.array(counts, np.int64)))
    if len(released.shown) != len(counts) + 1:
        return (None,) * len(counts)
    return tuple(_told(one) for one in released.shown[:-1])


def _told(shown: int) -> int | None:
    return None if shown == disclosure.HIDDEN else int(shown)


def watch(weekly: Sequence[int]) -> tuple[list[float], int | None, float, float]:
    """Return sums, the week that sounded (from 1), the threshold, and its error."""
    alarm = _alarm()
    found = evaluation.watch(alarm, weekly)
    sums = [float(one) for one in found.sums]
    return sums, found.alarm_week, alarm.threshold, alarm.false_alarm


@cache
def _alarm() -> evaluation.Alarm:
    """Return the alarm on two concerns a week that become six; the same for all."""
    return evaluation.calibrate()


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    """Return numbers that JSON has: a bound without end is none."""
    return {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name, value in found.items()
    }
