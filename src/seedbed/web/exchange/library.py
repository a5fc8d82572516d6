"""All plays by search and facet, on a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from seedbed.apps.exchange import queries
from seedbed.apps.exchange.cards import PlayCard
from seedbed.web.kit import access
from seedbed.web.kit.safe_csv import csv_file
from seedbed.web.kit.words import ACTIVITY, grade

from . import phrases
from .facets import facet, query_of
from .frame import READERS, frame

_LONGEST_SEARCH = 200
_GRADES = tuple(str(level) for level in range(13))
_YES = "yes"
_HEAD = (
    "title", "by_system", "version", "published_on", "topic", "grade_low", "grade_high",
    "way", "needs", "cost", "steps", "materials", "measure", "note_kind", "note",
    "parts", "difference", "low", "high", "students",
)  # fmt: skip


@access.only_for(*READERS)
def library(request: HttpRequest) -> HttpResponse:
    """Show the plays that fit the address: words, topic, grade, way, measured."""
    wanted = _wanted(request)
    found = queries.found_plays(wanted)
    now = _now(wanted)
    context = {
        **frame(request, "plays"),
        "wanted": wanted,
        "plays": found.plays,
        "finding": _finding(found.plays),
        "facets": (
            (gettext("Topic"), facet("topic", now, found.topics, phrases.TOPIC)),
            (gettext("Grade"), facet("grade", now, found.grades, _grade_names())),
            (gettext("Way of learning"), facet("way", now, found.ways, ACTIVITY)),
            (
                gettext("Evidence"),
                facet(
                    "measured",
                    now,
                    {_YES: found.n_measured},
                    {_YES: gettext("Measured by a pilot")},
                ),
            ),
        ),
        "others": {name: value for name, value in now.items() if name != "words"},
        "undo": gettext("take this away"),
        "query": query_of(now),
    }
    return render(request, "exchange/plays.html", context)


@access.only_for(*READERS)
def table(request: HttpRequest) -> HttpResponse:
    """Return the plays that fit the address as CSV, a row for each pilot's evidence."""
    plays = queries.found_plays(_wanted(request)).plays
    return csv_file("plays.csv", _HEAD, (row for card in plays for row in _rows(card)))


def _rows(card: PlayCard) -> list[list[str | float]]:
    """Return a row for each pilot that measured a play, or one without numbers."""
    words = card.words
    said: list[str | float] = [
        words.title, card.by_system, str(card.number), card.published_on.isoformat(),
        words.topic, str(words.grade_low), str(words.grade_high), words.modality,
        words.needs, words.cost, "\n".join(words.steps), "\n".join(words.materials),
        words.measure, words.note_kind, words.note,
        " ".join(part for part, content in words.parts.items() if content),
    ]  # fmt: skip
    measured: list[list[str | float]] = [
        [round(one.estimate, 2), round(one.low, 2), round(one.high, 2), one.n_students]
        for one in card.evidence
    ]
    return [[*said, *found] for found in measured or [[""] * 4]]


def _wanted(request: HttpRequest) -> queries.WantedPlays:
    asked = request.GET
    topic, way, level = asked.get("topic", ""), asked.get("way", ""), asked.get("grade")
    return queries.WantedPlays(
        words=asked.get("words", "").strip()[:_LONGEST_SEARCH],
        topic=topic if topic in phrases.TOPIC else "",
        grade=int(level) if level in _GRADES else None,
        way=way if way in ACTIVITY else "",
        is_measured=asked.get("measured") == _YES,
    )


def _now(wanted: queries.WantedPlays) -> dict[str, str]:
    """Return what is chosen, as the address says it."""
    return {
        "words": wanted.words,
        "topic": wanted.topic,
        "grade": "" if wanted.grade is None else str(wanted.grade),
        "way": wanted.way,
        "measured": _YES if wanted.is_measured else "",
    }


def _grade_names() -> dict[str, str]:
    return {level: grade(int(level)) for level in _GRADES}


def _finding(plays: tuple[PlayCard, ...]) -> str:
    """Return how many plays fit and how many of them were measured, in one sentence."""
    n_measured = sum(bool(card.evidence) for card in plays)
    if not plays:
        return gettext("No play fits.")
    return ngettext(
        "%(n)s play; measured by a pilot: %(measured)s.",
        "%(n)s plays; measured by a pilot: %(measured)s.",
        len(plays),
    ) % {"n": len(plays), "measured": n_measured}
