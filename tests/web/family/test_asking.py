"""A family asks for what nobody offers, in its own words and without a name."""

from __future__ import annotations

from uuid import uuid4

import pytest

from seedbed.apps.needs.models import FamilyRequest


@pytest.fixture
def page(families):
    """Return the address at which Ana's family asks."""
    return f"/family/{families.cast.ana.person.uuid}/ask/"


def words(answer):
    return str(answer.content, "utf-8")


def test_what_a_family_asks_stands_once_and_without_names(
    sign_in, page, families, client
):
    gloria = sign_in("gloria")
    given = families.cast.ana.person.given_name
    form = {"form_key": str(uuid4()), "text": f"{given} works until two on weekdays."}

    for _ in range(2):
        sent = gloria.post(page, form, headers={"accept-language": "es"})

    assert sent.status_code == 302
    kept = FamilyRequest.objects.get()
    assert (kept.text, kept.language) == ("[name] works until two on weekdays.", "es")
    assert kept.noted_by is None
    shown = words(sign_in("dana").get("/innovate/needs/"))
    assert "works until two" in shown
    assert "Written by a family itself" in shown


def test_the_page_asks_one_question_in_spanish(sign_in, page):
    shown = words(sign_in("gloria").get(page, headers={"accept-language": "es"}))

    assert "¿Qué ayudaría que nadie ofrece?" in shown
    assert "nadie ve quién lo escribió" in shown


def test_nothing_written_says_what_to_do(sign_in, page):
    answer = sign_in("gloria").post(page, {"form_key": str(uuid4()), "text": " "})

    assert answer.status_code == 422
    assert "Write in a few words what would help." in words(answer)
    assert not FamilyRequest.objects.exists()


def test_words_typed_after_the_session_ended_are_shown_again(page, sign_in, families):
    answer = sign_in("").post(page, {"form_key": str(uuid4()), "text": "Evenings"})

    assert answer.status_code == 401
    assert "Evenings" in words(answer)


def test_another_familys_child_does_not_exist(sign_in, families, page):
    ben = f"/family/{families.cast.ben.person.uuid}/ask/"

    assert sign_in("gloria").get(ben).status_code == 404
    assert sign_in("dana").get(page).status_code == 404
    assert sign_in("gloria").post(page, {"text": "No key"}).status_code == 404
