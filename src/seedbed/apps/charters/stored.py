"""Reads rows of a charter into cards. No query of its own beyond those it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from .cards import SectionCard, VersionCard, VoteCard, WaiverCard
from .fields import SECTIONS
from .models import WaiverState


def section_cards(rows: Iterable[Any]) -> tuple[SectionCard, ...]:
    """Return every section with what stands and what stands beside it.

    ``rows`` are versions with their writer, in order of number.
    """
    versions: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        versions[row.key].append(row)
    return tuple(_section(one.key, versions[one.key]) for one in SECTIONS)


def _section(key: str, rows: list[Any]) -> SectionCard:
    standing = [row for row in rows if not row.is_beside]
    now = standing[-1] if standing else None
    since = now.number if now else 0
    beside = [row for row in rows if row.is_beside and row.number > since]
    return SectionCard(
        key=key,
        now=_version(now) if now else None,
        beside=tuple(_version(row) for row in beside),
        seen=rows[-1].number if rows else 0,
    )


def _version(row: Any) -> VersionCard:
    return VersionCard(
        number=row.number, content=row.content, by=row.by.person.name, at=row.at
    )


def waiver_card(row: Any, on: date) -> WaiverCard:
    """Return a waiver with how it stands on a date."""
    return WaiverCard(
        uuid=row.uuid,
        kind=row.kind,
        words=row.words,
        rule=row.rule,
        value=row.value,
        authority=row.authority,
        reference=row.reference,
        requested_on=row.requested_on,
        standing=_standing(row, on),
        from_on=row.from_on,
        until_on=row.until_on,
        answered_on=row.answered_on,
        why=row.why,
    )


def _standing(row: Any, on: date) -> str:
    if row.state != WaiverState.GRANTED:
        return str(row.state)
    if row.from_on > on:
        return "coming"
    return "ended" if row.until_on is not None and row.until_on < on else "holds"


def vote_card(row: Any, sections: Iterable[SectionCard]) -> VoteCard:
    """Return a vote, with the sections that were changed after it."""
    return VoteCard(
        board=row.board,
        voted_on=row.voted_on,
        n_for=row.n_for,
        n_against=row.n_against,
        n_abstained=row.n_abstained,
        outcome=row.outcome,
        why=row.why,
        changed=tuple(
            section.key
            for section in sections
            if section.now and section.now.number > row.versions.get(section.key, 0)
        ),
    )
