"""Takes out of a text what tells who is meant, before anybody else reads it.

Names are those of the system's own people, units and network members, and whatever
looks like a name; rows that look like a student's record go as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import bridge

#: What stands in place of what was taken out, by language.
WORDS = {
    "en": {
        "name": "[a person]",
        "place": "[a school]",
        "date": "[a date]",
        "phone": "[a phone number]",
        "email": "[an e-mail address]",
        "link": "[a link]",
        "address": "[an address]",
        "number": "[a number]",
        "record": "[a record]",
    },
    "es": {
        "name": "[una persona]",
        "place": "[una escuela]",
        "date": "[una fecha]",
        "phone": "[un teléfono]",
        "email": "[un correo electrónico]",
        "link": "[un enlace]",
        "address": "[una dirección]",
        "number": "[un número]",
        "record": "[un expediente]",
    },
}
#: Words of records, and lines that look pasted from a table.
_RECORD = re.compile(
    r"^.*\b(?:DOB|date of birth|fecha de nacimiento|student id|GPA|SSN)\b.*$|"
    r"^[^\t\n]*\t[^\t\n]*\t.*$|^(?:[^;|\n]*[;|]){3}.*$|"
    r"^[^,\n]+(?:,[^,\s][^,\n]*){3,}$",
    re.I | re.M,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A part of one field of a story that may tell who is meant."""

    field: str
    kind: str
    start: int
    end: int
    text: str
    becomes: str


def look_over(
    texts: Mapping[str, str], *, names: Collection[str] = (), language: str = "en"
) -> tuple[Found, ...]:
    """Return what in the fields may tell who is meant, in order.

    Examples
    --------
    >>> found = look_over({"tried": "Ms. Cho taught alone."})
    >>> [(one.text, one.becomes) for one in found]
    [('Ms. Cho', '[a person]')]
    """
    return tuple(
        Found(
            field=field,
            kind=kind,
            start=start,
            end=end,
            text=text[start:end],
            becomes=WORDS.get(language, WORDS["en"])[kind],
        )
        for field, text in texts.items()
        for kind, start, end in _spans(text, names)
    )


def generalised(
    texts: Mapping[str, str], *, names: Collection[str] = (), language: str = "en"
) -> dict[str, str]:
    """Return the fields with everything found replaced by general words.

    Examples
    --------
    >>> generalised({"tried": "On March 3 we met at Pine Elementary School."})
    {'tried': 'On [a date] we met at [a school].'}
    """
    found = look_over(texts, names=names, language=language)
    result = dict(texts)
    for one in reversed(found):
        text = result[one.field]
        result[one.field] = text[: one.start] + one.becomes + text[one.end :]
    return result


def _spans(text: str, names: Collection[str]) -> list[tuple[str, int, int]]:
    """Return kind, start and end of each part; a record takes what lies in it."""
    records = [("record", m.start(), m.end()) for m in _RECORD.finditer(text)]
    others = [
        (one.kind, one.start, one.end)
        for one in bridge.found(text, names=likely(text, names))
        if not any(start <= one.start < end for _kind, start, end in records)
    ]
    return sorted(records + others, key=lambda one: one[1])


def likely(text: str, names: Collection[str]) -> list[str]:
    """Return the names whose every word is in a text, written like a name.

    Of ten thousand names a text holds few; the search for the others would take long.
    A name of one word counts where the text begins it with a capital: "grace" may be
    a virtue, "Grace" is somebody.
    """
    there = re.findall(r"[^\W\d_]+", text)
    words = {word.casefold() for word in there}
    capitals = {word.casefold() for word in there if word[0].isupper()}
    kept = []
    for name in names:
        parts = [part.casefold() for part in re.findall(r"[^\W\d_]+", name)]
        wanted = capitals if len(parts) == 1 else words
        if parts and all(part in wanted for part in parts):
            kept.append(name)
    return kept
