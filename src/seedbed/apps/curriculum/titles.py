"""Short names of skills for people: curated, or else cut from the statement."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

MAX_TITLE = 60

_LIBRARY = files(__package__) / "library"
#: Words at which no title may end.
_DANGLING = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "between", "by", "for", "from", "in",
        "into", "is", "of", "on", "or", "such", "that", "the", "their", "to", "using",
        "when", "where", "which", "whose", "with", "within",
    )
)  # fmt: skip
_CLAUSE_END = re.compile(r"[.;:]\s|\s\(|,\s(?:e\.g\.|including|such|using|where)|\*")
_SMALL_WORDS = re.compile(r"(?<=\w )(And|By|For|From|In|Into|Of|On|The|To|With)(?= )")


@cache
def curated_titles() -> dict[str, str]:
    """Return the curated titles by skill code (Common Core mathematics)."""
    return _titles("titles.csv")


@cache
def spanish_titles() -> dict[str, str]:
    """Return the curated titles in Spanish by skill code."""
    return _titles("titles_es.csv")


def _titles(name: str) -> dict[str, str]:
    text = (_LIBRARY / name).read_text(encoding="utf-8")
    return {row["code"]: row["title"] for row in csv.DictReader(text.splitlines())}


def short_title(*, code: str, statement: str, short: str = "") -> str:
    """Return a name of at most 60 characters for a skill.

    >>> short_title(code="X.1", statement="Plant a bean, e.g., in a jar. Water it.")
    'Plant a bean'
    """
    curated = curated_titles().get(code)
    if curated:
        return curated
    return cut_at_word(short or _CLAUSE_END.split(f"{statement} ")[0] or code)


def cut_at_word(text: str) -> str:
    """Return text of at most 60 characters that does not break off in mid-phrase.

    >>> cut_at_word("Plant beans.")
    'Plant beans'
    """
    words = text.strip(" .,;:*").split()
    while len(" ".join(words)) > MAX_TITLE and len(words) > 1:
        words.pop()
        while len(words) > 1 and words[-1].lower().strip(",") in _DANGLING:
            words.pop()
    return " ".join(words)[:MAX_TITLE].rstrip(" .,;:*")


def strand_title(statement: str) -> str:
    """Return the name of a domain as a book would print it.

    >>> strand_title("Number And Operations-Fractions*")
    'Number and Operations-Fractions'
    """
    cleaned = statement.strip(" .*")
    return _SMALL_WORDS.sub(lambda match: match.group().lower(), cleaned)[:200]
