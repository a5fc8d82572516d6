"""Who may read a family page: guardians and holders of a link; others get 404."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.conftest import Outsider

from seedbed.apps.families import services
from seedbed.apps.families.models import FamilyLink
from seedbed.apps.rosters.models import Guardianship, Student

PAGES = ("", "day/", "day/2026-10-14/")


@pytest.fixture
def guest(shown, link, monkeypatch):
    """Return a browser that has opened Gloria's link; she speaks Spanish."""
    FamilyLink.objects.update(expires_at=timezone.now() + timedelta(days=9))
    client = Outsider()
    client.get(f"/family/link/{link.token}/")
    return client


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_for_the_childs_guardian_alone(sign_in, shown, ana, address):
    found = {
        who: sign_in(who).get(ana + address).status_code
        for who in ("gloria", "omar", "ana", "dana", "rosa", "finn", "")
    }

    assert found == {
        "gloria": 200, "omar": 404, "ana": 404, "dana": 404, "rosa": 404, "finn": 404,
        "": 302,
    }  # fmt: skip


def test_a_child_that_does_not_exist_answers_like_one_that_is_not_theirs(
    sign_in, shown
):
    nobody = "/family/00000000-0000-4000-8000-000000000000/"

    assert sign_in("gloria").get(nobody).status_code == 404


def test_a_guardian_begins_at_the_first_childs_path(sign_in, shown, ana):
    assert sign_in("gloria").get("/").url == "/family/"
    assert sign_in("gloria").get("/family/").url == ana


def test_a_guardian_of_nobody_is_told_what_to_do(sign_in, shown, families):
    Guardianship.objects.filter(guardian=families.gloria).delete()

    page = sign_in("gloria").get("/family/").content.decode()

    assert "No student is linked to you yet" in page


@pytest.mark.parametrize("address", ["", "day/"])
def test_a_child_who_left_has_a_sentence(sign_in, shown, families, ana, address):
    Student.objects.filter(pk=families.cast.ana.pk).update(is_active=False)

    answer = sign_in("gloria").get(ana + address)

    assert answer.status_code == 410
    assert "Ana is no longer on the roster of Riverside Hub" in answer.content.decode()


def test_a_link_opens_without_a_password_in_the_guardians_language(guest, ana, link):
    answer = guest.get(ana)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "¿Va Ana por un camino conocido?" in page
    assert link.token not in page
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_link_leads_to_the_child_and_stays_out_of_the_address(shown, link, ana):
    FamilyLink.objects.update(expires_at=timezone.now() + timedelta(days=9))

    answer = Outsider().get(f"/family/link/{link.token}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, ana)


def test_a_guest_reads_no_other_child(guest, families):
    Guardianship.objects.create(guardian=families.gloria, student=families.cast.ben)

    assert guest.get(f"/family/{families.cast.ben.person.uuid}/").status_code == 404


def test_a_guest_may_write(guest, families):
    answer = guest.post(
        "/family/messages/",
        {"text": "Hola", "kind": "question", "form_key": "", "child": ""},
    )

    assert answer.status_code == 302
    assert families.gloria.concerns.get().language == "es"


def test_a_link_that_was_stopped_closes_the_open_page(guest, families, ana):
    services.revoke_links(
        student_id=families.cast.ana.pk,
        by_id=families.cast.dana.pk,
        at=timezone.now(),
    )

    first, then = guest.get(ana), guest.get(ana)

    assert first.status_code == 410
    assert "Ana" not in first.content.decode(), "not a word about whom it was"
    assert then.status_code == 302, "the browser has forgotten the link"


def test_a_stopped_link_says_so_when_it_is_opened(shown, link, families):
    FamilyLink.objects.update(revoked_at=timezone.now())

    answer = Outsider().get(f"/family/link/{link.token}/")

    assert answer.status_code == 410
    assert "This link no longer opens" in answer.content.decode()


def test_the_link_of_a_student_who_left_says_that(guest, shown, link, families, ana):
    Student.objects.filter(pk=families.cast.ana.pk).update(is_active=False)

    opened, later = Outsider().get(f"/family/link/{link.token}/"), guest.get(ana)

    for answer in (opened, later):
        assert answer.status_code == 410
    assert "Ana is no longer on the roster" in opened.content.decode()


@pytest.mark.parametrize("token", ["nonsense", "1-abc.def", "1"])
def test_an_address_that_was_not_signed_here_is_no_page(shown, token):
    assert Outsider().get(f"/family/link/{token}/").status_code == 404


def test_somebody_of_another_system_cannot_open_it(sign_in, shown, link):
    assert sign_in("finn").get(f"/family/link/{link.token}/").status_code == 404


def test_a_guest_can_close_the_pages(guest, ana):
    answer = guest.post("/family/close/", follow=True)

    assert "Su enlace las abre otra vez." in answer.content.decode()
    assert guest.get(ana).status_code == 302
