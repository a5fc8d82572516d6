"""The four sentences follow the stated rules, in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from seedbed.apps.families.standing import standing_of
from seedbed.apps.mastery.cards import GradeSteps, SubjectLearning, WeekOfSteps

TODAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 20)
DUE = date(2027, 6, 30)


def steps(low, *, high=None, n=20, shown=0, begun=0):
    return GradeSteps(
        grade_low=low,
        grade_high=high or low,
        n_steps=n,
        n_shown=shown,
        n_look_again=0,
        n_begun=begun,
        n_answers_lately=0,
    )


GRADES = (steps(6),)


def learning(*gains, grades=GRADES, n_answers=300, last_on=FRIDAY):
    """Return a learning with so many newly shown steps in each of the last weeks."""
    weeks = tuple(
        WeekOfSteps(
            ends_on=FRIDAY - timedelta(weeks=len(gains) - 1 - n),
            n_answers=30,
            n_answers_before=120 + 30 * n,
            n_newly_shown=gain,
        )
        for n, gain in enumerate(gains)
    )
    return SubjectLearning(
        subject="Mathematics",
        n_answers=n_answers,
        last_on=last_on,
        grades=tuple(grades),
        weeks=weeks,
        lately=(),
    )


def standing(found, *, grade=6, on=TODAY):
    return standing_of(found, grade=grade, on=on, due_on=DUE)


def test_a_grade_that_is_shown_is_reached_however_few_the_answers():
    card = standing(learning(grades=[steps(6, shown=18)], n_answers=12))

    assert (card.answer, card.because, card.n_left) == ("yes", "reached", 0)


def test_seventeen_of_twenty_steps_are_not_nearly_all():
    assert standing(learning(grades=[steps(6, shown=17)])).n_left == 1


def test_fewer_than_twenty_answers_say_nothing():
    card = standing(learning(4, 4, 4, 4, n_answers=19))

    assert (card.answer, card.because) == ("unknown", "few-answers")


def test_three_weeks_are_no_pace():
    card = standing(learning(4, 4, 4))

    assert (card.answer, card.because) == ("unknown", "few-weeks")


def test_a_steady_pace_that_is_fast_enough_is_a_yes_with_its_range():
    card = standing(learning(2, 2, 2, 2))

    assert (card.answer, card.because, card.n_left) == ("yes", "in-time", 18)
    assert card.from_on == card.to_on == FRIDAY + timedelta(weeks=9)


def test_a_range_across_the_end_of_the_year_is_almost():
    card = standing(learning(0, 1, 1, 1))

    assert (card.answer, card.because) == ("almost", "part-in-time")
    assert card.from_on is not None
    assert card.to_on is not None
    assert card.from_on <= DUE < card.to_on


def test_a_range_beyond_the_year_is_not_yet():
    card = standing(learning(1, 0, 0, 0, 0, 0, 1, 0, grades=[steps(6, n=60)]))

    assert (card.answer, card.because) == ("not_yet", "too-late")


def test_no_step_in_any_week_is_not_yet_and_no_riddle():
    assert standing(learning(0, 0, 0, 0)).answer == "not_yet"


def test_uneven_weeks_give_no_date():
    card = standing(learning(0, 9, 0, 0))

    assert (card.answer, card.because) == ("unknown", "uneven")
    assert card.to_on is None


def test_old_evidence_is_not_dressed_up_as_new():
    old = TODAY - timedelta(days=22)
    found = learning(2, 2, 2, 2, last_on=old)

    card = standing(found)
    fresh = standing(replace(found, last_on=TODAY - timedelta(days=21)))

    assert (card.answer, card.because) == ("unknown", "no-recent")
    assert (card.sure_answer, card.sure_on) == ("yes", old)
    assert fresh.answer == "yes"


def test_old_evidence_that_was_never_sure_names_no_answer():
    card = standing(learning(2, 2, last_on=TODAY - timedelta(days=60)))

    assert (card.because, card.sure_answer) == ("no-recent", "")


def test_steps_begun_in_earlier_grades_are_left_to_do():
    card = standing(learning(2, 2, 2, 2, grades=[steps(5, begun=7), steps(6)]))

    assert card.n_left == 18 + 7


def test_steps_begun_in_later_grades_are_not_in_the_way():
    card = standing(learning(2, 2, 2, 2, grades=[steps(6), steps(7, begun=7)]))

    assert card.n_left == 18


@pytest.mark.parametrize(("grade", "n_left"), [(9, 36), (10, 72), (12, 144)])
def test_of_steps_that_grades_share_each_grade_counts_its_part(grade, n_left):
    shared = [steps(9, high=12, n=160)]

    assert standing(learning(4, 4, 4, 4, grades=shared), grade=grade).n_left == n_left


def test_a_grade_without_steps_is_not_compared():
    card = standing(learning(2, 2, 2, 2), grade=13)

    assert (card.answer, card.because) == ("unknown", "no-grade")


def test_weeks_in_which_the_model_learnt_the_student_are_no_pace():
    found = learning(9, 9, 9, 9)
    settling = tuple(replace(w, n_answers_before=99) for w in found.weeks)

    assert standing(replace(found, weeks=settling)).because == "few-weeks"


def test_a_week_without_answers_does_not_slow_the_pace():
    found = learning(2, 2, 2, 2)
    away = replace(found.weeks[0], n_answers=0, n_newly_shown=0)

    card = standing(replace(found, weeks=(*found.weeks, away)))

    assert card.to_on == FRIDAY + timedelta(weeks=9)
