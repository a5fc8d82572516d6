"""The contract of every learner model: each test runs on each of ``learner.MODELS``."""

from __future__ import annotations

import io
import pickle
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds

from seedbed.engines import learner

every_model = pytest.mark.parametrize(
    "variant", learner.MODELS, ids=[variant.name for variant in learner.MODELS]
)
examples = settings(max_examples=60, deadline=None)
items = st.integers(0, len(worlds.ITEM_SKILLS) - 1)


@cache
def fitted(variant: learner.Variant) -> learner.Model:
    rows = worlds.many_rows()
    return learner.fit(
        worlds.answers(rows, n_students=40), worlds.graph(), variant=variant
    )


def next_probability(model, history, item):
    """Return the prediction for an item asked right after a history."""
    rows = worlds.rows_of(history)
    last_day = rows[-1][3] if rows else float("nan")
    rows.append((0, item, True, last_day))
    return learner.predict(model, worlds.answers(rows, n_students=1))[-1]


@every_model
@given(history=worlds.histories, item=items)
@examples
def test_a_prediction_is_a_probability(variant, history, item):
    probability = next_probability(fitted(variant), history, item)

    assert 0.0 < probability < 1.0


@every_model
@given(history=worlds.histories, item=items, gap=st.floats(0.0, 40.0))
@examples
def test_a_right_answer_never_lowers_the_prediction(variant, history, item, gap):
    model = fitted(variant)
    rows = worlds.rows_of(history)
    day = 20_000.0 + sum(0.0 if np.isnan(row[2]) else row[2] for row in history) + gap
    asked = (0, item, True, day)

    before = learner.predict(model, worlds.answers([*rows, asked], 1))[-1]
    after = learner.predict(model, worlds.answers([*rows, asked, asked], 1))[-1]

    assert after >= before - 1e-6, f"fell from {before} to {after}"


@every_model
@given(
    history=worlds.even_histories,
    item=items,
    wait=st.sampled_from([0.0, 0.5, 30.0]),
    has_times=st.booleans(),
)
@examples
def test_a_right_answer_never_lowers_mastery_anywhere(
    variant, history, item, wait, has_times
):
    model, graph = fitted(variant), worlds.graph()
    if not has_times:
        history = [(asked, is_right, float("nan")) for asked, is_right, _ in history]
    rows = worlds.rows_of(history)
    last = rows[-1][3] if rows else 20_000.0
    as_of = (last if has_times else 20_000.0) + wait

    def mastery(rows):
        state = learner.update(model, worlds.answers(rows, 1))
        grade = np.array([6], np.int32)
        return learner.snapshot(model, state, graph, as_of=as_of, grade=grade).mastery

    before = mastery(rows)
    after = mastery([*rows, (0, item, True, last if has_times else float("nan"))])

    # What an answer takes from uncertainty can outweigh what it adds to an ability far
    # from the bar, by some thousandths; never more.
    assert (after >= before - 0.006).all(), (before, after)


@every_model
@given(history=worlds.histories, other=worlds.histories)
@examples
def test_one_student_says_nothing_about_another(variant, history, other):
    model = fitted(variant)
    mine = worlds.rows_of(history, student=0)
    alone = learner.update(model, worlds.answers(mine))

    together = learner.update(
        model, worlds.answers(mine + worlds.rows_of(other, student=1))
    )

    for name, part in alone.to_arrays().items():
        if name != "version":
            np.testing.assert_array_equal(together.to_arrays()[name][0], part[0])


@every_model
@given(history=worlds.histories, other=worlds.histories)
@examples
def test_the_order_of_students_does_not_matter(variant, history, other):
    model = fitted(variant)
    one_way = worlds.rows_of(history, 0) + worlds.rows_of(other, 1)
    other_way = worlds.rows_of(history, 1) + worlds.rows_of(other, 0)

    first = learner.update(model, worlds.answers(one_way))
    second = learner.update(model, worlds.answers(other_way))

    np.testing.assert_array_equal(first.level, second.level[::-1])
    np.testing.assert_array_equal(first.right, second.right[::-1])
    np.testing.assert_array_equal(first.general, second.general[::-1])


@every_model
@given(history=worlds.histories, cut=st.integers(0, 25))
@examples
def test_batches_lead_to_the_same_state_as_one_go(variant, history, cut):
    model = fitted(variant)
    rows = worlds.rows_of(history)
    at_once = learner.update(model, worlds.answers(rows))

    first = learner.update(model, worlds.answers(rows[:cut]))
    in_two = learner.update(model, worlds.answers(rows[cut:]), state=first)

    for name, part in at_once.to_arrays().items():
        np.testing.assert_array_equal(in_two.to_arrays()[name], part)


@every_model
def test_the_same_seed_gives_the_same_model(variant):
    answers = worlds.answers(worlds.many_rows(), n_students=40)

    first = learner.fit(answers, worlds.graph(), seed=7, variant=variant)
    second = learner.fit(answers, worlds.graph(), seed=7, variant=variant)

    for name, part in first.to_arrays().items():
        np.testing.assert_array_equal(second.to_arrays()[name], part)


@every_model
def test_model_and_state_survive_an_archive_and_a_pickle(variant):
    model = fitted(variant)
    answers = worlds.answers(worlds.many_rows(), n_students=40)
    state = learner.update(model, answers)
    expected = learner.predict(model, answers, state=state)

    def through_archive(arrays):
        file = io.BytesIO()
        np.savez_compressed(file, **arrays)
        file.seek(0)
        return np.load(file)

    same_model = learner.Model.from_arrays(through_archive(model.to_arrays()))
    same_state = learner.State.from_arrays(through_archive(state.to_arrays()))

    assert same_model.name == variant.name
    found = learner.predict(same_model, answers, state=same_state)
    np.testing.assert_array_equal(found, expected)
    pickled = pickle.loads(pickle.dumps((model, state)))
    np.testing.assert_array_equal(
        learner.predict(pickled[0], answers, state=pickled[1]), expected
    )


@every_model
def test_no_answers_at_all_still_give_a_model_and_a_snapshot(variant):
    nobody_yet = worlds.answers([], n_students=3)

    model = learner.fit(nobody_yet, worlds.graph(), variant=variant)
    state = learner.update(model, nobody_yet)
    found = learner.snapshot(model, state, worlds.graph(), as_of=20_000.0)

    assert np.isfinite(found.mastery).all()
    assert not found.is_mastered.any()
    assert (found.low <= found.mastery).all()
    assert (found.mastery <= found.high).all()


@every_model
def test_it_predicts_better_than_chance(variant):
    seen = worlds.answers(worlds.many_rows(seed=0), n_students=40)
    unseen = worlds.answers(worlds.many_rows(seed=1), n_students=40)
    model = learner.fit(seen, worlds.graph(), variant=variant)

    found = learner.score(model, unseen)

    assert found.auc > 0.65
    assert found.n_answers == 1200


@every_model
@pytest.mark.parametrize("is_right", [True, False])
def test_a_hundred_thousand_like_answers_by_one_student_stay_finite(variant, is_right):
    rows = [(0, 0, is_right, 20_000.0)] * 100_000
    answers = worlds.answers(rows, n_students=1)

    model = learner.fit(answers, worlds.graph(), variant=variant)
    state = learner.update(model, answers)
    found = learner.snapshot(model, state, worlds.graph(), as_of=20_001.0)

    assert np.isfinite(found.mastery).all()
    assert found.is_mastered[0, worlds.COUNTING] == is_right
