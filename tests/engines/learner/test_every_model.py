"""The contract of every learner model: each test runs on each of ``learner.MODELS``."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import fitted, unread

from seedbed.engines import learner
from seedbed.engines.learner.model import UNKNOWN_GRADE

NAN = float("nan")
#: Rounding of a float32 near 1, ten times over; nothing more is forgiven.
ROUNDING = 1e-6

every_model = pytest.mark.parametrize(
    "variant", learner.MODELS, ids=[variant.name for variant in learner.MODELS]
)
#: Fitted to evidence, and as a new unit reads it, where every weight counts.
every_reading = pytest.mark.parametrize("model_of", [fitted, unread])
examples = settings(max_examples=60, deadline=None)
items = st.integers(0, len(worlds.ITEM_SKILLS) - 1)
waits = st.sampled_from([0.0, 0.01, 0.5, 30.0, 365.0])


def asked_again(history, item, is_right, gap, wait, *, has_times):
    """Return rows before and after one more answer, and the day to judge both."""
    rows = worlds.rows_of(history)
    now = worlds.last_day(rows) + gap
    if not has_times:
        rows = worlds.untimed(rows)
    asked = (0, item, is_right, now if has_times else NAN)
    return rows, [*rows, asked], now + wait


@every_model
@given(history=worlds.histories, item=items)
@examples
def test_a_prediction_is_a_probability(variant, history, item):
    rows = [*worlds.rows_of(history), (0, item, True, NAN)]

    found = learner.predict(fitted(variant), worlds.answers(rows, 1))

    assert len(found) == len(rows)
    assert ((found > 0.0) & (found < 1.0)).all()


@given(history=worlds.histories, item=items, gap=st.floats(0.0, 40.0))
@examples
def test_a_right_answer_never_lowers_the_prediction_of_elo(history, item, gap):
    # The evidence memory predicts as it is best; there mastery alone is held to this.
    rows = worlds.rows_of(history)
    asked = (0, item, True, worlds.last_day(rows) + gap)
    model = fitted(learner.ELO)

    before = learner.predict(model, worlds.answers([*rows, asked], 1))[-1]
    after = learner.predict(model, worlds.answers([*rows, asked, asked], 1))[-1]

    assert after >= before - 1e-12, f"fell from {before} to {after}"


@every_reading
@every_model
@given(
    history=worlds.even_histories,
    item=items,
    gap=waits,
    wait=waits,
    has_times=st.booleans(),
)
@examples
def test_a_right_answer_never_lowers_mastery_anywhere(
    model_of, variant, history, item, gap, wait, has_times
):
    rows, more, as_of = asked_again(history, item, True, gap, wait, has_times=has_times)

    before = worlds.mastery_of(model_of(variant), rows, as_of=as_of)
    after = worlds.mastery_of(model_of(variant), more, as_of=as_of)

    assert (after >= before - ROUNDING).all(), (before, after)


@every_reading
@every_model
@given(history=worlds.histories, item=items, gap=waits)
@examples
def test_nor_where_some_times_are_missing(model_of, variant, history, item, gap):
    # On the day of the answer. Later, a first time for a skill lets all that was shown
    # on it begin to fade, which stood still while no time was known.
    rows, more, as_of = asked_again(history, item, True, gap, 0.0, has_times=True)

    before = worlds.mastery_of(model_of(variant), rows, as_of=as_of)
    after = worlds.mastery_of(model_of(variant), more, as_of=as_of)

    assert (after >= before - ROUNDING).all(), (before, after)


@every_model
@pytest.mark.parametrize("n_wrong", [10, 200, 2_000])
def test_nor_after_a_long_run_of_wrong_answers_and_a_year(variant, n_wrong):
    wrong = [(0, 0, False, 20_000.0)] * n_wrong
    right = (0, 0, True, 20_365.0)

    before = worlds.mastery_of(unread(variant), wrong, as_of=20_365.0)
    after = worlds.mastery_of(unread(variant), [*wrong, right], as_of=20_365.0)

    assert (after >= before - ROUNDING).all(), (before, after)


@every_reading
@every_model
@given(
    history=worlds.even_histories,
    item=items,
    gap=waits,
    wait=waits,
    has_times=st.booleans(),
)
@examples
def test_a_wrong_answer_never_raises_mastery_of_what_it_practised(
    model_of, variant, history, item, gap, wait, has_times
):
    rows, more, as_of = asked_again(
        history, item, False, gap, wait, has_times=has_times
    )

    before = worlds.mastery_of(model_of(variant), rows, as_of=as_of)
    after = worlds.mastery_of(model_of(variant), more, as_of=as_of)

    practised = worlds.ITEM_SKILLS[item]
    assert (after <= before + ROUNDING)[practised].all(), (before, after)


@every_reading
@every_model
@given(history=worlds.histories, wait=waits, longer=waits)
@examples
def test_time_without_evidence_never_narrows_the_ability(
    model_of, variant, history, wait, longer
):
    rows = worlds.rows_of(history)
    state = worlds.state_of(model_of(variant), rows)
    day = worlds.last_day(rows) + wait

    sooner = ability_widths(learner.snapshot(state, as_of=day))
    later = ability_widths(learner.snapshot(state, as_of=day + longer))

    seen = np.isfinite(sooner) & np.isfinite(later)
    # The table is linear between its entries, 1/32 of a logit apart.
    assert (later[seen] >= sooner[seen] - 0.01).all(), (sooner, later)


def ability_widths(estimates):
    """Return the widths (S, K) of the intervals in logits; nan at the slip's ends."""
    logit = np.linspace(-10.0, 10.0, 20_001)
    share = 1.0 / (1.0 + np.exp(-logit))
    passes = share**4 * (5.0 - 4.0 * share)
    is_seen = (estimates.low > 1e-4) & (estimates.high < 1.0 - 1e-4)
    is_seen &= (estimates.low < estimates.mastery) & (
        estimates.mastery < estimates.high
    )
    low, high = (np.interp(x, passes, logit) for x in (estimates.low, estimates.high))
    return np.where(is_seen, high - low, np.nan)


