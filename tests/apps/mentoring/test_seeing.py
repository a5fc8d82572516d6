"""Whom to see: each rule alone, what clears it, and the order of the rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.apps.mentoring import seeing
from seedbed.apps.mentoring.cards import Event, Known, Learning
from seedbed.apps.mentoring.seeing import whom_to_see

TODAY = date(2026, 10, 20)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def event(source: str, kind: str, n_days: int, **more: object) -> Event:
    on = days_ago(n_days)
    facts = {"id": 1, "student_id": 1, "on": on, "at": at(on)} | more
    return Event(source=source, kind=kind, **facts)  # type: ignore[arg-type]


def talk(n_days: int, **more: object) -> Event:
    return event("check_in", "student", n_days, text="Read aloud", **more)


def ana(*events: Event, learning: Learning | None = None, mine: bool = True) -> Known:
    return Known(
        student_id=1,
        name="Ana Alvarez",
        first_name="Ana",
        is_mine=mine,
        events=events,
        learning=learning or Learning(),
    )


def keys(*students: Known) -> list[str]:
    return [row.key for row in whom_to_see(students, on=TODAY)[0]]


def test_a_call_for_help_is_a_row_until_somebody_goes():
    call = event("signal", "stuck", 0, id=7, text="Ratios")

    rows, _rest = whom_to_see([ana(call, talk(1))], on=TODAY)

    assert rows[0].key == seeing.ASKED
    assert rows[0].signal_id == 7
    assert rows[0].data == {"title": "Ratios", "at": call.at, "is_today": True}
    assert keys(ana(replace(call, closed_at=at(TODAY)), talk(1))) == []


def test_a_teacher_sees_calls_of_students_who_are_not_in_the_caseload():
    call = event("signal", "stuck", 0)

    assert keys(ana(call, mine=False)) == [seeing.ASKED]
    assert keys(ana(mine=False)) == []


def test_what_was_agreed_comes_back_on_its_day_and_leaves_with_the_next_talk():
    due = talk(5, next_on=TODAY)

    assert keys(ana(due)) == [seeing.AGREED]
    assert keys(ana(talk(5, next_on=TODAY + timedelta(days=1)))) == []
    assert keys(ana(due, talk(0))) == []


def test_a_day_away_is_a_row_until_a_talk():
    away = event("mark", "away", 1)

    assert keys(ana(away, talk(3))) == [seeing.AWAY]
    assert keys(ana(away, talk(1))) == []
    assert keys(ana(away, replace(away, kind="here"), talk(3))) == []


def test_who_is_away_today_cannot_be_seen():
    call = event("signal", "stuck", 0)
    away = event("mark", "away", 0)
    back = replace(away, kind="late", at=at(TODAY, 11))

    assert keys(ana(call, away)) == []
    assert keys(ana(call, away, back)) == [seeing.ASKED]


@pytest.mark.parametrize("kind", ["too_hard", "too_easy"])
def test_the_same_word_twice_in_a_week_is_a_row(kind):
    once, again = event("signal", kind, 3), event("signal", kind, 1)

    assert keys(ana(once, again, talk(4))) == [seeing.SAID]
    assert keys(ana(once, talk(4))) == []
    assert keys(ana(once, again, talk(2))) == []
    assert keys(ana(event("signal", kind, 9), again, talk(10))) == []


def test_a_skill_to_look_at_again_waits_a_week_after_a_talk():
    learning = Learning(again=(("Unit rates", days_ago(20)), ("Ratios", None)))

    rows, _rest = whom_to_see([ana(talk(8), learning=learning)], on=TODAY)

    assert rows[0].key == seeing.AGAIN
    assert rows[0].data == {"title": "Unit rates", "n_more": 1}
    assert keys(ana(talk(7), learning=learning)) == []


def test_three_school_days_without_an_answer_are_a_row():
    # Tuesday: the third school day before is Thursday.
    assert seeing.school_days_before(TODAY, 3) == date(2026, 10, 15)
    quiet = Learning(last_on=date(2026, 10, 14))

    assert keys(ana(talk(7), learning=quiet)) == [seeing.QUIET]
    assert keys(ana(talk(2), learning=quiet)) == []
    assert keys(ana(talk(7), learning=Learning(last_on=date(2026, 10, 15)))) == []


def test_good_news_counts_only_what_is_new():
    learning = Learning(
        last_on=days_ago(1),
        shown=(("Ratios", days_ago(1)), ("Rates", days_ago(2)), ("Old", days_ago(9))),
    )

    rows, _rest = whom_to_see([ana(talk(6), learning=learning)], on=TODAY)

    assert rows[0].key == seeing.SHOWN
    assert rows[0].data == {"title": "Ratios", "n_more": 1}
    assert keys(ana(talk(0), learning=learning)) == []


def test_ten_school_days_without_a_talk_are_a_row():
    assert keys(ana()) == [seeing.LEAST]
    assert keys(ana(talk(15))) == [seeing.LEAST]
    assert keys(ana(talk(14))) == []


def crowd(n: int, *events: Event) -> list[Known]:
    return [
        replace(ana(*events), student_id=i, name=f"Student {i:02d}")
        for i in range(2, 2 + n)
    ]


def test_there_are_at_most_five_rows_and_the_rest_stands_by_last_talk():
    students = [*crowd(6), replace(ana(talk(3)), student_id=50, name="Zoe")]

    rows, rest = whom_to_see(students, on=TODAY)

    assert len(rows) == 5
    assert [talk.name for talk in rest] == ["Student 07", "Zoe"]
    assert rest[1].talked_on == days_ago(3)


def test_the_fifth_place_is_kept_for_good_news():
    news = ana(talk(6), learning=Learning(shown=(("Ratios", days_ago(1)),)))
    calls = crowd(5, event("signal", "stuck", 0))
    talks_due = crowd(6, talk(5, next_on=TODAY))

    assert keys(*talks_due, news)[-1] == seeing.SHOWN
    assert seeing.SHOWN not in keys(*calls, news)


def test_within_a_rule_the_longest_wait_comes_first():
    early = replace(
        ana(event("signal", "stuck", 2)), student_id=9, name="Zoe", first_name="Zoe"
    )
    late = ana(event("signal", "stuck", 0))

    rows, _rest = whom_to_see([late, early], on=TODAY)

    assert [row.name for row in rows] == ["Zoe", "Ana Alvarez"]


_EVENTS = st.lists(
    st.builds(
        event,
        st.just("signal"),
        st.sampled_from(["stuck", "too_hard", "too_easy", "just_right"]),
        st.integers(0, 20),
    )
    | st.builds(
        event, st.just("mark"), st.sampled_from(["here", "away"]), st.integers(0, 20)
    )
    | st.builds(talk, st.integers(0, 20)),
    max_size=6,
)


@given(st.lists(_EVENTS, max_size=9))
def test_nobody_stands_in_two_rows_and_nobody_is_lost(histories):
    students = [
        replace(ana(*events), student_id=n, name=f"Student {n}")
        for n, events in enumerate(histories)
    ]

    rows, rest = whom_to_see(students, on=TODAY)

    assert len(rows) <= seeing.MOST_ROWS
    seen = [row.student_id for row in rows] + [talk.student_id for talk in rest]
    assert sorted(seen) == list(range(len(histories)))


@given(st.lists(_EVENTS, max_size=1))
def test_a_talk_today_clears_all_but_a_call_for_help(histories):
    events = [e for history in histories for e in history]

    assert set(keys(ana(*events, talk(0, at=at(TODAY, 12))))) <= {seeing.ASKED}
