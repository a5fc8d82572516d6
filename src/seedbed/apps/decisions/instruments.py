"""Instruments as data files: the questions, both poles, what each side buys and costs.

Two are shipped; a deployment adds its own as files of the same form in the folder
``instruments`` of its home (docs/reference/instrument-file.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from .errors import InstrumentFileError, UnknownInstrumentError

SHIPPED = Path(__file__).parent / "shipped"
#: The language that every text must have.
_FIRST = "en"
_MOST_POINTS = 9
_SIDES = ("low_buys", "low_costs", "high_buys", "high_costs")

#: One text by language.
Text = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Published shares of leaders who lean to each pole of an item."""

    low_share: float
    high_share: float


@dataclass(frozen=True, kw_only=True)
class Question:
    """One item, answered from 1 (the low pole) to ``n_points`` (the high pole)."""

    code: str
    n_points: int
    title: Text
    question: Text
    low: Text
    high: Text
    low_buys: Text
    low_costs: Text
    high_buys: Text
    high_costs: Text
    reference: Reference | None
    #: Code of the question that asks the same of an earlier time, if one does.
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """An instrument as its file has it; ``source`` names where references are from."""

    code: str
    title: Text
    questions: tuple[Question, ...]
    source: Text

    def place(self, code: str) -> int:
        """Return the place of a question, from 0.

        Raises
        ------
        UnknownInstrumentError
            If it has no such question.
        """
        for place, question in enumerate(self.questions):
            if question.code == code:
                return place
        raise UnknownInstrumentError(code, [q.code for q in self.questions])


def questionnaire(code: str) -> Questionnaire:
    """Return the instrument with a code.

    Raises
    ------
    UnknownInstrumentError
        If no file has it.
    InstrumentFileError
        If its file breaks the form.
    """
    return _read_once(code, Path(settings.HOME) / "instruments")


@cache
def _read_once(code: str, folder: Path) -> Questionnaire:
    files = {
        path.stem: path for own in (SHIPPED, folder) for path in own.glob("*.toml")
    }
    if code not in files:
        raise UnknownInstrumentError(code, sorted(files))
    return read(files[code])


def instrument_titles() -> tuple[tuple[str, Text], ...]:
    """Return code and title of every survey that can be asked, by code.

    A file that breaks the form is left out here; it is refused when it is asked for.
    """
    folders = (SHIPPED, Path(settings.HOME) / "instruments")
    codes = sorted({path.stem for own in folders for path in own.glob("*.toml")})
    found = []
    for code in codes:
        try:
            found.append((code, questionnaire(code).title))
        except InstrumentFileError:
            continue
    return tuple(found)


def read(path: Path) -> Questionnaire:
    """Return the instrument of a file, whose name is its code.

    Raises
    ------
    InstrumentFileError
        Naming the file, the question and what is wrong with it.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InstrumentFileError(path.name, "the file", str(error)) from error
    if found.get("code") != path.stem:
        raise InstrumentFileError(path.name, "code", f"it must be {path.stem!r}")
    items = found.get("items")
    if not isinstance(items, list) or not items:
        raise InstrumentFileError(path.name, "items", "there must be one or more")
    questions = tuple(_question(path.name, item) for item in items)
    codes = [question.code for question in questions]
    if len(set(codes)) < len(codes):
        raise InstrumentFileError(path.name, "items", "two have the same code")
    for question in questions:
        if question.before and question.before not in codes:
            raise InstrumentFileError(
                path.name, f"before of {question.code}", "it names no question"
            )
    return Questionnaire(
        code=path.stem,
        title=_text(path.name, found, "title", path.stem),
        questions=questions,
        source=_text(path.name, found, "source", path.stem, is_needed=False),
    )


def said(text: Text, language: str | None) -> str:
    """Return a text in a language, or in English where it is not there.

    >>> said({"en": "Fast", "es": "Rápido"}, "es"), said({"en": "Fast"}, "es")
    ('Rápido', 'Fast')
    """
    return text.get(language or _FIRST) or text.get(_FIRST, "")


def _question(file: str, item: Any) -> Question:
    code = item.get("code", "") if isinstance(item, dict) else ""
    if not isinstance(code, str) or not code:
        raise InstrumentFileError(file, "items", "each must have a code")
    n_points = item.get("n_points", 7)
    if not isinstance(n_points, int) or not 2 <= n_points <= _MOST_POINTS:
        raise InstrumentFileError(
            file, code, f"n_points must be 2 to {_MOST_POINTS}, found {n_points!r}"
        )
    needed = {
        name: _text(file, item, name, code)
        for name in ("title", "question", "low", "high")
    }
    sides = {name: _text(file, item, name, code, is_needed=False) for name in _SIDES}
    return Question(
        code=code,
        n_points=n_points,
        reference=_reference(file, code, item.get("reference")),
        before=str(item.get("before", "")),
        **needed,
        **sides,
    )


def _text(
    file: str,
    found: Mapping[str, Any],
    name: str,
    where: str,
    *,
    is_needed: bool = True,
) -> Text:
    text = found.get(name, {})
    is_text = isinstance(text, dict) and all(isinstance(v, str) for v in text.values())
    if not is_text or (is_needed and not text.get(_FIRST, "").strip()):
        raise InstrumentFileError(
            file, f"{name} of {where}", f'it must be a text by language: {_FIRST} = "…"'
        )
    return dict(text)


def _reference(file: str, code: str, found: Any) -> Reference | None:
    if found is None:
        return None
    try:
        low, high = float(found["low_share"]), float(found["high_share"])
    except (KeyError, TypeError, ValueError) as error:
        raise InstrumentFileError(
            file, f"reference of {code}", "it must have low_share and high_share"
        ) from error
    if min(low, high) < 0 or low + high > 1:
        raise InstrumentFileError(
            file, f"reference of {code}", f"shares must be 0 to 1, found {low}, {high}"
        )
    return Reference(low_share=low, high_share=high)
