"""``constrain`` forbids the solver exactly what ``faults`` would find in a plan."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.engines.scheduler import promise_agreements
from tests.engines.scheduler.agreements import AGREEMENTS
from tests.engines.scheduler.random_days import random_day

from seedbed.engines.scheduler import RULES

N_DAYS = 30
PROMISES = {
    name: getattr(promise_agreements, name)
    for name in (
        "adult_led", "breaks", "mentor_contact", "seat_time", "separate",
        "site_travel", "together",
    )
}  # fmt: skip
ASKED = AGREEMENTS | PROMISES
#: The plan does not count on aides to look after a room, and ``faults`` lets them.
STRICTER = {"licensed_adult"}


def test_every_rule_is_asked() -> None:
    assert set(ASKED) | STRICTER == set(RULES)


@pytest.mark.parametrize("rule", ASKED)
def test_a_rule_forbids_what_it_finds_and_nothing_else(rule: str) -> None:
    said = Counter(
        (day, *pair) for day in range(N_DAYS) for pair in ASKED[rule](random_day(day))
    )

    differing = [day for day, forbidden, found in said if forbidden != found]
    assert differing == []
    verdicts = {forbidden for _, forbidden, _ in said}
    assert verdicts == {True, False}, "The days must both keep and break the rule."
