"""The fitted population (``Model``) and what is remembered of students (``State``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.kernels import (
    FEATURES,
    Difficulties,
    Log,
    Memory,
    Rates,
)
from seedbed.lib.arrays import Float32Array, FloatArray, Int32Array

#: Version of the arrays that ``to_arrays`` writes; others are refused.
ARRAYS_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Model:
    """What holds for all students: difficulties, and what each part of the past says.

    ``item_difficulty`` and ``item_n`` (J,) logits and answers behind them;
    ``skill_difficulty`` and ``skill_n`` (K,); ``reference_item`` (K,) difficulty of the
    mean answered item of each skill, beyond the skill's own; ``weights`` (F + 1,)
    intercept and one weight for each of ``kernels.FEATURES``; ``rates`` as in the
    variant it was fitted with.
    """

    name: str
    item_difficulty: Float32Array
    item_n: Int32Array
    skill_difficulty: Float32Array
    skill_n: Int32Array
    reference_item: Float32Array
    weights: FloatArray
    rates: Rates

    def __post_init__(self) -> None:
        if self.weights.shape != (len(FEATURES) + 1,):
            raise ValueError(
                f"Model.weights must have shape ({len(FEATURES) + 1},), "
                f"got {self.weights.shape}."
            )

    @property
    def n_items(self) -> int:
        """Number of items J."""
        return len(self.item_difficulty)

    @property
    def n_skills(self) -> int:
        """Number of skills K."""
        return len(self.skill_difficulty)

    def difficulties(self) -> Difficulties:
        """Return the difficulties as the kernels take them."""
        return Difficulties(
            item=_own(self.item_difficulty),
            item_n=_own(self.item_n),
            skill=_own(self.skill_difficulty),
            skill_n=_own(self.skill_n),
        )

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
            "item_difficulty": self.item_difficulty,
            "item_n": self.item_n,
            "skill_difficulty": self.skill_difficulty,
            "skill_n": self.skill_n,
            "reference_item": self.reference_item,
            "weights": self.weights,
            "rates": np.array(self.rates),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Model:
        """Return the model that ``to_arrays`` wrote.

        Raises
        ------
        ValueError
            If another version wrote the arrays.
        """
        _check_version(arrays)
        return cls(
            name=str(arrays["name"]),
            item_difficulty=arrays["item_difficulty"],
            item_n=arrays["item_n"],
            skill_difficulty=arrays["skill_difficulty"],
            skill_n=arrays["skill_n"],
            reference_item=arrays["reference_item"],
            weights=arrays["weights"],
            rates=Rates(*(float(rate) for rate in arrays["rates"])),
        )


@dataclass(frozen=True, kw_only=True)
class State:
    """What is remembered of each student (S,) and of each student x skill (S, K).

    ``general`` and ``level`` move slowly, ``general_form`` and ``form`` follow the
    latest answers; these are logits, 0 for the unknown. ``right`` and ``wrong`` count
    answers, which fade over weeks, ``fresh`` right ones, which fade over hours;
    ``n_attempts`` counts all for good. They stand as of ``last_day`` (to three minutes;
    ``nan`` before the first answer with a time). 28 bytes per pair, 12 per student.
    """

    general: Float32Array
    general_form: Float32Array
    n_answers: Int32Array
    level: Float32Array
    form: Float32Array
    right: Float32Array
    wrong: Float32Array
    fresh: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array

    @classmethod
    def blank(cls, n_students: int, n_skills: int) -> State:
        """Return the state of students who have not answered yet."""
        return cls(**blank_memory(n_students, n_skills)._asdict())

    def memory(self) -> Memory:
        """Return a copy as the kernels take it, so that a walk leaves this one be."""
        return Memory(**{name: np.array(part) for name, part in vars(self).items()})

    def to_arrays(self) -> dict[str, Any]:
        """Return the state as a dictionary of arrays, for ``numpy.savez``."""
        return {"version": np.array(ARRAYS_VERSION), **vars(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> State:
        """Return the state that ``to_arrays`` wrote.

        Raises
        ------
        ValueError
            If another version wrote the arrays.
        """
        _check_version(arrays)
        return cls(**{name: arrays[name] for name in Memory._fields})


def faded(model: Model, state: State, as_of: float) -> State:
    """Return the state as it stands on day ``as_of``, not before the last answer.

    Answers without a time do not fade until one with a time follows on the skill.
    """
    days = as_of - state.last_day
    days = np.where(days > 0.0, days, np.float32(0.0))

    def after(part: Float32Array, half_life: float) -> Float32Array:
        return np.asarray(part * np.exp2(-days / np.float32(half_life)), np.float32)

    rates = model.rates
    return replace(
        state,
        level=after(state.level, rates.level_half_life_days),
        form=after(state.form, rates.form_half_life_days),
        right=after(state.right, rates.count_half_life_days),
        wrong=after(state.wrong, rates.count_half_life_days),
        fresh=after(state.fresh, rates.fresh_half_life_days),
    )


def blank_memory(n_students: int, n_skills: int) -> Memory:
    """Return what is remembered of students before their first answer."""
    pairs = (n_students, n_skills)
    return Memory(
        general=np.zeros(n_students, np.float32),
        general_form=np.zeros(n_students, np.float32),
        n_answers=np.zeros(n_students, np.int32),
        level=np.zeros(pairs, np.float32),
        form=np.zeros(pairs, np.float32),
        right=np.zeros(pairs, np.float32),
        wrong=np.zeros(pairs, np.float32),
        fresh=np.zeros(pairs, np.float32),
        n_attempts=np.zeros(pairs, np.int32),
        last_day=np.full(pairs, np.nan, np.float32),
    )


def as_log(answers: Answers) -> Log:
    """Return answers as the kernels take them: one type each, so they compile once."""
    return Log(
        student=_own(answers.student, np.int32),
        item=_own(answers.item, np.int32),
        correct=_own(answers.correct, np.bool_),
        day=_own(answers.day, np.float64),
        starts=_own(answers.item_skill_starts, np.int32),
        skills=_own(answers.item_skills, np.int32),
    )


def _own(part: Any, dtype: Any = None) -> Any:
    """Return an array Numba sees as one type: contiguous, writable, of ``dtype``.

    A read-only array (from Parquet or a buffer) is another type to Numba and would
    compile every kernel once more.
    """
    return np.require(part, dtype=dtype, requirements=["C", "W"])


def _check_version(arrays: Mapping[str, Any]) -> None:
    found = int(arrays["version"])
    if found != ARRAYS_VERSION:
        raise ValueError(
            f"These arrays are of version {found}; this program reads version "
            f"{ARRAYS_VERSION}. Fit the model again from the evidence."
        )
