"""A family answers three questions a week, in its language and without a name."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.apps.stakeholders.conftest import empty as empty
from tests.apps.stakeholders.conftest import lincoln as lincoln

from seedbed.apps.stakeholders.models import PulseAnswer

ANSWERS = {"answer_1": "4", "answer_2": "5", "answer_3": "2"}


@pytest.fixture
def page(families):
    """Return the address of the questions about Ana."""
    return f"/family/{families.cast.ana.person.uuid}/pulse/"


def test_nothing_is_asked_while_nothing_is_tried(sign_in, page, lincoln):
    answer = sign_in("gloria").get(page)

    assert "Nothing is asked this week." in answer.content.decode()


def test_a_family_answers_once_and_no_name_is_kept(sign_in, page, lincoln):
    lincoln.call("apart")
    client = sign_in("gloria")
    typed = ANSWERS | {"form_key": str(uuid4()), "text": "Too early in the morning."}

    for _ in range(2):
        answer = client.post(page, typed, headers={"accept-language": "es"})

    assert answer.status_code == 302
    kept = PulseAnswer.objects.get()
    assert (kept.kind, kept.answers, kept.language) == ("families", [4, 5, 2], "es")
    assert kept.words == "Too early in the morning."


def test_a_missing_answer_keeps_the_words(sign_in, page, lincoln):
    lincoln.call("apart")
    typed = {"form_key": str(uuid4()), "answer_1": "4", "text": "Half a sentence"}

    answer = sign_in("gloria").post(page, typed)

    assert answer.status_code == 422
    assert "Half a sentence" in answer.content.decode()


def test_the_questions_speak_spanish(sign_in, page, lincoln):
    lincoln.call("apart")

    answer = sign_in("gloria").get(page, headers={"accept-language": "es"})

    assert "Cuando pregunto, alguien responde." in answer.content.decode()


def test_another_familys_child_does_not_exist(sign_in, lincoln, families):
    ben = f"/family/{families.cast.ben.person.uuid}/pulse/"

    assert sign_in("gloria").get(ben).status_code == 404
