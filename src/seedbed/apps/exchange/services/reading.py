"""What readers and stewards do: read, widen, call back, merge, release, forget."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from seedbed.apps.exchange import places, sealing, searching, stewards
from seedbed.apps.exchange.cards import AuthorCard
from seedbed.apps.exchange.errors import (
    EmptyStoryError,
    IdentityForgottenError,
    NoReasonGivenError,
    NotReadTwiceError,
    TellingClosedError,
    UnknownStoryError,
)
from seedbed.apps.exchange.models import (
    AskedFor,
    AuthorReply,
    Duty,
    EnvelopeOpening,
    Reading,
    SealedIdentity,
    Story,
    StoryQuestion,
    Telling,
    TellingState,
)

from .telling import destroy_envelope, refuse_names

_OPEN = (TellingState.WAITING, TellingState.SENT_BACK)
_READERS_NEEDED = 2


@transaction.atomic
def read(*, telling: UUID, passes: bool, words: str, by_id: int, at: datetime) -> None:
    """Say what one reader found; "not yet" sends it back to its author with words.

    Raises
    ------
    NotAllowedError, StewardHasPowerError
        If the account may not read.
    TellingClosedError, UnknownStoryError
        If the telling no longer waits or does not exist.
    """
    grant = stewards.require(by_id, *Duty.values, action="read what waits")
    found = _waiting(telling, grant.network_id)
    refuse_names({"words": words})
    Reading.objects.update_or_create(
        telling=found,
        reader_id=by_id,
        defaults={
            "is_steward": grant.duty == Duty.STEWARD,
            "passes": passes,
            "words": words.strip(),
            "read_at": at,
        },
    )
    if not passes:
        Telling.objects.filter(pk=found.pk).update(
            status=TellingState.SENT_BACK, note=words.strip()
        )


@transaction.atomic
def widen(*, telling: UUID, texts: Mapping[str, str], by_id: int) -> None:
    """Let a reader say something in a story more generally; readings so far are void.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError
        If a part has no words or may tell who is meant.
    NotAllowedError, StewardHasPowerError, TellingClosedError, UnknownStoryError
        If the account may not, or the telling no longer waits.
    """
    grant = stewards.require(by_id, *Duty.values, action="change what waits")
    found = _waiting(telling, grant.network_id)
    kept = {
        name: texts.get(name, getattr(found, name)).strip()
        for name in ("tried", "happened", "advice")
    }
    if not all(kept.values()):
        raise EmptyStoryError([name for name, text in kept.items() if not text])
    refuse_names(kept)
    Telling.objects.filter(pk=found.pk).update(**kept)
    found.readings.all().delete()


@transaction.atomic
def merge(*, telling: UUID, into: UUID, by_id: int, keys: Path) -> None:
    """Count a telling as another report of the same event; its envelope is destroyed.

    Raises
    ------
    NotAllowedError, StewardHasPowerError, TellingClosedError, UnknownStoryError
        If the account is no steward, or one of them does not wait.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="merge stories")
    found = _waiting(telling, grant.network_id)
    kept = _waiting(into, grant.network_id)
    if kept.pk == found.pk:
        raise UnknownStoryError("other story to merge it with")
    found.merged.update(merged_into=kept)
    Telling.objects.filter(pk=found.pk).update(
        status=TellingState.MERGED, merged_into=kept
    )
    destroy_envelope(found, keys=keys)


