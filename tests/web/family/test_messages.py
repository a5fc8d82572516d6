"""Messages: nothing typed is lost, nothing is sent twice, every answer is signed."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from seedbed.apps.families import services
from seedbed.apps.families.models import Concern

MESSAGES = "/family/messages/"


@pytest.fixture
def send(sign_in, shown, families):
    """Return a function that sends the form as Gloria."""

    def sent(text="Two days alone at the screen.", *, who="gloria", **more):
        values = {
            "child": str(families.cast.ana.person.uuid),
            "kind": "not_right",
            "form_key": str(uuid4()),
            "text": text,
        }
        return sign_in(who).post(MESSAGES, values | more)

    return sent


def test_a_message_is_kept_and_an_answer_promised(send, families, sign_in):
    answer = send(about="Ratio tables, Wednesday")

    assert answer.status_code == 302
    concern = Concern.objects.get()
    assert (concern.kind, concern.about) == ("not_right", "Ratio tables, Wednesday")
    assert concern.guardian == families.gloria
    page = sign_in("gloria").get(MESSAGES).content.decode()
    assert "Two days alone at the screen." in page
    assert "Answer by" in page


def test_the_confirmation_names_the_day(send, sign_in, shown, monkeypatch):
    from datetime import date

    monkeypatch.setattr(timezone, "localdate", lambda *_a: date(2026, 10, 16))
    client = sign_in("gloria")
    page = client.get(MESSAGES).content.decode()
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))

    said = client.post(
        MESSAGES, {**form, "text": "Hello", "kind": "question"}, follow=True
    ).content.decode()

    assert "You will have an answer by Monday, October 19." in said


def test_a_form_sent_twice_is_one_message(send):
    key = str(uuid4())

    assert send(form_key=key).status_code == send(form_key=key).status_code == 302
    assert Concern.objects.count() == 1


def test_an_empty_message_comes_back_with_the_reason_and_its_kind(send):
    answer = send("  ")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "The message is empty. Write a few words, in any language." in page
    assert re.search(r'value="not_right" checked', page)


def test_what_was_typed_stays_after_a_refusal(send):
    answer = send("y" * 2_001)

    page = answer.content.decode()
    assert "The message is too long." in page
    assert "y" * 2_001 in page


def test_an_expired_session_keeps_the_words(send):
    answer = send("Not to be lost.", who="")

    page = answer.content.decode()
    assert answer.status_code == 401
    assert "You were away, and your words are kept" in page
    assert "Not to be lost." in page
    assert not Concern.objects.exists()


def test_an_answer_is_shown_with_who_gave_it(send, sign_in, families):
    send()
    services.answer_concern(
        uuid=Concern.objects.get().uuid,
        answer="It was practice before the group.",
        by_id=families.cast.dana.pk,
        at=timezone.now(),
    )

    page = sign_in("gloria").get(MESSAGES).content.decode()

    assert "Dana Whitfield answered on" in page
    assert "It was practice before the group." in page


def test_markup_in_a_message_is_shown_as_typed(send, sign_in):
    send("<b>loud</b>")

    page = sign_in("gloria").get(MESSAGES).content.decode()

    assert "&lt;b&gt;loud&lt;/b&gt;" in page


def test_nobody_writes_about_a_child_that_is_not_theirs(send, families):
    answer = send(child=str(families.cast.ben.person.uuid))

    assert answer.status_code == 404
    assert not Concern.objects.exists()


def test_another_guardian_does_not_read_it(send, sign_in, families):
    from seedbed.apps.rosters.models import Guardianship

    send()
    Guardianship.objects.create(guardian=families.omar, student=families.cast.ana)

    page = (
        sign_in("omar")
        .get(f"{MESSAGES}?child={families.cast.ana.person.uuid}")
        .content.decode()
    )

    assert "Two days alone at the screen." not in page
    assert "No messages. Write in any language." in page


def test_a_block_can_be_asked_about(sign_in, shown):
    page = sign_in("gloria").get(f"{MESSAGES}?about=Ratio+tables&kind=question")

    assert "About: Ratio tables" in page.content.decode()


@pytest.mark.parametrize("child", ["nonsense", ""])
def test_an_address_without_a_child_is_the_first_childs(sign_in, shown, child):
    page = sign_in("gloria").get(f"{MESSAGES}?child={child}").content.decode()

    assert "About Ana Alvarez, Riverside Hub." in page
