"""What an author does: tell, look after it by receipt, take it back.

No row says who did it. The words come in generalised or not at all; the identity goes
into a sealed envelope of its own, or nowhere where the author tells openly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts.models import RoleKind, System
from seedbed.apps.accounts.permissions import require
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.exchange import generalise, places, receipts, sealing
from seedbed.apps.exchange.cards import StoryWords
from seedbed.apps.exchange.errors import (
    EmptyStoryError,
    StoryNamesSomeoneError,
    TellingClosedError,
    UnknownReceiptError,
    UnknownStoryError,
)
from seedbed.apps.exchange.held import by_receipt
from seedbed.apps.exchange.models import (
    AuthorReply,
    SealedIdentity,
    StoryQuestion,
    Telling,
    TellingState,
)

#: How long a steward can call an author back.
CALL_BACK_DAYS = 10
#: Adults who work in a system may tell and read; students and guardians do not.
TELLERS = (
    RoleKind.LEADER,
    RoleKind.REGISTRAR,
    RoleKind.TEACHER,
    RoleKind.TUTOR,
    RoleKind.MENTOR,
    RoleKind.AIDE,
    RoleKind.STEWARD,
)
_OPEN = (TellingState.WAITING, TellingState.SENT_BACK)


def look_over(words: StoryWords) -> tuple[generalise.Found, ...]:
    """Return what in a story may tell who is meant; saves nothing. Five queries."""
    return look_over_texts(words.texts(), language=words.language)


def look_over_texts(
    texts: Mapping[str, str], *, language: str
) -> tuple[generalise.Found, ...]:
    """Return what in texts may tell who is meant; saves nothing. Five queries."""
    return generalise.look_over(
        texts, names=places.names_here(places.network_id()), language=language
    )


def in_general_words(texts: Mapping[str, str], *, language: str) -> dict[str, str]:
    """Return texts with everything found replaced; saves nothing. Five queries."""
    return generalise.generalised(
        texts, names=places.names_here(places.network_id()), language=language
    )


def refuse_names(texts: Mapping[str, str]) -> None:
    """Refuse texts that may tell who is meant. Five queries.

    Raises
    ------
    StoryNamesSomeoneError
        Naming what was found.
    """
    found = generalise.look_over(texts, names=places.names_here(places.network_id()))
    if found:
        raise StoryNamesSomeoneError([one.text for one in found])


@transaction.atomic
def tell(
    *,
    words: StoryWords,
    receipt: str,
    by_id: int,
    on: date,
    keys: Path,
    openly: bool = False,
) -> UUID:
    """Take in a story without a name, and return the telling's id.

    The same receipt again changes nothing, so that a form sent twice counts once.

    Parameters
    ----------
    receipt
        Made by ``receipts.new_receipt`` and shown to the author alone.
    keys
        The folder of the envelopes' keys.
    openly
        Whether the author's name and system shall stand under it.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError
        If a part has no words, or may tell who is meant; nothing is kept.
    TooFewMembersError
        If too few systems could be meant.
    NotAllowedError
        If the account is no adult who works here.
    """
    require(by_id, *TELLERS, action="tell a story")
    if not receipts.is_receipt(receipt):
        raise UnknownReceiptError
    receipt_hash = receipts.hash_of(receipt)
    known = Telling.objects.filter(receipt_hash=receipt_hash).first()
    if known is not None:
        return known.uuid
    if words.missing():
        raise EmptyStoryError(words.missing())
    refuse_names(words.texts())
    card = account_card(by_id)
    system = System.objects.get(pk=card.system_id)
    state, band = places.context_of(system.pk, system.network_id)
    telling = Telling.objects.create(
        network_id=system.network_id,
        kind=words.kind,
        topic=words.topic,
        language=words.language,
        **{name: text.strip() for name, text in words.texts().items()},
        state=state,
        size_band=band,
        told_by=f"{card.name}, {system.name}" if openly else "",
        receipt_hash=receipt_hash,
        received_on=on,
    )
    if not openly:
        identity = {
            "name": card.name,
            "username": card.username,
            "system": system.name,
        }
        envelope = sealing.seal(
            json.dumps(identity).encode(), telling=telling.uuid, keys=keys
        )
        SealedIdentity.objects.create(
            telling=telling,
            nonce=envelope.nonce,
            content=envelope.content,
            forget_on=on + timedelta(days=CALL_BACK_DAYS),
        )
    return telling.uuid


@transaction.atomic
def change_by_receipt(*, receipt: str, words: StoryWords, answer: str) -> None:
    """Let an author change a story that waits, and answer its readers' note.

    Readings so far are void: they were of other words.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError
        If a part has no words, or may tell who is meant; nothing is changed.
    UnknownReceiptError, TellingClosedError
        If the receipt is of no story, or it is no longer waiting.
    """
    telling = by_receipt(receipt)
    if words.missing():
        raise EmptyStoryError(words.missing())
    refuse_names({**words.texts(), "answer": answer})
    changed = Telling.objects.filter(pk=telling.pk, status__in=_OPEN).update(
        **{name: text.strip() for name, text in words.texts().items()},
        answer=answer.strip(),
        status=TellingState.WAITING,
    )
    if changed != 1:
        raise TellingClosedError(telling.get_status_display())
    telling.readings.all().delete()


@transaction.atomic
def withdraw(*, receipt: str, keys: Path) -> None:
    """Take back a story that is not released; its words and envelope are destroyed.

    Raises
    ------
    UnknownReceiptError, TellingClosedError
        If the receipt is of no story, or others have read it already.
    """
    telling = by_receipt(receipt)
    changed = Telling.objects.filter(pk=telling.pk, status__in=_OPEN).update(
        status=TellingState.WITHDRAWN, tried="", happened="", advice="", told_by=""
    )
    if changed != 1:
        raise TellingClosedError(telling.get_status_display())
    destroy_envelope(telling, keys=keys)


@transaction.atomic
def answer_question(*, receipt: str, question: UUID, answer: str, on: date) -> None:
    """Let an author answer a reader's question by receipt; a steward reads it next.

    Raises
    ------
    StoryNamesSomeoneError, UnknownReceiptError, UnknownStoryError
        If the answer may tell who is meant, or receipt and question do not fit.
    """
    telling = by_receipt(receipt)
    refuse_names({"answer": answer})
    open_one = StoryQuestion.objects.filter(
        uuid=question, story__tellings=telling, is_shown=False
    )
    if open_one.update(answer=answer.strip(), answered_on=on) != 1:
        raise UnknownStoryError("question")


@transaction.atomic
def reply_by_name(*, receipt: str, words: str, on: date) -> None:
    """Let who told a story by name write under it; a steward reads it next.

    The same words again count once.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError, UnknownReceiptError
        If it has no words, may tell who else is meant, or the receipt is of no story.
    UnknownStoryError
        If the story is not released, or was not told by name.
    """
    telling = by_receipt(receipt)
    if telling.story is None or not telling.told_by:
        raise UnknownStoryError("story told by name")
    if not words.strip():
        raise EmptyStoryError(["your reply"])
    refuse_names({"reply": words})
    AuthorReply.objects.get_or_create(
        story=telling.story, words=words.strip(), defaults={"replied_on": on}
    )


def destroy_envelope(telling: Telling, *, keys: Path) -> None:
    """Destroy the sealed identity of a telling, row and key."""
    SealedIdentity.objects.filter(telling=telling).delete()
    sealing.destroy(telling.uuid, keys=keys)
