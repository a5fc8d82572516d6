"""Decides whether a given answer is right: the same number or the same words."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_FRACTION = re.compile(r"([+-]?\d+)/(\d+)")
_MIXED = re.compile(r"([+-]?)(\d+) (\d+)/(\d+)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
#: Minus sign, en dash, fraction slash and apostrophe, as a keyboard has them.
_TYPED = str.maketrans({0x2212: "-", 0x2013: "-", 0x2044: "/", 0x2019: "'"})


def is_right(given: str, answer: str) -> bool:
    """Tell whether what a student gave says the same as the answer.

    Numbers are compared by value, so 1/2, 2/4 and 0.5 are the same, and 1,344 is
    1344; other words without regard to case, spaces and the full stop at the end.

    >>> is_right("0.5", "1/2"), is_right("1 1/2", "3/2"), is_right("- 4", "-4.0")
    (True, True, True)
    >>> is_right("it rises.", "It rises"), is_right("12", "21"), is_right("", "0")
    (True, False, False)
    """
    ours, theirs = _plain(answer), _plain(given)
    if not theirs:
        return False
    number = _value(ours)
    if number is not None:
        return _value(theirs) == number
    return theirs.replace(" ", "") == ours.replace(" ", "")


def _plain(words: str) -> str:
    """Return words in one spelling: case, spaces, minus signs and thousands."""
    text = unicodedata.normalize("NFC", words).translate(_TYPED)
    text = " ".join(text.casefold().split()).rstrip(".")
    return _THOUSANDS.sub("", text)


def _value(text: str) -> Fraction | None:
    """Return the number that a text is, None if it is none."""
    mixed = _MIXED.fullmatch(text)
    if mixed and int(mixed[4]):
        whole = int(mixed[2]) + Fraction(int(mixed[3]), int(mixed[4]))
        return -whole if mixed[1] == "-" else whole
    tight = text.replace(" ", "")
    parts = _FRACTION.fullmatch(tight)
    if parts:
        below = int(parts[2])
        return Fraction(int(parts[1]), below) if below else None
    return Fraction(tight) if _NUMBER.fullmatch(tight) else None
