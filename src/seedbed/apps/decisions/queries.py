"""Reads of the decisions app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.networks.models import Member
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from . import bridge
from .cards import (
    ChosenCard,
    ComparedCard,
    DifferenceCard,
    GroupCard,
    ItemCard,
    PeerCard,
    PeerItem,
    RevisitCard,
    StandingCard,
    TeamItem,
    TradeOffCard,
    WaveCard,
)
from .instruments import Questionnaire, questionnaire
from .models import PublishedPosition, SurveyWave, TradeOff, WaveComparison
from .rounds import rounds as rounds
from .rounds import shares as shares
from .rounds import then_and_now as then_and_now
from .stored import BANDS, said_by_leaders, wave_card

SEVEN = "seven-decisions"
ALL = "all"
_FAR = ("far-low", "far-high")
_N_PEERS = 5
_MOST_ROUNDS = 5
#: What peers have in common, the narrowest first.
_CONTEXTS = (("size", "place", "income"), ("size", "place"), ("size",))


class _Published(NamedTuple):
    """The other systems of a wave: positions (S, Q), bands by grouping, members."""

    at: FloatArray
    bands: dict[str, list[str]]
    member_ids: list[int]
    own: dict[str, str]


def latest_wave(*, on: date, instrument: str = SEVEN) -> WaveCard | None:
    """Return the round that is open or, if none is, the last one. One query.

    Raises
    ------
    UnknownInstrumentError, InstrumentFileError
        If the data file of the round is gone or cannot be read.
    """
    begun = SurveyWave.objects.filter(instrument=instrument, opens_on__lte=on)
    found = begun.order_by("-opens_on").first()
    if found is None:
        return None
    return wave_card(found, on=on)


def standing(
    wave: WaveCard, *, account_id: int, compare_with: str = ALL
) -> StandingCard:
    """Return where the system stands in a wave, as one of its leaders may see it.

    One query before that leader has answered, for then there are no peers; three
    after.
    """
    asked = wave.questionnaire
    by_leader = said_by_leaders(wave.id)
    leaders = list(by_leader.values())
    team = bridge.team(asked, leaders)
    mine = by_leader.get(account_id, {})
    alone = StandingCard(
        wave=wave,
        items=_items(asked, team, ()),
        mine=mine,
        n_leaders=sum(
            any(answer.at is not None for answer in said.values()) for said in leaders
        ),
        splits=bridge.splits(asked, leaders),
    )
    if not alone.has_answered:
        return alone
    others = _published(wave)
    groups, kept = _groups(others, compare_with)
    chosen = compare_with if kept is not None else ALL
    at = others.at[kept] if kept is not None else others.at
    peers = bridge.peers_of(asked, team, at)
    return StandingCard(
        wave=wave,
        items=_items(asked, team, peers),
        mine=mine,
        n_leaders=alone.n_leaders,
        groups=groups,
        chosen=chosen,
        splits=alone.splits,
        far=_furthest(peers, alone.splits),
        compared=_compared(wave),
    )


def peers_like_us(card: StandingCard) -> tuple[tuple[str, ...], tuple[PeerCard, ...]]:
    """Return which bands are shared, and the systems that decide most alike. Two.

    Only those that let themselves be named. The context is the narrowest of the own
    size, place and income, of size and place, and of size, that five of them share;
    where none is, all are compared.
    """
    own = [item.team.own for item in card.items]
    others = _published(card.wave, named_only=True)
    shared, rows = _like_context(others)
    nearest = bridge.alike(own, others.at[rows], n=_N_PEERS)
    ids = [others.member_ids[rows[n]] for n in nearest]
    members = Member.objects.in_bulk(ids)
    peers = tuple(
        PeerCard(
            name=members[pk].name, stage=members[pk].stage, offers=members[pk].offers
        )
        for pk in ids
    )
    return shared, peers


def _like_context(others: _Published) -> tuple[tuple[str, ...], IntArray]:
    """Return the bands of the narrowest context with five others, and their rows."""
    for names in _CONTEXTS:
        alike = np.ones(len(others.member_ids), np.bool_)
        for name in names:
            band = others.own.get(name, "")
            alike &= np.array([bool(band) and v == band for v in others.bands[name]])
        if alike.sum() >= bridge.LEAST_SYSTEMS:
            return names, np.flatnonzero(alike)
    return (), np.arange(len(others.member_ids))


def trade_offs(*, on: date, instrument: str = SEVEN) -> tuple[TradeOffCard, ...]:
    """Return the system's trade-offs, those that stand first. Two queries."""
    rows = (
        TradeOff.objects.filter(instrument=instrument)
        .select_related("by__person")
        .prefetch_related("revisits")
        .order_by("revisit_on", "pk")
    )
    asked = questionnaire(instrument)
    cards = [_trade_off(row, asked, on) for row in rows]
    return tuple(sorted(cards, key=lambda card: card.ended_on is not None))


def sides_taken(wave: WaveCard) -> tuple[ChosenCard, ...]:
    """Return how many members took each side of each item. One query.

    A count of fewer than five is not shown.
    """
    return _sides_taken([wave])[wave.id]


