"""Training: the way forward agrees with serving, the way back with differences."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import fitted

from seedbed.engines import learner
from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import N_MEMORY, Course, Slopes
from seedbed.engines.learner.model import as_log
from seedbed.engines.learner.training import blank, prepare

NAN = float("nan")
SHARED = ("write_all", "expose_all", "read_all")
#: So high that a step is the slope itself, ten million times smaller.
SQUARES = 1e14
#: Steps are shortened for these, because they are weaker evidence.
PACES = {"expose": 0.3, "expose_all": 0.3, "own": 0.5}


def material_of(rows, n_students, model=None):
    answers = worlds.answers(rows, n_students)
    model = model or fitted()
    material, _, _ = prepare(
        as_log(answers),
        model.sets,
        model.population.set_of_item,
        answers.n_skills,
        model.rates,
        start=model.weights,
    )
    return answers, material


def run(material, weights, population, shared, slopes=None, **course):
    """Walk through all students in order; return the probabilities (N,)."""
    found = np.zeros(len(material.log.item))
    setting: dict[str, Any] = {
        "order": np.arange(material.n_students),
        "at": material.at,
        "gap": material.gap,
        "pace": 1.0,
        "draw_sets": 0.0,
        "draw_curves": 0.0,
        "trains": False,
        "learns_ease": False,
    }
    write_all, expose_all, read_all = shared
    if slopes is None:
        slopes = slopes_of(weights, shared)
    kernels.train(
        material.log,
        material.n_skills,
        Course(**(setting | course)),
        population,
        material.rates,
        weights,
        slopes,
        write_all,
        expose_all,
        read_all,
        found,
    )
    return found


def slopes_of(weights, shared, squares=SQUARES):
    moving = [getattr(weights, name) for name in Slopes._fields[:10]]
    return Slopes(*(np.full_like(part, squares) for part in (*moving, *shared)))


def nothing_shared():
    return tuple(np.zeros(N_MEMORY) for _ in SHARED)


def own_population(model):
    return model.population._replace(
        **{
            name: getattr(model.population, name).copy()
            for name in ("item", "item_n", "set", "set_n")
        }
    )


@pytest.mark.parametrize("times", ["all", "none", "some"])
def test_training_predicts_what_serving_predicts(times):
    rows = worlds.many_rows(n_students=12, n_each=40, seed=8)
    if times == "none":
        rows = worlds.untimed(rows)
    if times == "some":
        rows = [(*row[:3], NAN if at % 3 else row[3]) for at, row in enumerate(rows)]
    answers, material = material_of(rows, 12)

    found = run(material, fitted().weights, fitted().population, nothing_shared())

    # Training keeps positions on the curves in single precision.
    expected = learner.predict(fitted(), answers)
    assert found == pytest.approx(expected, abs=2e-5)


def test_without_training_nothing_moves():
    _, material = material_of(worlds.many_rows(n_students=5), 5)
    before = [np.array(part) for part in fitted().weights]
    population = own_population(fitted())

    run(material, fitted().weights, population, nothing_shared())

    for part, was in zip(fitted().weights, before, strict=True):
        np.testing.assert_array_equal(part, was)
    np.testing.assert_array_equal(population.item, fitted().population.item)


@cache
def tiny():
    """Return one student's sixty answers, and weights in the middle of training."""
    rows = worlds.many_rows(n_students=1, n_each=60, seed=2)
    model = fitted()
    answers, material = material_of(rows, 1)
    rng = np.random.default_rng(1)
    fresh = blank(material, model.weights.low, model.weights.scale, 0)
    drawn = {
        name: rng.normal(0.0, 0.2, getattr(fresh.weights, name).shape)
        for name in ("ease_curves", "curves", "own", "write", "expose", "read")
    }
    # Past misses are taken as given, so the slope is exact where they weigh nothing.
    weights = fresh.weights._replace(**drawn)
    shared = tuple(rng.normal(0.0, 0.3, N_MEMORY) for _ in SHARED)
    return answers, material, weights, shared


def loss_of(weights, shared):
    answers, material, _, _ = tiny()
    found = run(material, weights, fitted().population, shared)
    return -np.where(answers.correct, np.log(found), np.log1p(-found)).sum()


