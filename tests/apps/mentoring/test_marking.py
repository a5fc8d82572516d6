"""What counts as the same answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.apps.curriculum.questions import covered_codes, questions_for
from seedbed.apps.mentoring.marking import is_right


@pytest.mark.parametrize(
    ("given_", "answer"),
    [
        ("3/6", "1/2"),
        (".5", "1/2"),
        ("1,344", "1344"),
        ("1344", "1,344"),
        ("-4", "\u22124"),
        ("1 1/2", "3/2"),
        ("-1 1/2", "-3/2"),
        ("(2,1)", "(2, 1)"),
        ("IT RISES", "It rises."),
        (" x + 3 ", "x+3"),
    ],
)
def test_the_same_in_other_clothes_is_right(given_, answer):
    assert is_right(given_, answer)


@pytest.mark.parametrize(
    ("given_", "answer"),
    [
        ("", "0"),
        (".", "0"),
        ("1/0", "1"),
        ("1 1/0", "1"),
        ("2\u00b3", "8"),
        ("23", "2\u00b3"),
        ("half", "1/2"),
        ("(1, 2)", "(2, 1)"),
        ("1,34", "134"),
    ],
)
def test_something_else_is_not_right(given_, answer):
    assert not is_right(given_, answer)


@given(st.sampled_from(sorted(covered_codes())), st.integers(0, 50))
def test_of_every_question_in_the_bank_its_own_answer_is_right(code, seed):
    for question in questions_for(code, n=5, seed=seed):
        assert is_right(question.answer, question.answer)


@given(st.integers(-999, 999), st.integers(1, 60), st.integers(1, 9))
def test_a_fraction_is_right_however_far_it_is_reduced(above, below, by):
    assert is_right(f"{above * by}/{below * by}", f"{above}/{below}")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_can_be_judged(given_, answer):
    assert is_right(given_, answer) in (True, False)
