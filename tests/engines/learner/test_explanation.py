"""Explanations: named parts and shares that add up to what the model says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, RATIOS, fitted, unread

from seedbed.engines import learner

NAN = float("nan")
EXACT = 1e-9

every_reading = pytest.mark.parametrize("model_of", [fitted, unread])
every_model = pytest.mark.parametrize(
    "variant", learner.MODELS, ids=[variant.name for variant in learner.MODELS]
)
examples = settings(max_examples=60, deadline=None)
items = st.integers(0, len(worlds.ITEM_SKILLS) - 1)
skills = st.integers(0, worlds.N_SKILLS - 1)
#: Histories with missing times, gaps, and a clock that runs backwards here and there.
any_history = st.lists(
    st.tuples(
        items,
        st.booleans(),
        st.one_of(
            st.integers(0, 320).map(lambda n: n / 8),
            st.sampled_from([NAN, NAN, -3.0, -40.0]),
        ),
    ),
    max_size=25,
)


def total(explanation):
    return sum(part.logit for part in explanation.parts) + explanation.shares.sum()


def part(explanation, name):
    return dict(explanation.parts)[name]


@every_reading
@every_model
@given(history=any_history, skill=skills, wait=st.sampled_from([-5.0, 0.0, 30.0]))
@examples
def test_mastery_is_the_sum_of_its_parts(model_of, variant, history, skill, wait):
    rows = worlds.rows_of(history)
    past, as_of = worlds.answers(rows, 1), worlds.last_day(rows) + wait
    state = worlds.state_of(model_of(variant), rows)

    found = learner.explain(state, 0, skill, as_of=as_of, past=past)

    assert total(found) == pytest.approx(found.logit, abs=EXACT)
    snapshot = learner.snapshot(state, as_of=as_of)
    assert found.probability == pytest.approx(snapshot.mastery[0, skill], abs=1e-5)
    assert part(found, "earlier answers") == pytest.approx(0.0, abs=EXACT)
    assert len(found.shares) == len(rows)


@every_model
@given(
    history=any_history,
    item=items,
    wait=st.sampled_from([-5.0, 0.0, 0.01, 30.0]),
    has_times=st.booleans(),
)
@examples
def test_a_prediction_is_the_sum_of_its_parts(variant, history, item, wait, has_times):
    rows = worlds.rows_of(history)
    now = worlds.last_day(rows) + wait
    if not has_times:
        rows, now = worlds.untimed(rows), NAN
    past = worlds.answers(rows, 1)
    state = worlds.state_of(fitted(variant), rows)

    found = learner.explain_next(state, 0, item, as_of=now, past=past)

    predicted = learner.predict(state, worlds.answers([(0, item, True, now)], 1))[0]
    logit = np.log(predicted / (1.0 - predicted))
    assert found.logit == pytest.approx(logit, abs=EXACT)
    assert found.probability == pytest.approx(predicted, abs=EXACT)
    assert total(found) == pytest.approx(found.logit, abs=EXACT)
    assert part(found, "earlier answers") == pytest.approx(0.0, abs=EXACT)


@every_reading
@given(history=any_history, n_shown=st.integers(0, 8), skill=skills, item=items)
@examples
def test_answers_that_are_not_given_are_one_part(
    model_of, history, n_shown, skill, item
):
    rows = worlds.rows_of(history)
    last = worlds.answers(rows[max(len(rows) - n_shown, 0) :], 1)
    state, day = worlds.state_of(model_of(), rows), worlds.last_day(rows)

    for whole, some in (
        (
            learner.explain(state, 0, skill, as_of=day),
            learner.explain(state, 0, skill, as_of=day, past=last),
        ),
        (
            learner.explain_next(state, 0, item, as_of=day),
            learner.explain_next(state, 0, item, as_of=day, past=last),
        ),
    ):
        assert whole.shares.shape == (0,)
        assert len(some.shares) == last.n_answers
        assert some.logit == pytest.approx(whole.logit, abs=EXACT)
        assert some.probability == pytest.approx(whole.probability, abs=EXACT)
        rest = part(whole, "earlier answers") - some.shares.sum()
        assert part(some, "earlier answers") == pytest.approx(rest, abs=EXACT)


def test_of_long_pasts_the_last_answers_leave_a_rest():
    rows = [(0, 0, True, 20_000.0)] * 30
    state = worlds.state_of(unread(), rows)

    found = learner.explain(state, 0, COUNTING, past=worlds.answers(rows[-3:], 1))

    assert part(found, "earlier answers") > 0.1


def test_every_part_has_a_name_of_its_own():
    state = worlds.state_of(unread(), [(0, 2, True, 20_000.0)])

    of_mastery = [name for name, _ in learner.explain(state, 0, ADDING).parts]
    of_next = [name for name, _ in learner.explain_next(state, 0, 2).parts]

    assert of_mastery == [
        "average student",
        "the skill",
        "its items",
        "grade",
        "neighbouring skills",
        "right answers on the skill",
        "wrong answers on the skill",
        "earlier answers",
    ]
    assert len(set(of_next)) == len(of_next)
    assert {"the item", "streak on the skill", "after a break"} <= set(of_next)


def test_right_answers_add_and_wrong_answers_take():
    rows = [(0, 6, True, 20_000.0), (0, 6, False, 20_001.0), (0, 0, True, 20_001.0)]
    state = worlds.state_of(unread(), rows)

    found = learner.explain(state, 0, RATIOS, past=worlds.answers(rows, 1))

    right, wrong, elsewhere = found.shares
    assert right > elsewhere > 0.0 > wrong, "what was asked of the skill weighs more"
    assert part(found, "right answers on the skill") > 0.0
    assert part(found, "wrong answers on the skill") < 0.0


def test_the_grade_and_the_neighbours_are_told_apart():
    nobody = worlds.state_of(unread(), [], grade=6)
    neighbour = worlds.state_of(unread(), [(0, 4, True, 20_000.0)] * 6, grade=6)

    at_first = learner.explain(nobody, 0, COUNTING)
    later = learner.explain(neighbour, 0, RATIOS)

    assert part(at_first, "grade") > 0.0, "counting lies three grades below"
    assert part(at_first, "neighbouring skills") == 0.0
    assert part(later, "grade") == 0.0
    assert part(later, "neighbouring skills") > 0.0, "multiplying was shown"


def test_the_most_telling_answers_come_first():
    found = learner.Explanation(
        probability=0.5,
        logit=0.0,
        parts=(),
        shares=np.array([0.1, -0.4, 0.0, 0.4, 0.2]),
    )

    assert found.most_telling(3) == [1, 3, 4]
    assert found.most_telling(9) == [1, 3, 4, 0], "no share, nothing told"
    assert found.most_telling(0) == []


def test_only_the_students_own_answers_are_told():
    rows = [(0, 0, True, 20_000.0), (1, 0, False, 20_000.0), (1, 2, True, 20_000.0)]
    state = worlds.state_of(unread(), rows, 2)

    ana = learner.explain(state, 0, COUNTING, past=worlds.answers(rows))
    ben = learner.explain(state, 1, COUNTING, past=worlds.answers(rows))

    assert len(ana.shares) == 1
    assert len(ben.shares) == 2


def test_without_a_day_the_students_last_is_meant():
    rows = [(0, 0, True, 20_000.0), (0, 0, True, 20_009.0)]
    state = worlds.state_of(unread(), rows)

    found = learner.explain(state, 0, COUNTING)
    on_that_day = learner.explain(state, 0, COUNTING, as_of=20_009.0)
    later = learner.explain(state, 0, COUNTING, as_of=20_300.0)

    assert found.parts == on_that_day.parts
    assert later.probability < found.probability


def test_a_student_a_skill_or_an_item_that_is_not_there_is_refused():
    state = worlds.state_of(fitted(), [])

    with pytest.raises(ValueError, match=r"student must lie in 0\.\.0, got 1\."):
        learner.explain(state, 1, 0)
    with pytest.raises(ValueError, match=r"skill must lie in 0\.\.4, got 5\."):
        learner.explain(state, 0, 5)
    with pytest.raises(ValueError, match=r"student must lie in 0\.\.0, got -1\."):
        learner.explain_next(state, -1, 0)
    with pytest.raises(ValueError, match=r"item must lie in 0\.\.10, got 11\."):
        learner.explain_next(state, 0, 11)
