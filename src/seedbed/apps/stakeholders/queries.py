"""Reads of the stakeholders app: the maps, and how a change fares while it is tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from seedbed.lib.errors import SeedbedError

from . import bridge
from .cards import (
    ActorCard,
    CallCard,
    ChangeCard,
    ChannelCard,
    Ends,
    MapCard,
    MapFault,
    OnMap,
    PartCard,
    PlaceCard,
    ReadinessCard,
    SpeakerCard,
    StakeCard,
    StandingCard,
    TalkCard,
)
from .errors import UnknownChangeError
from .models import (
    Actor,
    CallChoice,
    Change,
    ChangeCall,
    Interview,
    ReadinessCheck,
    SubgroupEffect,
)

#: Shares typed with two decimals may miss 1 by as much; the engine allows the same.
_ROUNDING = 0.021
_PAGE = 50
_STANDING = (
    "place",
    "channels",
    "salience_low",
    "salience_mode",
    "salience_high",
    "what_changes",
)
_READINESS = (
    "seats_per_adult",
    "n_accommodations",
    "n_accommodations_met",
    "has_contract_authority",
    "hours_of_oldest_source",
)


def changes_of(unit_id: int, *, page: int = 1) -> tuple[tuple[ChangeCard, ...], int]:
    """Return a page of a unit's changes, newest first, and how many there are. Two."""
    rows = Change.objects.filter(unit_id=unit_id).order_by("-begun_at", "-id")
    first = (max(page, 1) - 1) * _PAGE
    return tuple(_change(row) for row in rows[first : first + _PAGE]), rows.count()


def latest_changes(unit_id: int) -> tuple[ChangeCard, ...]:
    """Return a unit's newest changes, to choose from. One query."""
    rows = Change.objects.filter(unit_id=unit_id).order_by("-begun_at", "-id")
    return tuple(_change(row) for row in rows[:_PAGE])


def actor_names(change: UUID) -> tuple[tuple[int, str], ...]:
    """Return the ids and names of those on a change's maps, by name. One query."""
    rows = Actor.objects.filter(change__uuid=change, removed_at=None)
    return tuple(rows.order_by("name").values_list("pk", "name"))


def tried_in(unit_id: int) -> ChangeCard | None:
    """Return the change that a unit tries now, or None. One query.

    The newest that was given a place and has no ending there or elsewhere.
    """
    places = (CallChoice.INSIDE, CallChoice.CONSENT, CallChoice.APART)
    rows = Change.objects.filter(
        unit_id=unit_id, calls__choice__in=places, endings=None
    )
    found = rows.order_by("-begun_at", "-id").first()
    return None if found is None else _change(found)


