"""A student in a pilot says in one tap how the week was; nobody else is asked."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.apps.pilots.conftest import AT, PROMISE, students_of
from tests.apps.pilots.conftest import draft as draft
from tests.apps.pilots.conftest import hub as hub

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import Enrolment
from seedbed.apps.pilots.models import PilotPulse


@pytest.fixture
def asking(hub, draft):
    """Return a pilot that asks Ana and the eight rooms how the week was."""
    services.register_pilot(
        pilot=draft,
        registration=replace(PROMISE, source="pulse"),
        by_id=hub.dana,
        at=AT,
    )
    ana = Enrolment(student_id=hub.cast.ana.pk, cluster="Room 1", has_consent=True)
    services.enrol(pilot=draft, students=[*students_of(hub), ana], by_id=hub.dana)
    services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)
    return draft


def test_the_last_word_of_a_week_stands(asking, sign_in, stage):
    ana = sign_in("ana")
    assert "How was this week?" in str(ana.get("/my/day/").content, "utf-8")

    for score in (2, 4):
        ana.post("/my/day/pulse/", {"pilot": asking, "score": score})

    assert [row.score for row in PilotPulse.objects.all()] == [4]
    page = str(ana.get("/my/day/").content, "utf-8")
    assert 'value="4" aria-pressed="true"' in page


def test_who_is_in_no_pilot_is_not_asked(asking, hub, sign_in, stage):
    ben = sign_in("ben")

    assert "How was this week?" not in str(ben.get("/my/day/").content, "utf-8")
    for pilot in (asking, uuid4()):
        answer = ben.post("/my/day/pulse/", {"pilot": pilot, "score": 3})
        assert answer.status_code == 404
    assert sign_in("ana").post("/my/day/pulse/", {"score": 3}).status_code == 404
    assert queries.pulses_asked(hub.cast.ben.pk, on=timezone.localdate()) == ()
