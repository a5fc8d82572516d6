"""What is tried: anybody of the system reads the open weeks, the team writes them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.apps.pilots.conftest import AT

from seedbed.apps.pilots import services
from seedbed.apps.pilots.models import CycleDecision, PilotConcern, PilotCycle

ENGLISH = {"accept-language": "en"}
SPANISH = {"accept-language": "es"}


def read(client, address, **headers):
    answer = client.get(address, headers=headers or ENGLISH)
    return " ".join(str(answer.content, "utf-8").split())


def open_week(hub, pilot, *, weeks_ago=1, is_public=True, **written):
    on = timezone.localdate() - timedelta(weeks=weeks_ago)
    services.plan_cycle(
        pilot=pilot,
        on=on,
        aim="Longer texts",
        change_idea=written.get("change", "Let them choose the book"),
        prediction="Seven pages a day",
        by_id=hub.dana,
        at=AT,
    )
    services.study_cycle(
        pilot=pilot,
        on=on,
        happened=written.get("happened", "Eight pages a day"),
        decision=CycleDecision.ADAPT,
        next_test="",
        is_public=is_public,
        by_id=hub.dana,
        at=AT,
    )


@pytest.mark.parametrize("who", ["ana", "rosa", "clara", "dana"])
def test_students_families_and_staff_read_the_open_weeks(hub, running, sign_in, who):
    open_week(hub, running)
    open_week(hub, running, weeks_ago=2, is_public=False, happened="Kept inside")
    client = sign_in(who)

    listed = read(client, "/tried/")
    page = read(client, f"/tried/{running}/")

    assert "Reading hour" in listed
    assert "1 week in the open diary." in listed
    assert "Eight pages a day" in page
    assert "Kept inside" not in page


def test_names_are_taken_out_of_what_is_opened(hub, running, sign_in):
    open_week(hub, running, happened="S11 Sim read nine pages on March 3.")

    page = read(sign_in("rosa"), f"/tried/{running}/")

    assert "[name] [name] read nine pages on [date]." in page
    assert "S11" not in page


def test_what_is_only_a_draft_or_nobodys_is_not_there(hub, draft, sign_in, client):
    rosa = sign_in("rosa")

    assert "Nothing is tried right now" in read(rosa, "/tried/")
    assert rosa.get(f"/tried/{draft}/").status_code == 404
    assert rosa.get(f"/tried/{uuid4()}/").status_code == 404


def test_strangers_are_asked_to_sign_in(hub, running, client):
    assert client.get("/tried/").status_code == 302
    assert client.get(f"/tried/{running}/").status_code == 302


def test_a_teacher_of_the_team_writes_the_week_and_what_was_said(hub, running, sign_in):
    cho = sign_in("clara")

    page = read(cho, f"/tried/{running}/")
    cho.post(
        f"/tried/{running}/week/",
        {"aim": "More pages", "change": "Pairs", "prediction": "Five pages"},
    )
    cho.post(
        f"/tried/{running}/week/",
        {
            "what": "study",
            "happened": "Three pages",
            "decision": "adapt",
            "public": "yes",
        },
    )
    key = uuid4()
    for _ in range(2):
        cho.post(
            f"/tried/{running}/said/",
            {"key": key, "voice": "teacher", "quote": "Lunch is late.", "kind": ""},
        )

    assert "Predict first" in page
    (cycle,) = PilotCycle.objects.all()
    assert (cycle.prediction, cycle.happened) == ("Five pages", "Three pages")
    assert PilotConcern.objects.get().quote == "Lunch is late."
    assert "Three pages" in read(sign_in("rosa"), f"/tried/{running}/")


def test_a_refused_week_keeps_what_was_typed_in_both_languages(hub, running, sign_in):
    cho = sign_in("clara")
    typed = {"aim": "More pages", "change": "Pairs", "prediction": ""}

    for headers, words in (
        (ENGLISH, "There is a problem"),
        (SPANISH, "Hay un problema"),
    ):
        answer = cho.post(f"/tried/{running}/week/", typed, headers=headers)
        page = str(answer.content, "utf-8")
        assert answer.status_code == 422
        assert words in page
        assert 'value="More pages"' in page
    assert not PilotCycle.objects.exists()


@pytest.mark.parametrize("who", ["ana", "rosa", "finn"])
def test_who_is_not_of_the_team_writes_nothing(hub, running, sign_in, who):
    client = sign_in(who)

    assert "Predict first" not in read(client, f"/tried/{running}/")
    for more in ("week", "said"):
        assert client.post(f"/tried/{running}/{more}/", {}).status_code == 404


def test_a_week_that_passed_can_still_be_studied(hub, running, sign_in):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    before = monday - timedelta(weeks=1)
    services.plan_cycle(
        pilot=running,
        on=before,
        aim="a",
        change_idea="b",
        prediction="c",
        by_id=hub.dana,
        at=AT,
    )
    cho = sign_in("clara")

    page = read(cho, f"/tried/{running}/")
    cho.post(
        f"/tried/{running}/week/",
        {
            "what": "study",
            "week": before.isoformat(),
            "happened": "It rained",
            "decision": "adopt",
        },
    )

    assert "What happened in the week of" in page
    assert "Record the prediction" in page
    assert PilotCycle.objects.get().happened == "It rained"


def test_a_diary_is_read_in_few_queries(
    hub, running, sign_in, django_assert_max_num_queries
):
    for weeks_ago in range(1, 9):
        open_week(hub, running, weeks_ago=weeks_ago)
    rosa, cho = sign_in("rosa"), sign_in("clara")

    with django_assert_max_num_queries(12):
        rosa.get(f"/tried/{running}/")
    with django_assert_max_num_queries(12):
        cho.get(f"/tried/{running}/")
    with django_assert_max_num_queries(12):
        cho.get("/tried/")


def test_it_speaks_spanish(hub, running, sign_in):
    open_week(hub, running)
    rosa = sign_in("rosa")

    assert "¿Qué se prueba aquí" in read(rosa, "/tried/", **SPANISH)
    assert "qué se predijo" in read(rosa, f"/tried/{running}/", **SPANISH)
