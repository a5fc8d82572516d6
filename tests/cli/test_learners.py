"""`seedbed learner`: what is live, what was decided, and why an estimate is so."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.mastery import services as mastery
from seedbed.apps.mastery.models import LearnerModel

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 4, 20, tzinfo=UTC)
HERE = ("--system", "Riverside")


@pytest.fixture
def night(cast):
    """Estimate two students, one of whom answered twice."""
    ids = curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("ratios", "Ratios", 6, 6)]
    )
    items = curriculum.ensure_items(keys=[(f"q{i}", (ids["ratios"],)) for i in "12"])
    evidence.add_attempts(
        columns=AttemptColumns(
            student_id=np.full(2, cast.ana.pk),
            item_id=np.array(list(items.values())),
            is_correct=np.array([True, True]),
            occurred_at=AS_OF.timestamp() - np.array([7_200.0, 3_600.0]),
            ordinal=np.zeros(2, np.int64),
            event_id=["a", "b"],
        ),
        source="slips",
        at=AS_OF,
        file_name="slips",
    )
    mastery.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)


def test_before_the_first_night_nothing_is_live(cast, seedbed):
    result = seedbed("learner", "status", *HERE)

    assert result.exit_code == 0
    assert "No model is live yet." in result.stdout


def test_status_shows_the_live_model_and_what_is_next(night, seedbed):
    shown = seedbed("learner", "status", *HERE).stdout
    value = seedbed.json("learner", "status", *HERE)

    assert "Riverside Hub" in shown
    assert value["live"]["reason"] == "The first model, fitted to 2 answers."
    assert value["units"][0]["is_current"] is True
    assert value["next"]


def test_refit_says_what_it_decided(night, seedbed):
    mastery.refit_learner(at=AS_OF)

    kept = seedbed("learner", "refit", *HERE)
    value = seedbed.json("learner", "refit", "--force", *HERE)

    assert kept.exit_code == 0
    assert kept.stdout.startswith("no fit: ")
    assert value["outcome"] == "not-due"
    assert value["reason"].endswith(": too few to judge a new fit by.")


def test_others_are_listed_beside_the_live_model(night, seedbed):
    for number in (1, 2):
        LearnerModel.objects.filter(status="live").update(
            status="retired", reason=f"Retired by number {number}."
        )
        mastery.refit_learner(at=AS_OF)

    shown = seedbed("learner", "status", *HERE).stdout

    assert "Before and besides" in shown
    assert "read anew next night" in " ".join(shown.split())


def test_an_estimate_is_explained(night, seedbed):
    words = ("learner", "explain", "--student", "Ana Alvarez", "--skill", "ratios")

    shown = seedbed(*words, *HERE).stdout
    value = seedbed.json(*words, *HERE)["explanation"]

    assert "All of the last two answers were right; the latest was on October 4." in (
        shown
    )
    assert "q1" in shown
    assert value["n_attempts"] == 2
    parts = sum(p["logit"] for p in value["parts"] + value["answers"])
    assert parts == pytest.approx(value["logit"])


def test_a_skill_without_answers_has_parts_alone(night, seedbed):
    shown = seedbed(
        *("learner", "explain", "--student", "Ben Brook", "--skill", "ratios"), *HERE
    ).stdout

    assert "No answer on it yet" in shown
    assert "The answers that tell most" not in shown


@pytest.mark.parametrize(
    ("skill", "code"), [("nothing", "unknown-skill"), ("ratios", "no-estimate")]
)
def test_what_cannot_be_explained_is_refused(cast, seedbed, skill, code):
    curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("ratios", "Ratios", 6, 6)]
    )
    words = ("learner", "explain", "--student", "Ana Alvarez", "--skill", skill)

    result = seedbed(*words, *HERE)

    assert result.exit_code == 1
    assert seedbed.json(*words, *HERE)["error"] == code
