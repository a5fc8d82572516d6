"""Grade levels as whole numbers, and the words that rosters use for them.

Kindergarten is 0, pre-kindergarten -1, grade 12 is 12; ungraded and postgraduate are
13. The words are those of CEDS, which OneRoster and CASE share.
"""

from __future__ import annotations

KINDERGARTEN = 0
UNGRADED = 13

_WORDS = {
    "IT": -1, "PR": -1, "PK": -1, "TK": 0, "KG": 0, "K": 0, "PS": UNGRADED,
    "UG": UNGRADED, "OTHER": UNGRADED,
}  # fmt: skip


def parse_grade(word: str) -> int | None:
    """Return the grade that a CEDS code or a plain number names, or None.

    >>> parse_grade("06"), parse_grade("6"), parse_grade("KG"), parse_grade("K5")
    (6, 6, 0, None)
    """
    cleaned = word.strip().upper()
    if cleaned in _WORDS:
        return _WORDS[cleaned]
    if cleaned.isdigit() and 1 <= int(cleaned) <= UNGRADED:
        return int(cleaned)
    return None


def grade_name(grade: int) -> str:
    """Return the English name of a grade.

    >>> grade_name(0), grade_name(6), grade_name(13)
    ('kindergarten', 'grade 6', 'ungraded')
    """
    if grade < KINDERGARTEN:
        return "pre-kindergarten"
    if grade == KINDERGARTEN:
        return "kindergarten"
    return "ungraded" if grade >= UNGRADED else f"grade {grade}"
