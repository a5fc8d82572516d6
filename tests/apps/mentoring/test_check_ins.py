"""Check-ins: saved once, by those who may, with something agreed."""

from __future__ import annotations

from uuid import UUID

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.mentoring import services
from seedbed.apps.mentoring.errors import NextTalkInThePastError, NothingAgreedError
from seedbed.apps.mentoring.models import CheckIn

from .conftest import NINE_TEN, TUESDAY, WEDNESDAY

TOKEN = UUID("00000000-0000-4000-8000-000000000001")


def save(studio, **more):
    facts = {
        "token": TOKEN,
        "student_id": studio.cast.ana.pk,
        "by_id": studio.diaz.pk,
        "on": TUESDAY,
        "at": NINE_TEN,
        "agreed": " Read aloud. ",
        "next_on": WEDNESDAY,
    }
    return services.save_check_in(**(facts | more))


def test_a_form_sent_twice_is_one_check_in(studio):
    assert save(studio)
    assert not save(studio)

    assert CheckIn.objects.get().agreed == "Read aloud."


def test_a_talk_with_the_family_is_told_apart(studio):
    save(studio, kind="family")

    assert CheckIn.objects.get().kind == "family"


def test_something_was_agreed(studio):
    with pytest.raises(NothingAgreedError, match="does not say what was agreed"):
        save(studio, agreed="  ")

    assert not CheckIn.objects.exists()


def test_the_next_look_lies_ahead(studio):
    with pytest.raises(NextTalkInThePastError, match="2026-10-20, is before"):
        save(studio, next_on=TUESDAY)


def test_a_leader_may_note_a_talk_and_a_stranger_may_not(studio):
    save(studio, by_id=studio.cast.dana.pk)

    with pytest.raises(NotAllowedError, match="Rosa Reyes may not note a check-in"):
        save(studio, by_id=studio.cast.rosa.pk)
    with pytest.raises(NotAllowedError):
        save(studio, by_id=studio.cho.pk, student_id=studio.cy.pk)
