"""What readers of the exchange do: say it helped, ask the author, ask for a story."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from seedbed.apps.accounts.permissions import require
from seedbed.apps.exchange import places
from seedbed.apps.exchange.errors import EmptyStoryError, UnknownStoryError
from seedbed.apps.exchange.models import AskedFor, ExchangeMark, Story, StoryQuestion

from .telling import TELLERS, refuse_names


@transaction.atomic
def say_it_helped(*, story: UUID, by_id: int) -> bool:
    """Count that a story helped this system, once; tell whether it counted now."""
    require(by_id, *TELLERS, action="say that a story helped")
    found = _story(story)
    _mark, made = ExchangeMark.objects.get_or_create(subject=story)
    if made:
        Story.objects.filter(pk=found.pk).update(n_helped=F("n_helped") + 1)
    return made


@transaction.atomic
def ask_author(*, story: UUID, question: str, by_id: int, on: date) -> None:
    """Ask the author of a story; who asks is not kept either.

    The same question again counts once.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError, UnknownStoryError
        If it has no words, may tell who is meant, or the story does not exist.
    """
    require(by_id, *TELLERS, action="ask an author")
    if not question.strip():
        raise EmptyStoryError(["your question"])
    refuse_names({"question": question})
    StoryQuestion.objects.get_or_create(
        story=_story(story), question=question.strip(), defaults={"asked_on": on}
    )


@transaction.atomic
def ask_for(*, words: str, by_id: int, on: date) -> UUID:
    """Say which story is missing; the same words again ask for it too.

    Raises
    ------
    EmptyStoryError, StoryNamesSomeoneError
        If it has no words or may tell who is meant.
    """
    require(by_id, *TELLERS, action="ask for a story")
    if not words.strip():
        raise EmptyStoryError(["what you would like to read"])
    refuse_names({"words": words})
    network = places.network_id()
    found = AskedFor.objects.filter(network_id=network, words__iexact=words.strip())
    known = found.first()
    if known is not None:
        ask_too(asked_for=known.uuid, by_id=by_id)
        return known.uuid
    made = AskedFor.objects.create(network_id=network, words=words.strip(), asked_on=on)
    ExchangeMark.objects.create(subject=made.uuid)
    return made.uuid


@transaction.atomic
def ask_too(*, asked_for: UUID, by_id: int) -> bool:
    """Ask for what somebody asks for, once a system; tell whether it counted."""
    require(by_id, *TELLERS, action="ask for a story")
    found = AskedFor.objects.filter(uuid=asked_for, network_id=places.network_id())
    if not found.exists():
        raise UnknownStoryError("wish")
    _mark, made = ExchangeMark.objects.get_or_create(subject=asked_for)
    if made:
        found.update(n_asking=F("n_asking") + 1)
    return made


def _story(uuid: UUID) -> Story:
    found = Story.objects.filter(uuid=uuid, network_id=places.network_id()).first()
    if found is None:
        raise UnknownStoryError("story")
    return found
