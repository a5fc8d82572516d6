"""What tells who is meant is found before a text is shared."""

from time import process_time

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
    ("His number is 123-45-6789", "number", "123-45-6789"),
    ("At Riverside Hub School we tried", "place", "Riverside Hub School"),
    ("It was Dana Whitfield who left", "name", "Dana Whitfield"),
    ("José D'Angelo-Ruiz left", "name", "José D'Angelo-Ruiz"),
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


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Ask Ms. Cho on Monday.", (), ["Ms. Cho"]),
        ("Yesterday Coach Ana Lopez came.", (), ["Coach Ana Lopez"]),
        ("Oak Hill School Ana stayed.", ["School Ana"], ["Oak Hill School Ana"]),
    ],
)
def test_no_part_of_a_name_stays_when_what_begins_before_it_is_taken_out(
    text, names, found
):
    assert [one.text for one in disclosure.identifiers(text, names=names)] == found


def test_a_story_without_people_passes():
    story = (
        "We moved 490 students in one fall, 12 of 60 lessons were the same twice, and "
        "the pilot cost $521,000 of 1,234,567. The NWEA test came late. In May, after "
        "a vote of 12 to 3, we stopped; next time, opt in first."
    )

    assert disclosure.identifiers(story) == ()


@pytest.mark.parametrize("part", ["Ab-", "A'", "Aa ", "a.", "1", "(555", "Oak "])
def test_a_long_text_takes_no_longer_than_it_is_long(part):
    began = process_time()

    disclosure.identifiers(part * 7000)

    assert process_time() - began < 2.0
