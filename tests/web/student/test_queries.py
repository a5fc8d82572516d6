"""My day asks the database at most twelve times, whatever the day is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.mentoring.conftest import NINE_TEN, TUESDAY, WEDNESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.scheduling import queries
from seedbed.apps.scheduling.models import Arrangement, SchoolDay, Seat, StandingSeat
from seedbed.lib.modalities import Modality


@pytest.fixture
def days(studio: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let it be the published Tuesday; Wednesday is published, and Ana has a standing."""
    monkeypatch.setattr(timezone, "localdate", lambda *_a: TUESDAY)
    later = SchoolDay.objects.create(
        unit=studio.cast.hub, on=WEDNESDAY, status="published", made_at=NINE_TEN
    )
    studio.seat(studio.cast.ana, day=later)
    StandingSeat.objects.create(
        student=studio.cast.ana,
        block=studio.block,
        modality=Modality.STUDY,
        title="Independent work",
    )
    Arrangement.objects.create(student=studio.cast.ana, place="home")
    studio.asks_for_help(studio.cast.ana)
    return studio


def n_queries(sign_in: Any, address: str = "/my/day/") -> int:
    client = sign_in("ana")
    with CaptureQueriesContext(connection) as made:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(made)


def test_a_published_day_before_another(days, sign_in):
    assert n_queries(sign_in) <= 12


def test_a_standing_schedule_before_a_published_day(days, sign_in):
    SchoolDay.objects.filter(on=TUESDAY).delete()

    assert n_queries(sign_in) <= 12


def test_a_day_off_before_a_published_day(days, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_a: TUESDAY - timedelta(days=2))

    assert n_queries(sign_in) <= 12


@pytest.mark.parametrize("address", ["/my/path/", "/my/choices/"])
def test_the_other_pages_of_a_student(days, sign_in, address):
    assert n_queries(sign_in, address) <= 12


def test_days_ahead_are_what_each_day_is_alone(days):
    ana = days.cast.ana
    for on in (TUESDAY, WEDNESDAY, TUESDAY + timedelta(days=2)):
        found = queries.days_ahead(ana.person_id, on)

        assert found is not None
        assert found.day == queries.student_day(ana.pk, on)
        assert [day.on for day in found.ahead] == [
            day for day in (TUESDAY, WEDNESDAY) if day > on
        ]
        for day in found.ahead:
            assert day == queries.student_day(ana.pk, day.on)


def test_a_draft_is_not_ahead(days):
    SchoolDay.objects.filter(on=WEDNESDAY).update(status="draft")

    found = queries.days_ahead(days.cast.ana.person_id, TUESDAY)

    assert found is not None
    assert found.ahead == ()


def test_who_left_has_no_days(days):
    days.cast.ana.is_active = False
    days.cast.ana.save()

    assert queries.days_ahead(days.cast.ana.person_id, TUESDAY) is None


def test_others_in_the_session_are_counted(days):
    (seat,) = queries.student_day(days.cast.ana.pk, TUESDAY).seats

    assert seat.n_others == 1
    assert Seat.objects.filter(session=days.session).count() == 2


def test_a_draft_waits_before_a_published_day(days):
    hub = days.cast.hub.pk
    SchoolDay.objects.filter(on=WEDNESDAY).update(status="draft")

    assert queries.waiting_day(hub, since=TUESDAY, n_days=10) == WEDNESDAY
    SchoolDay.objects.filter(on=WEDNESDAY).update(status="published")
    assert queries.waiting_day(hub, since=TUESDAY, n_days=10) == WEDNESDAY, "the last"
    assert queries.waiting_day(hub, since=TUESDAY, n_days=1) == TUESDAY
    assert queries.waiting_day(hub, since=WEDNESDAY + timedelta(1), n_days=9) is None
