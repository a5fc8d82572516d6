"""A room's board: first names and a word, at the block of the moment."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts.models import Person
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.curriculum.services import ensure_items
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.evidence.services import add_attempts
from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.models import ExitSlip
from seedbed.apps.mentoring.services import Asked
from seedbed.apps.rosters.models import Student

from .conftest import NINE_TEN, TUESDAY

UTC = ZoneInfo("UTC")


def board(studio, at=NINE_TEN, **more):
    return queries.board_of_room(
        account_card(studio.cho.pk), studio.room.pk, at=at, zone=UTC, **more
    )


def states(studio, at=NINE_TEN):
    return {seat.first_name: seat.state for seat in board(studio, at).seats}


def answer(studio, student, at):
    (item_id,) = ensure_items(keys=[("q1", (studio.skill.pk,))]).values()
    add_attempts(
        columns=AttemptColumns(
            student_id=np.array([student.pk]),
            item_id=np.array([item_id]),
            is_correct=np.array([False]),
            occurred_at=np.array([at.timestamp()]),
            ordinal=np.array([0]),
            event_id=[f"{student.pk}-{at}"],
        ),
        source="tool",
        at=at,
        file_name="request",
    )


def test_everyone_begins_getting_ready(studio):
    card = board(studio)

    assert (card.room, card.starts, card.ends, card.is_now) == (
        "Studio",
        540,
        580,
        True,
    )
    assert states(studio) == {"Ana": "waiting", "Ben": "waiting"}
    assert card.titles == ("Ratios with tables",)


def test_an_answer_of_this_block_means_working(studio):
    answer(studio, studio.cast.ben, NINE_TEN - timedelta(hours=1))
    answer(studio, studio.cast.ana, NINE_TEN)

    card = board(studio, NINE_TEN + timedelta(minutes=1))

    assert states(studio) == {"Ana": "working", "Ben": "waiting"}
    assert card.n_answers == 1
    assert abs(card.last_answer_at - NINE_TEN) < timedelta(milliseconds=1)


def test_a_call_for_help_comes_before_all_else(studio):
    answer(studio, studio.cast.ana, NINE_TEN)
    studio.asks_for_help(studio.cast.ana)

    assert states(studio)["Ana"] == "asked"
    assert board(studio).n("asked") == 1


def test_a_slip_handed_in_means_done(studio):
    services.open_slip(
        session_id=studio.session.pk,
        by_id=studio.cho.pk,
        at=NINE_TEN,
        questions=[Asked(stem="2 + 2?", answer="4")],
    )
    services.hand_in(
        student_id=studio.cast.ben.pk,
        slip_uuid=ExitSlip.objects.get().uuid,
        given=["5"],
        on=TUESDAY,
        at=NINE_TEN,
    )

    assert states(studio) == {"Ana": "waiting", "Ben": "done"}


def test_who_is_away_is_left_out(studio):
    services.mark_attendance(
        session_id=studio.session.pk,
        by_id=studio.cho.pk,
        at=NINE_TEN,
        marks={studio.cast.ana.pk: "away"},
    )

    assert states(studio) == {"Ben": "waiting"}


def test_the_next_block_is_shown_before_it_starts_and_the_last_one_after(studio):
    studio.seat(studio.cy, block=studio.later, title="Ratios again")

    assert board(studio, NINE_TEN - timedelta(hours=2)).starts == 540
    assert not board(studio, NINE_TEN - timedelta(hours=2)).is_now
    assert board(studio, NINE_TEN + timedelta(minutes=35)).starts == 600
    assert board(studio, NINE_TEN + timedelta(hours=6)).starts == 600
    assert [s.first_name for s in board(studio, starts=600).seats] == ["Cy"]


def test_a_name_is_a_first_name_and_twins_get_a_number(studio):
    person = Person.objects.create(given_name="Ana", family_name="Zuniga")
    other = Student.objects.create(person=person, unit=studio.cast.hub, grade=6)
    studio.seat(other)

    assert [s.first_name for s in board(studio).seats] == ["Ana 1", "Ana 2", "Ben"]


def test_a_board_knows_no_mastery_and_no_score(studio):
    assert set(vars(board(studio).seats[0])) == {
        "student_id",
        "first_name",
        "state",
        "signal_id",
    }


def test_a_day_without_seats_is_an_empty_board(studio):
    card = board(studio, NINE_TEN + timedelta(days=1))

    assert card.seats == ()
    assert card.starts is None


def test_only_adults_of_the_unit_watch(studio):
    for account, is_allowed in (
        (studio.diaz, True),
        (studio.cast.dana, True),
        (studio.cast.rosa, False),
        (studio.ana, False),
    ):
        card = queries.board_of_room(
            account_card(account.pk), studio.room.pk, at=NINE_TEN, zone=UTC
        )
        assert (card is not None) == is_allowed


def test_a_board_takes_six_queries(studio, django_assert_num_queries):
    cho = account_card(studio.cho.pk)

    with django_assert_num_queries(6):
        queries.board_of_room(cho, studio.room.pk, at=NINE_TEN, zone=UTC)


def test_rooms_in_use_are_named_with_their_students(studio, django_assert_num_queries):
    cho = account_card(studio.cho.pk)

    with django_assert_num_queries(1):
        rooms = queries.rooms_in_use(cho, on=TUESDAY)

    assert [(room.room, room.n_students) for room in rooms] == [("Studio", 2)]
