"""``constrain`` forbids the solver exactly what ``faults`` would find in a plan."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.engines.scheduler.agreements import AGREEMENTS
from tests.engines.scheduler.random_days import random_day

from seedbed.engines.scheduler import RULES

N_DAYS = 30


def test_every_rule_is_asked() -> None:
    assert set(AGREEMENTS) == set(RULES)


@pytest.mark.parametrize("rule", AGREEMENTS)
def test_a_rule_forbids_what_it_finds_and_nothing_else(rule: str) -> None:
    said = Counter(
        (day, *pair)
        for day in range(N_DAYS)
        for pair in AGREEMENTS[rule](random_day(day))
    )

    differing = [day for day, forbidden, found in said if forbidden != found]
    assert differing == []
    verdicts = {forbidden for _, forbidden, _ in said}
    assert verdicts == {True, False}, "The days must both keep and break the rule."
