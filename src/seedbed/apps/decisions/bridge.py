"""The one module of the decisions app that calls an engine: rows in, cards out.

Axis letters: S systems, Q items, K groupings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from seedbed.engines import survey
from seedbed.lib.arrays import FloatArray, IntArray

from .cards import Answer, PeerItem, TeamItem
from .instruments import Question, Questionnaire

#: Groups of fewer systems are never shown.
LEAST_SYSTEMS = survey.LEAST_SYSTEMS
_FLOAT, _INT = "<f4", "<i1"


def team(
    asked: Questionnaire, leaders: Sequence[dict[str, Answer]]
) -> tuple[TeamItem, ...]:
    """Return what one system's leaders say, for each item."""
    found = survey.positions(_wave(asked, leaders))
    return tuple(
        TeamItem(
            own=known(found.at[0, q]),
            wanted=known(found.wanted[0, q]),
            n_leaders=int(found.n_leaders[0, q]),
            answers=_counted(leaders, question.code),
            reasons=tuple(
                answer.why
                for said in leaders
                if (answer := said.get(question.code)) and answer.why
            ),
        )
        for q, question in enumerate(asked.questions)
    )


def splits(
    asked: Questionnaire, leaders: Sequence[dict[str, Answer]]
) -> tuple[int, ...]:
    """Return the two items at most on which a team is furthest apart, widest first."""
    return tuple(survey.widest_splits(survey.positions(_wave(asked, leaders)), 0))


def packed(
    asked: Questionnaire, leaders: Sequence[dict[str, Answer]], sides: dict[str, int]
) -> tuple[bytes, bytes, bytes]:
    """Return what a system publishes: positions, where it wants to be, sides taken."""
    found = survey.positions(_wave(asked, leaders))
    chosen = [sides.get(question.code, 0) for question in asked.questions]
    return (
        found.at[0].astype(_FLOAT).tobytes(),
        found.wanted[0].astype(_FLOAT).tobytes(),
        np.array(chosen, _INT).tobytes(),
    )


def unpacked(rows: Sequence[bytes], n_items: int) -> FloatArray:
    """Return the positions (S, Q) of rows that were packed."""
    return np.frombuffer(b"".join(rows), _FLOAT).reshape(-1, n_items).astype(np.float64)


def peers_of(
    asked: Questionnaire, team_items: Sequence[TeamItem], others: FloatArray
) -> tuple[PeerItem, ...]:
    """Return where other systems (S, Q) are, and the own one among them."""
    return tuple(
        _peer_item(question, team_items[q], others[:, q])
        for q, question in enumerate(asked.questions)
    )


def alike(own: Sequence[float | None], others: FloatArray, *, n: int) -> list[int]:
    """Return the rows of the systems that decide most like the own one."""
    first = np.array([np.nan if value is None else value for value in own])
    if not len(others):
        return []
    return [row - 1 for row in survey.peers(np.vstack([first, others]), 0, n=n)]


def differing(
    asked: Questionnaire,
    at: FloatArray,
    groupings: IntArray,
    names: Sequence[tuple[str, Sequence[str]]],
    *,
    seed: int,
) -> tuple[list[dict[str, Any]], int]:
    """Return the differences between groups that are more than chance, and of how many.

    Parameters
    ----------
    at : ndarray of shape (S, Q)
        Positions.
    groupings : ndarray of shape (K, S), dtype=int64
        Group of each system, -1 where it is not known.
    names
        Name of each grouping with those of its groups.
    """
    if not (groupings >= 0).any():
        return [], 0
    found = survey.differences(at, groupings, seed=seed)
    said = []
    for q, k in np.argwhere(found.is_different).tolist():
        name, groups = names[k]
        columns = [
            g for g in np.flatnonzero(found.grouping == k) if found.n_systems[q, g]
        ]
        said.append(
            {
                "item": asked.questions[q].code,
                "grouping": name,
                "p": round(float(found.p[q, k]), 4),
                "groups": [
                    [
                        groups[int(found.group[g])],
                        float(found.median[q, g]),
                        int(found.n_systems[q, g]),
                    ]
                    for g in columns
                ],
            }
        )
    return said, int((~np.isnan(found.p)).sum())