@every_reading
@every_model
@given(history=worlds.histories, wait=waits, longer=waits)
@examples
def test_what_only_right_answers_showed_never_rises_with_time(
    model_of, variant, history, wait, longer
):
    rows = [(s, item, True, day) for s, item, _, day in worlds.rows_of(history)]
    state = worlds.state_of(model_of(variant), rows)
    day = worlds.last_day(rows) + wait

    sooner = learner.snapshot(state, as_of=day).mastery
    later = learner.snapshot(state, as_of=day + longer).mastery

    assert (later <= sooner + ROUNDING).all(), (sooner, later)


def test_mastery_never_rises_with_time_alone():
    state = worlds.state_of(unread(), [(0, 2, False, 20_000.0)] * 5)

    sooner = learner.snapshot(state, as_of=20_000.0).mastery
    later = learner.snapshot(state, as_of=20_030.0).mastery

    assert (later <= sooner + ROUNDING).all(), (sooner, later)


def test_a_right_answer_lowers_nothing_where_the_grade_is_unknown():
    as_new = worlds.state_of(fitted(), [], grade=UNKNOWN_GRADE)
    right = worlds.state_of(fitted(), [(0, 0, True, 20_000.0)], grade=UNKNOWN_GRADE)

    before = learner.snapshot(as_new, as_of=20_000.0).mastery
    after = learner.snapshot(right, as_of=20_000.0).mastery

    assert (after >= before - ROUNDING).all(), (before, after)


def test_one_student_says_nothing_about_another_of_unknown_grade():
    alone = worlds.state_of(fitted(), [], 2, grade=UNKNOWN_GRADE)
    rows = [(1, 0, True, 20_000.0)]
    beside = worlds.state_of(fitted(), rows, 2, grade=UNKNOWN_GRADE)

    expected = learner.snapshot(alone, as_of=20_000.0).mastery[0]
    found = learner.snapshot(beside, as_of=20_000.0).mastery[0]

    np.testing.assert_array_equal(found, expected)


@every_model
@given(history=worlds.histories, other=worlds.histories)
@examples
def test_one_student_says_nothing_about_another(variant, history, other):
    mine = worlds.rows_of(history, student=0)
    alone = worlds.state_of(fitted(variant), mine, 2)

    both = worlds.state_of(fitted(variant), mine + worlds.rows_of(other, student=1), 2)

    for found, expected in zip(kept_of(both, 0), kept_of(alone, 0), strict=True):
        np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(
        learner.snapshot(both, as_of=20_500.0).mastery[0],
        learner.snapshot(alone, as_of=20_500.0).mastery[0],
    )


