"""What families say is kept once, promised an answer, and answered by who may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account
from seedbed.apps.families import queries, services
from seedbed.apps.families.errors import (
    AnsweredConcernError,
    EmptyConcernError,
    LongConcernError,
    NotGuardianError,
    TooManyConcernsError,
    UnknownConcernError,
)
from seedbed.apps.families.models import Concern

from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def account_id(username):
    return Account.objects.get(username=username).pk


def test_an_answer_is_promised_by_the_next_school_day(write):
    assert write() == date(2026, 10, 15)
    assert write(on=date(2026, 10, 16)) == date(2026, 10, 19), "Friday, so Monday"


def test_a_form_sent_twice_is_kept_once(write):
    key = uuid4()

    write(form_key=key)
    promised = write(form_key=key, on=TODAY + timedelta(days=3))

    assert Concern.objects.count() == 1
    assert promised == date(2026, 10, 15), "the first promise holds"


def test_words_are_needed(write):
    with pytest.raises(EmptyConcernError, match="write a few words"):
        write("  \n ")


def test_a_novel_is_refused_with_its_length(write):
    with pytest.raises(LongConcernError, match="has 2,001 characters"):
        write("x" * 2_001)


def test_nobody_writes_about_someone_elses_child(write, families):
    with pytest.raises(NotGuardianError, match="not on the roster as a guardian"):
        write(student_id=families.cast.ben.pk)


def test_a_flood_is_stopped(write):
    for _ in range(services.MOST_WAITING):
        write()

    with pytest.raises(TooManyConcernsError, match="20 messages of yours wait"):
        write()


def test_the_mentor_and_the_leader_may_answer(write, families):
    write("One")
    write("Two")
    first, second = Concern.objects.order_by("id")

    services.answer_concern(
        uuid=first.uuid, answer="Yes.", by_id=account_id("mateo"), at=NOW
    )
    services.answer_concern(
        uuid=second.uuid, answer="No.", by_id=families.cast.dana.pk, at=NOW
    )

    mine = queries.concerns_of(families.gloria.pk, [families.cast.ana.pk])
    assert [(c.text, c.answer, c.answered_by) for c in mine] == [
        ("Two", "No.", "Dana Whitfield"),
        ("One", "Yes.", "Mateo Diaz"),
    ]


@pytest.mark.parametrize("username", ["clara", "rosa", "ana", "gloria"])
def test_others_may_not_answer(write, username):
    write()
    concern = Concern.objects.get()

    with pytest.raises(NotAllowedError, match="mentor of the student or leader"):
        services.answer_concern(
            uuid=concern.uuid, answer="Hm.", by_id=account_id(username), at=NOW
        )


def test_the_second_of_two_answers_is_refused(write, families):
    write()
    concern = Concern.objects.get()
    asked = {"uuid": concern.uuid, "by_id": families.cast.dana.pk, "at": NOW}
    services.answer_concern(answer="First.", **asked)

    with pytest.raises(AnsweredConcernError, match="answered this on 2026-10-14"):
        services.answer_concern(answer="Second.", **asked)

    concern.refresh_from_db()
    assert concern.answer == "First."


def test_an_answer_needs_words_and_a_message(write, families):
    write()
    concern = Concern.objects.get()
    dana = families.cast.dana.pk

    with pytest.raises(EmptyConcernError):
        services.answer_concern(uuid=concern.uuid, answer=" ", by_id=dana, at=NOW)
    with pytest.raises(LongConcernError):
        services.answer_concern(
            uuid=concern.uuid, answer="y" * 3_000, by_id=dana, at=NOW
        )
    with pytest.raises(UnknownConcernError):
        services.answer_concern(uuid=uuid4(), answer="Hm.", by_id=dana, at=NOW)


def test_what_waits_comes_first_and_the_oldest_on_top(
    write, families, django_assert_num_queries
):
    hub, dana = families.cast.hub.pk, families.cast.dana.pk
    for days, text in ((3, "Old"), (2, "Done"), (1, "New")):
        write(text, at=NOW - timedelta(days=days))
    done = Concern.objects.get(text="Done")
    services.answer_concern(uuid=done.uuid, answer="Yes.", by_id=dana, at=NOW)

    with django_assert_num_queries(1):
        found = queries.concerns_of_unit(hub, since=NOW - timedelta(days=14))
    with django_assert_num_queries(1):
        n_waiting = queries.n_waiting(hub)

    assert [c.text for c in found] == ["Old", "New", "Done"]
    assert n_waiting == 2
    later = queries.concerns_of_unit(hub, since=NOW + timedelta(days=1))
    assert [c.text for c in later] == ["Old", "New"], "answered long ago"


def test_a_mentor_sees_what_waits_about_the_own_students(
    write, families, django_assert_num_queries
):
    write("For Mr. Diaz")
    write(
        "For nobody",
        student_id=families.cast.ben.pk,
        guardian_id=families.omar.pk,
    )

    with django_assert_num_queries(1):
        found = queries.concerns_for_mentor(families.cast.diaz.person_id)

    assert [c.text for c in found] == ["For Mr. Diaz"]


def test_weeks_count_what_is_not_right_and_no_questions(
    write, families, django_assert_num_queries
):
    write(at=NOW - timedelta(days=9))
    write(at=NOW)
    write(at=NOW, kind="question")
    first = Concern.objects.earliest("raised_at")
    services.answer_concern(
        uuid=first.uuid, answer="Yes.", by_id=families.cast.dana.pk, at=NOW
    )

    with django_assert_num_queries(1):
        weeks = queries.weeks_of_concerns(families.cast.hub.pk, on=TODAY, n_weeks=3)

    assert [(w.monday, w.n_raised, w.n_waiting) for w in weeks] == [
        (date(2026, 9, 28), 0, 0),
        (date(2026, 10, 5), 1, 0),
        (date(2026, 10, 12), 1, 1),
    ]
