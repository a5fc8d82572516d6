"""The room: stories and plays by search and facet, what is asked for, the month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.cards import StoryCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of
from seedbed.web.kit.safe_csv import csv_file

from . import phrases
from .facets import facet, query_of
from .frame import READERS, frame
from .refused import said

_LONGEST_SEARCH = 200
_HEAD = (
    "kind", "topic", "told_from", "released_on", "helped", "reports", "tried",
    "happened", "we_would_tell_you",
)  # fmt: skip
#: Beside the stories; the page of plays has them all.
_MOST_PLAYS = 6


@access.only_for(*READERS)
def room(request: HttpRequest) -> HttpResponse:
    """Show what fits the address: words, kind, topic."""
    return _page(request)


@require_POST
@access.only_for(*READERS)
def ask_for(request: HttpRequest) -> HttpResponse:
    """Ask for a story that nobody has told."""
    typed = request.POST.get("wish", "")[:300]
    try:
        services.ask_for(
            words=typed, by_id=access.who(request).id, on=timezone.localdate()
        )
    except SeedbedError as error:
        return _page(request, error=error, typed=typed)
    messages.success(
        request, gettext("Asked for. Nobody sees who asks; a system counts once.")
    )
    return redirect("exchange:room")


@access.only_for(*READERS)
def table(request: HttpRequest) -> HttpResponse:
    """Return the stories that fit the address as CSV."""
    found = queries.stories(_wanted(request))
    return csv_file("stories.csv", _HEAD, map(_row, found.stories))


def _row(one: StoryCard) -> tuple[str, ...]:
    return (
        one.kind,
        one.topic,
        one.told_by or phrases.context(one.state, one.size_band),
        one.released_on.isoformat(),
        str(one.n_helped),
        str(one.n_reports),
        one.tried,
        one.happened,
        one.advice,
    )


@access.only_for(*READERS)
def month(request: HttpRequest) -> HttpResponse:
    """Show what was released in a month, as a letter that can be printed or sent."""
    today = timezone.localdate()
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = today.replace(day=1)
    told = queries.stories_of_month(first)
    context = {
        **frame(request, "month"),
        "first": first,
        "kinds": [
            (kind, [one for one in told if one.kind == kind]) for kind in phrases.KIND
        ],
        "told": told,
        "asked_for": queries.asked_for(),
    }
    return render(request, "exchange/month.html", context)


def _wanted(request: HttpRequest) -> queries.Wanted:
    def of(name: str, known: dict[str, Any]) -> str:
        value = request.GET.get(name, "")
        return value if value in known else ""

    return queries.Wanted(
        words=request.GET.get("words", "").strip()[:_LONGEST_SEARCH],
        kind=of("kind", phrases.KIND),
        topic=of("topic", phrases.TOPIC),
    )


def _page(
    request: HttpRequest, *, error: SeedbedError | None = None, typed: str = ""
) -> HttpResponse:
    wanted = _wanted(request)
    found = queries.stories(wanted)
    plays = (
        queries.plays(only=found.plays, topic=wanted.topic) if not wanted.kind else ()
    )
    now = {"words": wanted.words, "kind": wanted.kind, "topic": wanted.topic}
    context = {
        **frame(request, "room"),
        "wanted": wanted,
        "found": found.stories,
        "plays": plays[:_MOST_PLAYS],
        "n_plays": len(plays),
        "plays_query": query_of({"words": wanted.words, "topic": wanted.topic}),
        "facets": (
            (gettext("Kind"), facet("kind", now, found.kinds, phrases.KIND)),
            (gettext("Topic"), facet("topic", now, found.topics, phrases.TOPIC)),
        ),
        "undo": gettext("take this away"),
        "query": query_of(now),
        "asked_for": queries.asked_for(),
        "drafts": queries.drafts_of(access.who(request).id),
        "problems": (said(error, field="wish"),) if error else (),
        "typed": typed,
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/room.html", context, status=status)
