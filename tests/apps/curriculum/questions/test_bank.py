"""Exit slips: different questions, the same for the same seed, every answer right."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from gzip import decompress
from importlib.resources import files
from random import Random

import pytest

from seedbed.apps.curriculum.questions import Question, covered_codes, questions_for
from seedbed.apps.curriculum.questions.bank import _question
from seedbed.apps.curriculum.questions.registry import TEMPLATES

from .arithmetic import solves, value_of

CODES = sorted(covered_codes())
N_SEEDS = 200
#: A single thing named in the plural; verbs after a number are no nouns.
_ONE_OF_MANY = re.compile(
    r"(?<![\d.,/:+\u2212\u00f7\u00d7-])\b1 "
    r"(?!is |says?|does |goes |stands |lies )[a-z]+s\b(?! the)"
)
_NOT_NOUNS = ("number 1 as",)


@pytest.fixture(scope="module")
def slips() -> dict[str, list[Question]]:
    """Return a question from each of 200 seeds of every template, by its first code."""
    made: dict[str, list[Question]] = {}
    seen = set()
    for code, templates in TEMPLATES.items():
        for template in templates:
            if template in seen:
                continue
            seen.add(template)
            for seed in range(N_SEEDS):
                rng = Random(f"{template.__name__}:{seed}")
                question = _question(code, template(rng), rng)
                made.setdefault(code, []).append(question)
    return made


def test_over_a_hundred_and_twenty_skills_are_covered():
    assert len(CODES) >= 120


def test_every_code_is_a_taught_skill_of_the_default_framework():
    library = files("seedbed.apps.curriculum") / "library"
    packed = (library / "ccss_math_coherence.case1p1.json.gz").read_bytes()
    package = json.loads(decompress(packed))
    parents = {
        each["destinationNodeURI"]["identifier"] for each in package["CFAssociations"]
        if each["associationType"] == "isChildOf"
    }  # fmt: skip
    taught = {
        each["humanCodingScheme"] for each in package["CFItems"]
        if each["identifier"] not in parents
    }  # fmt: skip

    assert sorted(set(CODES) - taught) == []


@pytest.mark.parametrize("code", CODES)
def test_a_slip_has_five_different_questions_and_repeats(code):
    for seed in range(20):
        slip = questions_for(code, n=5, seed=seed)

        assert len({question.stem for question in slip}) == 5
        assert slip == questions_for(code, n=5, seed=seed)


def test_another_seed_gives_another_slip():
    assert questions_for("6.RP.A.2", n=5, seed=1) != questions_for(
        "6.RP.A.2", n=5, seed=2
    )


def test_choices_hold_the_answer_once_among_different_wrong_ones(slips):
    for code, questions in slips.items():
        for question in questions:
            assert question.stem.strip(), code
            assert question.answer.strip(), code
            assert question.choices.count(question.answer) == 1, question
            assert len(set(question.choices)) == len(question.choices), question
            assert 1 <= len(question.distractors) <= 3, question


def test_no_wrong_choice_has_the_value_of_the_answer(slips):
    equal = []
    for questions in slips.values():
        for question in questions:
            right = value_of(question.answer)
            # A question on the form of a number has one right form.
            if right is None or "denominator" in question.stem:
                continue
            if any(value_of(choice) == right for choice in question.distractors):
                equal.append(question)

    assert equal == []


def test_work_out_questions_have_the_answer_that_arithmetic_gives(slips):
    checked = 0
    for questions in slips.values():
        for question in questions:
            _, found, expression = question.stem.partition("Work out: ")
            if found:
                checked += 1
                assert value_of(expression) == value_of(question.answer), question

    assert checked >= 4_000


def test_answers_in_a_wanted_denominator_have_the_value_of_the_sum(slips):
    for code in ("4.NF.B.3.a", "4.NF.B.4.b", "4.NF.C.5"):
        for question in slips[code]:
            expression = question.stem.rpartition(": ")[2]
            assert value_of(expression) == value_of(question.answer), question


def test_equations_are_true_for_the_answer_and_no_wrong_choice(slips):
    checked = 0
    for questions in slips.values():
        for question in questions:
            _, found, equation = question.stem.partition("Solve for x: ")
            if found and "\u221a" not in equation:
                checked += 1
                assert solves(equation, question.answer), question
                for choice in question.distractors:
                    assert not solves(equation, choice), question

    assert checked >= 800


@pytest.mark.parametrize("code", ["7.EE.A.1", "A-APR.A.1"])
def test_rewritten_expressions_have_the_same_value_everywhere(slips, code):
    for question in slips[code]:
        _, found, expression = question.stem.partition(": ")
        if not found:
            continue
        for x in (-3, 0, 2, 7):
            put = {"x": Fraction(x)}
            right = value_of(question.answer, put)
            assert value_of(expression, put) == right, question
        for choice in question.distractors:
            same = [
                value_of(choice, {"x": Fraction(x)})
                == value_of(expression, {"x": Fraction(x)})
                for x in (-3, 0, 2, 7)
            ]
            assert not all(same), question


def test_percents_and_wholes_agree(slips):
    for question in slips["6.RP.A.3.c"]:
        numbers = [int(found) for found in re.findall(r"\d+", question.stem)]
        answer = int(question.answer)
        if question.stem.startswith("What is"):
            percent, whole = numbers
            assert answer * 100 == percent * whole, question
        else:
            part, percent = numbers
            assert answer * percent == part * 100, question


def test_means_and_medians_agree_with_the_data(slips):
    for question in slips["6.SP.B.5.c"]:
        data = [int(found) for found in re.findall(r"\b\d+\b", question.stem)]
        answer = int(question.answer)
        if "mean?" in question.stem:
            assert answer * len(data) == sum(data), question
        elif "median" in question.stem:
            assert answer == sorted(data)[len(data) // 2], question
        else:
            mean = Fraction(sum(data), len(data))
            spread = sum(abs(number - mean) for number in data)
            assert answer == spread / len(data), question


def test_distances_obey_pythagoras(slips):
    for question in slips["8.G.B.8"]:
        found = re.findall(r"\u2212?\d+", question.stem)
        x1, y1, x2, y2 = (int(each.replace("\u2212", "-")) for each in found)
        square = (x2 - x1) ** 2 + (y2 - y1) ** 2
        assert int(question.answer) ** 2 == square, question


def test_systems_are_solved_by_their_answer(slips):
    for question in slips["8.EE.C.8.b"]:
        x, y = (value_of(part) for part in question.answer.strip("()").split(","))
        assert x is not None
        assert y is not None
        put = {"x": x, "y": y}
        for equation in question.stem.removeprefix("Solve: ").split(" and "):
            left, right = equation.split(" = ")
            assert value_of(left, put) == value_of(right, put), question


def test_no_question_speaks_of_one_things(slips):
    spoken = {
        text
        for questions in slips.values()
        for question in questions
        for text in (question.stem, *question.choices)
        if _ONE_OF_MANY.search(text) and not any(odd in text for odd in _NOT_NOUNS)
    }

    assert sorted(spoken) == []


def test_a_code_without_templates_has_no_questions():
    assert questions_for("K.CC.A.1", n=5, seed=0) == ()


def test_a_group_of_skills_draws_on_them_all():
    stems = " ".join(q.stem for q in questions_for("6.RP.A.3", n=12, seed=3))

    assert "%" in stems
    assert "constant speed" in stems


def test_a_sub_skill_may_be_written_without_its_last_dot():
    dotless = questions_for("6.RP.A.3b", n=3, seed=5)

    assert [question.code for question in dotless] == ["6.RP.A.3b"] * 3
