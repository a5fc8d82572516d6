"""Fitting the population: difficulties first, then what each feature says."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Answers, Graph
from seedbed.engines.learner.kernels import FEATURES, Difficulties
from seedbed.engines.learner.model import Model, as_log, blank_memory
from seedbed.engines.learner.variants import MULTILEVEL, Variant
from seedbed.engines.learner.weights import fit_weights
from seedbed.lib.arrays import BoolArray, Float32Array

_N_FOLDS = 4
_N_EPOCHS = 2
_NEIGHBOUR_SWEEPS = 3


def fit(
    answers: Answers, graph: Graph, *, seed: int = 0, variant: Variant = MULTILEVEL
) -> Model:
    """Fit the population parameters to answers.

    Difficulties are learnt in two walks over all answers, each answer predicted before
    it is learnt from. The weights are fitted to features of students whose answers
    taught none of the difficulties they are read with (cross-fitting in four folds of
    students, drawn by ``seed``), so that nobody's past predicts itself. With few or
    no answers the model stays close to the variant's starting weights.

    Raises
    ------
    ValueError
        If the graph and the answers have different numbers of skills.

    References
    ----------
    Pelanek, R. (2016). Applications of the Elo rating system in adaptive educational
    systems. Computers & Education 98, 169-179, section 2.
    """
    if graph.n_skills != answers.n_skills:
        raise ValueError(
            f"The graph has {graph.n_skills} skills, the answers {answers.n_skills}."
        )
    weights = np.array(variant.weights)
    if variant.fits_weights and answers.n_answers:
        features, correct = _cross_fitted(answers, seed=seed, variant=variant)
        weights = fit_weights(features, correct, weights)
    learnt = _learn_difficulties(answers, variant)
    reference = _reference_item(answers, learnt)
    return Model(
        name=variant.name,
        item_difficulty=learnt.item,
        item_n=learnt.item_n,
        skill_difficulty=_with_unmet(learnt, graph),
        skill_n=learnt.skill_n,
        reference_item=reference,
        weights=weights,
        rates=variant.rates,
    )


def _cross_fitted(
    answers: Answers, *, seed: int, variant: Variant
) -> tuple[Float32Array, BoolArray]:
    """Return features (N, F) and outcomes, by folds of students."""
    drawn = np.random.default_rng(seed).integers(0, _N_FOLDS, answers.n_students)
    fold = drawn[answers.student]
    features, outcomes = [], []
    for held_out in range(_N_FOLDS):
        learnt = _learn_difficulties(answers.select(fold != held_out), variant)
        log = as_log(answers.select(fold == held_out))
        read = np.zeros((len(log.student), len(FEATURES)), np.float32)
        memory = blank_memory(answers.n_students, answers.n_skills)
        kernels.walk(log, learnt, memory, variant.rates, False, read)
        features.append(read)
        outcomes.append(log.correct)
    return np.concatenate(features), np.concatenate(outcomes)


def _learn_difficulties(answers: Answers, variant: Variant) -> Difficulties:
    """Return difficulties after ``_N_EPOCHS`` walks by students who start blank."""
    learnt = Difficulties(
        item=np.zeros(answers.n_items, np.float32),
        item_n=np.zeros(answers.n_items, np.int32),
        skill=np.zeros(answers.n_skills, np.float32),
        skill_n=np.zeros(answers.n_skills, np.int32),
    )
    log = as_log(answers)
    unread = np.zeros((0, len(FEATURES)), np.float32)
    for _ in range(_N_EPOCHS):
        memory = blank_memory(answers.n_students, answers.n_skills)
        kernels.walk(log, learnt, memory, variant.rates, True, unread)
    return learnt


def _reference_item(answers: Answers, learnt: Difficulties) -> Float32Array:
    """Return the mean item difficulty of each skill (K,), weighted by answers."""
    n_of_item = np.diff(answers.item_skill_starts)
    weight = np.repeat(learnt.item_n, n_of_item).astype(np.float64)
    sums = np.bincount(
        answers.item_skills,
        weights=weight * np.repeat(learnt.item, n_of_item),
        minlength=answers.n_skills,
    )
    counts = np.bincount(
        answers.item_skills, weights=weight, minlength=answers.n_skills
    )
    return (sums / np.maximum(counts, 1.0)).astype(np.float32)


def _with_unmet(learnt: Difficulties, graph: Graph) -> Float32Array:
    """Return skill difficulties (K,), unmet skills as hard as the skills they touch.

    A skill nobody has met takes the mean of its neighbours in the graph, spreading a
    few links out; one without met neighbours takes the mean of all met skills.
    """
    difficulty = learnt.skill.astype(np.float64)
    is_met = learnt.skill_n > 0
    known = is_met.astype(np.float64)
    ends = np.concatenate([graph.before, graph.after])
    others = np.concatenate([graph.after, graph.before])
    for _ in range(_NEIGHBOUR_SWEEPS):
        n = np.bincount(ends, weights=known[others], minlength=graph.n_skills)
        total = np.bincount(
            ends, weights=(known * difficulty)[others], minlength=graph.n_skills
        )
        found = ~is_met & (n > 0)
        difficulty[found] = total[found] / n[found]
        known[found] = 1.0
    if is_met.any():
        typical = np.average(difficulty[is_met], weights=learnt.skill_n[is_met])
        difficulty[known == 0.0] = typical
    return difficulty.astype(np.float32)
