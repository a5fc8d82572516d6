"""The laws that a charter can be written under, clause by clause, from data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "laws"


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What one clause asks for, and the parts of a charter that answer it."""

    id: str
    reference: str
    words: str
    words_es: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law with its clauses; ``answer_days`` is 0 where a board has no deadline."""

    key: str
    name: str
    name_es: str
    reference: str
    answer_days: int
    review_years: int
    clauses: tuple[Clause, ...]


@cache
def laws() -> tuple[Law, ...]:
    """Return every law that is encoded, by key."""
    return tuple(_law(path) for path in sorted(_FOLDER.glob("*.toml")))


def law_of(key: str) -> Law | None:
    """Return a law, or None for a charter that is written under none."""
    return next((law for law in laws() if law.key == key), None)


def _law(path: Path) -> Law:
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    clauses = tuple(
        Clause(**{**clause, "fields": tuple(clause["fields"])})
        for clause in found.pop("clauses")
    )
    return Law(**found, clauses=clauses)
