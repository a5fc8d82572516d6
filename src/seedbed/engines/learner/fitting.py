"""Fitting the population: weights, then difficulties, then what mastery reads."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner.data import Answers, Graph
from seedbed.engines.learner.kernels import COUNTERS, Population, Weights
from seedbed.engines.learner.learning import learn
from seedbed.engines.learner.model import Model, as_log
from seedbed.engines.learner.sets import SkillSets, sets_of
from seedbed.engines.learner.training import Material, blank, prepare, train
from seedbed.engines.learner.variants import MEMORY, Variant
from seedbed.lib.arrays import FloatArray

_NEIGHBOUR_SWEEPS = 3


def fit(
    answers: Answers,
    graph: Graph,
    *,
    seed: int = 0,
    start: Model | None = None,
    variant: Variant = MEMORY,
) -> Model:
    """Fit the population parameters to answers.

    With few or no answers the model stays close to the variant's starting weights.
    ``start``, a model of the same items and skills, makes it quicker: from there the
    weights take two epochs of short steps.

    Raises
    ------
    ValueError
        If graph, answers and ``start`` are of different skills or items.
    """
    if graph.n_skills != answers.n_skills:
        raise ValueError(
            f"The graph has {graph.n_skills} skills, the answers {answers.n_skills}."
        )
    sets, set_of_item = sets_of(answers)
    if start is not None:
        start.check_fits(answers)
        if start.sets.n_sets != sets.n_sets:
            raise ValueError(
                f"The starting model has {start.sets.n_sets} skill sets, the answers "
                f"{sets.n_sets}. Renumber the model first."
            )
    log = as_log(answers)
    begin_from = None if start is None else start.weights
    if variant.is_fitted:
        material, low, scale = prepare(
            log,
            sets,
            set_of_item,
            answers.n_skills,
            variant.rates,
            start=begin_from,
        )
        weights = train(material, low, scale, seed=seed, start=begin_from)
    else:
        material = Material(
            log=log,
            sets=sets,
            set_of_item=set_of_item,
            n_skills=answers.n_skills,
            rates=variant.rates,
            at=np.zeros((0, len(COUNTERS)), np.float32),
            gap=np.zeros(0),
        )
        weights = _levels_only(material)
    return _finished(answers, graph, material, weights, seed=seed, variant=variant)


def _finished(
    answers: Answers,
    graph: Graph,
    material: Material,
    weights: Weights,
    *,
    seed: int,
    variant: Variant,
) -> Model:
    """Return the model with these weights: difficulties, reading, reference items."""
    start = np.array(variant.reading)
    if not variant.is_fitted:
        start[0] = weights.ease[4]  # surprises, and so levels, are measured from here
    learnt = learn(
        material,
        weights,
        seed=seed,
        start=start,
        fits=variant.is_fitted,
    )
    population = learnt.population
    skill_n = _answers_by_skill(material.sets, population)
    ease = ease_of_skills(material.sets, population, graph, skill_n)
    return Model(
        name=variant.name,
        graph=graph,
        sets=material.sets,
        population=population,
        weights=weights,
        reading=learnt.reading,
        skill_ease=ease,
        skill_n=skill_n,
        reference_item=_reference_item(answers, population),
        rates=learnt.rates,
    )


def _levels_only(material: Material) -> Weights:
    """Return weights by which the two levels alone say what comes next."""
    n = len(COUNTERS)
    weights = blank(material, np.zeros(n), np.ones(n), 0).final()
    nothing = {"write": weights.write * 0.0, "read": weights.read * 0.0}
    return weights._replace(levels=np.ones(2), **nothing)


def _answers_by_skill(sets: SkillSets, population: Population) -> FloatArray:
    """Return the answers that asked each skill (K,)."""
    n_skills = int((np.diff(sets.starts) == 1).sum())
    weight = np.repeat(population.set_n, np.diff(sets.starts))
    counts = np.bincount(sets.skills, weights=weight, minlength=n_skills)
    return np.asarray(counts, np.float64)


def _reference_item(answers: Answers, population: Population) -> FloatArray:
    """Return the mean item ease of each skill (K,), weighted by answers."""
    n_of_item = np.diff(answers.item_skill_starts)
    weight = np.repeat(population.item_n, n_of_item)
    sums = np.bincount(
        answers.item_skills,
        weights=weight * np.repeat(population.item, n_of_item),
        minlength=answers.n_skills,
    )
    counts = np.bincount(
        answers.item_skills, weights=weight, minlength=answers.n_skills
    )
    return np.asarray(sums / np.maximum(counts, 1.0))


def ease_of_skills(
    sets: SkillSets, population: Population, graph: Graph, skill_n: FloatArray
) -> FloatArray:
    """Return the ease of each skill (K,), unmet ones as easy as those they touch.

    A skill asked only together with others takes the mean of its sets. One that nobody
    has met takes the mean of its neighbours in the graph, spreading a few links out;
    one without met neighbours the mean of all met skills.
    """
    weight = np.repeat(population.set_n, np.diff(sets.starts))
    sums = np.bincount(
        sets.skills,
        weights=weight * np.repeat(population.set, np.diff(sets.starts)),
        minlength=graph.n_skills,
    )
    ease = sums / np.maximum(skill_n, 1.0)
    alone = population.set_n[: graph.n_skills]
    ease = np.where(alone > 0.0, population.set[: graph.n_skills], ease)
    is_met = skill_n > 0
    known = is_met.astype(np.float64)
    ends = np.concatenate([graph.before, graph.after])
    others = np.concatenate([graph.after, graph.before])
    for _ in range(_NEIGHBOUR_SWEEPS):
        n = np.bincount(ends, weights=known[others], minlength=graph.n_skills)
        total = np.bincount(
            ends, weights=(known * ease)[others], minlength=graph.n_skills
        )
        found = ~is_met & (n > 0)
        ease[found] = total[found] / n[found]
        known[found] = 1.0
    if is_met.any():
        ease[known == 0.0] = np.average(ease[is_met], weights=skill_n[is_met])
    return np.asarray(ease)
