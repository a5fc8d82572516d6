"""Surveys are data: two are shipped whole, and a file that breaks the form is named."""

from __future__ import annotations

import pytest
from django.test import override_settings

from seedbed.apps.decisions import instruments
from seedbed.apps.decisions.errors import InstrumentFileError, UnknownInstrumentError

GOOD = """
code = "pace"
title = { en = "Pace" }
[[items]]
code = "pace"
title = { en = "Pace" }
question = { en = "How fast?" }
low = { en = "Slow" }
high = { en = "Fast" }
"""


def test_the_seven_decisions_are_whole_in_both_languages():
    found = instruments.questionnaire("seven-decisions")

    names = ("title", "question", "low", "high")
    sides = ("low_buys", "low_costs", "high_buys", "high_costs")
    texts = [found.title, found.source]
    texts += [getattr(q, name) for q in found.questions for name in (*names, *sides)]
    assert len(found.questions) == 7
    assert all(text.get("en") and text.get("es") for text in texts)


def test_the_published_field_is_as_it_was_published():
    found = instruments.questionnaire("seven-decisions")

    shares = {
        question.code: (question.reference.low_share, question.reference.high_share)
        for question in found.questions
        if question.reference
    }
    assert shares == {
        "speed": (0.68, 0.16),
        "fixed-adapt": (0.14, 0.67),
        "model-modules": (0.27, 0.51),
        "what-we-share": (0.53, 0.12),
    }


def test_hubs_and_virtual_schools_before_and_now_are_asked_by_yes_and_no():
    found = instruments.questionnaire("hubs-and-virtual")

    assert [question.n_points for question in found.questions] == [2, 2, 2, 2]


def test_a_deployment_adds_its_own_by_a_file(tmp_path):
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "pace.toml").write_text(GOOD, encoding="utf-8")

    with override_settings(HOME=tmp_path):
        found = instruments.questionnaire("pace")

    assert instruments.said(found.questions[0].high, "es") == "Fast"
    assert found.questions[0].n_points == 7


def test_an_unknown_survey_or_question_is_named():
    with pytest.raises(UnknownInstrumentError, match=r"'zodiac'.*seven-decisions"):
        instruments.questionnaire("zodiac")
    with pytest.raises(UnknownInstrumentError, match="'luck'"):
        instruments.questionnaire("seven-decisions").place("luck")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "pace"\ntitle', 'code = "place"\ntitle', "code is wrong"),
        ("[[items]]", "[[item]]", "items is wrong"),
        ('low = { en = "Slow" }', 'low = { es = "Lento" }', "low of pace is wrong"),
        ('low = { en = "Slow" }', 'low = "Slow"', "low of pace is wrong"),
        ("[[items]]\ncode", "[[items]]\nn_points = 1\ncode", "n_points must be 2 to 9"),
        ('[[items]]\ncode = "pace"', "[[items]]", "each must have a code"),
        ("[[items]]", "[[items", "the file is wrong"),
        (
            "[[items]]",
            "[[items]]\nreference = { low_share = 0.9, high_share = 0.2 }",
            "shares must be 0 to 1",
        ),
        ("[[items]]", "[[items]]\nreference = { low = 1 }", "low_share and high_share"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused_by_name(tmp_path, old, new, words):
    assert old in GOOD
    file = tmp_path / "pace.toml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(InstrumentFileError, match=words):
        instruments.read(file)


def test_two_questions_of_one_code_are_refused(tmp_path):
    file = tmp_path / "pace.toml"
    file.write_text(GOOD + GOOD[GOOD.index("[[items]]") :], encoding="utf-8")

    with pytest.raises(InstrumentFileError, match="two have the same code"):
        instruments.read(file)
