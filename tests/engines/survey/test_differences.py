"""A difference is said only where chance would hardly ever say one anywhere."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import survey

#: R's data set InsectSprays (Beall 1942): twelve counts for each of six sprays.
SPRAYS = np.array(
    [
        [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
        [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
        [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
        [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
        [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
        [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
    ]
)


def two_groups(n):
    return np.repeat([[0, 1]], n, axis=1).reshape(1, -1)


def test_one_comparison_alone_is_that_of_r():
    at = SPRAYS.reshape(-1, 1).astype(float)
    groups = np.repeat(np.arange(6), 12)[None]

    found = survey.differences(at, groups, seed=0, n_draws=99)

    # kruskal.test(count ~ spray, data = InsectSprays): 54.691, df = 5
    assert found.p_alone[0, 0] == pytest.approx(1.511e-10, rel=1e-3)
    assert found.p[0, 0] == 0.01
    assert found.median[0].tolist() == np.median(SPRAYS, axis=1).tolist()


def test_one_comparison_alone_is_that_of_scipy():
    at = np.array([[1.0, 3, 5, 7, 9, 2, 4, 6, 8, 10]]).T

    found = survey.differences(at, two_groups(5), seed=0, n_draws=99)

    # scipy.stats.kruskal([1, 3, 5, 7, 9], [2, 4, 6, 8, 10]), its documentation
    assert found.p_alone[0, 0] == pytest.approx(0.6015081344405895)


def test_the_adjusted_probability_is_that_of_every_way_to_deal():
    rng = np.random.default_rng(1)
    at = rng.integers(1, 8, (10, 2)).astype(float)
    groups = two_groups(5)
    alone = survey.differences(at, groups, seed=0, n_draws=19).p_alone.ravel()
    least = [
        survey.differences(at[[*one, *other]], groups, seed=0, n_draws=19).p_alone.min()
        for one in itertools.combinations(range(10), 5)
        if (other := [n for n in range(10) if n not in one])
    ]

    found = survey.differences(at, groups, seed=0, n_draws=19_999)

    first = int(np.argmin(alone))
    exact = np.mean(np.array(least) <= alone[first] + 1e-9)
    assert found.p.ravel()[first] == pytest.approx(exact, abs=0.01)


def test_groups_of_fewer_than_five_are_no_part_of_it():
    at = np.array([[1.0] * 6 + [7.0] * 6 + [4.0] * 4]).T
    groups = np.array([[0] * 6 + [1] * 6 + [2] * 4])

    found = survey.differences(at, groups, seed=0)
    without = survey.differences(at[:12], groups[:, :12], seed=0)

    assert found.n_systems.tolist() == [[6, 6, 0]]
    assert np.isnan(found.median[0, 2])
    assert found.p_alone == pytest.approx(without.p_alone)


def test_where_less_than_two_groups_are_left_nothing_is_said():
    at = np.array([[1.0] * 6 + [7.0] * 4, [1.0] * 10]).T

    found = survey.differences(at, np.array([[0] * 6 + [1] * 4, [-1] * 10]), seed=0)

    assert np.isnan(found.p).all()
    assert not found.is_different.any()


def test_answers_that_are_all_alike_differ_nowhere():
    found = survey.differences(np.full((12, 3), 4.0), two_groups(6), seed=0)

    assert (found.p == 1.0).all()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), n_open=st.integers(0, 6))
def test_names_of_groups_and_points_do_not_matter(seed, n_open):
    rng = np.random.default_rng(seed)
    at = rng.integers(1, 8, (24, 3)).astype(float)
    at[rng.permutation(24)[:n_open], 0] = np.nan
    groups = rng.integers(-1, 3, (2, 24))
    other = np.where(groups < 0, -1, (groups + 1) % 3)

    found = survey.differences(at, groups, seed=7, n_draws=99)
    again = survey.differences(np.exp(at), other, seed=7, n_draws=99)

    np.testing.assert_allclose(found.p, again.p)
    np.testing.assert_allclose(found.p_alone, again.p_alone)
    known = ~np.isnan(found.p)
    assert np.all((found.p[known] >= 0.01) & (found.p[known] <= 1.0))


@pytest.mark.parametrize(
    ("groups", "n_draws", "said"),
    [
        (np.zeros((1, 9), int), 99, r"got \(10, 1\) and \(1, 9\)"),
        (np.zeros((1, 10), int), 18, "18 draws can never reach a level of 0.05"),
    ],
)
def test_what_cannot_be_compared_is_refused(groups, n_draws, said):
    with pytest.raises(ValueError, match=said):
        survey.differences(np.ones((10, 1)), groups, seed=0, n_draws=n_draws)
