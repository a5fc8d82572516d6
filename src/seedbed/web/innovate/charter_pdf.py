"""The charter as a document for its board, with the vote and its date."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from seedbed.apps.charters.cards import CharterCard, VoteCard
from seedbed.interop.documents import (
    Block,
    Document,
    Heading,
    Items,
    Rows,
    Words,
    write_pdf,
)
from seedbed.web.kit import access

from . import charter_shown
from .charter import card_or_404
from .charter_forms import Shown


@access.only_for(*access.LEADERS)
def board_document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a charter as PDF."""
    access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(request, uuid)
    response = HttpResponse(
        write_pdf(document_of(card, on=timezone.localdate())),
        content_type="application/pdf",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{uuid}.pdf"'
    return response


def document_of(card: CharterCard, *, on: date) -> Document:
    """Return the whole charter: words, waivers, law, votes and decisions."""
    shown = charter_shown.context_of(card, on=on)
    blocks: list[Block] = []
    for vote, outcome in shown["votes"]:
        blocks.append(Words(_vote_words(vote), lead=f"{outcome}."))
    for _section, title, fields in shown["sections"]:
        if fields:
            blocks.append(Heading(title))
            blocks += [_field(one) for one in fields]
    if shown["waivers"]:
        blocks += [Heading(gettext("Waivers")), _waivers(shown["waivers"])]
        blocks += [
            Words(one["price"], lead=f"{one['switch']}:")
            for one in shown["waivers"]
            if one["price"]
        ]
    if shown["decisions"]:
        blocks += [
            Heading(gettext("Who really decides")),
            Words(shown["autonomy_title"] + "."),
            _domains([one for one in shown["domains"] if one["n"] != "0"]),
        ]
    if shown["clauses"]:
        blocks += [Heading(shown["law"]), _clauses(shown["clauses"])]
    if shown["points"]:
        open_words = tuple(point for point, _section in shown["points"])
        blocks += [Heading(gettext("Still open")), Items(open_words)]
    as_of = gettext("As of %(day)s") % {"day": charter_shown.full_date(on)}
    below = (card.unit, shown["state"], shown["law"], as_of)
    return Document(
        title=card.name,
        below=" · ".join(filter(None, below)),
        blocks=tuple(blocks),
        foot=card.name,
        language=get_language() or "en",
    )


def _vote_words(vote: VoteCard) -> str:
    said = gettext(
        "%(board)s, %(date)s: %(for)s for, %(against)s against, %(abstained)s "
        "abstained."
    ) % {
        "board": vote.board,
        "date": charter_shown.full_date(vote.voted_on),
        "for": vote.n_for,
        "against": vote.n_against,
        "abstained": vote.n_abstained,
    }
    return f"{said} {vote.why}".strip()


def _field(field: Shown) -> Block:
    if not field.rows:
        return Words(field.said, lead=f"{field.label}:")
    return Rows(
        head=tuple(cell.label for cell in field.rows[0]),
        rows=tuple(tuple(cell.said for cell in row) for row in field.rows),
    )


def _waivers(waivers: list[dict[str, Any]]) -> Rows:
    return Rows(
        head=(
            gettext("Rule"),
            gettext("Who can grant it"),
            gettext("State"),
            gettext("In the schedule"),
        ),
        rows=tuple(
            (
                f"{one['kind']}: {one['card'].words}",
                ", ".join(filter(None, (one["card"].authority, one["card"].reference))),
                ", ".join(filter(None, (one["standing"], one["dates"]))),
                one["switch"],
            )
            for one in waivers
        ),
    )


def _domains(domains: list[dict[str, Any]]) -> Rows:
    return Rows(
        head=(
            gettext("Decision about"),
            gettext("By the charter"),
            gettext("Taken by the unit"),
            gettext("Its share, and how sure"),
        ),
        rows=tuple(
            (
                one["name"],
                one["standing"],
                gettext("%(k)s of %(n)s") % {"k": one["n_unit"], "n": one["n"]},
                one["interval"],
            )
            for one in domains
        ),
    )


def _clauses(clauses: list[tuple[str, str, list[str]]]) -> Rows:
    return Rows(
        head=(gettext("Clause"), gettext("Reference"), gettext("Still open")),
        rows=tuple(
            (said, reference, ", ".join(missing) or gettext("Nothing is open"))
            for said, reference, missing in clauses
        ),
    )
