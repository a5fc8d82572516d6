"""What changed between waves, what a team should talk about, who is alike."""

import numpy as np
import pytest
from tests.engines.survey.casts import wave

from seedbed.engines import survey


def test_only_systems_with_both_answers_changed():
    before = np.array([[1.0, 3], [1, np.nan], [1, 3], [2, 3]])
    now = np.array([[2.0, 3], [2, 7], [np.nan, 2], [1, 4]])

    found = survey.changes(before, now)

    assert found.n_higher.tolist() == [2, 1]
    assert found.n_lower.tolist() == [1, 1]
    assert found.n_alike.tolist() == [0, 1]
    assert found.p.tolist() == [1.0, 1.0]


def test_a_change_is_judged_for_all_items_together():
    # Nine of nine alone would be .0039; with a second item it counts twice.
    before = np.ones((9, 2))
    now = np.stack([np.full(9, 2.0), np.ones(9)], axis=1)

    assert survey.changes(before, now).p.tolist() == [pytest.approx(2 / 2**8), 1.0]


def test_the_talk_begins_where_the_team_is_furthest_apart():
    found = survey.positions(
        wave([0, 0, 0, 1, 1], [[4, 1], [4, 2], [4, 2], [2, 1], [7, 2]])
    )

    assert survey.widest_splits(found, 0) == [1]
    assert survey.widest_splits(found, 1) == [0, 1]
    assert survey.widest_splits(found, 1, at_most=1) == [0]


def test_peers_are_the_nearest_with_enough_in_common():
    nan = np.nan
    at = np.array([[4.0, 4, 4], [4, 5, nan], [7, 1, 1], [4, nan, nan], [4, 4, 5]])

    assert survey.peers(at, 0) == [4, 1, 2]
    assert survey.peers(at, 0, n=1) == [4]
