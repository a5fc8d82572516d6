"""The grades of an item, from the words of its ``educationLevel``."""

from __future__ import annotations

from seedbed.lib.grades import parse_grade

_RANGES = {"HS": (9, 12), "MS": (6, 8), "ES": (0, 5)}


def grade_range(word: str) -> tuple[int, int] | None:
    """Return the lowest and highest grade that a word names, or None.

    >>> grade_range("06"), grade_range("9-10"), grade_range("K-2"), grade_range("HS")
    ((6, 6), (9, 10), (0, 2), (9, 12))
    >>> grade_range("sixth")
    """
    cleaned = word.strip().upper()
    if cleaned in _RANGES:
        return _RANGES[cleaned]
    low_word, dash, high_word = cleaned.partition("-")
    low = parse_grade(low_word)
    high = parse_grade(high_word) if dash else low
    if low is None or high is None or low > high:
        return None
    return low, high


def grades_of(level: object) -> tuple[tuple[int, int] | None, list[str]]:
    """Return the range of an ``educationLevel`` and the words nobody knows.

    CASE asks for a list of CEDS codes; some exports write one string with commas.

    >>> grades_of(["09", "10", "11", "12"]), grades_of("6, seven")
    (((9, 12), []), ((6, 6), ['seven']))
    """
    words = level if isinstance(level, list) else [level] if level else []
    parts = [part.strip() for word in words for part in str(word).split(",")]
    ranges = {part: grade_range(part) for part in parts if part}
    known = [found for found in ranges.values() if found is not None]
    unknown = [part for part, found in ranges.items() if found is None]
    if not known:
        return None, unknown
    return (min(low for low, _ in known), max(high for _, high in known)), unknown