@every_model
@given(history=worlds.histories, other=worlds.histories)
@examples
def test_the_order_of_students_does_not_matter(variant, history, other):
    one_way = worlds.rows_of(history, 0) + worlds.rows_of(other, 1)
    other_way = worlds.rows_of(history, 1) + worlds.rows_of(other, 0)

    first = worlds.state_of(fitted(variant), one_way, 2)
    second = worlds.state_of(fitted(variant), other_way, 2)

    for s in (0, 1):
        for a, b in zip(kept_of(first, s), kept_of(second, 1 - s), strict=True):
            np.testing.assert_array_equal(a, b)


def kept_of(state, student):
    """Return what is kept of one student."""
    kept = state.kept
    skills = slice(*kept.skill_first[student : student + 2])
    items = slice(*kept.item_first[student : student + 2])
    return (
        kept.student[student],
        *(part[skills] for part in (kept.skill, kept.skill_wide, kept.skill_narrow)),
        *(part[items] for part in (kept.item, kept.item_wide, kept.item_narrow)),
    )


@every_model
@given(history=worlds.histories, other=worlds.histories, cut=st.integers(0, 25))
@examples
def test_batches_lead_to_the_same_state_as_one_go(variant, history, other, cut):
    first, second = worlds.rows_of(history, 0), worlds.rows_of(other, 1)
    at_once = worlds.state_of(fitted(variant), first + second, 2)

    state = worlds.state_of(fitted(variant), first[:cut] + second[cut:], 2)
    # Ben's later answers came first, so his are left out of the comparison.
    state = learner.update(state, worlds.answers(first[cut:]))

    for found, expected in zip(kept_of(state, 0), kept_of(at_once, 0), strict=True):
        np.testing.assert_array_equal(found, expected)


@every_model
def test_one_answer_at_a_time_leads_to_the_same_state_as_all(variant):
    rows = worlds.many_rows(n_students=3, n_each=20)
    at_once = worlds.state_of(fitted(variant), rows, 3)

    state = worlds.state_of(fitted(variant), [], 3)
    for row in sorted(rows, key=lambda row: row[3]):
        state = learner.update(state, worlds.answers([row], 3))

    for found, expected in zip(state.kept, at_once.kept, strict=True):
        np.testing.assert_array_equal(found, expected)


@every_model
def test_predictions_from_a_state_continue_those_from_the_beginning(variant):
    rows = worlds.many_rows(n_students=1, n_each=30)
    at_once = learner.predict(fitted(variant), worlds.answers(rows, 1))

    state = worlds.state_of(fitted(variant), rows[:13])
    continued = learner.predict(state, worlds.answers(rows[13:], 1))

    np.testing.assert_array_equal(continued, at_once[13:])


@every_model
def test_update_leaves_the_state_before_as_it_was(variant):
    state = worlds.state_of(fitted(variant), [(0, 0, True, 20_000.0)])
    before = {name: np.array(part) for name, part in state.to_arrays().items()}

    learner.update(state, worlds.answers([(0, 0, False, 20_001.0)], 1))
    learner.snapshot(state, as_of=20_400.0)
    learner.predict(state, worlds.answers([(0, 0, False, 20_001.0)], 1))

    for name, part in state.to_arrays().items():
        np.testing.assert_array_equal(part, before[name])


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
    state = learner.update(learner.begin(model, 40), answers)
    expected = learner.predict(state, answers)
    mastery = learner.snapshot(state, as_of=20_020.0).mastery

    same_model = learner.Model.from_arrays(worlds.through_archive(model.to_arrays()))
    same_state = learner.State.from_arrays(
        same_model, worlds.through_archive(state.to_arrays())
    )

    assert same_model.name == variant.name
    np.testing.assert_array_equal(learner.predict(same_state, answers), expected)
    found = learner.snapshot(same_state, as_of=20_020.0)
    np.testing.assert_array_equal(found.mastery, mastery)
    pickled = pickle.loads(pickle.dumps(state))
    np.testing.assert_array_equal(learner.predict(pickled, answers), expected)


@every_model
def test_no_answers_at_all_still_give_a_model_and_a_snapshot(variant):
    nobody_yet = worlds.answers([], n_students=3)

    model = learner.fit(nobody_yet, worlds.graph(), variant=variant)
    state = learner.update(learner.begin(model, 3), nobody_yet)
    found = learner.snapshot(state, as_of=20_000.0)

    assert_no_nan(found)
    assert not found.is_mastered.any()
    assert (found.n_attempts == 0).all()


