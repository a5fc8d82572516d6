"""Turns a map's rows into the engine's actors, and its readings into cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np

from seedbed.engines import value_network as engine
from seedbed.lib import concerns

from .cards import AskCard, Ends, OnMap, ScoreCard, SwingCard

#: More actors against it than this, and the fewest to win are not searched for.
_MOST_SEARCHED = 12
_MOST_SWINGS = 6
#: So many readings are kept: thousands of draws that come out alike for alike actors.
_READINGS_KEPT = 64


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the engine says of one map, in plain values."""

    numbers: Mapping[str, float]
    call: str
    parts: Sequence[engine.Part]
    swings: tuple[SwingCard, ...]
    asks: tuple[AskCard, ...]
    fewest_to_win: tuple[str, ...]


def network(actors: Sequence[OnMap]) -> engine.ValueNetwork:
    """Return the map of some actors.

    Raises
    ------
    SeedbedError, ValueError
        If it is no map; ``queries`` names the reasons before.
    """
    return engine.ValueNetwork(
        actors=tuple(
            engine.Actor(
                name=one.name,
                channels=tuple(
                    engine.Channel(
                        kind=cast(engine.Kind, channel.kind),
                        share=channel.share,
                        substitutability=channel.substitutability,
                        can_stop_alone=channel.can_stop_alone,
                    )
                    for channel in one.channels
                ),
                position=_range(one.position),
                salience=_range(one.salience),
                n_interviews=one.n_interviews,
            )
            for one in actors
        )
    )


def _range(ends: Ends) -> engine.Range:
    low, mode, high = ends
    return engine.Range(low=low, mode=mode, high=high)


def read(actors: Sequence[OnMap], *, seed: int) -> Read:
    """Return what a map says, and what would change it."""
    return _read(tuple(actors), seed)


@lru_cache(_READINGS_KEPT)
def _read(actors: tuple[OnMap, ...], seed: int) -> Read:
    found = network(actors)
    reading = engine.read(found, seed=seed)
    n_against = sum(part.p_against > 0 for part in reading.parts)
    is_few = n_against <= _MOST_SEARCHED
    return Read(
        numbers=numbers(reading),
        call=reading.call,
        parts=reading.parts,
        swings=tuple(
            SwingCard(
                actor=swing.actor,
                input=swing.input,
                p_low=swing.p_low,
                p_high=swing.p_high,
                changes_the_call=swing.changes_the_call,
            )
            for swing in engine.tornado(found, seed=seed)[:_MOST_SWINGS]
        ),
        asks=tuple(
            AskCard(
                actor=ask.actor, tells=ask.tells, n_interviews=ask.n_interviews or 0
            )
            for ask in engine.whom_to_ask(found, seed=seed)
        ),
        fewest_to_win=engine.fewest_to_win(found, seed=seed) if is_few else (),
    )


def numbers(reading: engine.Reading) -> dict[str, float]:
    """Return the numbers of a reading by name."""
    names = (
        "mean", "mean_low", "mean_high", "median", "opposing",
        "p_opposed", "p_vetoed", "p_stopped", "p_error",
    )  # fmt: skip
    return {name: float(getattr(reading, name)) for name in names}


def gain(here: Sequence[OnMap], there: Sequence[OnMap], *, seed: int) -> Ends:
    """Return low, mean and high of what support gains from one map to another."""
    found = _compared(tuple(here), tuple(there), seed)
    return (found.gain_low, found.mean_gain, found.gain_high)


@lru_cache(_READINGS_KEPT)
def _compared(
    here: tuple[OnMap, ...], there: tuple[OnMap, ...], seed: int
) -> engine.Comparison:
    return engine.compare(network(here), network(there), seed=seed)


def drift(
    then: Sequence[OnMap], now: Sequence[OnMap], *, seed: int
) -> tuple[Ends, float, float, tuple[tuple[str, str, str], ...]]:
    """Return gain, probability then and now, and who stands elsewhere than before."""
    found = _compared(tuple(then), tuple(now), seed)
    turned = tuple(
        (one.name, one.inside, one.apart)
        for one in found.actors
        if one.inside != one.apart
    )
    ends = (found.gain_low, found.mean_gain, found.gain_high)
    return ends, found.inside.p_stopped, found.apart.p_stopped, turned


def standing(
    names: Sequence[str], brings: Sequence[tuple[int, int]]
) -> dict[str, float]:
    """Return shares of standing by name, from who brings information to whom."""
    table = np.zeros((len(names), len(names)), np.bool_)
    for giver, receiver in brings:
        table[giver, receiver] = True
    return dict(zip(names, engine.standing(table).tolist(), strict=True))


def stakes(
    actors: Sequence[OnMap], effects: Sequence[tuple[str, float, float, str]]
) -> list[engine.Stake]:
    """Return who loses; each effect is group, effect, standard error, actor."""
    return engine.who_loses(
        network(actors),
        [
            engine.GroupEffect(
                group=group, effect=effect, standard_error=error, actor=actor
            )
            for group, effect, error, actor in effects
        ],
    )


def lacks(numbers: Mapping[str, Any]) -> tuple[tuple[str, float, float], ...]:
    """Return what is not in place: its name, what was found, what is wanted.

    The engine decides; here its finding only gets a name, for pages that say it in
    their own language.
    """
    check = engine.Readiness(**numbers)
    owed = float(check.n_accommodations - check.n_accommodations_met)
    found = {
        "seats": (check.seats_per_adult, check.most_seats_per_adult),
        "accommodations": (owed, 0.0),
        "source": (check.hours_of_oldest_source, check.most_hours),
    }
    over = [(name, *pair) for name, pair in found.items() if pair[0] > pair[1]]
    if not check.has_contract_authority:
        over.append(("contract", 0.0, 1.0))
    return tuple(over)


def score(p: Sequence[float], happened: Sequence[bool]) -> ScoreCard | None:
    """Return the Brier score, or None without an outcome."""
    found = engine.score(np.array(p, np.float64), np.array(happened, np.bool_))
    if found is None:
        return None
    return ScoreCard(
        n=found.n,
        brier=found.brier,
        always_half=0.25,
        base_rate=found.base_rate,
        may_be_claimed=found.may_be_claimed,
        least=engine.LEAST_OUTCOMES,
    )


def alarm_week(weekly: Sequence[int]) -> int | None:
    """Return the first week (from 0) in which concerns are more than usual."""
    found = concerns.watch(concerns.calibrate(), weekly).alarm_week
    return None if found is None else found - 1
