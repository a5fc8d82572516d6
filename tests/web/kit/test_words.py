"""Words for times, numbers and grades, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from seedbed.web.kit import words


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Wednesday, October 14"), ("es", "miércoles 14 de octubre")],
)
def test_a_date_is_said_in_the_language(language, expected):
    with translation.override(language):
        assert words.long_date(date(2026, 10, 14)) == expected


def test_a_moment_is_said_in_school_time():
    at = datetime(2026, 10, 14, 0, 4, tzinfo=UTC)

    with timezone.override("America/New_York"):
        assert words.moment(at) == "8:04 pm"
        with translation.override("es"):
            assert words.moment(at) == "8:04 p. m."


@pytest.mark.parametrize(
    ("level", "english", "spanish"),
    [
        (-1, "pre-kindergarten", "prekínder"),
        (0, "kindergarten", "kínder"),
        (6, "grade 6", "6.º grado"),
        (13, "ungraded", "sin grado"),
    ],
)
def test_a_grade_has_a_name(level, english, spanish):
    assert words.grade(level) == english
    with translation.override("es"):
        assert words.grade(level) == spanish


def test_the_switch_offers_the_other_language_in_its_own_words():
    assert words.other_language() == ("es", "Español")
    with translation.override("es"):
        assert words.other_language() == ("en", "English")


@pytest.mark.parametrize("time", ["once", "again"])
def test_a_spanish_page_leaves_no_test_after_it_in_spanish(time):
    assert translation.get_language() == "en", time

    translation.activate("es")
