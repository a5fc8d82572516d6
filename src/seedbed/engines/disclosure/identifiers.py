"""Finds in free text what tells who is meant: names, numbers, addresses, dates.

It misses some and marks some that are harmless; people read the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_STREET = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|"
    "Pl|Highway|Hwy|Parkway|Pkwy|Terrace|Circle|Cir"
)
_TITLE = "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Principal|Superintendent|Coach|Sra|Sr"
_PLACE = (
    "Elementary|Primary|Middle|Junior High|High|Academy|Charter|School|Schools|"
    "District|County|Parish|Unified|ISD|USD|Township"
)
#: Where a word begins; a part after a hyphen does not, or long texts would take long.
_START = r"(?<![\w'\u2019-])"
#: Letters after the first, with hyphens and apostrophes inside but no possessive.
_LETTERS = r"(?:(?!['\u2019]s\b)['\u2019-]?[^\W\d_])++"
_NAME = rf"[^\W\d_a-z]{_LETTERS}"
#: As above, and no acronym.
_FIRST = rf"[^\W\d_a-z](?=['\u2019]|[^\W\d_A-Z]){_LETTERS}"
#: Words that begin a sentence more often than a name.
_NO_NAME = (
    r"(?!(?:A|All|An|And|As|At|But|By|Each|Every|For|From|He|His|Her|How|I|If|In|It|Its|"
    r"My|No|Of|On|Once|Our|She|So|That|The|Their|Then|There|These|They|This|Those|To|"
    r"We|What|When|Where|While|Who|Why|With|You|Your)\b)"
)
#: Kind and pattern. Where two overlap, all they cover is of the kind that begins first.
_PATTERNS = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "link": re.compile(r"\b(?:https?://|www\.)\S+", re.I),
    "phone": re.compile(r"(?<!\w)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}\b"),
    "address": re.compile(
        rf"\b\d{{1,6}} (?:[NSEW]\.? )?(?:{_NAME} ){{1,3}}(?:{_STREET})\b\.?|"
        r"\bP\.? ?O\.? Box \d+",
    ),
    "date": re.compile(
        rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d\d?[/.-]\d\d?[/.-]\d{{2,4}}\b|"
        rf"\b{_MONTH}\.? \d{{1,2}}(?:[a-z]{2})?\b(?:,? \d{{4}})?|"
        rf"\b\d{{1,2}} {_MONTH}\b(?: \d{{4}})?"
    ),
    "number": re.compile(
        r"(?<![\w$.,])(?:[A-Z]{0,3}-?\d{5,}|\d{3}-\d{2}-\d{4})\b(?![.,]\d)"
    ),
    "place": re.compile(
        rf"{_START}{_NO_NAME}(?:{_NAME} ){{1,4}}(?:{_PLACE})\b(?: (?:{_PLACE})\b)*"
    ),
    "name": re.compile(
        rf"{_START}(?:{_TITLE})\.? {_NAME}(?: {_NAME})?|"
        rf"{_START}{_NO_NAME}{_FIRST}(?: (?!(?:{_TITLE})\b){_NAME})+"
    ),
}


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A part of a text, from ``start`` to before ``end``, that may tell who is meant.

    ``kind`` is one of email, link, phone, address, date, number (of a record), place,
    name (a title with a name, words in a row with capitals, or a name that was given).
    """

    kind: str
    start: int
    end: int
    text: str


def identifiers(text: str, *, names: Collection[str] = ()) -> tuple[Identifier, ...]:
    """Return what in a text may tell who is meant, in order and without overlaps.

    Parameters
    ----------
    names
        Names of people and places that must not occur, such as those of a roster. They
        are found as whole words, whatever their case, also with a possessive.

    Examples
    --------
    >>> story = "Ms. Cho moved Ana on March 3; call 555-010-2233."
    >>> [(one.kind, one.text) for one in identifiers(story, names=["Ana"])]
    [('name', 'Ms. Cho'), ('name', 'Ana'), ('date', 'March 3'),
     ('phone', '555-010-2233')]
    """
    found = [
        Identifier(kind=kind, start=one.start(), end=one.end(), text=one.group())
        for kind, pattern in [*_PATTERNS.items(), *_given(names)]
        for one in pattern.finditer(text)
    ]
    kept: list[Identifier] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            # What reaches further must not stay when the first is taken out.
            start = kept[-1].start
            kept[-1] = replace(kept[-1], end=one.end, text=text[start : one.end])
    return tuple(kept)


def without_names(text: str, names: Collection[str]) -> str:
    """Return a text in which what may tell who is meant is replaced by its kind.

    Examples
    --------
    >>> without_names("Ana was moved on March 3.", ["Ana"])
    '[name] was moved on [date].'
    """
    parts, end = [], 0
    for one in identifiers(text, names=names):
        parts += [text[end : one.start], f"[{one.kind}]"]
        end = one.end
    return "".join([*parts, text[end:]])


def _given(names: Collection[str]) -> list[tuple[str, re.Pattern[str]]]:
    words = sorted({name.strip() for name in names if name.strip()}, key=len)
    if not words:
        return []
    # The longest first, or "Ana" would hide "Ana Lopez".
    either = "|".join(re.escape(word) for word in reversed(words))
    return [("name", re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.I))]
