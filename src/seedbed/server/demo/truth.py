"""What the simulated students truly know, and how near a snapshot comes to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings

from seedbed.lib.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    Int32Array,
    IntArray,
)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """True mastery at the cut-off: ``mastery`` (S, K) of student and skill row ids."""

    system: str
    as_of: float  # days since 1970-01-01
    student_ids: IntArray
    skill_ids: IntArray
    mastery: FloatArray
    n_attempts: IntArray


class SnapshotLike(Protocol):
    """The part of ``mastery.queries.SnapshotArrays`` that can be judged."""

    @property
    def student_ids(self) -> IntArray:
        """Row ids, (S,)."""

    @property
    def skill_ids(self) -> IntArray:
        """Row ids, (K,)."""

    @property
    def mastery(self) -> Float32Array:
        """Estimates, (S, K)."""

    @property
    def n_attempts(self) -> Int32Array:
        """Answers, (S, K)."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How near the estimates of one set of student and skill pairs come to the truth.

    ``ece`` is the mean distance between estimate and truth over ten equally large
    groups by estimate; ``deciles`` lists them as (estimate, truth, pairs).
    """

    n_pairs: int
    pearson: float
    spearman: float
    mean_error: float
    absolute_error: float
    ece: float
    deciles: tuple[tuple[float, float, int], ...]


def truth_file() -> Path:
    """Return where the demo keeps the truth; no page ever reads it."""
    return Path(settings.HOME) / "demo" / "truth.npz"


def save(truth: Truth) -> None:
    """Write the truth into the home folder, replacing the file in one step."""
    file = truth_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft.npz")
    np.savez_compressed(
        draft,
        system=np.array(truth.system),
        as_of=np.array(truth.as_of),
        student_ids=truth.student_ids,
        skill_ids=truth.skill_ids,
        mastery=truth.mastery.astype(np.float32),
        n_attempts=truth.n_attempts.astype(np.int32),
    )
    draft.replace(file)


def load(system: str) -> Truth | None:
    """Return the truth about a system (its uuid), or None where there is none."""
    file = truth_file()
    if not file.exists():
        return None
    with np.load(file) as found:
        if str(found["system"]) != system:
            return None
        return Truth(
            system=system,
            as_of=float(found["as_of"]),
            student_ids=found["student_ids"],
            skill_ids=found["skill_ids"],
            mastery=found["mastery"].astype(np.float64),
            n_attempts=found["n_attempts"].astype(np.int64),
        )


def judge(truth: Truth, snapshot: SnapshotLike) -> dict[str, Judgement]:
    """Compare a snapshot with the truth over the pairs that both hold.

    Returns judgements of ``all`` pairs and of those ``with_evidence``; the second is
    left out where no pair has any.
    """
    students, rows, here = np.intersect1d(
        truth.student_ids, np.asarray(snapshot.student_ids), return_indices=True
    )
    skills, columns, there = np.intersect1d(
        truth.skill_ids, np.asarray(snapshot.skill_ids), return_indices=True
    )
    if not len(students) or not len(skills):
        return {}
    true = truth.mastery[np.ix_(rows, columns)].ravel()
    estimate = np.asarray(snapshot.mastery)[np.ix_(here, there)].ravel()
    n = np.asarray(snapshot.n_attempts)[np.ix_(here, there)].ravel()
    found = {"all": _judge(estimate.astype(np.float64), true)}
    has_evidence: BoolArray = n > 0
    if has_evidence.any():
        found["with_evidence"] = _judge(
            estimate[has_evidence].astype(np.float64), true[has_evidence]
        )
    return found


def _judge(estimate: FloatArray, true: FloatArray) -> Judgement:
    groups = np.array_split(np.argsort(estimate, kind="stable"), 10)
    deciles = tuple(
        (float(estimate[g].mean()), float(true[g].mean()), len(g))
        for g in groups
        if len(g)
    )
    ece = sum(n * abs(e - t) for e, t, n in deciles) / len(estimate)
    return Judgement(
        n_pairs=len(estimate),
        pearson=correlation(estimate, true),
        spearman=correlation(ranks(estimate), ranks(true)),
        mean_error=float((estimate - true).mean()),
        absolute_error=float(np.abs(estimate - true).mean()),
        ece=float(ece),
        deciles=deciles,
    )


def correlation(x: FloatArray, y: FloatArray) -> float:
    """Return Pearson's correlation, or nan where one side is constant."""
    dx, dy = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((dx**2).sum() * (dy**2).sum()))
    return float((dx * dy).sum() / scale) if scale > 0 else float("nan")


def ranks(x: FloatArray) -> FloatArray:
    """Return ranks from 1; equal values share their mean rank.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    _values, index, counts = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2.0)[index])
