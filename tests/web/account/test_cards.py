"""Cards that sign young students in: who makes them, what they open, when they end."""

from __future__ import annotations

import re

import pytest
from tests.apps.mentoring.conftest import NINE_TEN
from tests.web.conftest import Outsider

from seedbed.apps.accounts import sign_in_cards
from seedbed.apps.accounts.errors import NoCardsError, NotAllowedError
from seedbed.apps.accounts.models import Account, Role, SignInCard
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Caseload
from seedbed.web.kit import limits


@pytest.fixture
def allowed(cast):
    """Let the hub's students sign in by card."""
    sign_in_cards.allow_cards(
        unit_id=cast.hub.pk, is_allowed=True, by_id=cast.dana.pk, at=NINE_TEN
    )
    return cast


def card_of(cast, student):
    (made,) = sign_in_cards.make_cards(
        unit_id=cast.hub.pk,
        person_ids=[student.person_id],
        by_id=cast.dana.pk,
        at=NINE_TEN,
    )
    return f"/card/{made.token}/"


def test_a_card_signs_its_student_in_after_a_press(allowed, stage):
    address = card_of(allowed, allowed.ana)
    client = Outsider()

    asked = client.get(address)

    assert "Are you Ana?" in asked.content.decode()
    assert client.get("/my/day/").status_code == 302, "looking signs nobody in"
    assert client.post(address).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/my/day/"
    assert SignInCard.objects.get().used_at is not None


def test_a_student_without_an_account_gets_one_no_password_opens(allowed):
    Account.objects.filter(person=allowed.ben.person).delete()

    assert Outsider().post(card_of(allowed, allowed.ben)).status_code == 302

    account = Account.objects.get(person=allowed.ben.person)
    assert not account.has_usable_password()


def test_a_new_card_ends_the_one_before(allowed):
    old, new = card_of(allowed, allowed.ana), card_of(allowed, allowed.ana)

    assert Outsider().post(old).status_code == 410
    assert "There is a newer card" in Outsider().get(old).content.decode()
    assert Outsider().get(new).status_code == 200


def test_a_unit_that_stops_cards_stops_all(allowed):
    address = card_of(allowed, allowed.ana)

    sign_in_cards.allow_cards(
        unit_id=allowed.hub.pk, is_allowed=False, by_id=allowed.dana.pk, at=NINE_TEN
    )

    assert Outsider().post(address).status_code == 410
    with pytest.raises(NoCardsError, match="A leader of the unit can allow it"):
        card_of(allowed, allowed.ana)


def test_the_card_of_a_student_who_left_says_so(allowed):
    address = card_of(allowed, allowed.ana)
    Student.objects.filter(pk=allowed.ana.pk).update(is_active=False)

    answer = Outsider().post(address)

    assert answer.status_code == 410
    assert "no longer on the roster" in answer.content.decode()


def test_only_leaders_and_mentors_make_cards_and_only_for_students(allowed):
    teacher = Account.objects.get(username="clara")
    with pytest.raises(NotAllowedError):
        sign_in_cards.make_cards(
            unit_id=allowed.hub.pk, person_ids=[], by_id=teacher.pk, at=NINE_TEN
        )

    made = sign_in_cards.make_cards(
        unit_id=allowed.hub.pk,
        person_ids=[allowed.cho.person_id, allowed.dana.person_id],
        by_id=allowed.dana.pk,
        at=NINE_TEN,
    )

    assert made == ()


def test_a_student_who_also_leads_gets_no_card(allowed):
    Role.objects.create(person=allowed.ana.person, kind="leader", unit=allowed.hub)

    made = sign_in_cards.make_cards(
        unit_id=allowed.hub.pk,
        person_ids=[allowed.ana.person_id],
        by_id=allowed.dana.pk,
        at=NINE_TEN,
    )

    assert made == ()


def test_too_many_made_up_cards_are_stopped(allowed, monkeypatch):
    monkeypatch.setitem(limits.MOST, "card", 3)
    client = Outsider(REMOTE_ADDR="203.0.113.7")

    tries = [client.get(f"/card/1-guess{n}/").status_code for n in range(4)]

    assert tries == [404, 404, 404, 429]


def test_too_many_wrong_passwords_for_one_name_are_stopped(cast, monkeypatch):
    monkeypatch.setitem(limits.MOST, "password", 2)
    client = Outsider(REMOTE_ADDR="203.0.113.8")
    form = {"username": "ana", "password": "open"}
    for _ in range(2):
        client.post("/sign-in/", form)

    page = client.post("/sign-in/", form | {"password": "sesame"}).content.decode()

    assert "Too many tries with this username." in page
    other = client.post("/sign-in/", {"username": "ben", "password": "sesame"})
    assert other.status_code == 302


def test_a_leader_allows_makes_prints_and_ends(cast, sign_in):
    client = sign_in("dana")
    assert "do not sign in by card" in client.get("/sheets/cards/").content.decode()
    client.post("/sheets/cards/allow/", {"allow": "yes"})
    ids = [cast.ana.pk, cast.ben.pk]

    sheet = client.post("/sheets/cards/make/", {"student": ids}).content.decode()

    assert sheet.count('<svg class="qr"') == 2
    assert "Card of Ana Alvarez" in sheet
    assert "2 students sign in by card" in client.get("/sheets/cards/").content.decode()
    client.post("/sheets/cards/end/", {"student": cast.ben.pk})
    assert SignInCard.objects.filter(ended_at=None).count() == 1


def test_a_mentor_makes_cards_of_the_own_students_alone(allowed, sign_in):
    Caseload.objects.create(mentor=allowed.diaz, student=allowed.ana)
    client = sign_in("mateo")

    page = client.get("/sheets/cards/").content.decode()
    client.post("/sheets/cards/make/", {"student": [allowed.ana.pk, allowed.ben.pk]})

    assert "Ana Alvarez" in page
    assert "Ben Brook" not in page
    assert [c.account.username for c in SignInCard.objects.all()] == ["ana"]


@pytest.mark.parametrize(("who", "status"), [("ana", 404), ("rosa", 404), ("", 302)])
def test_others_do_not_find_the_page(cast, sign_in, who, status):
    assert sign_in(who).get("/sheets/cards/").status_code == status


def test_a_teacher_does_not_find_the_cards_but_finds_the_sheets(cast, sign_in):
    assert sign_in("clara").get("/sheets/cards/").status_code == 404
    page = sign_in("clara").get("/sheets/").content.decode()
    assert not re.search("Sign-in cards", page)


def test_the_list_takes_at_most_twelve_queries(
    allowed, sign_in, django_assert_max_num_queries
):
    client = sign_in("dana")
    card_of(allowed, allowed.ana)

    with django_assert_max_num_queries(12):
        client.get("/sheets/cards/")
