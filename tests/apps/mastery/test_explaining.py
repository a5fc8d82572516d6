"""Each estimate says why: parts and past answers that add up, and one true sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from seedbed.apps.mastery import queries, services
from seedbed.apps.mastery.wording import LatestAnswers, sentence_of, words_of_part

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 4, 20, tzinfo=UTC)


def night(cast):
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)


def test_parts_and_answers_add_up_to_the_estimate(cast, skills, answer):
    answer(cast.ana, "statistics", [1, 0], at=AS_OF - timedelta(days=3))
    answer(cast.ana, "ratios", [1, 1, 0, 1, 1], at=AS_OF - timedelta(days=1))
    night(cast)

    found = queries.why_of(cast.ana.pk, skills["ratios"], n_answers=4)

    assert found is not None
    total = sum(p.logit for p in found.parts) + sum(a.logit for a in found.answers)
    assert total == pytest.approx(found.logit, abs=1e-9)
    assert (found.code, found.title, found.n_attempts) == ("ratios", "Ratios", 5)
    assert found.low <= found.mastery <= found.high
    weights = [abs(answer.logit) for answer in found.answers]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == 4


def test_the_estimate_is_that_of_the_snapshot(cast, skills, answer):
    answer(cast.ana, "ratios", [1, 1, 0, 1, 1], at=AS_OF - timedelta(days=1))
    night(cast)

    found = queries.why_of(cast.ana.pk, skills["ratios"])
    line = queries.snapshot_of_student(cast.ana.pk).rows[0]

    assert found is not None
    assert (found.mastery, found.low, found.high) == (line.mastery, line.low, line.high)


def test_a_right_answer_adds_and_a_wrong_one_takes(cast, skills, answer):
    answer(cast.ana, "ratios", [1, 0], at=AS_OF - timedelta(days=1))
    night(cast)

    found = queries.why_of(cast.ana.pk, skills["ratios"])

    assert found is not None
    told = {past.is_correct: past for past in found.answers}
    assert told[True].logit > 0 > told[False].logit
    assert (told[True].item, told[False].item) == ("ratios-0", "ratios-1")
    assert told[True].on == date(2026, 10, 3)
    assert all(past.is_on_skill for past in found.answers)


def test_the_sentence_is_about_the_latest_answers(cast, skills, answer):
    answer(cast.ana, "ratios", [0, 0, 0], at=AS_OF - timedelta(days=3))
    # 02:00 UTC on the 4th is still the evening of the 3rd in New York.
    answer(cast.ana, "ratios", [1, 1, 0, 1, 1], at=datetime(2026, 10, 4, 2, tzinfo=UTC))
    night(cast)

    found = queries.why_of(cast.ana.pk, skills["ratios"])

    assert found is not None
    assert found.sentence == (
        "Four of the last five answers were right; the latest was on October 3."
    )


def test_a_skill_without_answers_is_explained_too(cast, skills, answer):
    answer(cast.ana, "ratios", [1] * 4, at=AS_OF - timedelta(days=1))
    night(cast)

    found = queries.why_of(cast.ana.pk, skills["rates"])

    assert found is not None
    assert found.n_attempts == 0
    near = {part.words: part.logit for part in found.parts}
    assert near["what was shown on neighbouring skills"] > 0
    assert found.sentence == (
        "No answer on it yet: this is what to expect from the others."
    )


def test_what_came_after_the_night_is_not_in_it(cast, skills, answer):
    night(cast)
    answer(cast.ana, "ratios", [1], at=AS_OF - timedelta(hours=1))

    found = queries.why_of(cast.ana.pk, skills["ratios"])

    assert found is not None
    assert (found.n_attempts, found.answers) == (0, ())


def test_whom_no_night_has_estimated_nothing_explains(cast, skills):
    assert queries.why_of(cast.ana.pk, skills["ratios"]) is None
    cast.ben.is_active = False
    cast.ben.save()
    night(cast)

    assert queries.why_of(cast.ben.pk, skills["ratios"]) is None
    assert queries.why_of(cast.ana.pk, 10**9) is None


def test_an_explanation_costs_six_queries(
    cast, skills, answer, django_assert_num_queries
):
    answer(cast.ana, "ratios", [1, 0], at=AS_OF - timedelta(days=1))
    night(cast)
    queries.why_of(cast.ana.pk, skills["ratios"])  # what the night remembered is kept

    with django_assert_num_queries(6):
        queries.why_of(cast.ana.pk, skills["ratios"])


def test_hard_questions_are_those_that_many_missed(cast, skills, crowd, answer):
    crowd(n_each=60, difficulty=1.5)
    night(cast)
    keys = ("ratios", [1, 1, 1, 1, 1, 1])  # items 0 to 5, the last ones hardest
    answer(cast.ana, *keys, at=AS_OF - timedelta(hours=9))
    services.make_snapshot(
        unit_id=cast.hub.pk, as_of=AS_OF + timedelta(hours=1), at=AS_OF
    )

    found = queries.why_of(cast.ana.pk, skills["ratios"])

    assert found is not None
    assert found.sentence == (
        "All of the last five answers were right, two of them hard; the latest was on "
        "October 4."
    )


@pytest.mark.parametrize(
    ("latest", "sentence"),
    [
        ((1, 1, 0), "The one answer so far was right."),
        ((1, 1, 1), "The one answer so far was right, and it was hard."),
        ((1, 0, 0), "The one answer so far was not right yet."),
        ((3, 3, 1), "All of the last three answers were right, one of them hard."),
        ((4, 1, 1), "One of the last four answers was right, and it was hard."),
        ((5, 0, 0), "None of the last five answers was right."),
        ((5, 4, 2), "Four of the last five answers were right, two of them hard."),
    ],
)
def test_the_sentence_is_true_to_the_numbers(latest, sentence):
    n, n_right, n_hard = latest

    said = sentence_of(LatestAnswers(n=n, n_right=n_right, n_hard=n_hard))

    assert said == sentence


def test_a_part_without_words_keeps_its_name():
    assert words_of_part("a new part") == "a new part"
    assert words_of_part("grade") == "the grade the student is enrolled in"
