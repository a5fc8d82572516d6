"""What tells who is meant is found before a text is shared."""

import pytest

from seedbed.engines import disclosure

SAMPLES = [
    ("Write to ana.lopez@example.org now.", "email", "ana.lopez@example.org"),
    ("See https://example.org/a?b=1 for more", "link", "https://example.org/a?b=1"),
    ("Call (555) 010-2233 today", "phone", "(555) 010-2233"),
    ("Call 555-010-2233.", "phone", "555-010-2233"),
    ("They live at 12 North Oak Street.", "address", "12 North Oak Street."),
    ("Mail goes to P.O. Box 99", "address", "P.O. Box 99"),
    ("It began on 2026-09-16 already", "date", "2026-09-16"),
    ("It began on 9/16/2026 already", "date", "9/16/2026"),
    ("It began September 16, 2026 already", "date", "September 16, 2026"),
    ("It began on 16 September already", "date", "16 September"),
    ("Student 00123456 was absent", "number", "00123456"),
    ("Record S-204881 shows it", "number", "S-204881"),
    ("At Riverside Hub School we tried", "place", "At Riverside Hub School"),
    ("then Ms. Cho left", "name", "Ms. Cho"),
    ("Superintendent Dana Whitfield said", "name", "Superintendent Dana Whitfield"),
]


@pytest.mark.parametrize(("text", "kind", "found"), SAMPLES)
def test_each_kind_is_found(text, kind, found):
    assert [(one.kind, one.text) for one in disclosure.identifiers(text)] == [
        (kind, found)
    ]


def test_names_of_a_roster_are_found_whatever_their_case():
    text = "ANA's tutor and José Ortiz; the banana was Ana Lopez's."

    found = disclosure.identifiers(text, names=["Ana", "Ana Lopez", "José Ortiz", " "])

    assert [one.text for one in found] == ["ANA", "José Ortiz", "Ana Lopez"]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_story_without_people_passes():
    story = (
        "We moved 490 students in one fall, 12 of 60 lessons were the same twice, and "
        "the pilot cost $521,000. Teachers learned of it late; next time, opt in first."
    )

    assert disclosure.identifiers(story) == ()
