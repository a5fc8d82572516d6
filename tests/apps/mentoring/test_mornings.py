"""A mentor's morning and a student's page, from stored rows."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind, Unit
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.wording import sentence_of, text_of
from seedbed.apps.rosters.models import Guardianship

from .conftest import NINE_TEN, TUESDAY, WEDNESDAY
from .test_boards import answer
from .test_check_ins import save

UTC = ZoneInfo("UTC")


def morning(account, on=TUESDAY):
    return queries.morning_of(account_card(account.pk), on=on, zone=UTC)


def test_a_call_for_help_reaches_the_mentor_and_the_teacher(studio):
    studio.asks_for_help(studio.cast.ana)

    for account in (studio.diaz, studio.cho):
        (row,) = [r for r in morning(account).rows if r.key == "asked"]
        with timezone.override("UTC"):
            said = sentence_of(row)
        assert said == "Asked for help at 9:10 am, in “Ratios with tables”."


def test_a_mentor_does_not_see_calls_of_others(studio):
    studio.asks_for_help(studio.cast.ben)

    assert [row.name for row in morning(studio.diaz).rows] == ["Ana Alvarez"]


def test_a_teacher_reads_the_sessions_of_the_day(studio):
    services.mark_attendance(
        session_id=studio.session.pk,
        by_id=studio.cho.pk,
        at=NINE_TEN,
        marks={studio.cast.ana.pk: "here"},
    )

    (session,) = morning(studio.cho).sessions

    assert (session.title, session.n_students, session.n_marked) == (
        "Ratios with tables",
        2,
        1,
    )
    assert morning(studio.diaz).sessions == ()


def test_what_was_agreed_comes_back_in_the_words_that_were_typed(studio):
    save(studio)

    (row,) = morning(studio.diaz, WEDNESDAY).rows

    assert sentence_of(row) == (
        "Agreed on Tuesday, October 20, to look at today: “Read aloud.”"
    )


def test_a_morning_takes_few_queries(studio, django_assert_max_num_queries):
    studio.asks_for_help(studio.cast.ana)
    diaz = account_card(studio.diaz.pk)

    with django_assert_max_num_queries(6):
        queries.morning_of(diaz, on=TUESDAY, zone=UTC)


def test_the_e_mail_has_the_rows_of_the_page(studio):
    studio.asks_for_help(studio.cast.ana)

    with timezone.override("UTC"):
        assert text_of(morning(studio.diaz)) == (
            "See today, Tuesday, October 20\n\n"
            "1. Ana Alvarez: Asked for help at 9:10 am, in “Ratios with tables”."
        )
    with translation.override("es"), timezone.override("UTC"):
        assert "1. Ana Alvarez: Pidió ayuda a las 9:10" in text_of(morning(studio.diaz))


def test_a_morning_without_rows_says_so(studio):
    assert text_of(morning(studio.cho)).endswith("\nNobody is waiting.")


def page(account, student, at=NINE_TEN):
    return queries.student_page(account_card(account.pk), student.pk, at=at, zone=UTC)


def test_a_students_page_begins_with_what_was_answered(studio):
    answer(studio, studio.cast.ana, NINE_TEN)
    answer(studio, studio.cast.ana, NINE_TEN - timedelta(days=20))

    (skill,) = page(studio.diaz, studio.cast.ana).evidence

    assert (skill.title, skill.n, skill.n_right) == ("Ratios", 1, 0)


def test_notes_stand_newest_first_whoever_made_them(studio):
    save(studio)
    services.say(
        student_id=studio.cast.ana.pk,
        kind="too_hard",
        on=TUESDAY,
        at=NINE_TEN + timedelta(minutes=5),
        block_ordinal=1,
    )
    services.mark_attendance(
        session_id=studio.session.pk,
        by_id=studio.cho.pk,
        at=NINE_TEN + timedelta(minutes=9),
        others="late",
    )

    events = page(studio.diaz, studio.cast.ana).events

    assert [(e.source, e.kind, e.by) for e in events] == [
        ("mark", "late", "Clara"),
        ("signal", "too_hard", ""),
        ("check_in", "student", "Mateo"),
    ]
    assert events[2].next_on == WEDNESDAY


def test_plan_mentor_and_family_are_there(studio):
    elena = Person.objects.create(
        given_name="Elena", family_name="Alvarez", language="es"
    )
    Guardianship.objects.create(guardian=elena, student=studio.cast.ana)

    card = page(studio.cho, studio.cast.ana)

    assert card.mentor == "Mateo Diaz"
    assert [(b.on, b.starts, b.adult) for b in card.plan] == [
        (TUESDAY, 540, "Clara Cho")
    ]
    assert [(f.name, f.language) for f in card.family] == [("Elena Alvarez", "es")]


@pytest.mark.parametrize(
    ("who", "student", "is_seen"),
    [
        ("mateo", "ana", True),
        ("mateo", "ben", False),
        ("clara", "ben", True),
        ("clara", "cy", False),
        ("dana", "cy", True),
        ("rosa", "ana", False),
        ("ben", "ana", False),
    ],
)
def test_whom_an_adult_may_see(studio, who, student, is_seen):
    students = {"ana": studio.cast.ana, "ben": studio.cast.ben, "cy": studio.cy}

    card = page(Account.objects.get(username=who), students[student])

    assert (card is not None) == is_seen


def test_a_lesson_long_ago_gives_no_right(studio):
    assert page(studio.cho, studio.cast.ben, NINE_TEN + timedelta(days=14)) is not None
    assert page(studio.cho, studio.cast.ben, NINE_TEN + timedelta(days=15)) is None


def test_a_leader_of_another_unit_sees_nobody_here(studio):
    other = Unit.objects.create(name="Other Hub", kind="hub")
    Role.objects.filter(kind=RoleKind.LEADER).update(unit=other)

    assert page(studio.cast.dana, studio.cast.ana) is None


def test_a_students_page_takes_six_queries(studio, django_assert_num_queries):
    diaz = account_card(studio.diaz.pk)

    with django_assert_num_queries(6):
        queries.student_page(diaz, studio.cast.ana.pk, at=NINE_TEN, zone=UTC)
