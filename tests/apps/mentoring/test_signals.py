"""What a student says, and who came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.models import Signal

from .conftest import NINE_TEN, TUESDAY


def say(studio, kind="stuck", *, block=1, at=NINE_TEN):
    services.say(
        student_id=studio.cast.ana.pk, kind=kind, on=TUESDAY, at=at, block_ordinal=block
    )


def test_a_call_for_help_names_what_the_student_was_doing(studio):
    say(studio)

    signal = Signal.objects.get()
    assert signal.title == "Ratios with tables"
    assert signal.block == studio.block


def test_calling_twice_is_one_call(studio):
    say(studio)
    say(studio, at=NINE_TEN + timedelta(minutes=1))

    assert Signal.objects.get().said_at == NINE_TEN


def test_the_last_word_about_a_block_stands(studio):
    say(studio, "too_easy")
    say(studio, "too_hard")

    said = queries.said_today(studio.cast.ana.pk, TUESDAY)
    assert said.felt == {1: "too_hard"}
    assert said.asked_at is None


def test_a_word_about_no_block_of_the_day_is_not_kept(studio):
    say(studio, "too_hard", block=7)
    say(studio, "too_hard", block=None)

    assert not Signal.objects.exists()


def test_a_call_between_blocks_is_kept(studio):
    say(studio, block=None)

    assert Signal.objects.get().block is None


def test_no_other_word_is_known(studio):
    with pytest.raises(ValueError, match="bored"):
        say(studio, "bored")


def test_who_goes_first_closes_the_call(studio):
    say(studio)
    go = {"student_id": studio.cast.ana.pk, "on": TUESDAY, "at": NINE_TEN}

    assert services.act_on_signal(by_id=studio.cho.pk, **go)
    assert not services.act_on_signal(by_id=studio.diaz.pk, **go)

    assert Signal.objects.get().acted_by == studio.cho


def test_a_student_can_withdraw_the_call(studio):
    say(studio)
    call = {"student_id": studio.cast.ana.pk, "by_id": studio.ana.pk, "at": NINE_TEN}

    assert services.withdraw_call(**call)
    assert not services.withdraw_call(**call)
    assert queries.said_today(studio.cast.ana.pk, TUESDAY).asked_at is None


def test_an_adult_of_nobody_here_may_not_answer(studio):
    say(studio)

    with pytest.raises(NotAllowedError, match="may not answer this call for help"):
        services.act_on_signal(
            student_id=studio.cast.ana.pk,
            by_id=studio.cast.rosa.pk,
            on=TUESDAY,
            at=NINE_TEN,
        )


def test_what_was_said_takes_one_query(studio, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.said_today(studio.cast.ana.pk, TUESDAY)
