"""A simulated network: members, keepers of the exchange, stories, plays, wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction

from seedbed.apps.accounts.models import Person, Role, RoleKind, System
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.accounts.services import create_account
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.exchange import receipts, services
from seedbed.apps.exchange.models import (
    AskedFor,
    ExchangeMember,
    Play,
    PlayEvidence,
    PlayVersion,
    Story,
)
from seedbed.apps.exchange.searching import index_play, index_story

from .told import PLAYS, STORIES, WAITING, WISHES, Told

#: Who signs in with one click and keeps the exchange, and the second reader.
KEEPERS = {"steward": ("Noor", "Haddad"), "reader": ("Ian", "Frost")}
_STATES = ("Ohio", "Iowa", "Indiana")
_BANDS = ("1000-4999", "5000-19999")
_N_MEMBERS = 36


@transaction.atomic
def make_exchange(*, on: date, at: datetime, seed: int) -> int:
    """Fill the exchange of the demo's network, once; return how many stories came."""
    network = System.objects.values_list("network_id", flat=True).get(
        pk=current_system_id()
    )
    if ExchangeMember.objects.filter(network_id=network).exists():
        return 0
    _make_members(network)
    for duty, (given, family) in KEEPERS.items():
        _make_keeper(duty, given, family, at)
    rng = np.random.default_rng([seed, 24])
    for told in STORIES:
        _make_story(told, network, on, rng)
    _make_plays(network, on)
    for words, n_asking in WISHES:
        AskedFor.objects.create(
            network_id=network, words=words, n_asking=n_asking, asked_on=on
        )
    _tell(on)
    return len(STORIES)


def _make_members(network: int) -> None:
    own = System.objects.get(pk=current_system_id())
    ExchangeMember.objects.bulk_create(
        ExchangeMember(
            network_id=network,
            name=f"Simulated district {n}" if n else own.name,
            state=_STATES[n % len(_STATES)],
            size_band=_BANDS[n // len(_STATES) % len(_BANDS)],
            system=None if n else own,
        )
        for n in range(_N_MEMBERS)
    )


def _make_keeper(duty: str, given: str, family: str, at: datetime) -> None:
    person, _made = Person.objects.get_or_create(
        source="simulated",
        sourced_id=f"face-{duty}",
        defaults={"given_name": given, "family_name": family},
    )
    Role.objects.get_or_create(person=person, kind=RoleKind.STEWARD, unit=None)
    account_id = create_account(person_id=person.pk, username=duty)
    services.appoint(account_id=account_id, duty=duty, at=at)


def _make_story(told: Told, network: int, on: date, rng: np.random.Generator) -> None:
    """Write a released story of another member, as its release would have."""
    state = str(rng.choice(_STATES))
    story = Story.objects.create(
        network_id=network,
        kind=told.words.kind,
        topic=told.words.topic,
        language=told.words.language,
        **told.words.texts(),
        state=state,
        size_band=str(rng.choice(_BANDS)),
        n_reports=told.n_reports,
        told_by=told.told_by,
        n_helped=int(rng.integers(0, 9)),
        released_on=on - timedelta(days=told.days_ago),
    )
    index_story(story)
    if told.reply:
        story.replies.create(
            words=told.reply, replied_on=story.released_on, is_shown=True
        )
    if told.question:
        story.questions.create(
            question=told.question,
            answer=told.answer,
            asked_on=story.released_on,
            answered_on=story.released_on,
            is_shown=True,
        )


def _make_plays(network: int, on: date) -> None:
    parent: PlayVersion | None = None
    for n, (words, by_system) in enumerate(PLAYS):
        is_fork = n == 1
        play = Play.objects.create(
            network_id=network,
            by_system=by_system,
            grown_from=parent if is_fork else None,
        )
        shared = {**vars(words), "steps": list(words.steps)}
        shared["materials"] = list(words.materials)
        version = PlayVersion.objects.create(
            play=play, number=1, published_on=on - timedelta(days=60 - 9 * n), **shared
        )
        index_play(version)
        if parent is None:
            parent = version
            PlayEvidence.objects.create(
                version=version,
                pilot_uuid="5eedbed0-0000-4000-8000-000000000001",
                measure=words.measure,
                estimate=0.31,
                low=0.06,
                high=0.55,
                n_students=96,
                decision="iterate",
                as_of=on - timedelta(days=14),
            )


def _tell(on: date) -> None:
    """Let two people of the demo tell stories that wait for their readers."""
    for username, words in zip(("teacher", "mentor"), WAITING, strict=True):
        texts = services.in_general_words(words.texts(), language=words.language)
        services.tell(
            words=replace(words, **texts),
            receipt=receipts.new_receipt(),
            by_id=account_named(username).id,
            on=on,
            keys=Path(settings.HOME) / "exchange-keys",
        )
