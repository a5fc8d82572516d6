"""Reading the past of each student: predict, update, and why."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.kernels import FEATURES
from seedbed.engines.learner.model import Model, State, as_log, blank_memory
from seedbed.engines.learner.weights import logits, sigmoid
from seedbed.lib.arrays import FloatArray


def predict(
    model: Model, answers: Answers, *, state: State | None = None
) -> FloatArray:
    """Return the probability (N,) that each answer is right, from those before it.

    Each student starts from ``state``, or blank. The model's difficulties stand.

    Raises
    ------
    ValueError
        If the model was fitted to other items or skills.
    """
    model.check_fits(answers)
    memory = _memory_of(state, answers)
    features = np.zeros((answers.n_answers, len(FEATURES)), np.float32)
    kernels.walk(
        as_log(answers), model.difficulties(), memory, model.rates, False, features
    )
    return sigmoid(logits(features, model.weights))


def update(model: Model, answers: Answers, *, state: State | None = None) -> State:
    """Return what is remembered of each student after the answers.

    Starts from ``state`` (left as it is) or blank. Answers given in one batch or in
    several, in the same order, lead to the same state.

    Raises
    ------
    ValueError
        If the model was fitted to other items or skills, or the state is of others.
    """
    model.check_fits(answers)
    memory = _memory_of(state, answers)
    unread = np.zeros((0, len(FEATURES)), np.float32)
    kernels.walk(
        as_log(answers), model.difficulties(), memory, model.rates, False, unread
    )
    return State(**memory._asdict())


def contributions(
    model: Model, answers_of_one_student: Answers, skill: int
) -> list[tuple[str, float]]:
    """Return what each part of the past adds to the logit of a skill's next item.

    The item is one of reference difficulty, the moment that of the student's last
    answer to the skill. The parts sum to the logit of the prediction.

    Parameters
    ----------
    answers_of_one_student : Answers
        With ``n_students`` 1.
    """
    state = update(model, answers_of_one_student)
    read = {
        "general level": float(state.general[0]),
        "general form": float(state.general_form[0]),
        "skill level": float(state.level[0, skill]),
        "skill form": float(state.form[0, skill]),
        "item difficulty": -float(model.reference_item[skill]),
        "skill difficulty": -float(model.skill_difficulty[skill]),
        "right answers": float(np.log1p(state.right[0, skill])),
        "wrong answers": float(np.log1p(state.wrong[0, skill])),
        "fresh right answers": float(np.log1p(state.fresh[0, skill])),
    }
    parts = [("start", float(model.weights[0]))]
    for feature, weight in zip(FEATURES, model.weights[1:], strict=True):
        parts.append((feature, float(weight) * read[feature]))
    return parts


def _memory_of(state: State | None, answers: Answers) -> kernels.Memory:
    if state is None:
        return blank_memory(answers.n_students, answers.n_skills)
    found = state.level.shape
    if found != (answers.n_students, answers.n_skills):
        raise ValueError(
            f"The state is of {found[0]} students and {found[1]} skills; the answers "
            f"are of {answers.n_students} and {answers.n_skills}."
        )
    return state.memory()
