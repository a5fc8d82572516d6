"""Invented names."""

import numpy as np
import pytest

from seedbed.server.demo.names import FAMILY, GIVEN, invent


def test_everyone_gets_a_name_of_their_own():
    names = invent(800, np.random.default_rng(1))

    assert len(set(names)) == 800


def test_the_same_seed_invents_the_same_names():
    assert invent(5, np.random.default_rng(3)) == invent(5, np.random.default_rng(3))


def test_no_list_repeats_itself():
    assert len(set(GIVEN)) == len(GIVEN)
    assert len(set(FAMILY)) == len(FAMILY)


def test_more_names_than_there_are_pairs_are_refused():
    with pytest.raises(ValueError, match="different names can be invented, got"):
        invent(len(GIVEN) * len(FAMILY) + 1, np.random.default_rng(1))
