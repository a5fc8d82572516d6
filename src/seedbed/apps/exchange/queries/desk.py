"""What waits for its readers, and what an author sees by receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from seedbed.apps.exchange import stewards
from seedbed.apps.exchange.cards import (
    DeskCard,
    ReadingCard,
    ReplyCard,
    SenderCard,
    TellingCard,
)
from seedbed.apps.exchange.held import by_receipt
from seedbed.apps.exchange.models import (
    AuthorReply,
    Duty,
    Reading,
    StoryQuestion,
    Telling,
    TellingState,
    TrustedSender,
)
from seedbed.lib.errors import SeedbedError

from .stories import asked_for, question_cards, reply_cards

_MOST_WISHES = 50
_OPEN = (TellingState.WAITING, TellingState.SENT_BACK)


def duty_of(account_id: int) -> str:
    """Return ``steward``, ``reader`` or an empty string. One query."""
    grant = stewards.grant_of(account_id)
    return str(grant.duty) if grant else ""


def is_steward(account_id: int) -> bool:
    """Tell whether an account keeps the exchange, and still may. Three queries."""
    try:
        stewards.require(account_id, Duty.STEWARD, action="keep the exchange")
    except SeedbedError:
        return False
    return True


def trusted_senders() -> tuple[SenderCard, ...]:
    """Return whose packages are taken in, by name. One query."""
    rows = TrustedSender.objects.order_by("name")
    return tuple(SenderCard(name=row.name, public_key=row.public_key) for row in rows)


def desk(*, by_id: int) -> DeskCard:
    """Return what waits for its readers, the oldest first. Eight queries.

    Raises
    ------
    NotAllowedError, StewardHasPowerError
        If the account may not read it.
    """
    grant = stewards.require(by_id, *Duty.values, action="see what waits")
    rows = (
        Telling.objects.filter(network_id=grant.network_id, status__in=_OPEN)
        .select_related("sealed", "story")
        .prefetch_related("readings")
        .order_by("pk")
    )
    is_steward = grant.duty == Duty.STEWARD
    answers = StoryQuestion.objects.filter(
        story__network_id=grant.network_id, is_shown=False
    ).exclude(answer="")
    return DeskCard(
        is_steward=is_steward,
        tellings=tuple(_card(row, by_id=by_id) for row in rows),
        answers=question_cards(answers.select_related("story").order_by("pk"))
        if is_steward
        else (),
        replies=_replies_that_wait(grant.network_id) if is_steward else (),
        wishes=asked_for(at_most=_MOST_WISHES) if is_steward else (),
    )


def _replies_that_wait(network_id: int) -> tuple[ReplyCard, ...]:
    waiting = AuthorReply.objects.filter(story__network_id=network_id, is_shown=False)
    return reply_cards(waiting.select_related("story"))


def telling_by_receipt(receipt: str) -> TellingCard:
    """Return what the author of a story sees. Four queries.

    Raises
    ------
    UnknownReceiptError
        If no story has the receipt.
    """
    row = by_receipt(receipt)
    asked = StoryQuestion.objects.filter(story__tellings=row).select_related("story")
    questions = asked.order_by("pk") if row.story_id else ()
    card = _card(row, by_id=None, questions=questions, readings=())
    if not (row.story_id and row.told_by):
        return card
    own = AuthorReply.objects.filter(story_id=row.story_id).select_related("story")
    return replace(card, replies=reply_cards(own))


def _card(
    row: Telling,
    *,
    by_id: int | None,
    questions: Iterable[StoryQuestion] = (),
    readings: Iterable[Reading] | None = None,
) -> TellingCard:
    return TellingCard(
        uuid=row.uuid,
        kind=row.kind,
        topic=row.topic,
        language=row.language,
        tried=row.tried,
        happened=row.happened,
        advice=row.advice,
        state=row.state,
        size_band=row.size_band,
        told_by=row.told_by,
        status=row.status,
        received_on=row.received_on,
        note=row.note,
        answer=row.answer,
        forget_on=_forget_on(row),
        readings=tuple(
            ReadingCard(
                mine=one.reader_id == by_id,
                is_steward=one.is_steward,
                passes=one.passes,
                words=one.words,
            )
            for one in (row.readings.all() if readings is None else readings)
        ),
        questions=question_cards(questions),
        story=_story_uuid(row),
    )


def _forget_on(row: Telling) -> date | None:
    sealed = getattr(row, "sealed", None)
    return sealed.forget_on if sealed else None


def _story_uuid(row: Telling) -> UUID | None:
    return row.story.uuid if row.story else None