def _sides_taken(waves: Sequence[WaveCard]) -> dict[int, tuple[ChosenCard, ...]]:
    """Return the sides that members took, by round. One query."""
    chosen: dict[int, list[bytes]] = {wave.id: [] for wave in waves}
    rows = PublishedPosition.objects.filter(wave_id__in=chosen)
    for wave_id, row in rows.values_list("wave_id", "chosen"):
        chosen[wave_id].append(bytes(row))
    return {wave.id: _counted(wave.questionnaire, chosen[wave.id]) for wave in waves}


def _counted(asked: Questionnaire, chosen: list[bytes]) -> tuple[ChosenCard, ...]:
    taken = bridge.sides_taken(chosen, len(asked.questions))
    return tuple(
        ChosenCard(
            question=question,
            low=_shown(taken[q, 1]),
            both=_shown(taken[q, 2]),
            high=_shown(taken[q, 3]),
        )
        for q, question in enumerate(asked.questions)
    )


def sides_over_rounds(
    *, on: date, instrument: str = SEVEN
) -> tuple[tuple[WaveCard, tuple[ChosenCard, ...]], ...]:
    """Return the sides that members took in each round, the oldest first. Two queries.

    Of the last five rounds.
    """
    begun = SurveyWave.objects.filter(instrument=instrument, opens_on__lte=on)
    newest = begun.order_by("-opens_on")[:_MOST_ROUNDS]
    waves = [wave_card(row, on=on) for row in newest]
    taken = _sides_taken(waves)
    return tuple((wave, taken[wave.id]) for wave in reversed(waves))


def _published(wave: WaveCard, *, named_only: bool = False) -> _Published:
    rows: Any = PublishedPosition.objects.filter(wave_id=wave.id)
    own_id = current_system_id()
    fields = [f"member__{name}" for name, _values in BANDS]
    found = list(
        rows.order_by("pk").values_list(
            "at", "system_id", "member_id", "member__is_findable", *fields
        )
    )
    mine = [row for row in found if row[1] == own_id]
    others = [row for row in found if row[1] != own_id and (row[3] or not named_only)]
    names = [name for name, _values in BANDS]
    return _Published(
        at=bridge.unpacked(
            [bytes(row[0]) for row in others], len(wave.questionnaire.questions)
        ),
        bands={name: [row[4 + k] for row in others] for k, name in enumerate(names)},
        member_ids=[row[2] for row in others],
        own={name: mine[0][4 + k] if mine else "" for k, name in enumerate(names)},
    )


def _groups(
    others: _Published, compare_with: str
) -> tuple[tuple[GroupCard, ...], BoolArray | None]:
    """Return the groups to compare with, and the rows of the chosen one if shown."""
    n_all = len(others.member_ids)
    groups = [GroupCard(code=ALL, band="", n_systems=_shown(n_all))]
    kept: BoolArray | None = None
    for name, band in others.own.items():
        if not band:
            continue
        alike = np.array([value == band for value in others.bands[name]], np.bool_)
        n = _shown(alike.sum())
        groups.append(GroupCard(code=name, band=band, n_systems=n))
        if name == compare_with and n is not None:
            kept = alike
    return tuple(groups), kept


def _furthest(peers: Sequence[PeerItem], splits: Sequence[int]) -> int | None:
    """Return the item on which most others lie to one side, or None if on none.

    The one that the team will talk about anyway is left to that talk, if others are.
    """
    far = [q for q, peer in enumerate(peers) if peer.place in _FAR]
    rest = [q for q in far if q not in splits[:1]] or far

    def share(q: int) -> float:
        return max(peers[q].n_lower, peers[q].n_higher) / peers[q].n_systems

    return max(rest, key=share, default=None)


def _shown(n: Any) -> int | None:
    return int(n) if n >= bridge.LEAST_SYSTEMS else None


def _items(
    asked: Questionnaire, team: Sequence[TeamItem], peers: Sequence[PeerItem]
) -> tuple[ItemCard, ...]:
    return tuple(
        ItemCard(
            number=q + 1,
            question=question,
            team=team[q],
            peers=peers[q] if peers else PeerItem(),
        )
        for q, question in enumerate(asked.questions)
    )


def _compared(wave: WaveCard) -> ComparedCard | None:
    found = WaveComparison.objects.filter(wave_id=wave.id).first()
    if found is None:
        return None
    asked = wave.questionnaire
    return ComparedCard(
        n_systems=found.n_systems,
        n_comparisons=found.n_comparisons,
        compared_at=found.compared_at,
        differences=tuple(
            DifferenceCard(
                question=asked.questions[asked.place(row["item"])],
                grouping=row["grouping"],
                groups=tuple((name, at, n) for name, at, n in row["groups"]),
            )
            for row in found.found
        ),
    )


def _trade_off(row: TradeOff, asked: Questionnaire, on: date) -> TradeOffCard:
    revisits = sorted(row.revisits.all(), key=lambda one: (one.on, one.pk))
    return TradeOffCard(
        id=row.pk,
        question=asked.questions[asked.place(row.item)],
        side=row.side,
        choice=row.choice,
        cost=row.cost,
        chosen_on=row.chosen_on,
        revisit_on=row.revisit_on,
        ended_on=row.ended_on,
        is_due=row.ended_on is None and row.revisit_on <= on,
        by=row.by.person.name,
        revisits=tuple(
            RevisitCard(on=one.on, happened=one.happened, verdict=one.verdict)
            for one in revisits
        ),
    )
