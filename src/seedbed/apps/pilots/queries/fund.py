"""Reads of the fund: rounds with their applications, and what one person reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from seedbed.apps.pilots.errors import UnknownApplicationError
from seedbed.apps.pilots.fund_cards import (
    NAMES,
    ApplicationCard,
    ReviewCard,
    RoundCard,
    missing_in,
)
from seedbed.apps.pilots.models import (
    FundAnswer,
    FundApplication,
    FundReader,
    FundReview,
    FundRound,
)


def fund_of(unit_id: int, *, on: date, viewer_id: int) -> tuple[RoundCard, ...]:
    """Return a unit's rounds, the latest first. Four queries.

    Applications are those that were sent, and the viewer's own drafts.
    """
    rounds = list(
        FundRound.objects.filter(unit_id=unit_id).order_by("-opens_on", "-pk")
    )
    readers = defaultdict(list)
    rows = FundReader.objects.filter(round__in=rounds).select_related("reader__person")
    n_untrained = Counter[int]()
    for row in rows.order_by("pk"):
        readers[row.round_id].append(row.reader.person.name)
        n_untrained[row.round_id] += row.trained_on is None
    mine = defaultdict(list)
    for card in _cards(FundApplication.objects.filter(round__in=rounds)):
        if card.sent_at or card.by_id == viewer_id:
            mine[card.round_uuid].append(card)
    return tuple(
        RoundCard(
            uuid=row.uuid,
            title=row.title,
            budget_dollars=row.budget_dollars,
            granted_dollars=sum(
                int(one.answers.get("budget_dollars", 0))
                for one in mine[row.uuid]
                if one.answer == FundAnswer.YES
            ),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            decides_by_on=row.decides_by_on,
            is_blind=row.is_blind,
            state=_state(row, on),
            readers=tuple(readers[row.pk]),
            n_untrained=n_untrained[row.pk],
            applications=tuple(mine[row.uuid]),
        )
        for row in rounds
    )


def application_card(application: UUID) -> ApplicationCard:
    """Return one application with its reviews. Two queries.

    Raises
    ------
    UnknownApplicationError
        If there is none.
    """
    found = _cards(FundApplication.objects.filter(uuid=application))
    if not found:
        raise UnknownApplicationError(application)
    return found[0]


def readings_of(reader_id: int) -> tuple[ApplicationCard, ...]:
    """Return the sent applications that somebody reads, not yet answered. Two queries.

    Where a round is blind, names are left out. What other readers said is left out too.
    """
    rows = FundApplication.objects.filter(
        round__readers__reader_id=reader_id, sent_at__isnull=False, answer=""
    ).exclude(by_id=reader_id)
    return tuple(_as_read(card, reader_id) for card in _cards(rows))


def is_untrained(account_id: int) -> bool:
    """Tell whether somebody reads for the fund and is not trained yet. One query."""
    return FundReader.objects.filter(reader_id=account_id, trained_on=None).exists()


def asked_for(pilot: UUID) -> Mapping[str, str]:
    """Return what the application asked for that a pilot came of; empty without one.

    One query.
    """
    found = FundApplication.objects.filter(pilot__uuid=pilot).values_list("answers")
    return dict(found[0][0]) if found else {}


def reads_for_fund(account_id: int) -> bool:
    """Tell whether an account reads the applications of any round. One query."""
    return FundReader.objects.filter(reader_id=account_id).exists()


def _as_read(card: ApplicationCard, reader_id: int) -> ApplicationCard:
    hidden = NAMES if card.is_blind else frozenset[str]()
    return replace(
        card,
        by="" if card.is_blind else card.by,
        answers={k: v for k, v in card.answers.items() if k not in hidden},
        reviews=tuple(one for one in card.reviews if one.reader_id == reader_id),
    )


def _cards(rows: Any) -> list[ApplicationCard]:
    found = list(
        rows.select_related(
            "round", "by__person", "answered_by__person", "pilot"
        ).order_by("-sent_at", "-pk")
    )
    reviews = _reviews(found)
    return [
        ApplicationCard(
            uuid=row.uuid,
            round_uuid=row.round.uuid,
            round_title=row.round.title,
            unit_id=row.round.unit_id,
            by=row.by.person.name,
            by_id=row.by_id,
            answers=row.answers,
            missing=tuple(missing_in(row.answers)),
            sent_at=row.sent_at,
            decides_by_on=row.round.decides_by_on,
            answer=row.answer,
            why=row.why,
            answered_by=row.answered_by.person.name if row.answered_by else "",
            answered_at=row.answered_at,
            pilot=row.pilot.uuid if row.pilot else None,
            reviews=tuple(reviews[row.pk]),
            is_blind=row.round.is_blind,
        )
        for row in found
    ]


def _reviews(rows: Iterable[Any]) -> dict[int, list[ReviewCard]]:
    found = defaultdict(list)
    reviews = FundReview.objects.filter(application__in=[row.pk for row in rows])
    for one in reviews.select_related("reader__person").order_by("read_at", "pk"):
        found[one.application_id].append(
            ReviewCard(
                reader=one.reader.person.name,
                reader_id=one.reader_id,
                conflict=one.conflict,
                is_sustainable=one.is_sustainable,
                marks=one.marks,
                words=one.words,
            )
        )
    return found


def _state(row: Any, on: date) -> str:
    if on < row.opens_on:
        return "planned"
    return "open" if on <= row.closes_on else "closed"
