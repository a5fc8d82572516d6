"""Who gets what, by a seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import evaluation

ROOMS = [f"Room {number}" for number in range(1, 9)]


@given(st.text("abc019", min_size=1), st.permutations(ROOMS))
def test_the_order_of_names_does_not_matter(seed, names):
    first = dict(zip(ROOMS, evaluation.assign(ROOMS, seed=seed), strict=True))
    other = dict(zip(names, evaluation.assign(names, seed=seed), strict=True))

    assert first == other
    assert sum(first.values()) == 4


def test_in_each_block_as_many_as_the_share_says():
    blocks = ["North"] * 3 + ["South"] * 5
    counts = {
        tuple(
            np.bincount(
                [0] * 3 + [1] * 5, evaluation.assign(ROOMS, seed=str(s), blocks=blocks)
            )
        )
        for s in range(40)
    }

    assert counts == {(1, 2), (1, 3), (2, 2), (2, 3)}


def test_each_room_is_treated_equally_often():
    shares = np.mean(
        [evaluation.assign(ROOMS, seed=str(s)) for s in range(2000)], axis=0
    )

    # The standard error of a half in 2,000 draws is .011.
    assert shares == pytest.approx(0.5, abs=0.05)


def test_a_lottery_fills_its_seats_and_keeps_siblings_together():
    families = ["Ana", "Ben and Bo", "Cy", "Dee, Di and Dan", "Eli"]
    sizes = [1, 2, 1, 3, 1]

    for seed in range(50):
        drawn = evaluation.lottery(
            families, sizes, n_seats=4, seed=str(seed), n_draws=9
        )
        seated = drawn.assignments.is_treated @ np.array(sizes)
        assert (drawn.is_offered == drawn.assignments.is_treated[0]).all()
        assert seated.max() <= 4
        assert seated.min() >= 3


def test_a_larger_family_is_passed_over_more_often_and_it_says_how_often():
    drawn = evaluation.lottery(
        [str(i) for i in range(12)], [1] * 8 + [3] * 4, n_seats=7, seed="x"
    )

    alone, together = drawn.probability[0], drawn.probability[-1]
    assert together < alone
    assert 8 * alone + 12 * together == pytest.approx(
        (drawn.assignments.is_treated @ ([1] * 8 + [3] * 4)).mean()
    )
    assert drawn.block.tolist() == [0] * 8 + [1] * 4


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: evaluation.assign(["a", "a"], seed="1"), "'a' is named twice"),
        (lambda: evaluation.assign(["a"], seed=""), "seed"),
        (lambda: evaluation.assign(["a"], seed="1|2"), "seed"),
        (lambda: evaluation.assign(["a"], seed="1", share_treated=1), "share_treated"),
        (lambda: evaluation.assign(["a"], seed="1", blocks=[]), "one entry a name"),
        (lambda: evaluation.lottery(["a"], [0], n_seats=1, seed="1"), "sizes"),
        (lambda: evaluation.lottery(["a"], [2], n_seats=2, seed="1"), "fewer seats"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(call, words):
    with pytest.raises(ValueError, match=words.replace("|", r"\|")):
        call()
