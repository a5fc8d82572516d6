"""Plays: publish, adapt, take over, and what pilots found attaches itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts.models import RoleKind, System
from seedbed.apps.accounts.permissions import require
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.exchange import adopters, bridge, makings, searching
from seedbed.apps.exchange.cards import PlayWords
from seedbed.apps.exchange.errors import (
    AdoptedBeforeError,
    NoSuchPartError,
    UnfinishedPlayError,
    UnknownStoryError,
)
from seedbed.apps.exchange.models import Adoption, Play, PlayEvidence, PlayVersion
from seedbed.apps.exchange.queries.plays import version_of
from seedbed.apps.pilots import queries as pilots

from .drafts import drop_draft
from .telling import refuse_names


@transaction.atomic
def publish_play(
    *,
    words: PlayWords,
    by_id: int,
    on: date,
    play: UUID | None = None,
    grown_from: UUID | None = None,
    token: UUID | None = None,
) -> UUID:
    """Share a play, a new version of an own one, or a fork of another's.

    Parameters
    ----------
    token
        Made with the form: the same again changes nothing. Its draft goes.
    play
        The play that this is a new version of.
    grown_from
        The play that this is adapted from; the fork remembers the version.

    Raises
    ------
    UnfinishedPlayError
        If it lacks something, above all a note on how it went or what failed.
    StoryNamesSomeoneError
        If it may tell who is meant.
    UnknownStoryError
        If there is no such play, or a new version is of another system's.
    NotAllowedError
        If the account leads no unit.
    """
    require(by_id, RoleKind.LEADER, action="share a play")
    if words.missing():
        raise UnfinishedPlayError(words.missing())
    refuse_names({**words.texts(), **makings.texts_of(words.parts)})
    known = PlayVersion.objects.filter(token=token).select_related("play").first()
    if token is not None and known is not None:
        drop_draft(token=token, by_id=by_id)
        return known.play.uuid
    system = System.objects.get(pk=current_system_id())
    number = 1
    if play is None:
        parent = version_of(grown_from) if grown_from else None
        row = Play.objects.create(
            network_id=system.network_id, grown_from=parent, by_system=system.name
        )
    else:
        newest = version_of(play)
        row, number = newest.play, newest.number + 1
        if row.by_system != system.name:
            raise UnknownStoryError("play of this system; adapt it instead")
    version = PlayVersion.objects.create(
        play=row, number=number, published_on=on, token=token, **_fields(words)
    )
    searching.index_play(version)
    if token is not None:
        drop_draft(token=token, by_id=by_id)
    return row.uuid


@transaction.atomic
def adopt(
    *, play: UUID, part: str, unit_id: int, by_id: int, at: datetime, on: date
) -> dict[str, Any]:
    """Turn one part of a play into a unit's own rows, and return what was made.

    Raises
    ------
    NoSuchPartError
        If the play has no such part, or nothing here can take it in: also one that
        came in a package and has another form.
    AdoptedBeforeError
        If the unit took over this part of this version before.
    NotAllowedError, UnknownStoryError
        If the account does not lead the unit, or there is no such play.
    """
    require(by_id, RoleKind.LEADER, action="take over a play", unit_id=unit_id)
    version = version_of(play)
    adopter = adopters.adopter_of(part)
    if adopter is None or not version.parts.get(part):
        raise NoSuchPartError(version.title, part)
    adoption, made = Adoption.objects.get_or_create(
        unit_id=unit_id,
        version=version,
        part=part,
        defaults={"adopted_by_id": by_id, "adopted_at": at},
    )
    if not made:
        raise AdoptedBeforeError(version.title, part)
    asked = adopters.Adopting(
        unit_id=unit_id,
        title=version.title,
        content=version.parts[part],
        by_id=by_id,
        at=at,
        on=on,
    )
    try:
        adoption.result = adopter(asked)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NoSuchPartError(version.title, part) from error
    adoption.save(update_fields=["result"])
    result: dict[str, Any] = adoption.result
    return result


@transaction.atomic
def attach_evidence(*, on: date) -> int:
    """Write beside each play what this system's pilots of it found; return how many.

    A pilot's latest look, with the interval that stays right however often one looks.
    Pilots of fewer than ten students are left out. Six queries for each pilot.
    """
    n = 0
    for adoption in Adoption.objects.filter(part="pilot").select_related("version"):
        card = pilots.pilot_card(UUID(adoption.result["pilot"]))
        latest = card.latest
        look = latest.looks[-1] if latest and latest.looks else None
        if latest is None or look is None or card.registration is None:
            continue
        known = (look["estimate"], look["low"], look["high"])
        if None in known or not bridge.may_tell_of(look["n_students"]):
            continue
        PlayEvidence.objects.update_or_create(
            pilot_uuid=card.uuid,
            defaults={
                "version": adoption.version,
                "measure": card.registration.measure,
                "estimate": look["estimate"],
                "low": look["low"],
                "high": look["high"],
                "n_students": look["n_students"],
                "decision": latest.decision,
                "as_of": on,
            },
        )
        n += 1
    return n


def _fields(words: PlayWords) -> dict[str, Any]:
    return {
        "title": words.title.strip(),
        "summary": words.summary.strip(),
        "topic": words.topic,
        "needs": words.needs.strip(),
        "grade_low": words.grade_low,
        "grade_high": words.grade_high,
        "modality": words.modality,
        "cost": words.cost.strip(),
        "steps": list(words.steps),
        "materials": list(words.materials),
        "measure": words.measure.strip(),
        "parts": words.parts,
        "note_kind": words.note_kind,
        "note": words.note.strip(),
    }
