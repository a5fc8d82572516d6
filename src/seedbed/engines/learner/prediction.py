"""Reading the past of each student: predict and update."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.kernels import Kept
from seedbed.engines.learner.model import (
    Model,
    State,
    as_log,
    begin,
    nothing_kept,
    nothing_read,
)
from seedbed.engines.learner.regression import sigmoid
from seedbed.lib.arrays import FloatArray


def predict(state: State | Model, answers: Answers) -> FloatArray:
    """Return the probability (N,) that each answer is right, from those before it.

    Each student starts from ``state``; with a model, blank. Nothing is kept.

    Raises
    ------
    ValueError
        If the model was fitted to other items or skills, or the state is of others.
    """
    if isinstance(state, Model):
        state = begin(state, answers.n_students)
    return sigmoid(walk(state, answers, keeps=False)[1])


def update(state: State, answers: Answers) -> State:
    """Return what is remembered of each student after the answers.

    ``state`` is left as it is. Answers given in one batch or in several, in the same
    order, lead to the same state, bit by bit.

    Raises
    ------
    ValueError
        If the model was fitted to other items or skills, or the state is of others.
    """
    return replace(state, kept=walk(state, answers, keeps=True)[0])


def walk(
    state: State, answers: Answers, *, keeps: bool
) -> tuple[Kept, FloatArray, FloatArray]:
    """Return what is kept, and logit and level surprise (N,) of each answer."""
    model, before = state.model, state.kept
    model.check_fits(answers)
    if answers.n_students != state.n_students:
        raise ValueError(
            f"The state is of {state.n_students} students, the answers are of "
            f"{answers.n_students}."
        )
    n_new = int(np.diff(answers.item_skill_starts)[answers.item].sum())
    after = nothing_kept(0)
    if keeps:
        after = nothing_kept(
            state.n_students,
            len(before.skill) + n_new,
            len(before.item) + answers.n_answers,
        )
    n = 0 if keeps else answers.n_answers
    logit, surprise = np.zeros(n), np.zeros(n)
    kernels.walk(
        as_log(answers),
        model.n_skills,
        model.served,
        before,
        after,
        False,
        model.population,
        model.weights,
        model.rates,
        kernels.Seen(logit, surprise, *nothing_read()),
    )
    return _trimmed(after), logit, surprise


def _trimmed(kept: Kept) -> Kept:
    """Return what is kept without the room that was not needed."""
    n_skills, n_items = kept.skill_first[-1], kept.item_first[-1]
    return kept._replace(
        skill=kept.skill[:n_skills].copy(),
        skill_wide=kept.skill_wide[:n_skills].copy(),
        skill_narrow=kept.skill_narrow[:n_skills].copy(),
        item=kept.item[:n_items].copy(),
        item_wide=kept.item_wide[:n_items].copy(),
        item_narrow=kept.item_narrow[:n_items].copy(),
    )
