"""The starter library gives every skill of grades 3-9 a lesson in each modality."""

from __future__ import annotations

from collections import Counter

import pytest

from seedbed.apps.curriculum import queries, services
from seedbed.apps.curriculum.models import Lesson, Skill
from seedbed.lib.modalities import LESSON_MODALITIES


@pytest.fixture
def library(cast) -> int:
    """Return the default framework with the starter lessons of grade 6."""
    report = services.install_default_framework()
    services.install_starter_library(framework_id=report.framework_id, grades=(6, 6))
    return report.framework_id


def test_every_skill_of_grades_3_to_9_has_two_lessons_in_each_modality(cast):
    report = services.install_default_framework()
    services.install_starter_library(framework_id=report.framework_id)

    skills = Skill.objects.filter(is_taught=True, grade_low__range=(3, 9))
    found = Counter((row.skill_id, row.modality) for row in queries.lesson_rows())

    assert len(found) == skills.count() * len(LESSON_MODALITIES)
    assert set(found.values()) == {2}


def test_installing_it_again_adds_nothing_and_keeps_edits(library):
    lesson = Lesson.objects.order_by("id")[0]
    Lesson.objects.filter(pk=lesson.pk).update(title="Ours now")

    again = services.install_starter_library(framework_id=library, grades=(6, 6))

    assert again == 0
    lesson.refresh_from_db()
    assert lesson.title == "Ours now"


def test_titles_are_natural_and_differ_within_a_skill(library):
    titles = list(
        Lesson.objects.filter(skill__code="6.RP.A.2").values_list("title", flat=True)
    )

    assert len(set(titles)) == len(titles) == 12
    assert "Meet unit rates" in titles
    learn = Lesson.objects.get(code="SB-6.NS.A.1-live-1")
    assert learn.title == "Learn to divide fractions by fractions"
    what = Lesson.objects.get(code="SB-6.EE.B.5-live-1")
    assert what.title == "Find out what solving an equation means"


def test_a_body_is_a_plan_with_an_exit_slip(library):
    body = Lesson.objects.get(code="SB-6.RP.A.2-live-1").body

    for part in ("Skill: 6.RP.A.2", "Opening (", "Work (", "Check (", "Exit slip"):
        assert part in body
    minutes = [
        int(part.split(" minutes")[0]) for part in body.split("(") if "minutes)" in part
    ]
    assert sum(minutes) == 35


def test_extra_time_still_fits_a_block_where_a_group_does_not_need_more(library):
    short = {
        row.modality for row in queries.lesson_rows() if row.minutes * 3 // 2 <= 40
    }

    assert len(short) == 4


def test_two_frameworks_may_use_one_code(library):
    other = services.make_framework(
        identifier="ours", title="Ours", skills=[("6.RP.A.2", "Rates", 6, 6)]
    )
    framework_id = Skill.objects.get(pk=other["6.RP.A.2"]).framework_id

    added = services.install_starter_library(framework_id=framework_id)

    assert added == 12
    assert services.install_starter_library(framework_id=framework_id) == 0


def test_grades_outside_the_wanted_ones_get_none(library):
    grades = Lesson.objects.values_list("skill__grade_low", flat=True).distinct()

    assert list(grades) == [6]
