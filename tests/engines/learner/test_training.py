"""Training: gaps, knots, when to stop, what is averaged."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.learner import worlds

from seedbed.engines import learner
from seedbed.engines.learner import kernels, training
from seedbed.engines.learner.kernels import COUNTERS, N_KNOTS, N_MEMORY
from seedbed.engines.learner.model import as_log
from seedbed.engines.learner.sets import sets_of
from seedbed.engines.learner.training import blank, prepare, train

NAN = float("nan")


def prepared(rows, n_students, **kwargs):
    answers = worlds.answers(rows, n_students)
    return prepare(
        as_log(answers),
        *sets_of(answers),
        answers.n_skills,
        learner.MEMORY.rates,
        **kwargs,
    )


def days_of(*days):
    return [(0, 0, True, day) for day in days]


@pytest.mark.parametrize(
    ("days", "gaps"),
    [
        # One answer has none before it.
        ([5.0], [0.0]),
        # As the clock runs.
        ([5.0, 5.0, 7.5], [0.0, 0.0, 2.5]),
        # A clock that runs backwards stands still until it is caught up.
        ([5.0, 3.0, 6.0], [0.0, 0.0, 1.0]),
        # A time that is not known is passed over.
        ([5.0, NAN, 7.0], [0.0, 0.0, 2.0]),
        # The first known time follows nothing.
        ([NAN, 5.0, 6.0], [0.0, 0.0, 1.0]),
        # No times at all.
        ([NAN, NAN], [0.0, 0.0]),
        # Before 1970.
        ([-9.0, -8.0], [0.0, 1.0]),
    ],
)
def test_gaps_are_days_since_the_latest_answer(days, gaps):
    material, _, _ = prepared(days_of(*days), 1)

    assert material.gap.tolist() == gaps


def test_the_gap_of_a_first_answer_is_not_the_time_since_another_student():
    rows = [(0, 0, True, 5.0), (1, 0, True, 9.0), (1, 0, True, 10.0)]

    material, _, _ = prepared(rows, 2)

    assert material.gap.tolist() == [0.0, 0.0, 1.0]


def test_the_knots_span_what_the_counters_reach():
    answers = worlds.answers(worlds.many_rows(), 40)
    material, low, scale = prepared(worlds.many_rows(), 40)
    values = np.zeros((answers.n_answers, len(COUNTERS)), np.float32)
    none = np.zeros(0)
    kernels.positions(as_log(answers), 5, material.rates, none, none, values)

    high = low + (N_KNOTS - 1) / scale

    inside = (values >= low - 1e-6) & (values <= high + 1e-6)
    assert inside.mean(axis=0).min() > 0.99
    assert (material.at >= 0.0).all()
    assert (material.at <= kernels.LAST_KNOT + 1e-5).all()
    within = np.clip((values - low) * scale, 0.0, kernels.LAST_KNOT)
    np.testing.assert_allclose(material.at, within, atol=1e-4)


def test_a_counter_that_never_moves_still_has_knots():
    _, low, scale = prepared(days_of(5.0), 1)

    assert np.isfinite(low).all()
    assert (scale == N_KNOTS - 1).all(), "one unit wide"


def test_without_answers_there_are_knots_all_the_same():
    _, low, scale = prepared([], 2)

    assert low.tolist() == [0.0] * len(COUNTERS)
    assert scale.tolist() == [1.0] * len(COUNTERS)


def test_knots_are_looked_for_in_the_first_students_only(monkeypatch):
    monkeypatch.setattr(training, "_N_SAMPLED", 30)
    rows = worlds.many_rows(n_students=10, n_each=30)

    _, low, scale = prepared(rows, 10)

    _, low_of_one, scale_of_one = prepared([row for row in rows if row[0] == 0], 1)
    np.testing.assert_array_equal(low, low_of_one)
    np.testing.assert_array_equal(scale, scale_of_one)


def test_blank_weights_say_how_often_answers_are_right():
    rows = [(s, 0, s < 30, 5.0) for s in range(40)]
    material, low, scale = prepared(rows, 40)

    weights = blank(material, low, scale, 0).final()

    share = 1 / (1 + np.exp(-weights.ease[4]))
    assert share == pytest.approx(0.75, abs=0.02)
    assert not weights.curves.any()


def test_memory_runs_by_the_clock_only_where_there_are_times():
    def weights_of(rows):
        material, low, scale = prepared(rows, 40)
        return blank(material, low, scale, 0).weights

    timed = weights_of(worlds.many_rows())
    timeless = weights_of(worlds.untimed(worlds.many_rows()))

    assert (timed.tau > 0.0).sum() == N_MEMORY // 3
    assert not timeless.tau.any()
    for weights in (timed, timeless):
        assert ((weights.rho > 0.0) & (weights.rho < 1.0)).all()
    assert (np.diff(timeless.rho) > 0.0).all(), "each dimension remembers longer"


def test_training_needs_no_judges_where_students_are_few():
    few = prepared(worlds.many_rows(n_students=5), 5)

    weights = train(*few, seed=0)

    for part in weights:
        assert np.isfinite(part).all()


def test_training_without_answers_leaves_the_weights_as_drawn():
    material, low, scale = prepared([], 3)

    found = train(material, low, scale, seed=4)

    assert not found.curves.any()
    for part in found:
        assert np.isfinite(part).all()


def test_the_final_weights_are_the_mean_of_the_last_stretches(monkeypatch):
    material, low, scale = prepared(worlds.many_rows(n_students=30), 30)
    seen = []
    go = training._go

    def watched(material, trainee, slopes, population, part):
        found = go(material, trainee, slopes, population, part)
        if part.trains:
            seen.append(trainee.weights.curves.copy())
        return found

    monkeypatch.setattr(training, "_go", watched)
    n_epochs = 5
    found = training._trained(
        material,
        blank(material, low, scale, 0),
        np.arange(30),
        n_epochs,
        np.random.default_rng(0),
        3.0,
    )

    assert len(seen) == 4 * n_epochs
    np.testing.assert_allclose(found.curves, np.mean(seen[-12:], axis=0), rtol=1e-12)


def test_the_difficulties_are_taught_before_the_weights_move():
    parts = training._parts(np.arange(100))

    assert [part.trains for part in parts] == [False, True, True, True, True]
    assert len(parts[0].order) == 50
    taught = np.concatenate([part.order for part in parts])
    assert taught.tolist() == list(range(100)), "each student once"


def test_judges_are_not_trained_on(monkeypatch):
    material, low, scale = prepared(worlds.many_rows(n_students=30), 30)
    trained: set[int] = set()
    judged: set[int] = set()
    go = training._go

    def watched(material, trainee, slopes, population, part):
        (trained if part.learns_ease else judged).update(part.order.tolist())
        return go(material, trainee, slopes, population, part)

    monkeypatch.setattr(training, "_go", watched)
    students = np.arange(30)
    n_epochs = training._epochs_until_stale(
        material,
        blank(material, low, scale, 0),
        students[3:],
        students[:3],
        np.random.default_rng(0),
    )

    assert judged == {0, 1, 2}
    assert not trained & judged
    assert 1 <= n_epochs <= 20


def test_shared_and_own_parts_add_up():
    material, low, scale = prepared(worlds.many_rows(), 40)
    trainee = blank(material, low, scale, 0)

    final = trainee.final()

    np.testing.assert_array_equal(
        final.write, trainee.weights.write + trainee.write_all[None, :]
    )
    np.testing.assert_array_equal(final.ease, trainee.weights.ease)


def test_a_started_training_leaves_its_start_as_it_was():
    start = worlds.fitted().weights
    before = [np.array(part) for part in start]
    material, low, scale = prepared(worlds.many_rows(), 40, start=start)

    train(material, low, scale, seed=0, start=start)

    for part, was in zip(start, before, strict=True):
        np.testing.assert_array_equal(part, was)


def test_students_without_answers_are_passed_over():
    rows = worlds.many_rows(n_students=30)
    with_gaps = [(2 * s, item, is_right, day) for s, item, is_right, day in rows]

    model = learner.fit(worlds.answers(with_gaps, 60), worlds.graph())

    for part in model.weights:
        assert np.isfinite(part).all()
