"""Turns a pilot's rows into the evaluation engine's records, and findings into JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import isfinite
from typing import Any

import numpy as np

from seedbed.apps.pilots.cards import Registration
from seedbed.engines import evaluation

from .arms import drawn_again
from .plain import plain


@dataclass(frozen=True, kw_only=True)
class Row:
    """A student of a pilot with consent, by name, and where the draw found them.

    ``known`` is what else was known before the start and is adjusted for.
    """

    student: str
    cluster: str
    block: str
    arm: str
    pretest: float | None
    grade: int = 0
    group: str = ""
    known: tuple[float, ...] = ()


def look(
    rows: Sequence[Row],
    outcomes: Sequence[tuple[str, int, float, date]],
    registration: Registration,
    *,
    starts_on: date,
    drawn: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what all looks so far say, as it stands in the journal.

    ``drawn`` is the journal's entry of how the arms came about.

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
            pretests={row.student: [row.pretest, *row.known] for row in rows},
            n_pretests=1 + max((len(row.known) for row in rows), default=0),
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
    could = drawn_again(drawn, assembled.clusters)
    monitored = evaluation.monitor(
        assembled.pilot, plan, assignments=could, all_bands=True
    )
    verdict = evaluation.verdict(monitored, plan)
    missing = evaluation.attrition(assembled.pilot)[-1]
    return {
        "number": monitored.looks[-1].number,
        "looks": [plain(asdict(one)) for one in monitored.looks],
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
        "size": {
            "n_students": assembled.pilot.n_students,
            "n_clusters": assembled.pilot.n_clusters,
            "smallest_p": monitored.smallest_p,
        },
        "balance": _balance(rows, assembled),
        "spread": _spread(assembled.pilot),
        "subgroups": (
            [] if monitored.too_small else _subgroups(rows, assembled, could)
        ),
        "ways": {} if monitored.too_small else _ways(assembled.pilot, could),
    }


def _spread(pilot: evaluation.Pilot) -> float | None:
    """Return the deviation of the latest outcomes within the arms, None without one."""
    latest, arm = pilot.outcomes[-1], pilot.is_treated[pilot.cluster]
    parts = [latest[np.isfinite(latest) & (arm == is_in)] for is_in in (True, False)]
    n_free = sum(len(part) - 1 for part in parts)
    if min(map(len, parts)) < 1 or n_free < 1:
        return None
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
    return float(np.sqrt(squares / n_free)) or None


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
    return [plain(asdict(one)) | {"likeness": str(one.likeness)} for one in found]


def _subgroups(
    rows: Sequence[Row],
    assembled: evaluation.Assembled,
    could: evaluation.Assignments | None,
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
    found = evaluation.subgroups(assembled.pilot, at, names, assignments=could)
    return [plain(asdict(one)) for one in found]


def _ways(
    pilot: evaluation.Pilot, could: evaluation.Assignments | None
) -> dict[str, Any]:
    """Return the latest look computed in other ways, so that nobody need trust one."""
    try:
        found = evaluation.estimate(pilot, assignments=could)
    except ValueError:
        return {}  # What is adjusted for already tells the arm, so nothing is left.
    return {
        "plain": plain(asdict(found.plain)),
        "adjusted": plain(asdict(found.adjusted)),
        "p_assigned": found.p_assigned,
        "g": found.g if isfinite(found.g) else None,
    }
