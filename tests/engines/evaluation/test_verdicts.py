"""Double down, iterate, abandon."""

from __future__ import annotations

import pytest
from tests.engines.evaluation.cast import rooms

from seedbed.engines import evaluation

PLAN = evaluation.Plan(margin=0.5)
LOOKS = evaluation.monitor(rooms(8, 4), PLAN)


def seen(above_zero=None, below_margin=None, below_zero=None, **changes):
    parts = {
        "looks": LOOKS.looks,
        "above_zero": above_zero,
        "below_margin": below_margin,
        "below_zero": below_zero,
        "n_assignments": 70,
        "smallest_p": 2 / 70,
        "too_small": "",
    }
    return evaluation.Monitored(**(parts | changes))


@pytest.mark.parametrize(
    ("lines", "decision", "look"),
    [
        ((None, None, None), "iterate", None),
        ((2, None, None), "double down", 2),
        ((None, 3, None), "abandon", 3),
        ((None, 2, 3), "abandon", 2),
        # A small effect, surely above zero and surely not worth it.
        ((2, 2, None), "abandon", 2),
        # The first line that was crossed decides.
        ((2, 3, None), "double down", 2),
        ((3, 2, None), "abandon", 2),
    ],
)
def test_the_first_line_decides(lines, decision, look):
    plan = evaluation.Plan(margin=0.5, least_estimate=-9.0)

    found = evaluation.verdict(seen(*lines), plan)

    assert (found.decision, found.look) == (decision, look)
    assert not found.is_harm


def test_harm_is_called_harm():
    found = evaluation.verdict(seen(None, 2, 2), PLAN)

    assert found.is_harm
    assert found.why == "At look 2 the whole band lay below 0: it does harm."


def test_a_band_above_zero_is_not_enough_where_the_plan_asks_for_more():
    plan = evaluation.Plan(margin=0.5, least_estimate=99.0)

    found = evaluation.verdict(seen(1), plan)

    assert found.decision is evaluation.Decision.ITERATE
    assert "does not meet the plan's criterion of 99" in found.why


def test_too_small_a_pilot_gets_no_verdict_and_the_reason():
    found = evaluation.verdict(seen(1, too_small="Too small."), PLAN)

    assert (found.decision, found.why) == ("no verdict", "Too small.")
