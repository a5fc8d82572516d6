"""A student's map: a few grades around their work, by strand, with the evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.apps.mastery import queries, services
from seedbed.apps.mastery.mapping import grades_around

AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)


@pytest.mark.django_db
def test_a_map_has_each_skill_with_its_word_and_evidence(cast, skills, answer) -> None:
    answer(cast.ana, "ratios", [1] * 12)
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)

    found = queries.map_of_student(cast.ana.pk)

    assert found.as_of == AS_OF
    assert found.grades == (6, 7)
    by_code = {skill.code: skill for skill in found.skills}
    assert by_code["ratios"].state in ("shown", "secure")
    assert by_code["ratios"].n_attempts == 12
    assert by_code["ratios"].last_on == date(2026, 10, 2)
    assert by_code["percent"].n_attempts == 0
    assert by_code["percent"].last_on is None
    assert "calculus" not in by_code
    assert {skill.state for skill in found.window} <= {"now", "ready", "look_again"}
    assert "rates" in {skill.code for skill in found.window}


@pytest.mark.django_db
def test_without_a_snapshot_the_map_is_empty(cast, skills) -> None:
    found = queries.map_of_student(cast.ana.pk)

    assert (found.as_of, found.grades, found.skills) == (None, (), ())


@pytest.mark.django_db
def test_a_map_takes_six_queries(cast, skills, answer, django_assert_max_num_queries):
    answer(cast.ana, "ratios", [1] * 3)
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)

    with django_assert_max_num_queries(6):
        queries.map_of_student(cast.ana.pk)


@pytest.mark.parametrize(
    ("grades", "words", "shown"),
    [
        ([4, 5, 6, 7, 8], ["shown", "shown", "now", "ready", "later"], (4, 5, 6, 7)),
        ([4, 5, 6, 7, 8], ["shown", "later", "later", "later", "later"], (4, 5, 6, 7)),
        ([4, 5, 6, 7, 8], ["shown", "shown", "shown", "shown", "now"], (5, 6, 7, 8)),
        ([6, 7], ["later", "later"], ()),
        ([6], ["ready"], (6,)),
    ],
)
def test_the_grades_shown_lie_around_where_the_student_works(
    grades, words, shown
) -> None:
    assert grades_around(grades, words) == shown
