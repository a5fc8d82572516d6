"""Stories and plays to and from other deployments, as signed packages.

A package holds what was released, nothing that waits and nobody's identity.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.exchange import places, searching
from seedbed.apps.exchange.errors import NotAKeyError, UnknownSenderError
from seedbed.apps.exchange.models import (
    NoteKind,
    Play,
    PlayVersion,
    Story,
    StoryKind,
    Topic,
    TrustedSender,
)
from seedbed.apps.exchange.queries.plays import words_of
from seedbed.interop import packages

_STORY_FIELDS = (
    "kind", "topic", "language", "tried", "happened", "advice", "state", "size_band",
    "told_by",
)  # fmt: skip


def export_package(*, path: Path, sender: str, folder: Path, at: datetime) -> int:
    """Write this network's own stories and plays to a signed file; return how many."""
    network = places.network_id()
    stories = Story.objects.filter(network_id=network, source="").order_by("pk")
    versions = PlayVersion.objects.filter(play__network_id=network, play__source="")
    content: dict[str, list[dict[str, Any]]] = {
        "stories": [
            {
                "uuid": str(row.uuid),
                "released_on": row.released_on.isoformat(),
                "n_reports": row.n_reports,
                **{name: getattr(row, name) for name in _STORY_FIELDS},
            }
            for row in stories
        ],
        "plays": [
            {
                "uuid": str(row.play.uuid),
                "number": row.number,
                "by_system": row.play.by_system,
                "published_on": row.published_on.isoformat(),
                "words": asdict(words_of(row)),
            }
            for row in versions.select_related("play").order_by("play_id", "number")
        ],
    }
    packages.write_package(
        path, content, sender=sender, key=packages.load_key(folder), made_at=at
    )
    return len(content["stories"]) + len(content["plays"])


def public_key(*, folder: Path) -> str:
    """Return the key that others need to trust this deployment; made if needed."""
    return packages.public_text(packages.load_key(folder))


@transaction.atomic
def trust(*, name: str, public_key: str, at: datetime) -> None:
    """Take in packages that this key signs, from now on under this name.

    Raises
    ------
    NotAKeyError
        If it is no key, or has no name.
    """
    if not name.strip() or not packages.is_public_key(public_key):
        raise NotAKeyError
    TrustedSender.objects.update_or_create(
        name=name, defaults={"public_key": public_key, "trusted_at": at}
    )


@transaction.atomic
def import_package(*, path: Path) -> int:
    """Take in a package of a trusted sender; return how many records were new.

    The same package again changes nothing.

    Raises
    ------
    UnknownSenderError
        If its key is not trusted here.
    NotAPackageError, NewerPackageError, WrongSignatureError
        If it cannot be read; the message says which and why.
    """
    package = packages.read_package(path)
    sender = TrustedSender.objects.filter(public_key=package.public_key).first()
    if sender is None:
        raise UnknownSenderError(path.name, package.sender, package.public_key)
    network = places.network_id()
    try:
        n_stories = sum(
            _take_story(row, network, sender.name)
            for row in package.content.get("stories", [])
        )
        n_plays = sum(
            _take_play(row, network, sender.name)
            for row in package.content.get("plays", [])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise packages.NotAPackageError(path.name, f"a record lacks {error}") from error
    return n_stories + n_plays


def _take_story(row: dict[str, Any], network: int, source: str) -> bool:
    fields = {name: str(row[name]) for name in _STORY_FIELDS}
    story, made = Story.objects.get_or_create(
        uuid=UUID(row["uuid"]),
        defaults={
            **fields,
            "kind": StoryKind(row["kind"]),
            "topic": Topic(row["topic"]),
            "network_id": network,
            "n_reports": int(row["n_reports"]),
            "released_on": date.fromisoformat(row["released_on"]),
            "source": source,
        },
    )
    if made:
        searching.index_story(story)
    return made


def _take_play(row: dict[str, Any], network: int, source: str) -> bool:
    play, _made = Play.objects.get_or_create(
        uuid=UUID(row["uuid"]),
        defaults={
            "network_id": network,
            "by_system": str(row["by_system"]),
            "source": source,
        },
    )
    if play.source != source:
        return False  # an own play under the same id stays as it is
    words = {**row["words"], "topic": Topic(row["words"]["topic"])}
    version, made = PlayVersion.objects.get_or_create(
        play=play,
        number=int(row["number"]),
        defaults={
            **words,
            "note_kind": NoteKind(words["note_kind"]),
            "published_on": date.fromisoformat(row["published_on"]),
        },
    )
    if made:
        searching.index_play(version)
    return made
