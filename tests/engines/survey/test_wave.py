"""Leaders become systems by the median; what was left open is left out."""

import itertools
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.survey.casts import BOTH, PACE, wave

from seedbed.engines import survey


def test_a_half_answered_survey_counts_for_what_it_answers():
    found = survey.positions(wave([0, 0, 1], [[2, 0], [7, 2], [0, 1]]))

    assert found.at[0].tolist() == [4.5, 2.0]
    assert np.isnan(found.at[1, 0])
    assert found.n_leaders.tolist() == [[2, 1], [0, 1]]


def test_where_teams_want_to_be_is_kept_beside_where_they_are():
    found = survey.positions(wave([0, 0], [[2, 0], [3, 0]], wanted=[[6, 0], [7, 0]]))

    assert found.at[0, 0] == 2.5
    assert found.wanted[0, 0] == 6.5


def test_nobody_answers():
    found = survey.positions(wave([], [], n_systems=2))

    assert np.isnan(found.at).all()
    assert found.n_leaders.sum() == 0


@given(
    leaders=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 7), st.integers(0, 2)), max_size=30
    )
)
def test_every_number_is_that_of_a_plain_count(leaders):
    system = [one[0] for one in leaders]
    found = survey.positions(wave(system, [one[1:] for one in leaders], n_systems=4))

    for s, q in itertools.product(range(4), range(2)):
        team = [one[q + 1] for one in leaders if one[0] == s and one[q + 1]]
        apart = [abs(a - b) for a, b in itertools.combinations(team, 2)]
        assert found.n_leaders[s, q] == len(team)
        expected = [np.nan] * 4
        if team:
            mean = statistics.fmean(apart) if apart else np.nan
            expected = [statistics.median(team), min(team), max(team), mean]
        named = (found.at, found.lowest, found.highest, found.disagreement)
        np.testing.assert_allclose([part[s, q] for part in named], expected)


@pytest.mark.parametrize(
    ("system", "answers", "said"),
    [
        ([0, 9], [[1, 1], [1, 1]], r"must lie in 0\.\.1"),
        ([0, 1], [[1, 1], [8, 1]], "item 'pace'; leader 1 has 8"),
        ([0, 1], [[1, 3], [1, 1]], "item 'hub'; leader 0 has 3"),
        ([0, 1], [[1, 1]], r"Wave.answers must be \(2, 2\), got \(1, 2\)"),
    ],
)
def test_answers_outside_the_instrument_are_refused(system, answers, said):
    with pytest.raises(ValueError, match=said):
        wave(system, answers, n_systems=2)


def test_an_instrument_names_each_item_once():
    with pytest.raises(ValueError, match="items of different codes"):
        survey.Instrument(code="twice", items=(PACE, PACE))
    with pytest.raises(ValueError, match="2 points or more, got 1"):
        survey.Item(code="one", low="a", high="b", n_points=1)
    assert [item.middle for item in BOTH.items] == [4.0, 1.5]