@pytest.mark.parametrize(
    "name",
    [*("ease", "ease_curves", "curves", "own", "write", "expose", "read"), *SHARED],
)
def test_the_slope_is_that_of_the_loss(name):
    _, material, weights, shared = tiny()
    moved = weights._replace(
        **{f: np.array(getattr(weights, f)) for f in weights._fields}
    )
    moved_shared = tuple(part.copy() for part in shared)

    run(material, moved, own_population(fitted()), moved_shared, trains=True)

    def part_of(weights, shared):
        if name in SHARED:
            return shared[SHARED.index(name)]
        return getattr(weights, name)

    was, now = part_of(weights, shared), part_of(moved, moved_shared)
    slope = (was - now) * np.sqrt(SQUARES) / PACES.get(name, 1.0)
    tried = 0
    for at in np.ndindex(was.shape):
        # The start of all logits also sets what the memory takes as a surprise.
        if name == "ease" and at == (4,):
            continue
        if tried > 40:
            break
        tried += slope[at] != 0.0
        expected = difference(part_of, weights, shared, at)
        assert slope[at] == pytest.approx(expected, rel=2e-4, abs=2e-5), at
    assert tried > 3, "some slopes are not nothing"


def difference(part_of, weights, shared, at, by=1e-4):
    """Return the slope of the loss by one weight, from two near weights."""
    part = part_of(weights, shared)
    was = part[at]
    losses = []
    for step in (by, -by):
        part[at] = was + step
        losses.append(loss_of(weights, shared))
    part[at] = was
    return (losses[0] - losses[1]) / (2.0 * by)


def test_the_loss_falls_from_epoch_to_epoch():
    answers, material = material_of(worlds.many_rows(n_students=30, n_each=120), 30)
    fresh = blank(material, fitted().weights.low, fitted().weights.scale, 0)
    shared = (fresh.write_all, fresh.expose_all, fresh.read_all)
    slopes = slopes_of(fresh.weights, shared, squares=3.0)
    losses = []

    for _ in range(6):
        population = material.unknown()
        found = run(
            material,
            fresh.weights,
            population,
            shared,
            slopes,
            pace=0.03,
            draw_sets=0.02,
            draw_curves=0.001,
            trains=True,
            learns_ease=True,
        )
        losses.append(
            -np.where(answers.correct, np.log(found), np.log1p(-found)).mean()
        )

    assert losses[-1] < losses[0] - 0.005
    assert np.argmax(losses) == 0


def test_what_a_set_knows_is_drawn_to_nothing_without_evidence():
    _, material, weights, shared = tiny()
    moved = weights._replace(read=weights.read * 0.0 + 0.5, own=weights.own * 0.0 + 0.5)
    zero = tuple(part * 0.0 for part in shared)
    nothing_written = moved._replace(
        write=weights.write * 0.0, expose=weights.expose * 0.0
    )

    run(
        material,
        nothing_written,
        own_population(fitted()),
        zero,
        trains=True,
        draw_sets=1e6,
    )

    met = np.unique(fitted().population.set_of_item[material.log.item])
    assert (nothing_written.read[met] < 0.5).all()


def test_nobodys_answers_are_foretold_by_themselves():
    rows = worlds.many_rows(n_students=4, n_each=25)
    model = fitted()
    turned = [
        (s, item, is_right != (s == 1 and at % 25 == 24), day)
        for at, (s, item, is_right, day) in enumerate(rows)
    ]
    found = []
    for version in (rows, turned):
        _, material = material_of(version, 4)
        found.append(
            run(
                material,
                model.weights,
                material.unknown(),
                nothing_shared(),
                learns_ease=True,
            ).reshape(4, 25)
        )

    np.testing.assert_array_equal(found[0][:2], found[1][:2])
    assert (found[0][2:] != found[1][2:]).any(), "but those of later students are"


def test_stretches_join_where_they_meet():
    rows = worlds.many_rows(n_students=1, n_each=350, seed=4)
    answers, material = material_of(rows, 1)

    found = run(material, fitted().weights, fitted().population, nothing_shared())

    assert found == pytest.approx(learner.predict(fitted(), answers), abs=2e-5)
