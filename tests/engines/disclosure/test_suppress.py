"""What is hidden is safe, and the least that is."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from seedbed.engines import disclosure
from seedbed.engines.disclosure.least import least_loss
from seedbed.engines.disclosure.stepwise import step_by_step

AS_USUAL = {"minimum": disclosure.MINIMUM, "width": disclosure.WIDTH}
ways = pytest.mark.parametrize("way", [least_loss, step_by_step])


def loss_of(table, is_hidden):
    return float(table.loss[is_hidden.ravel()].sum())


def least_by_trying_all(table):
    """Return the least loss of all masks that are safe and show the total of all."""
    small = table.is_small().ravel()
    free = np.flatnonzero(~small[:-1])
    best = np.inf
    for chosen in itertools.product([False, True], repeat=len(free)):
        is_hidden = small.copy()
        is_hidden[free] = chosen
        is_hidden = is_hidden.reshape(table.cells.shape)
        if loss_of(table, is_hidden) < best and not (
            disclosure.audit(table, is_hidden).is_narrow().any()
        ):
            best = loss_of(table, is_hidden)
    return best


@settings(max_examples=25, deadline=None)
@given(counts=arrays(np.int64, (2, 2), elements=st.integers(0, 40)))
def test_nothing_of_less_loss_would_do(counts):
    table = disclosure.Table(counts=counts)
    is_hidden = least_loss(table, **AS_USUAL)

    if counts.sum() < disclosure.MINIMUM:
        return
    least = least_by_trying_all(table)
    if is_hidden is None:
        assert np.isinf(least)
    else:
        assert loss_of(table, is_hidden) == pytest.approx(least)


@settings(max_examples=12, deadline=None)
@given(
    counts=arrays(
        np.int64,
        st.sampled_from([(5,), (3, 4), (2, 3, 2)]),
        elements=st.one_of(st.integers(0, 12), st.integers(0, 60)),
    )
)
def test_one_after_the_other_is_safe_and_loses_no_less(counts):
    table = disclosure.Table(counts=counts)

    one_by_one = step_by_step(table, **AS_USUAL)
    is_hidden = disclosure.suppress(table)

    assert (one_by_one is None) == (is_hidden is None)
    if one_by_one is not None and is_hidden is not None:
        for mask in (one_by_one, is_hidden):
            assert not disclosure.audit(table, mask).is_narrow().any()
            assert np.all(mask[table.is_small()])
        if counts.ndim < 3:
            assert loss_of(table, is_hidden) <= loss_of(table, one_by_one) + 1e-6


@ways
def test_nine_and_eight_cannot_be_hidden_under_their_total(way):
    # With so few, whoever knows the rule knows 8 and 9 or 9 and 8.
    assert way(disclosure.Table(counts=np.array([9, 8])), **AS_USUAL) is None


@ways
def test_a_table_of_few_people_is_hidden_whole_but_for_nobody(way):
    table = disclosure.Table(counts=np.array([4, 0, 3]))

    is_hidden = way(table, **AS_USUAL)

    assert is_hidden.tolist() == [True, False, True, True]


@pytest.mark.slow
def test_a_table_of_a_whole_system_is_hidden_step_by_step():
    rng = np.random.default_rng(0)
    table = disclosure.Table(counts=rng.poisson(14, (12, 10)))

    is_hidden = disclosure.suppress(table)

    assert is_hidden is not None
    assert not disclosure.audit(table, is_hidden).is_narrow().any()
    assert is_hidden.mean() < 0.4
