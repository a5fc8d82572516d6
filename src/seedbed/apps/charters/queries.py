"""Reads of the charters app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from seedbed.apps.accounts.cards import AccountCard

from .autonomy import autonomy_of
from .cards import (
    CharterCard,
    CharterLine,
    DecisionCard,
    SectionCard,
)
from .checks import clause_cards, open_points
from .clauses import law_of
from .dates import dates_of
from .due import adopted_mark as adopted_mark
from .due import due as due
from .errors import UnknownCharterError
from .models import (
    BoardVote,
    Charter,
    CharterSection,
    CharterState,
    UnitDecision,
    Waiver,
)
from .permissions import may_open
from .stored import section_cards, vote_card, waiver_card


def charters_for(account: AccountCard) -> tuple[CharterLine, ...]:
    """Return the charters that an account may open, the newest first. One query."""
    rows = Charter.objects.select_related("unit").order_by("-begun_at", "-pk")
    return tuple(_line(row) for row in rows if may_open(account, row))


def charter(uuid: UUID, *, account: AccountCard, on: date) -> CharterCard:
    """Return a charter as it stands on a date. Five queries.

    Raises
    ------
    UnknownCharterError
        If this system has no such charter, or the account may not open it.
    """
    found = _found(uuid, account)
    sections = _sections(found)
    waivers = [
        waiver_card(row, on)
        for row in Waiver.objects.filter(charter=found).order_by("asked_at", "pk")
    ]
    votes = [
        vote_card(row, sections)
        for row in BoardVote.objects.filter(charter=found).order_by("-voted_on", "-pk")
    ]
    decisions = _decisions(found)
    law = law_of(found.law)
    decides = next(one for one in sections if one.key == "decides")
    return CharterCard(
        uuid=found.uuid,
        name=found.name,
        unit_id=found.unit_id,
        unit=found.unit.name if found.unit else "",
        law=found.law,
        pocket=found.pocket,
        state=found.state,
        begun_by=found.begun_by.person.name,
        begun_at=found.begun_at,
        sent_at=found.sent_at,
        answer_by=found.sent_at.date() + timedelta(days=law.answer_days)
        if found.state == CharterState.SENT and law and law.answer_days
        else None,
        sections=sections,
        waivers=tuple(waivers),
        votes=tuple(votes),
        decisions=decisions,
        autonomy=autonomy_of(decides.content, decisions),
        open_points=open_points(sections),
        clauses=clause_cards(
            law, sections, has_waiver=bool(waivers), has_vote=bool(votes)
        ),
        dates=dates_of(
            {one.key: one.content for one in sections},
            [
                (one.words, one.until_on)
                for one in waivers
                if one.standing in ("coming", "holds", "ended")
            ],
        ),
    )


def charter_section(
    uuid: UUID, key: str, *, account: AccountCard
) -> tuple[CharterLine, SectionCard]:
    """Return one section of a charter, with the charter's line. Two queries.

    Raises
    ------
    UnknownCharterError
        If there is no such charter or section, or the account may not open it.
    """
    found = _found(uuid, account)
    for section in _sections(found, key):
        if section.key == key:
            return _line(found), section
    raise UnknownCharterError(key)


def charter_sections(uuid: UUID, *, account: AccountCard) -> tuple[SectionCard, ...]:
    """Return all sections of a charter as they stand. Two queries.

    Raises
    ------
    UnknownCharterError
        If there is no such charter, or the account may not open it.
    """
    return _sections(_found(uuid, account))


def charter_of_unit(unit_uuid: UUID, *, account: AccountCard) -> UUID | None:
    """Return the newest charter of a unit that the account may open. One query."""
    rows = Charter.objects.filter(unit__uuid=unit_uuid).order_by("-begun_at", "-pk")
    return next((row.uuid for row in rows if may_open(account, row)), None)


def _line(row: Any) -> CharterLine:
    return CharterLine(
        uuid=row.uuid,
        name=row.name,
        state=row.state,
        unit=row.unit.name if row.unit else "",
        unit_id=row.unit_id,
        begun_at=row.begun_at,
    )


def _found(uuid: UUID, account: AccountCard) -> Any:
    rows = Charter.objects.select_related("unit", "begun_by__person")
    found = rows.filter(uuid=uuid).first()
    if found is None or not may_open(account, found):
        raise UnknownCharterError(uuid)
    return found


def _sections(found: Any, key: str = "") -> tuple[SectionCard, ...]:
    rows = CharterSection.objects.filter(charter=found).select_related("by__person")
    if key:
        rows = rows.filter(key=key)
    return section_cards(rows.order_by("number"))


def _decisions(found: Any) -> tuple[DecisionCard, ...]:
    rows: Iterable[Any] = UnitDecision.objects.filter(charter=found).order_by(
        "-on", "-pk"
    )
    return tuple(
        DecisionCard(
            on=row.on,
            domain=row.domain,
            what=row.what,
            decided_by=row.decided_by,
            who=row.who,
        )
        for row in rows
    )