@every_model
def test_one_student_with_one_answer_is_enough(variant):
    one = worlds.answers([(0, 4, True, 20_000.0)], n_students=1)

    model = learner.fit(one, worlds.graph(), variant=variant)
    state = learner.update(learner.begin(model, 1), one)
    found = learner.snapshot(state, as_of=20_000.0)

    assert_no_nan(found)
    assert found.n_attempts.tolist() == [[0, 0, 1, 0, 0]]
    assert not found.is_mastered.any()
    assert np.isfinite(learner.predict(model, one)).all()


@every_model
def test_a_skill_with_only_wrong_answers_is_hard_and_finite(variant):
    rows = [
        (s, item, is_right and item >= 2, day)
        for s, item, is_right, day in worlds.many_rows(n_students=30)
    ]
    answers = worlds.answers(rows, n_students=30)

    model = learner.fit(answers, worlds.graph(), variant=variant)
    state = learner.update(learner.begin(model, 30), answers)
    found = learner.snapshot(state, as_of=20_020.0)

    assert_no_nan(found)
    assert found.mastery[:, worlds.COUNTING].max() < 0.3
    assert np.isfinite(learner.predict(model, answers)).all()


@every_model
@pytest.mark.parametrize("is_right", [True, False])
def test_a_hundred_thousand_like_answers_by_one_student_stay_finite(variant, is_right):
    rows = [(0, 0, is_right, 20_000.0)] * 100_000
    answers = worlds.answers(rows, n_students=1)

    model = learner.fit(answers, worlds.graph(), variant=variant)
    state = learner.update(learner.begin(model, 1), answers)
    found = learner.snapshot(state, as_of=20_001.0)

    assert_no_nan(found)
    assert found.is_mastered[0, worlds.COUNTING] == is_right
    assert found.n_attempts[0, worlds.COUNTING] == 100_000


odd_times = st.lists(
    st.one_of(
        st.just(NAN),
        st.sampled_from([0.0, -1e9, 1e9, 20_000.0, -0.5]),
        st.floats(-1e5, 1e5),
    ),
    min_size=6,
    max_size=6,
)


@every_model
@given(days=odd_times, as_of=st.sampled_from([20_000.0, 0.0, -1e6, 1e7]))
@examples
def test_whatever_the_times_a_snapshot_has_no_nan(variant, days, as_of):
    outcomes = [True, False, True, True, False, True]
    rows = [
        (0, at % 3 * 2, x, day)
        for at, (x, day) in enumerate(zip(outcomes, days, strict=True))
    ]
    model = fitted(variant)

    probability = learner.predict(model, worlds.answers(rows, 1))
    found = learner.snapshot(worlds.state_of(model, rows), as_of=as_of)

    assert np.isfinite(probability).all()
    assert_no_nan(found)


@every_model
def test_a_fit_to_answers_of_every_kind_of_time_is_finite(variant):
    kinds = [NAN, 20_000.0, 20_000.0, -5.0, 0.0, 1e7]
    rows = [
        (s, item, is_right, kinds[at % 6])
        for at, (s, item, is_right, _) in enumerate(worlds.many_rows())
    ]
    answers = worlds.answers(rows, n_students=40)

    model = learner.fit(answers, worlds.graph(), variant=variant)

    for name, part in model.to_arrays().items():
        if part.dtype.kind == "f":
            assert np.isfinite(part).all(), name
    assert_no_nan(
        learner.snapshot(
            learner.update(learner.begin(model, 40), answers), as_of=20_000.0
        )
    )


@every_model
def test_it_predicts_better_than_chance(variant):
    unseen = worlds.answers(worlds.many_rows(seed=1), n_students=40)

    found = learner.score_model(fitted(variant), unseen)

    assert found.auc > 0.65
    assert found.log_loss < np.log(2.0)
    assert found.n_answers == 1200


def assert_no_nan(found):
    """Each estimate is a number, in order and between 0 and 1."""
    for part in (found.mastery, found.low, found.high):
        assert np.isfinite(part).all()
    assert (found.low >= 0.0).all()
    assert (found.low <= found.mastery).all()
    assert (found.mastery <= found.high).all()
    assert (found.high <= 1.0 + ROUNDING).all()
    assert (found.n_attempts >= 0).all()
