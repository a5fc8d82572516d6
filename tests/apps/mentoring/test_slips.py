"""Exit slips: asked once, answered once, and then evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.evidence.models import Attempt
from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.errors import (
    BadQuestionError,
    NoSkillError,
    OtherFormError,
    SlipClosedError,
    UnansweredError,
    UnknownSlipError,
)
from seedbed.apps.mentoring.models import ExitSlip, SlipPaper
from seedbed.apps.mentoring.services import Asked

from .conftest import NINE_TEN, TUESDAY, WEDNESDAY

QUESTIONS = (
    Asked(stem="Write 2 to 6 in lowest terms.", answer="1/3"),
    Asked(stem="Which is 1 to 2?", answer="5 to 10", choices=("5 to 10", "2 to 1")),
)


def ask(studio, questions=QUESTIONS, **more):
    facts = {"session_id": studio.session.pk, "by_id": studio.cho.pk, "at": NINE_TEN}
    return services.open_slip(questions=questions, **(facts | more))


def answer(studio, given, **more):
    facts = {
        "student_id": studio.cast.ana.pk,
        "slip_uuid": ExitSlip.objects.get().uuid,
        "on": TUESDAY,
        "at": NINE_TEN + timedelta(minutes=25),
    }
    return services.hand_in(given=given, **(facts | more))


def test_every_student_of_the_session_gets_a_paper(studio):
    assert ask(studio)

    assert SlipPaper.objects.count() == 2
    assert ExitSlip.objects.get().title == "Ratios"


def test_a_slip_is_asked_once(studio):
    ask(studio)

    assert not ask(studio, QUESTIONS[:1])
    assert SlipPaper.objects.count() == 2


def test_answers_become_evidence(studio):
    ask(studio)

    assert answer(studio, ["2/6", "2 to 1"])

    attempts = Attempt.objects.order_by("ordinal")
    assert [a.is_correct for a in attempts] == [True, False]
    assert {a.source.name for a in attempts} == {"Exit slips"}
    assert {s for a in attempts for s in a.item.skills.all()} == {studio.skill}
    assert attempts[0].occurred_at == NINE_TEN + timedelta(minutes=25)


def test_a_paper_handed_in_twice_counts_once_and_the_first_answers_stand(studio):
    ask(studio)
    answer(studio, ["1/3", "5 to 10"])

    assert not answer(studio, ["9", "2 to 1"])

    assert Attempt.objects.count() == 2
    paper = queries.paper_of(studio.cast.ana.pk, ExitSlip.objects.get().uuid)
    assert paper.n_right == 2


def test_the_answer_is_told_only_after_handing_in(studio):
    ask(studio)
    uuid = ExitSlip.objects.get().uuid

    before = queries.paper_of(studio.cast.ana.pk, uuid)
    answer(studio, ["9", ""], unsure=[2])
    after = queries.paper_of(studio.cast.ana.pk, uuid)

    assert [a.answer for a in before.answers] == ["", ""]
    assert [(a.given, a.is_right, a.answer) for a in after.answers] == [
        ("9", False, "1/3"),
        ("", False, "5 to 10"),
    ]


def test_a_choice_is_right_by_its_words_not_its_value(studio):
    halves = Asked(stem="In lowest terms?", answer="1/2", choices=("1/2", "2/4"))
    ask(studio, [halves])

    answer(studio, ["2/4"])

    assert not Attempt.objects.get().is_correct


def test_open_questions_are_named(studio):
    ask(studio)

    with pytest.raises(UnansweredError, match="no answer to 2") as refused:
        answer(studio, ["1/3"])

    assert refused.value.ordinals == [2]
    assert not Attempt.objects.exists()


def test_a_slip_closes_with_its_day(studio):
    ask(studio)

    with pytest.raises(SlipClosedError, match="open on 2026-10-20"):
        answer(studio, ["1/3", "5 to 10"], on=WEDNESDAY)


def test_who_was_not_in_the_session_has_no_paper(studio):
    ask(studio)
    uuid = ExitSlip.objects.get().uuid

    with pytest.raises(UnknownSlipError):
        answer(studio, ["1/3"], student_id=studio.cy.pk)
    with pytest.raises(UnknownSlipError):
        queries.paper_of(studio.cy.pk, uuid)


def test_a_session_without_a_skill_has_no_slip(studio):
    studio.session.lesson = None
    studio.session.save()

    with pytest.raises(NoSkillError, match="teaches no skill"):
        ask(studio)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        (Asked(stem=" ", answer="1"), "stem"),
        (Asked(stem="a" * 1_001, answer="1"), "stem"),
        (Asked(stem="How many?", answer=""), "answer"),
        (Asked(stem="How many?", answer="1", choices=("2", "3")), "choices"),
        (Asked(stem="How many?", answer="1", choices=("1",)), "choices"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(studio, asked, part):
    with pytest.raises(BadQuestionError, match="Question 2") as refused:
        ask(studio, [QUESTIONS[0], asked])

    assert (refused.value.ordinal, refused.value.part) == (2, part)
    assert not ExitSlip.objects.exists()


def test_a_slip_has_at_least_one_question(studio):
    with pytest.raises(BadQuestionError, match="1 to 10"):
        ask(studio, [])


def test_only_the_session_own_adult_asks(studio):
    with pytest.raises(NotAllowedError, match="may not ask an exit slip"):
        ask(studio, by_id=studio.diaz.pk)


def test_the_same_words_are_the_same_item(studio):
    ask(studio, [QUESTIONS[0], QUESTIONS[0]])
    answer(studio, ["1/3", "1/4"])

    assert len({a.item_id for a in Attempt.objects.all()}) == 1
    assert Attempt.objects.count() == 2


def test_the_bank_asks_five_different_questions():
    asked = queries.proposed_questions("6.RP.A.1", seed=3)

    assert len({q.stem for q in asked}) == 5
    assert asked == queries.proposed_questions("6.RP.A.1", seed=3)
    assert asked != queries.proposed_questions("6.RP.A.1", seed=4)
    assert queries.proposed_questions("art", seed=1) == ()


def test_the_adult_reads_how_each_question_went(studio, django_assert_num_queries):
    ask(studio)
    answer(studio, ["1/3", "2 to 1"])
    cho = account_card(studio.cho.pk)

    with django_assert_num_queries(5):
        card = queries.session_page(cho, studio.session.pk)

    assert card is not None
    assert card.slip is not None
    assert (card.slip.n_handed_in, card.slip.n_papers) == (1, 2)
    assert [(q.n_right, q.n_given) for q in card.slip.questions] == [(1, 1), (0, 1)]
    assert [seat.is_handed_in for seat in card.seats] == [True, False]


def key_of(studio, student=None):
    student = student or studio.cast.ana
    return queries.new_form_key(student.pk, ExitSlip.objects.get().uuid)


def test_the_same_form_sent_again_counts_as_handed_in_and_changes_nothing(studio):
    ask(studio)
    key = key_of(studio)

    assert answer(studio, ["1/3", "5 to 10"], form_key=key)
    assert answer(studio, ["9", "2 to 1"], form_key=key)

    assert Attempt.objects.count() == 2
    paper = queries.paper_of(studio.cast.ana.pk, ExitSlip.objects.get().uuid)
    assert paper.n_right == 2


def test_another_form_is_told_that_earlier_answers_count(studio):
    ask(studio)
    answer(studio, ["1/3", "5 to 10"], form_key=key_of(studio))

    assert not answer(studio, ["9", "2 to 1"], form_key=key_of(studio))


def test_a_form_of_another_student_is_not_handed_in_as_ones_own(studio):
    ask(studio)

    for key in (key_of(studio, studio.cast.ben), "made-up"):
        with pytest.raises(OtherFormError, match="when that person signs in"):
            answer(studio, ["1/3", "5 to 10"], form_key=key)
    assert not Attempt.objects.exists()


def test_answers_given_on_the_day_count_if_they_arrive_within_a_week(studio):
    ask(studio)
    given_at = NINE_TEN + timedelta(minutes=20)

    assert answer(
        studio,
        ["1/3", "5 to 10"],
        on=WEDNESDAY,
        at=NINE_TEN + timedelta(days=1),
        form_key=key_of(studio),
        answered_at=given_at,
    )

    assert {a.occurred_at for a in Attempt.objects.all()} == {given_at}


@pytest.mark.parametrize(
    ("given", "arrived"),
    [
        (timedelta(days=1), timedelta(days=1, hours=1)),
        (timedelta(minutes=20), timedelta(days=8)),
        (timedelta(hours=-2), timedelta(days=1)),
        (timedelta(days=2), timedelta(days=1)),
    ],
    ids=["the next day", "too late", "before it was asked", "in the future"],
)
def test_answers_that_cannot_have_been_given_that_day_do_not_count(
    studio, given, arrived
):
    ask(studio)

    with pytest.raises(SlipClosedError):
        answer(
            studio,
            ["1/3", "5 to 10"],
            on=WEDNESDAY,
            at=NINE_TEN + arrived,
            form_key=key_of(studio),
            answered_at=NINE_TEN + given,
        )