@transaction.atomic
def call_back(
    *, telling: UUID, why: str, by_id: int, at: datetime, keys: Path
) -> AuthorCard:
    """Open an envelope, once more than never: who, when and why are written down.

    Raises
    ------
    NoReasonGivenError
        Without a reason.
    IdentityForgottenError
        If it was told openly, or the window is over.
    NotAllowedError, StewardHasPowerError
        If the account is no steward; a second reader may not.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="call an author back")
    if not why.strip():
        raise NoReasonGivenError
    sealed = (
        SealedIdentity.objects.filter(
            telling__uuid=telling,
            telling__network_id=grant.network_id,
            forget_on__gte=at.date(),
        )
        .select_related("telling")
        .first()
    )
    if sealed is None:
        raise IdentityForgottenError
    envelope = sealing.Envelope(
        nonce=bytes(sealed.nonce), content=bytes(sealed.content)
    )
    identity = json.loads(sealing.unseal(envelope, telling=telling, keys=keys))
    EnvelopeOpening.objects.create(
        telling_uuid=telling, opened_by_id=by_id, opened_at=at, why=why.strip()
    )
    return AuthorCard(**identity)


@transaction.atomic
def release(
    *,
    telling: UUID,
    by_id: int,
    on: date,
    keys: Path,
    answers: UUID | None = None,
) -> UUID:
    """Let every system of the network read a story; who told it is destroyed first.

    Parameters
    ----------
    answers
        What somebody had asked for, if the story is that.

    Raises
    ------
    NotReadTwiceError
        Unless two people passed it, one of them a steward.
    TooFewMembersError
        If too few systems could be meant by now.
    NotAllowedError, StewardHasPowerError, TellingClosedError, UnknownStoryError
        If the account is no steward, or the telling no longer waits.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="release a story")
    found = _waiting(telling, grant.network_id)
    passed = list(
        found.readings.filter(passes=True).values_list("is_steward", flat=True)
    )
    if len(passed) < _READERS_NEEDED or not any(passed):
        raise NotReadTwiceError(len(passed))
    state, band = places.safe_now((found.state, found.size_band), found.network_id)
    destroy_envelope(found, keys=keys)
    story = Story.objects.create(
        network_id=found.network_id,
        kind=found.kind,
        topic=found.topic,
        language=found.language,
        tried=found.tried,
        happened=found.happened,
        advice=found.advice,
        state=state,
        size_band=band,
        told_by=found.told_by,
        n_reports=1 + found.merged.count(),
        released_on=on,
    )
    changed = Telling.objects.filter(pk=found.pk, status__in=_OPEN).update(
        status=TellingState.RELEASED, story=story
    )
    if changed != 1:
        raise TellingClosedError(found.get_status_display())
    # Authors of merged reports may answer questions too.
    found.merged.update(story=story)
    if answers is not None:
        wishes = AskedFor.objects.filter(network_id=found.network_id, story=None)
        wishes.filter(uuid=answers).update(story=story)
    searching.index_story(story)
    return story.uuid


@transaction.atomic
def show_answer(*, question: UUID, by_id: int) -> None:
    """Let everybody read a question with its answer, after a steward read both.

    Raises
    ------
    NotAllowedError, StewardHasPowerError, UnknownStoryError
        If the account is no steward, or the question has no answer that waits.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="show an answer")
    answered = StoryQuestion.objects.filter(
        uuid=question, story__network_id=grant.network_id, is_shown=False
    ).exclude(answer="")
    if answered.update(is_shown=True) != 1:
        raise UnknownStoryError("answer")


@transaction.atomic
def show_reply(*, reply: UUID, by_id: int) -> None:
    """Let everybody read what an author replied by name, after a steward read it.

    Raises
    ------
    NotAllowedError, StewardHasPowerError, UnknownStoryError
        If the account is no steward, or no such reply waits.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="show a reply")
    waiting = AuthorReply.objects.filter(
        uuid=reply, story__network_id=grant.network_id, is_shown=False
    )
    if waiting.update(is_shown=True) != 1:
        raise UnknownStoryError("reply")


@transaction.atomic
def forget(*, on: date, keys: Path) -> int:
    """Destroy every identity whose window is over, and keys left over; return how many.

    It touches no row of a system, so it needs no ``system_context``.
    """
    over = SealedIdentity.objects.filter(forget_on__lt=on).select_related("telling")
    uuids = [one.telling.uuid for one in over]
    over.delete()
    for uuid in uuids:
        sealing.destroy(uuid, keys=keys)
    left = set(SealedIdentity.objects.values_list("telling__uuid", flat=True))
    sealing.destroy_others(left, keys=keys)
    return len(uuids)


def _waiting(uuid: UUID, network_id: int) -> Telling:
    found = Telling.objects.filter(uuid=uuid, network_id=network_id).first()
    if found is None:
        raise UnknownStoryError("story")
    if found.status not in _OPEN:
        raise TellingClosedError(found.get_status_display())
    return found