class Moved(NamedTuple):
    """How many systems moved on an item, between which middles, and the p of that."""

    n_lower: int
    n_alike: int
    n_higher: int
    p: float
    middle_then: float | None
    middle_now: float | None


def moved(then: FloatArray, now: FloatArray) -> tuple[Moved, ...]:
    """Return for each item how the same systems (S, Q) moved between two rounds."""
    found = survey.changes(then, now)
    both = ~np.isnan(then) & ~np.isnan(now)
    return tuple(
        Moved(
            n_lower=int(found.n_lower[q]),
            n_alike=int(found.n_alike[q]),
            n_higher=int(found.n_higher[q]),
            p=float(found.p[q]),
            middle_then=_middle(then[both[:, q], q]),
            middle_now=_middle(now[both[:, q], q]),
        )
        for q in range(then.shape[1])
    )


class Shares(NamedTuple):
    """Shares of systems that say yes, with their intervals, of those asked twice."""

    n_systems: int
    before: tuple[float, float, float]
    now: tuple[float, float, float]


def share_of_yes(then: FloatArray, now: FloatArray) -> Shares:
    """Return the shares of yes (2) over no (1) in two answers (S,) of systems.

    A system whose leaders are of two minds counts half.
    """
    both = ~np.isnan(then) & ~np.isnan(now)
    n = int(both.sum())
    then_share, now_share = (_yes(one[both]) for one in (then, now))
    return Shares(n_systems=n, before=then_share, now=now_share)


def _yes(answers: FloatArray) -> tuple[float, float, float]:
    n = np.array([float(len(answers))])
    share = np.array([float((answers - 1.0).mean()) if len(answers) else 0.0])
    low, high = survey.wilson(share, n)[0].tolist()
    return float(share[0]), float(low), float(high)


def _middle(values: FloatArray) -> float | None:
    return float(np.median(values)) if len(values) else None


def sides_taken(rows: Sequence[bytes], n_items: int) -> IntArray:
    """Return how many systems took no side, the low, both and the high (Q, 4)."""
    sides = np.frombuffer(b"".join(rows), _INT).reshape(-1, n_items)
    return np.stack([(sides == side).sum(axis=0) for side in range(4)], axis=1)


def _wave(asked: Questionnaire, leaders: Sequence[dict[str, Answer]]) -> survey.Wave:
    items = tuple(_item(question) for question in asked.questions)
    blank = Answer()
    said = [[one.get(q.code, blank) for q in asked.questions] for one in leaders]
    shape = (len(leaders), len(items))
    return survey.Wave(
        instrument=survey.Instrument(code=asked.code, items=items),
        n_systems=1,
        system=np.zeros(len(leaders), np.int64),
        answers=np.array([[a.at or 0 for a in row] for row in said], np.int64).reshape(
            shape
        ),
        wanted=np.array(
            [[a.wanted or 0 for a in row] for row in said], np.int64
        ).reshape(shape),
    )


def _item(question: Question) -> survey.Item:
    return survey.Item(
        code=question.code,
        low=question.low["en"],
        high=question.high["en"],
        n_points=question.n_points,
    )


def _counted(
    leaders: Sequence[dict[str, Answer]], code: str
) -> tuple[tuple[int, int], ...]:
    points = Counter(
        answer.at for said in leaders if (answer := said.get(code)) and answer.at
    )
    return tuple(sorted(points.items()))


def _peer_item(question: Question, team: TeamItem, others: FloatArray) -> PeerItem:
    spread = survey.distribution(others)
    if spread is None:
        return PeerItem()
    standing = (
        survey.standing(
            _item(question),
            own=team.own,
            lowest=team.lowest,
            highest=team.highest,
            n_leaders=team.n_leaders,
            others=others,
        )
        if team.own is not None
        else None
    )
    return PeerItem(
        n_systems=spread.n_systems,
        dots=tuple(zip(spread.value.tolist(), spread.n.tolist(), strict=True)),
        quartiles=spread.quartiles,
        place=str(standing.place) if standing else "",
        n_lower=standing.n_lower if standing else 0,
        n_higher=standing.n_higher if standing else 0,
        is_split=standing.is_split if standing else False,
    )


def known(value: float) -> float | None:
    """Return a position, or None where nobody answered."""
    return None if np.isnan(value) else float(value)
