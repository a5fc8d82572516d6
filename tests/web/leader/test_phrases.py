"""Decisions, checks and limits in words, whatever data they carry."""

from __future__ import annotations

import pytest
from tests.web import cards

from seedbed.apps.scheduling.cards import Choice, Decision, DecisionRow, LimitBar
from seedbed.engines.scheduler.rules import RULES
from seedbed.web.leader import phrases, review


def decision(kind: str, **data: object) -> Decision:
    return Decision(
        id="d", severity="look", kind=kind, data=dict(data), rows=(), choices=()
    )


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (decision("fault", rule="seats", n=2), "A rule is broken for 2 students: no more students than seats"),
        (decision("absence", staff="Clara Cho", n_students=1), "Clara Cho is out, so 1 student loses a lesson"),
        (decision("far_from_grade", n_students=3), "3 students would work far from their enrolled grade"),
        (decision("far_from_grade", n_students=1, needs_approval=True), "1 student would gain most beyond one grade, with your approval"),
        (decision("screen_time", n_students=4, n_over=0, limit=120), "4 students are close to the 120-minute screen limit"),
        (decision("screen_time", n_students=4, n_over=1, limit=120), "1 student is over the 120-minute screen limit"),
        (decision("screen_time", n_students=4), "4 students have much screen time"),
        (decision("third_day", n_students=1), "1 student would work on the same skill a third day"),
        (decision("no_ready_skill", n_students=2), "2 students have no new step ready"),
        (decision("left_in_study", n_students=2), "2 students spend more than one block in supervised study"),
        (decision("from_a_later_release"), "from a later release"),
    ],
)  # fmt: skip
def test_a_decision_is_one_finding(card, expected):
    assert phrases.title(card) == expected


@pytest.mark.parametrize("rule", [*RULES, "absence"])
def test_every_rule_has_words(rule):
    if rule != "absence":
        assert phrases.rule_name(rule) != rule.replace("_", " ")
    assert "_" not in phrases.rule_name(rule)


@pytest.mark.parametrize("key", ["keep", "hold", "approve", "plan-again", "study"])
def test_every_choice_has_a_consequence(key):
    words = phrases.choice(Choice(value=key, key=key))

    assert words.name
    assert words.detail.endswith(".")


def test_a_substitute_is_named():
    named = Choice(value="x", key="use-substitute", data={"substitute": "Sam Bell"})

    assert phrases.choice(named).name == "Let Sam Bell teach"
    assert phrases.choice(Choice(value="x", key="use-substitute")).name == (
        "Let a substitute teach"
    )


@pytest.mark.parametrize(
    ("row", "kind", "expected"),
    [
        (DecisionRow(student_id=None, who="", detail="Ratios", data={"n_students": 9}), "absence", ("9 students", "Ratios")),
        (DecisionRow(student_id=1, who="Ana", detail="", data={"minutes": 115, "place": "home"}), "screen_time", ("Ana", "115 minutes, at home")),
        (DecisionRow(student_id=1, who="Ana", detail="", data={"grade": 6, "n_blocks": 1}), "left_in_study", ("Ana", "grade 6, 1 block")),
        (DecisionRow(student_id=1, who="Ana", detail="Slope", data={"grade": 6, "n_answers": 1}), "far_from_grade", ("Ana", "Slope, 1 answer")),
    ],
)  # fmt: skip
def test_a_row_says_whom_and_what(row, kind, expected):
    line = phrases.row_line(row, kind)

    assert (line.name, line.detail) == expected


def test_a_swap_that_changes_little_says_so():
    assert phrases.consequence(0.001) == "About as much learning as now."
    assert phrases.consequence(-0.2) == "Expected learning: 0.20 skills less."


def test_a_limit_that_is_passed_is_the_finding():
    card = cards.plan_review(limits=(LimitBar(key="devices", used=70, limit=64),))

    assert review.figures(card)["limits_title"] == "1 thing is over its limit"


def test_a_plan_without_live_lessons_or_groups_is_drawn():
    card = cards.plan_review(load=(), limits=(), fairness=())

    assert review.figures(card) == {}


def test_even_sharing_is_said():
    card = cards.plan_review()
    even = cards.plan_review(fairness=card.fairness[:2], live_median=57.0)

    title = review.figures(even)["fairness_title"]

    assert title == "Live teaching is shared evenly"


def test_one_group_alone_is_no_comparison():
    card = cards.plan_review()
    alone = cards.plan_review(fairness=card.fairness[:1])

    assert review.figures(alone)["fairness_title"] == "Live minutes of the day"


def test_checks_are_tallied():
    assert review.tally(cards.plan_review()) == {"ok": 7, "look": 2, "must": 1}
