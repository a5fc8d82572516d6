"""`seedbed choices`: the rounds there are, their seats, and proofs of their draws."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.apps.choices.conftest import choosing as choosing

from seedbed.apps.choices.models import ChoiceRound

pytestmark = pytest.mark.django_db
HERE = ("--system", "Riverside")


@pytest.fixture
def over(choosing):
    """Return the key of a lottery whose deadline has passed, with three who entered."""
    choosing.offer("Evening hub", seats=2)
    key = choosing.open(method="lottery")
    for name in choosing.students:
        choosing.rank(key, name, "Evening hub")
    return str(key)


def test_without_a_round_the_list_says_who_opens_one(cast, seedbed):
    assert "No round of choices yet." in seedbed("choices", "list", *HERE).stdout


def test_the_list_has_the_key_and_counts_of_each_round(over, seedbed):
    shown = seedbed("choices", "list", *HERE).stdout

    assert over in shown
    assert "Fall electives: closed; deadline 2026-10-09 08:00 UTC" in shown
    assert "3 of 3 students rank, 0 of 2 seats taken" in shown


def test_seats_are_given_and_the_draw_verified(over, seedbed):
    given = seedbed("choices", "allot", over, "--by", "dana", *HERE)
    assert given.exit_code == 0
    assert f"Check: seedbed choices verify {over}" in given.stdout

    shown = seedbed("choices", "verify", over, *HERE).stdout
    value = seedbed.json("choices", "verify", over, *HERE)

    assert "Drawn again, the lottery gives the same order." in shown
    assert (value["is_committed"], value["is_order_drawn"]) == (True, True)
    assert value["faults"] == []


def test_a_draw_that_was_bent_is_refused_with_exit_code_one(over, seedbed):
    seedbed("choices", "allot", over, "--by", "dana", *HERE)
    ChoiceRound.objects.update(seed="bent")

    result = seedbed("choices", "verify", over, *HERE)

    assert result.exit_code == 1
    assert (
        "The draw of Fall electives does not hold: The seed and the salt"
        in result.stderr
    )


def test_seats_before_the_deadline_are_refused(choosing, seedbed):
    choosing.offer("Chess")
    later = timezone.now() + timedelta(days=2)
    key = choosing.open(closes_at=later, ends_on=later.date())

    result = seedbed("choices", "allot", str(key), "--by", "dana", *HERE)

    assert result.exit_code == 1
    assert "no seat was allotted" in result.stderr


@pytest.mark.parametrize("command", ["verify", "allot"])
def test_a_key_that_is_none_is_refused(cast, seedbed, command):
    more = ("--by", "dana") if command == "allot" else ()

    result = seedbed("choices", command, "fall", *more, *HERE)

    assert result.exit_code == 1
    assert "There is no round of choices 'fall' here." in result.stderr
