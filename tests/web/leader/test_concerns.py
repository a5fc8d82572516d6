"""What families say: what waits first, answered once, counted by week."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from tests.apps.families.conftest import families as families
from tests.apps.families.conftest import write as write

from seedbed.apps.accounts.models import Account, Role, RoleKind
from seedbed.apps.families import services
from seedbed.apps.families.models import Concern

CONCERNS = "/concerns/"


@pytest.fixture
def waiting(write):
    """Let Gloria have written just now."""
    now = timezone.now()
    write("Alone at the screen <again>", at=now, on=timezone.localdate(now))
    return Concern.objects.get()


def test_what_waits_is_shown_with_its_form(sign_in, stage, waiting):
    page = sign_in("dana").get(CONCERNS).content.decode()

    assert "1 message waits for an answer" in page
    assert "Gloria Alvarez, about Ana Alvarez" in page
    assert "Alone at the screen &lt;again&gt;" in page
    assert "came 1 time this week." in page


def test_without_messages_the_page_says_so(sign_in, stage, families):
    page = sign_in("dana").get(CONCERNS).content.decode()

    assert "No message waits for an answer" in page
    assert "came 0 times this week." in page


def test_an_answer_is_sent_and_signed(sign_in, stage, waiting):
    client = sign_in("dana")

    page = client.post(
        CONCERNS + "answer/",
        {"concern": str(waiting.uuid), "answer": "It was practice."},
        follow=True,
    ).content.decode()

    assert "Your answer is sent." in page
    assert "Dana Whitfield answered on" in page
    assert "No message waits for an answer" in page


def test_the_second_answer_is_refused_and_its_words_kept(
    sign_in, stage, waiting, families
):
    services.answer_concern(
        uuid=waiting.uuid,
        answer="First.",
        by_id=families.cast.dana.pk,
        at=timezone.now(),
    )

    answer = sign_in("dana").post(
        CONCERNS + "answer/", {"concern": str(waiting.uuid), "answer": "Second."}
    )

    assert answer.status_code == 422
    assert "Somebody answered this meanwhile" in answer.content.decode()


def test_an_empty_answer_comes_back_beside_its_message(sign_in, stage, waiting):
    answer = sign_in("dana").post(
        CONCERNS + "answer/", {"concern": str(waiting.uuid), "answer": " "}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#answer-{waiting.uuid}"' in page
    assert "The message is empty." in page


@pytest.mark.parametrize("who", ["ana", "clara", "mateo", "rosa", "gloria", "finn"])
def test_only_a_leader_opens_it(sign_in, stage, waiting, who):
    client = sign_in(who)

    assert client.get(CONCERNS).status_code == 404
    assert client.post(CONCERNS + "answer/").status_code == 404


def test_a_leader_of_another_unit_answers_nothing(sign_in, stage, waiting, cast):
    from seedbed.apps.accounts.models import Person, Unit

    other = Unit.objects.create(name="Other Hub", kind="hub")
    person = Person.objects.create(given_name="Olga", family_name="Other")
    Role.objects.create(person=person, kind=RoleKind.LEADER, unit=other)
    Account.objects.create(username="olga", system_id=cast.riverside.pk, person=person)

    answer = sign_in("olga").post(
        CONCERNS + "answer/", {"concern": str(waiting.uuid), "answer": "Hm."}
    )

    assert answer.status_code == 404
    waiting.refresh_from_db()
    assert waiting.answered_at is None


def test_a_concern_that_is_none_is_no_page(sign_in, stage, families):
    answer = sign_in("dana").post(CONCERNS + "answer/", {"concern": "nonsense"})

    assert answer.status_code == 404


def test_the_plan_page_counts_what_waits(sign_in, stage, waiting):
    page = sign_in("dana").get("/plan/2026-10-14/").content.decode()

    assert re.search(r'<span class="n">1<span class="vh"> messages waiting', page)
