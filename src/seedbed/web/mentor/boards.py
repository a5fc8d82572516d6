"""Live boards: a room at this moment, safe to project, told anew as answers arrive."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.mentoring import queries
from seedbed.apps.mentoring.cards import Board
from seedbed.web.kit import access

from . import views
from .streaming import LEASES, EventStream

_DAY_MINUTES = 24 * 60


@access.only_for(*views.READERS)
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms that somebody is in today, to open their boards."""
    on = timezone.localdate()
    lines = queries.rooms_in_use(access.who(request), on=on)
    return render(request, "mentor/rooms.html", {"page": "board", "rooms": lines})


@access.only_for(*views.READERS)
def board(request: HttpRequest, room_id: int) -> HttpResponse:
    """Show a room's board; htmx asks for its inner part alone."""
    starts = _starts(request)
    card = queries.board_of_room(
        access.who(request),
        room_id,
        at=timezone.now(),
        zone=views.zone_of(request),
        starts=starts,
    )
    if card is None:
        raise Http404
    context = {"page": "board", "board": card, "starts": starts}
    is_part = request.headers.get("HX-Request") == "true"
    template = "mentor/_room.html" if is_part else "mentor/board.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-store"
    return response


@access.only_for(*views.READERS)
def _allowed(request: HttpRequest, room_id: int) -> HttpResponse:
    """Answer 200 if the room may be watched, 404 if not, 302 to sign in."""
    card = queries.board_of_room(
        access.who(request), room_id, at=timezone.now(), zone=views.zone_of(request)
    )
    if card is None:
        raise Http404
    return HttpResponse()


def stream(request: HttpRequest, room_id: int) -> HttpResponseBase:
    """Send the board again whenever it changes, as server-sent events."""
    refused = _allowed(request, room_id)
    if refused.status_code != HttpResponse.status_code:
        return refused
    watch = _Watch(request, room_id)
    response = StreamingHttpResponse(
        EventStream(watch, lease=LEASES.take()), content_type="text/event-stream"
    )
    response.headers["Cache-Control"] = "no-store"
    # A proxy that gathers the answer before it passes it on would hold back the news.
    response.headers["X-Accel-Buffering"] = "no"
    return response


class _Watch:
    """Renders one room's board again and again, outside of the request's middleware."""

    def __init__(self, request: HttpRequest, room_id: int) -> None:
        self.account: AccountCard = access.who(request)
        self.zone = views.zone_of(request)
        self.language = translation.get_language() or "en"
        self.room_id = room_id
        self.starts = _starts(request)

    def __call__(self) -> str:
        """Return the board at this moment; an empty text once it may not be seen."""
        with (
            system_context(self.account.system_id),
            timezone.override(self.zone),
            translation.override(self.language),
        ):
            card = queries.board_of_room(
                self.account,
                self.room_id,
                at=timezone.now(),
                zone=self.zone,
                starts=self.starts,
            )
            return "" if card is None else _drawn(card)


def _drawn(card: Board) -> str:
    context: dict[str, Any] = {"board": card}
    return render_to_string("mentor/_room.html", context)


def _starts(request: HttpRequest) -> int | None:
    """Return ``?block=``, minutes after midnight of the block to show."""
    asked = request.GET.get("block", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or int(asked) >= _DAY_MINUTES:
        raise Http404
    return int(asked)