def n_pages(n_changes: int) -> int:
    """Return on how many pages changes are listed."""
    return max(1, -(-n_changes // _PAGE))


def change_card(uuid: UUID) -> ChangeCard:
    """Return a change at a glance. One query.

    Raises
    ------
    UnknownChangeError
        If the system has no such change.
    """
    found = Change.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownChangeError(uuid)
    return _change(found)


def _change(row: Change) -> ChangeCard:
    return ChangeCard(
        uuid=row.uuid,
        unit_id=row.unit_id,
        title=row.title,
        about=row.about,
        inside_name=row.inside_name,
        apart_name=row.apart_name,
        begun_at=row.begun_at,
    )


def actors_of(change: UUID) -> tuple[ActorCard, ...]:
    """Return the actors on a change's maps in the order they came. Two queries."""
    rows: dict[int, Any] = {}
    standings: dict[int, list[StandingCard]] = {}
    joined = (
        Actor.objects.filter(change__uuid=change, removed_at=None)
        .select_related("edited_by__person")
        .annotate(**{name: F(f"standings__{name}") for name in _STANDING})
        .order_by("id", "-place")
    )
    for row in joined:
        rows[row.pk] = row
        mine = standings.setdefault(row.pk, [])
        if row.place is not None:
            mine.append(_standing(row))
    talks: dict[int, list[TalkCard]] = {pk: [] for pk in rows}
    told = Interview.objects.filter(
        actor__change__uuid=change, actor__removed_at=None
    ).order_by("-on", "-id")
    for talk in told:
        talks[talk.actor_id].append(_talk(talk))
    return tuple(
        ActorCard(
            id=row.pk,
            name=row.name,
            kind=row.kind,
            counts_on=row.counts_on,
            brings_to=tuple(row.brings_to),
            version=row.version,
            edited_by=row.edited_by.person.name,
            edited_at=row.edited_at,
            standings=tuple(standings[row.pk]),
            talks=tuple(talks[row.pk]),
        )
        for row in rows.values()
    )


def _standing(row: Any) -> StandingCard:
    return StandingCard(
        place=row.place,
        channels=tuple(ChannelCard(kind=k, **v) for k, v in row.channels.items()),
        salience=(row.salience_low, row.salience_mode, row.salience_high),
        what_changes=row.what_changes,
    )


def _talk(row: Interview) -> TalkCard:
    return TalkCard(
        talk=row.form_key,
        place=row.place,
        on=row.on,
        with_whom=row.with_whom,
        said=row.said,
        position=(row.low, row.mode, row.high),
    )


def on_map(actors: Sequence[ActorCard], place: str) -> list[OnMap]:
    """Return the actors as the map of a place has them. No query."""
    found = (actor.on(place) for actor in actors)
    return [one for one in found if one is not None]


def faults_of(actors: Sequence[ActorCard], place: str) -> tuple[MapFault, ...]:
    """Return why the map of a place cannot be read; nothing means it can. No query."""
    ids = {actor.name: actor.id for actor in actors}
    mine = on_map(actors, place)
    if not mine:
        return (MapFault(code="nobody", place=place),)
    found = [
        MapFault(code="no-channel", place=place, actor=one.name, actor_id=ids[one.name])
        for one in mine
        if not one.channels
    ]
    totals: dict[str, float] = {}
    for channel in (c for one in mine for c in one.channels):
        totals[channel.kind] = totals.get(channel.kind, 0.0) + channel.share
    found += [
        MapFault(code="shares", place=place, channel=kind, total=total)
        for kind, total in totals.items()
        if abs(total - 1.0) > _ROUNDING
    ]
    if not found and not any(_cares(one) for one in mine):
        found.append(MapFault(code="nobody-cares", place=place))
    return tuple(found)


def _cares(one: OnMap) -> bool:
    power = sum(c.share * (1.0 - c.substitutability) for c in one.channels)
    return power > 0 and one.salience[1] > 0


def map_card(card: ChangeCard, *, seed: int) -> MapCard:
    """Return both maps of a change, read by the same luck. Five queries."""
    change = card.uuid
    actors = actors_of(change)
    effects = _effects(change)
    inside = _place(card, actors, effects, "inside", seed=seed)
    apart = _place(card, actors, effects, "apart", seed=seed)
    gain: Ends | None = None
    if inside.numbers is not None and apart.numbers is not None:
        here, there = on_map(actors, "inside"), on_map(actors, "apart")
        gain = bridge.gain(here, there, seed=seed)
    return MapCard(
        change=card,
        actors=actors,
        inside=inside,
        apart=apart,
        standing=_standings(actors),
        mean_gain=gain,
        n_interviews=sum(actor.n_talks for actor in actors),
        readiness=readiness_of(change),
        calls=_calls(change),
    )


def _place(
    card: ChangeCard,
    actors: Sequence[ActorCard],
    effects: Sequence[SubgroupEffect],
    place: str,
    *,
    seed: int,
) -> PlaceCard:
    faults = faults_of(actors, place)
    name = card.name_of(place)
    if faults:
        return PlaceCard(place=place, name=name, faults=faults)
    mine = on_map(actors, place)
    found = bridge.read(mine, seed=seed)
    by_name = {actor.name: actor for actor in actors}
    vetoes = {one.name: any(c.can_stop_alone for c in one.channels) for one in mine}
    return PlaceCard(
        place=place,
        name=name,
        faults=(),
        parts=tuple(
            PartCard(
                actor_id=by_name[part.name].id,
                name=part.name,
                kind=by_name[part.name].kind,
                power=part.power,
                weight=part.weight,
                contribution=part.contribution,
                p_against=part.p_against,
                p_veto=part.p_veto,
                stance=part.stance,
                sure=part.sure,
                n_interviews=part.n_interviews or 0,
                can_stop_alone=vetoes[part.name],
            )
            for part in found.parts
        ),
        numbers=found.numbers,
        call=found.call,
        swings=found.swings,
        asks=found.asks,
        fewest_to_win=found.fewest_to_win,
        stakes=_stakes(mine, effects),
    )


def _stakes(
    mine: Sequence[OnMap], effects: Sequence[SubgroupEffect]
) -> tuple[StakeCard, ...]:
    """Return who loses, for those effects whose speaker is on this map."""
    here = {one.name for one in mine}
    used = {str(pk): one for pk, one in _latest(effects).items()}
    told = [
        (key, one.effect, one.standard_error, one.actor.name)
        for key, one in used.items()
        if one.actor.name in here
    ]
    return tuple(
        StakeCard(
            group=used[stake.group].group,
            actor=used[stake.group].actor.name,
            effect=stake.effect,
            p_loses=stake.p_loses,
            power=stake.power,
            stake=stake.stake,
            source=used[stake.group].source,
            pilot=used[stake.group].pilot,
        )
        for stake in bridge.stakes(mine, told)
    )


def _latest(effects: Sequence[SubgroupEffect]) -> dict[int, SubgroupEffect]:
    """Return the latest effect of each group, of each pilot apart, by its key."""
    newest = {(one.pilot, one.group): one for one in effects}
    return {one.pk: one for one in newest.values()}


def speakers_of(pilot: UUID) -> tuple[SpeakerCard, ...]:
    """Return who speaks for which group of a pilot, on each map. One query.

    Who was taken off a map speaks for nobody.
    """
    rows = SubgroupEffect.objects.filter(pilot=pilot, actor__removed_at=None)
    newest = {
        (row.actor.change_id, row.group): row
        for row in rows.select_related("actor__change").order_by("at", "id")
    }
    return tuple(
        SpeakerCard(
            change=row.actor.change.uuid,
            actor_id=row.actor_id,
            group=row.group,
            effect=row.effect,
            noted=row.pk,
        )
        for row in newest.values()
    )


def _effects(change: UUID) -> list[SubgroupEffect]:
    """Return effects of groups, oldest first, so that the latest of a group counts."""
    rows = SubgroupEffect.objects.filter(
        actor__change__uuid=change, actor__removed_at=None
    )
    return list(rows.select_related("actor").order_by("at", "id"))


def _standings(actors: Sequence[ActorCard]) -> dict[str, float]:
    """Return shares of standing by name; nothing where nobody informs anybody."""
    place = {actor.id: n for n, actor in enumerate(actors)}
    brings = [
        (place[actor.id], place[other])
        for actor in actors
        for other in actor.brings_to
        if other in place
    ]
    return bridge.standing([actor.name for actor in actors], brings) if brings else {}


def readiness_of(change: UUID) -> ReadinessCard | None:
    """Return the latest check of a change. One query."""
    rows = ReadinessCheck.objects.filter(change__uuid=change)
    latest = rows.order_by("-at", "-id").first()
    if latest is None:
        return None
    numbers = {name: getattr(latest, name) for name in _READINESS}
    return ReadinessCard(at=latest.at, lacks=bridge.lacks(numbers), numbers=numbers)


def _calls(change: UUID) -> tuple[CallCard, ...]:
    rows: Iterable[ChangeCall] = (
        ChangeCall.objects.filter(change__uuid=change)
        .select_related("by__person", "inside", "apart")
        .order_by("-at", "-id")
    )
    return tuple(
        CallCard(
            choice=row.choice,
            rule_said=row.rule_said,
            reason=row.reason,
            review_on=row.review_on,
            by=row.by.person.name,
            at=row.at,
            p_inside=row.inside.p_stopped if row.inside else None,
            p_apart=row.apart.p_stopped if row.apart else None,
        )
        for row in rows
    )


def refusal_of(actors: Sequence[ActorCard], place: str) -> SeedbedError | None:
    """Return what the engine itself says of a map that has faults. No query."""
    try:
        bridge.network(on_map(actors, place))
    except SeedbedError as error:
        return error
    return None
