"""Rounds and the lead at the browser: opened, closed, compared, handed over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.apps.decisions.test_rounds import later

from seedbed.apps.accounts.models import Role, RoleKind
from seedbed.apps.decisions.models import SurveyWave
from seedbed.apps.networks.models import Basic, Member, Partner
from seedbed.apps.networks.services import ensure_member


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


@pytest.fixture
def sol(chief, cast):
    """Return the username of a system leader who also leads the hub."""
    Role.objects.create(person=chief.person, kind=RoleKind.LEADER, unit=cast.hub)
    ensure_member()
    return "sol"


def days(first=0, last=30, **more):
    today = timezone.localdate()
    return {
        "survey": "seven-decisions",
        "name": "Winter 2027",
        "opens_on": (today + timedelta(days=first)).isoformat(),
        "closes_on": (today + timedelta(days=last)).isoformat(),
        **more,
    }


def test_the_lead_opens_and_closes_a_round(sign_in, sol):
    client = sign_in(sol)
    address = "/innovate/decisions/rounds/"

    empty = text(client.get(address))
    opened = client.post(f"{address}open/", days(), follow=True)
    wave = SurveyWave.objects.get()
    again = client.post(f"{address}open/", days())
    closed = client.post(f"{address}{wave.uuid}/close/", follow=True)

    assert "No round of any survey has begun." in empty
    assert "Hubs and virtual schools" in empty
    assert "Opened. Every member can answer from then on." in text(opened)
    assert again.status_code == 422
    assert 'value="Winter 2027"' in text(again)
    assert "Closed. What was answered stays readable." in text(closed)
    assert SurveyWave.objects.get().closed_at is not None


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"last": -1}, {"closes_on": "soon"}, {"survey": "none"}]
)
def test_a_round_that_cannot_be_is_refused_and_what_was_typed_kept(sign_in, sol, wrong):
    typed = days(last=wrong.pop("last", 30), **wrong)

    page = sign_in(sol).post("/innovate/decisions/rounds/open/", typed)

    assert page.status_code == 422
    assert f'value="{typed["opens_on"]}"' in text(page)
    assert not SurveyWave.objects.exists()


def test_who_does_not_lead_the_system_sees_rounds_and_opens_none(sign_in, asked):
    client = sign_in("dana")

    page = text(client.get("/innovate/decisions/rounds/"))

    assert "Open it for all members" not in page
    assert "6 systems answered." in page
    assert client.post("/innovate/decisions/rounds/open/", days()).status_code == 404
    close = f"/innovate/decisions/rounds/{asked.wave.uuid}/close/"
    assert client.post(close).status_code == 404


def test_two_rounds_stand_beside_each_other(
    sign_in, asked, django_assert_max_num_queries
):
    asked.answer(who_decides=2)
    wave = later(asked, (4, 5, 5, 6, 5))
    today = timezone.localdate()
    SurveyWave.objects.filter(pk=wave.pk).update(
        opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1)
    )
    SurveyWave.objects.filter(pk=asked.wave.pk).update(
        opens_on=today - timedelta(days=99), closes_on=today - timedelta(days=90)
    )
    client = sign_in("dana")
    listed = text(client.get("/innovate/decisions/rounds/"))
    address = (
        f"/innovate/decisions/then-and-now/?before={asked.wave.uuid}&now={wave.uuid}"
    )

    with django_assert_max_num_queries(12):
        page = text(client.get(address))

    newest = text(client.get("/innovate/decisions/then-and-now/"))
    other = client.get("/innovate/decisions/then-and-now/?survey=hubs-and-virtual")

    assert "What changed from Fall 2026 to Spring 2027?" in newest
    assert other.status_code == 404
    assert "Beside Fall 2026" in listed
    assert "What changed from Fall 2026 to Spring 2027?" in page
    assert "5 systems answered both times; only such are counted." in page
    assert "On no decision did systems move more than chance would." in page
    assert "May be chance." in page
    for wrong in ("now=x", f"before={wave.uuid}&now={wave.uuid}"):
        assert (
            client.get(f"/innovate/decisions/then-and-now/?{wrong}").status_code == 404
        )


def test_the_other_survey_shows_shares_before_and_now(sign_in, asked, others):
    import numpy as np

    from seedbed.apps.decisions.models import PublishedPosition

    today = timezone.localdate()
    wave = SurveyWave.objects.create(
        instrument="hubs-and-virtual", name="Hubs", opens_on=today, closes_on=today
    )
    for member in others:
        at = np.array([1, 2, 1, 1], "<f4").tobytes()
        PublishedPosition.objects.create(
            wave=wave, member=member, at=at, wanted=at, chosen=bytes(4),
            published_at=timezone.now(),
        )  # fmt: skip
    asked.wave = wave
    asked.answer(hub_before=1, hub_now=2, on=today)

    page = text(sign_in("dana").get("/innovate/decisions/?survey=hubs-and-virtual"))

    assert "How many systems, before and now?" in page
    assert "0% before, 100% now (likely 65% to 100%) of 7 systems." in page
    assert "Began: 7; stopped: 0. That is more than chance." in page


def test_the_lead_names_basics_and_partners_and_hands_over(
    sign_in, sol, at_lakeside, django_assert_max_num_queries
):
    at_lakeside(ensure_member)
    client = sign_in(sol)
    address = "/innovate/members/lead/"

    with django_assert_max_num_queries(12):
        first = text(client.get(address))
    client.post(f"{address}basic/", {"title": "One adult each", "why": "Nobody falls."})
    client.post(
        f"{address}partner/", {"name": "Data Lab", "kind": "technical", "brings": "IDs"}
    )
    refused = client.post(f"{address}basic/", {"title": " ", "why": "Kept words"})
    lakeside = Member.objects.get(name="Lakeside")
    page = text(client.get(address))
    (token,) = re.findall(r'name="token" value="([^"]+)"', page)
    done = client.post(
        f"{address}hand-over/", {"to": str(lakeside.uuid), "token": token}, follow=True
    )

    assert "Riverside leads." in first
    assert (Basic.objects.get().title, Partner.objects.get().name) == (
        "One adult each",
        "Data Lab",
    )
    assert refused.status_code == 422
    assert 'value="Kept words"' in text(refused)
    assert "Lakeside leads." in text(done)
    assert "Name a basic" not in text(done)
    late = client.post(f"{address}basic/", {"title": "Late", "why": ""})
    assert late.status_code == 422
    assert "Another member leads the network" in text(late)


@pytest.mark.parametrize("step", ["basic", "partner", "hand-over", "drop"])
def test_who_leads_no_system_changes_nothing(sign_in, others, step):
    typed = {"title": "x", "kind": "technical", "name": "x", "basic": "1",
             "to": str(others[0].uuid)}  # fmt: skip

    answer = sign_in("dana").post(f"/innovate/members/lead/{step}/", typed)

    assert answer.status_code == 404


def test_cohorts_and_training_centers_filter_the_list(sign_in, others):
    Member.objects.filter(name="Elsewhere 0").update(cohort=2024, trains=True)

    client = sign_in("dana")
    page = text(client.get("/innovate/members/?trains=yes"))
    cohort = text(client.get("/innovate/members/?cohort=2024"))

    assert "Cohorts, and how far each has come" in page
    for found in (page, cohort):
        assert "1 member<" in found
        assert "Elsewhere 0" in found
    assert "Elsewhere 1" not in cohort


def test_a_name_in_a_request_for_help_is_stopped(sign_in, others):
    page = sign_in("dana").post(
        "/innovate/members/ask/", {"words": "Ana Alvarez needs a seat."}
    )

    assert page.status_code == 422
    assert "this may tell who is meant" in text(page)
    assert "Ana Alvarez needs a seat." in text(page)
