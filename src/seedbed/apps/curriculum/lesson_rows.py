"""Checks the rows of a lessons file: each is a lesson, or is held with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from seedbed.lib.modalities import LESSON_MODALITIES, modality_from_slug
from seedbed.lib.text import listing

from .cards import LessonProblem
from .lesson_file import FileRow

NEEDS = ("device", "lab", "quiet", "headphones")
MINUTES = (5, 240)
SEATS = (1, 500)
#: Comparing with every code takes milliseconds; a file of nonsense must not take hours.
MAX_SUGGESTIONS = 100

_SEPARATORS = re.compile(r"[,;|]")


@dataclass(frozen=True, kw_only=True)
class ReadLesson:
    """One lesson as a file gives it, checked."""

    code: str
    title: str
    skill_id: int
    modality: int
    minutes: int
    seats: int
    needs: str
    source_url: str


@dataclass
class Checked:
    """The lessons of a file and the problems of the rows that were held."""

    lessons: dict[str, ReadLesson] = field(default_factory=dict)
    problems: list[LessonProblem] = field(default_factory=list)


def check_rows(rows: Iterable[FileRow], *, skills: Mapping[str, int]) -> Checked:
    """Return what the rows say. ``skills`` are skill ids by code and by identifier."""
    checked = Checked()
    suggest = _Suggestions(skills)
    first_rows: dict[str, int] = {}
    for row in rows:
        reader = _RowReader(row, skills, suggest)
        lesson = reader.read()
        if lesson is not None and lesson.code in first_rows:
            reader.hold(
                "duplicate-code",
                f"the code {lesson.code!r} is used in row {first_rows[lesson.code]} "
                "already; give each lesson its own",
            )
        elif lesson is not None:
            first_rows[lesson.code] = row.row
            checked.lessons[lesson.code] = lesson
        checked.problems.extend(reader.problems)
    return checked


class _Suggestions:
    """Finds codes like one that is unknown; each word once, and not for ever."""

    def __init__(self, skills: Mapping[str, int]) -> None:
        self.skills = skills
        self.found: dict[str, list[str]] = {}

    def near(self, wanted: str) -> list[str]:
        """Return up to three codes of different skills, the likest first."""
        if wanted not in self.found:
            if len(self.found) >= MAX_SUGGESTIONS:
                return []
            codes = get_close_matches(wanted, list(self.skills), n=8, cutoff=0.6)
            # One skill is known by several codes; one of them is hint enough.
            by_skill = {self.skills[code]: code for code in reversed(codes)}
            self.found[wanted] = list(by_skill.values())[::-1][:3]
        return self.found[wanted]


class _RowReader:
    """Reads one row and collects every problem it has, so that one pass mends all."""

    def __init__(
        self, row: FileRow, skills: Mapping[str, int], suggest: _Suggestions
    ) -> None:
        self.row = row
        self.skills = skills
        self.suggest = suggest
        self.problems: list[LessonProblem] = []

    def hold(self, code: str, sentence: str) -> None:
        """Note why the row is held."""
        end = "" if sentence.endswith("?") else "."
        message = f"Row {self.row.row}: {sentence}{end}"
        self.problems.append(
            LessonProblem(row=self.row.row, code=code, message=message)
        )

    def read(self) -> ReadLesson | None:
        """Return the lesson, or None if anything in the row is wrong."""
        lesson = ReadLesson(
            code=self._text("code", at_most=120),
            title=self._text("title", at_most=255),
            skill_id=self._skill(),
            modality=self._modality(),
            minutes=self._number("minutes", MINUTES),
            seats=self._number("seats", SEATS),
            needs=self._needs(),
            source_url=self._source(),
        )
        return None if self.problems else lesson

    def _text(self, column: str, *, at_most: int) -> str:
        text = self.row.cells[column]
        if not text:
            self.hold(f"no-{column}", f"the {column} is empty")
        elif len(text) > at_most:
            found = f"the {column} has {len(text)} characters; at most {at_most} fit"
            self.hold(f"long-{column}", found)
        return text

    def _skill(self) -> int:
        wanted = self.row.cells["skill"]
        found = self.skills.get(wanted)
        if found is None:
            near = self.suggest.near(wanted)
            hint = (
                f"did you mean {listing(near)}?"
                if near
                else "import its framework first or use a code of one that is here"
            )
            self.hold("unknown-skill", f"no skill is called {wanted!r}; {hint}")
            return -1
        return found

    def _modality(self) -> int:
        wanted = self.row.cells["modality"]
        modality = modality_from_slug(wanted)
        if modality not in LESSON_MODALITIES:
            known = ", ".join(known.slug for known in LESSON_MODALITIES)
            self.hold(
                "bad-modality", f"no modality is called {wanted!r}; use one of {known}"
            )
            return -1
        return int(modality)

    def _number(self, column: str, limits: tuple[int, int]) -> int:
        text = self.row.cells[column]
        low, high = limits
        if text.isascii() and text.isdigit() and low <= int(text[:6]) <= high:
            return int(text[:6])
        self.hold(
            f"bad-{column}",
            f"the {column} are {text!r}; give a whole number from {low} to {high}",
        )
        return -1

    def _needs(self) -> str:
        words = [
            word.strip().lower() for word in _SEPARATORS.split(self.row.cells["needs"])
        ]
        words = [word for word in words if word]
        unknown = [word for word in words if word not in NEEDS]
        if unknown:
            self.hold(
                "unknown-need",
                f"nothing checks the need {listing(unknown)}; use {', '.join(NEEDS)} "
                "or leave it empty",
            )
        return ",".join(dict.fromkeys(words))

    def _source(self) -> str:
        source = self.row.cells["source"]
        # Pages turn this into a link: an address that runs a script must not get in.
        if source and not source.lower().startswith(("https://", "http://")):
            self.hold(
                "bad-source", f"the source {source[:60]!r} is no http or https address"
            )
        elif len(source) > 500:
            self.hold("long-source", "the source has over 500 characters")
        return source
