"""The fitted population (``Model``) and what is remembered of students (``State``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Answers, Graph
from seedbed.engines.learner.kernels import (
    COUNTERS,
    READING,
    Kept,
    Log,
    Population,
    Rates,
    Served,
    Weights,
)
from seedbed.engines.learner.kernels.layout import (
    ALL_DAY,
    ALL_N,
    ITEM_NARROW,
    ITEM_WIDE,
    LAST_ITEM,
    N_SINCE,
    N_STREAKS,
    N_TRIES,
    SKILL_COUNTERS,
    SKILL_NARROW,
    SKILL_WIDE,
    STUDENT_WIDTH,
    Tables,
)
from seedbed.engines.learner.sets import SkillSets
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array

#: Version of the arrays that ``to_arrays`` writes; others are refused.
ARRAYS_VERSION = 4
#: A grade that is not known.
UNKNOWN_GRADE = -2


@dataclass(frozen=True, kw_only=True)
class Model:
    """What holds for all students: difficulties, and what each part of the past says.

    ``population`` has the ease of items (J,) and of skill sets (C,); ``weights`` what
    predicts the next answer; ``reading`` (R + 1,) intercept and weights of what mastery
    reads, ``kernels.READING``; ``skill_ease`` (K,) of every skill, met or not;
    ``skill_n`` (K,) answers behind it; ``reference_item`` (K,) ease of its mean item.
    """

    name: str
    graph: Graph
    sets: SkillSets
    population: Population
    weights: Weights
    reading: FloatArray
    skill_ease: FloatArray
    skill_n: FloatArray
    reference_item: FloatArray
    rates: Rates

    def __post_init__(self) -> None:
        for name, found, wanted in (
            ("reading", self.reading.shape, (len(READING) + 1,)),
            ("weights.low", self.weights.low.shape, (len(COUNTERS),)),
            ("skill_ease", self.skill_ease.shape, (self.n_skills,)),
        ):
            if found != wanted:
                raise ValueError(f"Model.{name} must have shape {wanted}, got {found}.")

    @property
    def n_items(self) -> int:
        """Number of items J."""
        return len(self.population.item)

    @property
    def n_skills(self) -> int:
        """Number of skills K."""
        return self.graph.n_skills

    @cached_property
    def served(self) -> Served:
        """Weights and population as predictions read them, worked out once."""
        return served_by(self.population, self.weights, self.rates)

    def check_fits(self, answers: Answers) -> None:
        """Refuse answers about other items or skills.

        Raises
        ------
        ValueError
            If the numbers of items or skills differ.
        """
        found = (answers.n_items, answers.n_skills)
        if found != (self.n_items, self.n_skills):
            raise ValueError(
                f"The model knows {self.n_items} items and {self.n_skills} skills; "
                f"the answers have {found[0]} and {found[1]}. Number them alike."
            )

    def to_arrays(self) -> dict[str, Any]:
        """Return the model as a dictionary of arrays, for ``numpy.savez``."""
        return {
            "version": np.array(ARRAYS_VERSION),
            "name": np.array(self.name),
            "rates": np.array(self.rates),
            "reading": self.reading,
            "skill_ease": self.skill_ease,
            "skill_n": self.skill_n,
            "reference_item": self.reference_item,
            **_flat("graph", vars(self.graph)),
            **_flat("sets", vars(self.sets)),
            **_flat("population", self.population._asdict()),
            **_flat("weights", self.weights._asdict()),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Self:
        """Return the model that ``to_arrays`` wrote.

        Raises
        ------
        ValueError
            If another version wrote the arrays.
        """
        _check_version(arrays)
        return cls(
            name=str(arrays["name"]),
            graph=Graph(**_nested("graph", arrays, [f.name for f in fields(Graph)])),
            sets=SkillSets(
                **_nested("sets", arrays, [f.name for f in fields(SkillSets)])
            ),
            population=Population(**_nested("population", arrays, Population._fields)),
            weights=Weights(**_nested("weights", arrays, Weights._fields)),
            reading=arrays["reading"],
            skill_ease=arrays["skill_ease"],
            skill_n=arrays["skill_n"],
            reference_item=arrays["reference_item"],
            rates=Rates(*(float(rate) for rate in arrays["rates"])),
        )


@dataclass(frozen=True, kw_only=True)
class State:
    """What is remembered of each student (S,), as ``model`` reads it.

    ``kept`` has a row for each student and for each skill and item a student has met,
    so that it grows with what was done, not with what there is. ``grade`` (S,) is the
    enrolled grade, ``UNKNOWN_GRADE`` where it is not known.
    """

    model: Model
    kept: Kept
    grade: Int32Array

    @property
    def n_students(self) -> int:
        """Number of students S."""
        return len(self.kept.student)

    @property
    def n_bytes(self) -> int:
        """Size of what is remembered."""
        return sum(part.nbytes for part in self.kept)

    def to_arrays(self) -> dict[str, Any]:
        """Return what is remembered as arrays, for ``numpy.savez``; not the model."""
        return {
            "version": np.array(ARRAYS_VERSION),
            "grade": self.grade,
            **self.kept._asdict(),
        }

    @classmethod
    def from_arrays(cls, model: Model, arrays: Mapping[str, Any]) -> Self:
        """Return the state that ``to_arrays`` wrote, read by ``model``.

        Raises
        ------
        ValueError
            If another version wrote the arrays.
        """
        _check_version(arrays)
        kept = Kept(**{name: own(arrays[name]) for name in Kept._fields})
        return cls(model=model, kept=kept, grade=arrays["grade"])

    def read_by(self, model: Model) -> Self:
        """Return the same past, read by another model of the same items and skills.

        The memory of the past was written with the old model's weights; levels and
        counts stand. Walk through the answers again for an exact state.
        """
        return replace(self, model=model)


def begin(model: Model, n_students: int, *, grade: Int32Array | None = None) -> State:
    """Return the state of students who have not answered yet.

    Raises
    ------
    ValueError
        If there is not one grade for each student.
    """
    if grade is None:
        grade = np.full(n_students, UNKNOWN_GRADE, np.int32)
    if len(grade) != n_students:
        raise ValueError(
            f"grade must have shape ({n_students},), one per student; "
            f"got {np.shape(grade)}."
        )
    return State(model=model, kept=nothing_kept(n_students), grade=grade)


def nothing_kept(n_students: int, n_skills: int = 0, n_items: int = 0) -> Kept:
    """Return what is kept of blank students, with room for skills and items met."""
    student = np.zeros((n_students, STUDENT_WIDTH))
    student[:, ALL_DAY] = np.nan
    student[:, LAST_ITEM] = -1.0
    return Kept(
        student=student,
        skill_first=np.zeros(n_students + 1, np.int64),
        skill=np.empty(n_skills, np.int32),
        skill_wide=np.empty((n_skills, SKILL_WIDE)),
        skill_narrow=np.empty((n_skills, SKILL_NARROW), np.float32),
        item_first=np.zeros(n_students + 1, np.int64),
        item=np.empty(n_items, np.int32),
        item_wide=np.empty((n_items, ITEM_WIDE)),
        item_narrow=np.empty((n_items, ITEM_NARROW), np.float32),
    )


def served_by(population: Population, weights: Weights, rates: Rates) -> Served:
    """Return weights and population as predictions read them."""
    n_sets = len(population.set)
    unmet = np.zeros((n_sets, 1))
    parts = (weights.own, weights.write, weights.expose, weights.read, unmet)
    gain = np.sqrt(1.0 - weights.rho)
    alone = (weights.misses, weights.skill_misses, weights.tilts, weights.levels)
    memory = (weights.rho, gain, weights.tau)
    start = np.array([weights.ease[4], _unmet_item(weights)])
    served = Served(
        by_item=np.empty((len(population.item), 3)),
        by_set=np.ascontiguousarray(np.concatenate(parts, axis=1)),
        set_of_item=population.set_of_item,
        curves=weights.curves,
        frame=np.ascontiguousarray(
            np.stack([weights.low, weights.high, weights.scale], axis=1)
        ),
        shared=np.concatenate([*alone, *memory, start, np.array(rates)]),
        tables=Tables(
            skill_tries=np.empty((N_TRIES, N_TRIES, 4)),
            streaks=np.empty((N_STREAKS, 2)),
            item_tries=np.empty((N_TRIES, N_TRIES)),
            item_signs=np.empty((2, 3)),
            counts=np.empty((3, N_SINCE)),
            at_rest=np.empty(3),
        ),
    )
    kernels.serve(population, weights, served)
    return served


def _unmet_item(weights: Weights) -> float:
    """Return what the counters of an item that was not met add."""
    knots = np.arange(weights.curves.shape[1])
    total = 0.0
    for f in range(SKILL_COUNTERS, ALL_N):
        at = np.clip(-weights.low[f] * weights.scale[f], 0.0, kernels.LAST_KNOT)
        total += float(np.interp(at, knots, weights.curves[f]))
    return total


def nothing_read() -> tuple[Float32Array, BoolArray, FloatArray]:
    """Return no room for what mastery reads."""
    return np.zeros((0, len(READING)), np.float32), np.zeros(0, np.bool_), np.zeros(0)


def as_log(answers: Answers) -> Log:
    """Return answers as the kernels take them: one type each, so they compile once."""
    return Log(
        first=np.searchsorted(
            answers.student, np.arange(answers.n_students + 1)
        ).astype(np.int64),
        item=own(answers.item, np.int32),
        correct=own(answers.correct, np.bool_),
        day=own(answers.day, np.float64),
        starts=own(answers.item_skill_starts, np.int32),
        skills=own(answers.item_skills, np.int32),
    )


def own(part: Any, dtype: Any = None) -> Any:
    """Return an array Numba sees as one type: contiguous, writable, of ``dtype``.

    A read-only array (from Parquet or a buffer) is another type to Numba and would
    compile every kernel once more.
    """
    return np.require(part, dtype=dtype, requirements=["C", "W"])


def _flat(prefix: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}.{name}": part for name, part in parts.items()}


def _nested(prefix: str, arrays: Mapping[str, Any], names: Any) -> dict[str, Any]:
    return {name: own(arrays[f"{prefix}.{name}"]) for name in names}


def _check_version(arrays: Mapping[str, Any]) -> None:
    found = int(arrays["version"])
    if found != ARRAYS_VERSION:
        raise ValueError(
            f"These arrays are of version {found}; this program reads version "
            f"{ARRAYS_VERSION}. Fit the model again from the evidence."
        )
