"""What a school system has from its first day."""

from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum.models import Lesson, Skill
from seedbed.cli.imports import _system_for


def test_a_new_system_has_skills_and_lessons_once(db, capsys):
    system = _system_for("Oak")
    again = _system_for("oak")

    assert again == system
    assert capsys.readouterr().err.splitlines() == [
        "Made the school system Oak.",
        "Installed 440 skills and 5,280 lessons of the starter library.",
    ]
    with system_context(system.id):
        assert Skill.objects.filter(is_taught=True).count() == 440
        assert Lesson.objects.count() == 5_280
