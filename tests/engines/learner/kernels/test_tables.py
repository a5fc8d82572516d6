"""What is looked up is what the curves say, up to the tables' ends and past them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.kernels.test_serving import NAN, Told, odd_model
from tests.engines.learner.worlds import ADDING, SHAPES

from seedbed.engines import learner
from seedbed.engines.learner.kernels.layout import N_SINCE, N_TRIES
from seedbed.engines.learner.prediction import walk

ADDING_ITEM, SHAPES_ITEM = 2 * ADDING, 2 * SHAPES


def logits(rows):
    """Return what the walk predicts of Ada's answers."""
    blank = learner.begin(odd_model(), 1)
    return walk(blank, worlds.answers(rows, n_students=1), keeps=False)[1]


@pytest.mark.parametrize("days_between", [0.25, NAN])
@pytest.mark.parametrize("share_right", [0.0, 0.7, 1.0])
def test_more_tries_than_the_tables_hold_are_counted_all_the_same(
    days_between, share_right
):
    rng = np.random.default_rng(3)
    is_right = (rng.random(N_TRIES + 20) < share_right).tolist()
    rows = [
        (0, ADDING_ITEM, right, 20_000.0 + days_between * at)
        for at, right in enumerate(is_right)
    ]

    told = Told(odd_model())

    expected = [told.answer(item, right, now)[0] for _, item, right, now in rows]
    assert logits(rows) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("n_between", [N_SINCE - 2, N_SINCE - 1, N_SINCE, N_SINCE + 50])
def test_a_skill_and_an_item_long_ago_say_what_their_explanation_says(n_between):
    rng = np.random.default_rng(4)
    rows = [(0, SHAPES_ITEM, True, 20_000.0)]
    rows += [
        (0, int(rng.integers(SHAPES_ITEM)), bool(rng.random() < 0.6), 20_001.0)
        for _ in range(n_between)
    ]
    state = learner.update(
        learner.begin(odd_model(), 1), worlds.answers(rows, n_students=1)
    )

    found = learner.explain_next(state, 0, SHAPES_ITEM, as_of=20_003.0)

    again = logits([*rows, (0, SHAPES_ITEM, True, 20_003.0)])[-1]
    assert again == pytest.approx(found.logit, abs=1e-9)
