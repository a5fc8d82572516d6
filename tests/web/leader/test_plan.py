"""The plan page, where a leader sees whether tomorrow is safe to publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web import cards

from seedbed.apps.accounts.models import Person
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.cards import Choice
from seedbed.apps.scheduling.errors import (
    DayAlreadyPublishedError,
    NoDayError,
    NoReasonError,
    PlanFaultsError,
    StaleVersionError,
)

PLAN = "/plan/2026-10-14/"
ON = date(2026, 10, 14)


@pytest.fixture
def calls(monkeypatch):
    """Record what the page asks of the services, and let them succeed or refuse."""
    made: dict[str, Any] = {}

    def accept(name):
        def service(**kwargs):
            made[name] = kwargs
            refusal = made.get("refusal")
            if isinstance(refusal, Exception):
                raise refusal

        return service

    for name in ("publish_day", "reopen_day", "decide", "move_seat"):
        monkeypatch.setattr(services, name, accept(name))
    return made


def page_of(client, address=PLAN):
    return client.get(address).content.decode()


def test_what_stops_the_plan_comes_first(sign_in, stage):
    page = page_of(sign_in("dana"))

    assert "1 decision before you can publish" in page
    assert "Clara Cho is out, so 14 students lose a lesson" in page
    assert page.index("before you can publish") < page.index("2 worth a look")


def test_no_choice_is_made_for_the_adult(sign_in, stage):
    page = page_of(sign_in("dana"))

    assert "Let Sam Bell teach" in page
    assert "checked" not in page.replace("was checked again", "")


def test_what_was_and_becomes_is_said_in_words(sign_in, stage):
    page = page_of(sign_in("dana"))

    assert "Was:" in page
    assert "Becomes:" in page
    assert "Enrolled in grade 6, working in grade 8" in page


def test_publish_waits_for_what_must_be_decided(sign_in, stage):
    assert "disabled>Publish" in page_of(sign_in("dana"))
    stage["review"] = cards.ready_review()
    assert "disabled>Publish" not in page_of(sign_in("dana"))


def test_a_late_source_and_the_size_of_the_plan_are_said(sign_in, stage):
    page = page_of(sign_in("dana"))

    assert "Practice export, 26 hours old." in page
    assert "4,812 new answers" in page


def test_many_rows_unfold(sign_in, stage):
    assert "3 more" in page_of(sign_in("dana"))


def test_charts_have_findings_as_titles(sign_in, stage):
    page = page_of(sign_in("dana"))

    assert "Live teaching peaks at 10:20" in page
    assert "Nothing is over its limit" in page
    assert "Students at home get less live teaching" in page


def test_publishing_names_the_version_that_was_read(sign_in, stage, calls, cast):
    client = sign_in("dana")

    answer = client.post(PLAN + "publish/", {"version": "3", "unit": cast.hub.uuid})

    assert answer.status_code == 302
    assert calls["publish_day"]["version"] == 3
    assert calls["publish_day"]["by_id"] == cast.dana.pk
    assert calls["publish_day"]["unit_id"] == cast.hub.pk
    assert "Wednesday is published." in page_of(client)


def test_a_version_that_is_no_number_is_no_page(sign_in, stage, calls):
    assert sign_in("dana").post(PLAN + "publish/", {"version": "x"}).status_code == 404


def test_a_stale_plan_answers_409_and_saves_nothing(sign_in, stage, calls):
    calls["refusal"] = StaleVersionError(ON, 3, 4)

    answer = sign_in("dana").post(PLAN + "publish/", {"version": "3"})

    assert answer.status_code == 409
    assert "Someone changed this plan while you were reading it." in (
        answer.content.decode()
    )


@pytest.mark.parametrize(
    "refusal", [StaleVersionError(ON, 3, 4), DayAlreadyPublishedError(ON)]
)
def test_who_publishes_second_reads_that_it_is_done(sign_in, stage, calls, refusal):
    """Two leaders at once, or one who pressed twice."""
    calls["refusal"] = refusal
    stage["day_status"] = replace(cards.day_status(), status="published")
    client = sign_in("dana")

    answer = client.post(PLAN + "publish/", {"version": "3"}, follow=True)

    page = answer.content.decode()
    assert "Wednesday was published a moment before" in page
    assert "There is a problem" not in page


def test_a_broken_rule_is_named_when_publishing(sign_in, stage, calls):
    faults = [("seats", "Session 'Ratios' has 3 students and 2 seats.")]
    calls["refusal"] = PlanFaultsError("The schedule was not published", faults)

    answer = sign_in("dana").post(PLAN + "publish/", {"version": "3"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "has 3 students and 2 seats" in page


def test_an_apps_sentence_is_marked_as_english_in_spanish(sign_in, stage, calls):
    calls["refusal"] = PlanFaultsError("Not published", [("seats", "Too many.")])
    client = sign_in("dana")
    client.post("/language/", {"language": "es"})

    page = client.post(PLAN + "publish/", {"version": "3"}).content.decode()

    assert "Hay un problema" in page
    assert '<li lang="en">' in page


def test_reopening_needs_a_reason(sign_in, stage, calls):
    stage["review"] = cards.plan_review(
        status="published", published_at=cards.MADE_AT, published_by="Dana Whitfield"
    )
    calls["refusal"] = NoReasonError("reopen the day")

    answer = sign_in("dana").post(PLAN + "reopen/", {"why": " "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#reopen-why"' in page
    assert "Published by Dana Whitfield at 8:04 pm" in page


def test_a_reopened_day_is_a_draft_again(sign_in, stage, calls):
    client = sign_in("dana")

    client.post(PLAN + "reopen/", {"why": "A bus is late"})

    assert calls["reopen_day"]["why"] == "A bus is late"
    assert "Wednesday is a draft again." in page_of(client)


def test_a_decision_is_recorded(sign_in, stage, calls):
    form = {
        "version": "3",
        "decision": "absence:1",
        "choice": "study",
        "why": "Short day",
    }

    answer = sign_in("dana").post(PLAN + "decide/", form)

    assert answer.status_code == 302
    assert calls["decide"]["decision_id"] == "absence:1"
    assert calls["decide"]["choice"] == "study"


def test_a_decision_without_a_choice_is_asked_again(sign_in, stage, calls):
    form = {"version": "3", "decision": "absence:1"}

    answer = sign_in("dana").post(PLAN + "decide/", form)

    assert answer.status_code == 422
    assert 'href="#decision-absence:1"' in answer.content.decode()
    assert "decide" not in calls


def test_a_decision_that_is_refused_is_said(sign_in, stage, calls):
    calls["refusal"] = StaleVersionError(ON, 3, 4)
    form = {"version": "3", "decision": "absence:1", "choice": "study"}

    assert sign_in("dana").post(PLAN + "decide/", form).status_code == 409


def test_a_day_without_a_plan_says_when_it_comes(sign_in, stage):
    stage["review"] = NoDayError("Riverside Hub", ON)

    page = page_of(sign_in("dana"))

    assert "No plan yet" in page
    assert "seedbed night --on 2026-10-14" in page


def test_a_standing_draft_says_why(sign_in, stage):
    stage["review"] = cards.plan_review(origin="standing", note="No teacher is in.")

    page = page_of(sign_in("dana"))

    assert "This is the standing schedule, not a new plan" in page
    assert "No teacher is in." in page


def test_the_next_draft_is_opened_first(sign_in, stage, monkeypatch):
    found = date(2026, 10, 16)
    monkeypatch.setattr(queries, "waiting_day", lambda *_a, **_k: found)

    first = sign_in("dana").get("/plan/").headers["Location"]

    assert first.startswith("/plan/2026-10-16/?unit=")


def test_history_is_read_newest_first(sign_in, stage):
    page = page_of(sign_in("dana"), PLAN + "history/")

    assert page.index("Changed by hand") < page.index("Plan made")
    assert "“Asked for a tutor”" in page


def test_the_printed_pack_has_one_sheet_for_each_student(sign_in, stage):
    page = page_of(sign_in("dana"), PLAN + "print/")

    assert page.count('class="sheet') == 2


def test_the_printed_pack_of_a_draft_says_that_it_is_the_standing_schedule(
    sign_in, stage
):
    stage["day"] = cards.ana_day(status="standing", published_at=None)

    page = page_of(sign_in("dana"), PLAN + "print/")

    assert "These sheets show the standing schedule" in page
    assert page.count("· Standing schedule") == 2


def test_the_printed_pack_of_a_published_day_says_nothing_of_it(sign_in, stage):
    page = page_of(sign_in("dana"), PLAN + "print/")

    assert "tanding schedule" not in page


def test_the_printed_pack_takes_as_many_queries_for_few_as_for_many(
    sign_in, cast, django_assert_num_queries
):
    dana = sign_in("dana")
    page_of(dana, PLAN + "print/")
    with CaptureQueriesContext(connection) as for_two:
        page_of(dana, PLAN + "print/")
    for n in range(10):
        person = Person.objects.create(given_name=f"Kid {n}", family_name="More")
        Student.objects.create(person=person, unit=cast.hub, grade=6)

    with django_assert_num_queries(len(for_two)):
        page = page_of(dana, PLAN + "print/")

    assert page.count('class="sheet') == 12


def test_a_long_pack_is_shown_in_parts_and_printed_at_once(sign_in, stage, cast):
    for n in range(28):
        person = Person.objects.create(given_name=f"Kid {n:02}", family_name="More")
        Student.objects.create(person=person, unit=cast.hub, grade=6)
    dana = sign_in("dana")

    first = page_of(dana, PLAN + "print/")
    second = page_of(dana, PLAN + "print/?part=2")
    whole = page_of(dana, PLAN + "print/?part=all")

    shown = [page.count('class="sheet') for page in (first, second, whole)]
    assert shown == [25, 5, 30]
    assert "Ana Alvarez to Kid 22 More" in first
    assert "All 30, to print at once" in first
    assert page_of(dana, PLAN + "print/?part=9").count('class="sheet') == 25


def test_one_way_to_decide_is_a_button(sign_in, stage):
    keep = (Choice(value="keep", key="keep"),)
    look = replace(cards.far_from_grade(), choices=keep)
    stage["review"] = cards.plan_review(decisions=(look,))

    page = page_of(sign_in("dana"), PLAN)

    assert '<input type="hidden" name="choice" value="keep">' in page
    assert "Keep it" in page
    assert 'type="radio" name="choice"' not in page


def test_a_unit_at_home_has_nobody_at_the_hub(sign_in, stage):
    stage["review"] = cards.plan_review(n_hub=0, n_home=400)

    page = page_of(sign_in("dana"), PLAN)

    assert "all at home." in page
    assert "0 at the hub" not in page
