"""Readiness to run a program, kept apart from who wants it."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.engines import value_network as vn

READY: dict[str, Any] = {
    "seats_per_adult": 24,
    "n_accommodations": 9,
    "n_accommodations_met": 9,
    "has_contract_authority": True,
    "hours_of_oldest_source": 10,
}


def test_where_all_is_in_place_nothing_is_missing():
    assert vn.missing(vn.Readiness(**READY)) == []
    assert vn.Readiness(**READY).is_ready


def test_what_went_wrong_in_2016_is_named():
    found = vn.Readiness(
        seats_per_adult=49,
        n_accommodations=9,
        n_accommodations_met=8,
        has_contract_authority=False,
        hours_of_oldest_source=170,
    )

    assert not found.is_ready
    assert vn.missing(found) == [
        "One adult has 49 seats; at most 30 were promised.",
        "1 accommodation cannot be met yet.",
        "Nobody with authority has signed the contract.",
        "The oldest source is 170 hours old; plans need it within 24.",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seats_per_adult": -1}, "below 0, got -1"),
        ({"n_accommodations_met": 10}, "10 accommodations are met of 9"),
    ],
)
def test_nonsense_is_refused(changes, says):
    with pytest.raises(ValueError, match=says):
        vn.Readiness(**(READY | changes))
