"""Shares know that leaders come in teams, and stand beside the published field."""

import numpy as np
import pytest
from tests.engines.survey.casts import wave

from seedbed.engines import survey


def published(low, high, item="pace"):
    return survey.FieldReference(
        item=item, low_share=low, high_share=high, source="A report"
    )


def test_wilson_is_the_published_interval():
    # Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    share = np.array([81 / 263, 15 / 148, 0.0, 1 / 29])
    n = np.array([263.0, 148.0, 20.0, 29.0])

    expected = [[0.2553, 0.3662], [0.0624, 0.1605], [0.0, 0.1611], [0.0061, 0.1718]]
    np.testing.assert_allclose(survey.wilson(share, n), expected, atol=5e-5)


def test_leaders_of_one_mind_count_as_one():
    together = wave([0] * 5 + [1] * 5, [[1, 0]] * 5 + [[7, 0]] * 5)
    alone = wave(range(10), [[1, 0]] * 5 + [[7, 0]] * 5)

    assert survey.leaders(together).n_effective[0].tolist() == [2, 2, 2]
    assert survey.leaders(alone).n_effective[0].tolist() == [10, 10, 10]
    assert survey.leaders(together).share[0].tolist() == [0.5, 0.0, 0.5]


def test_systems_count_once_each_by_their_median():
    found = survey.systems(wave([0, 0, 0, 1], [[1, 1], [2, 2], [7, 2], [4, 0]]))

    assert found.n.tolist() == [2, 1]
    assert found.share.tolist() == [[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]


def test_an_item_that_nobody_answered_has_no_share():
    found = survey.leaders(wave([0, 1], [[1, 0], [2, 0]]))

    assert np.isnan(found.share[1]).all()
    np.testing.assert_allclose(found.interval[1], [[0.0, 1.0]] * 3)


def test_a_published_share_outside_the_interval_differs():
    ours = wave(range(40), [[1, 0]] * 20 + [[7, 0]] * 20)

    (one,) = survey.beside_field(
        ours, (published(0.68, 0.16), published(0.5, 0.5, "hub"))
    )

    assert (one.low_share, one.high_share) == (0.5, 0.5)
    assert one.low_differs
    assert one.high_differs
    (alike,) = survey.beside_field(ours, (published(0.45, 0.4),))
    assert not alike.low_differs
    assert not alike.high_differs


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.2), (0.6, 0.5)])
def test_shares_of_one_field_add_up(low, high):
    with pytest.raises(ValueError, match=f"got {low} and {high}"):
        published(low, high)
