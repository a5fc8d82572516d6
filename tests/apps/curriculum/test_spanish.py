"""Every name of the shipped library has a Spanish one, and only those change."""

from __future__ import annotations

from seedbed.apps.curriculum import services
from seedbed.apps.curriculum.models import Lesson, Skill
from seedbed.apps.curriculum.spanish import SPANISH_WORDINGS, name_in
from seedbed.apps.curriculum.starter import WORDINGS
from seedbed.apps.curriculum.titles import MAX_TITLE, curated_titles, spanish_titles

#: Names that are the same in both languages.
SAME: set[str] = set()


def test_every_curated_title_has_a_spanish_one():
    assert spanish_titles().keys() == curated_titles().keys()


def test_no_spanish_title_is_longer_than_a_line_or_that_of_another_skill():
    spanish = list(spanish_titles().values())

    assert max(map(len, spanish)) <= MAX_TITLE
    assert len(set(spanish)) == len(spanish)


def test_every_wording_of_a_lesson_has_a_spanish_one():
    assert SPANISH_WORDINGS.keys() == set(WORDINGS)


def test_every_strand_skill_and_lesson_of_the_shipped_framework_is_said_in_spanish(
    cast,
):
    report = services.install_default_framework()
    services.install_starter_library(framework_id=report.framework_id, grades=(6, 8))
    taught = Skill.objects.filter(is_taught=True)
    names = {
        *taught.values_list("title", flat=True),
        *taught.values_list("strand", flat=True),
        *Lesson.objects.values_list("title", flat=True),
    }

    assert {name for name in names if name_in("es", name) == name} == SAME


def test_a_lesson_of_a_school_keeps_its_name():
    assert name_in("es", "Map our creek") == "Map our creek"
    assert name_in(None, "Unit rates") == "Unit rates"
