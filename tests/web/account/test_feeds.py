"""A calendar by secret address: whose days it holds, and when it ends."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from tests.apps.families.conftest import families as families
from tests.apps.mentoring.conftest import NINE_TEN
from tests.apps.mentoring.conftest import studio as studio
from tests.web.conftest import Outsider
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.accounts import feeds
from seedbed.apps.accounts.models import FeedKey, Person
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import SchoolDay


@pytest.fixture
def token(tuesday):
    """Return the token of Ana's calendar."""
    return feeds.make_feed(person_id=tuesday.cast.ana.person_id, at=NINE_TEN)


def events_of(token):
    answer = Outsider().get(f"/calendar/{token}.ics")
    assert answer.status_code == 200, answer.content
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_student_s_published_days_are_in_it(token):
    (event,) = events_of(token)

    assert event["SUMMARY"] == "Ratios with tables"
    assert event["LOCATION"] == "Studio"
    assert "Clara Cho" in event["DESCRIPTION"]
    assert event["DTSTART"].dt.isoformat() == "2026-10-20T09:00:00+00:00"


def test_a_draft_is_not_in_it(token):
    SchoolDay.objects.update(status="draft")

    assert events_of(token) == []


def test_a_plan_made_anew_changes_the_same_entry(token, tuesday):
    (before,) = events_of(token)
    tuesday.session.title = "Ratios on a line"
    tuesday.session.save()
    SchoolDay.objects.update(version=2)

    (after,) = events_of(token)

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_an_adult_s_calendar_names_no_student(tuesday):
    token = feeds.make_feed(person_id=tuesday.cast.cho.person_id, at=NINE_TEN)

    (event,) = events_of(token)

    assert event["DESCRIPTION"] == "Live lesson · 2 students"
    assert "Ana" not in str(event)


def test_a_guardian_s_calendar_names_the_child_in_their_language(tuesday, families):
    token = feeds.make_feed(person_id=families.gloria.pk, at=NINE_TEN)

    (event,) = events_of(token)

    assert event["SUMMARY"] == "Ana: Ratios with tables"
    assert "Lección en vivo" in event["DESCRIPTION"]


def test_a_new_address_ends_the_old_one(token, tuesday):
    new = feeds.make_feed(person_id=tuesday.cast.ana.person_id, at=NINE_TEN)

    old = Outsider().get(f"/calendar/{token}.ics")

    assert old.status_code == 410
    assert "This calendar has ended" in old.content.decode()
    assert len(events_of(new)) == 1


def test_a_student_who_left_is_told_where_the_record_is(token, tuesday):
    Student.objects.filter(pk=tuesday.cast.ana.pk).update(is_active=False)

    answer = Outsider().get(f"/calendar/{token}.ics")

    assert answer.status_code == 410
    assert "no longer on the roster" in answer.content.decode()


@pytest.mark.parametrize("made_up", ["x", "1-guessed", "999999-guessed", "9" * 40])
def test_a_made_up_address_is_not_found(tuesday, made_up):
    assert Outsider().get(f"/calendar/{made_up}.ics").status_code == 404


def test_somebody_of_another_system_finds_nothing(token, sign_in):
    assert sign_in("finn").get(f"/calendar/{token}.ics").status_code == 404


def test_only_a_digest_is_stored(token):
    stored = FeedKey.objects.get()

    assert token not in (stored.digest, str(stored))
    assert len(stored.digest) == 64


def test_it_takes_at_most_eight_queries(token, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        events_of(token)


def test_the_page_shows_an_address_once(sign_in, tuesday):
    client = sign_in("ana")

    shown = client.post("/account/calendar/", follow=True).content.decode()
    again = client.get("/account/").content.decode()

    assert "/calendar/" in shown
    assert 'id="calendar-address"' in shown
    assert 'id="calendar-address"' not in again
    assert "Its address was made on" in again
    client.post("/account/calendar/stop/")
    assert "Its address was made on" not in client.get("/account/").content.decode()


def test_the_page_is_for_who_is_signed_in_and_takes_few_queries(
    sign_in, tuesday, django_assert_max_num_queries
):
    assert Outsider().get("/account/").status_code == 302
    client = sign_in("mateo")
    client.get("/account/")

    with django_assert_max_num_queries(12):
        page = client.get("/account/").content.decode()

    assert "One e-mail a day" in page
    assert "One e-mail a day" not in sign_in("ana").get("/account/").content.decode()


def test_a_choice_of_the_digest_is_kept(sign_in, tuesday):
    Person.objects.update(email="someone@example.org")
    client = sign_in("mateo")

    client.post("/account/digest/", {"when": "never?"})
    client.post("/account/digest/", {"when": "none"})
    page = client.get("/account/").content.decode()

    assert 'value="none" checked' in page
    assert "It goes to someone@example.org." in page
