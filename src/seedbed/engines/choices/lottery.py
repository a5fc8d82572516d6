"""A lottery that anyone can check, with a seed committed to before the draw.

1. Before entries close, publish ``commit(seed, salt)``: the SHA-256, in hexadecimal, of
   the UTF-8 text "seedbed-lottery-1|" + seed + "|" + salt.
2. At the draw publish the seed and the salt; anyone can compute the hash again.
3. The ticket of an entrant is the SHA-256, in hexadecimal, of the UTF-8 text
   seed + "|" + salt + "|" + id. Siblings who ask to stay together have one ticket, made
   from the least of their ids in the order of their UTF-8 bytes.
4. Tickets in ascending order are the order of the draw; on equal tickets the lesser id.
   Siblings follow each other in the order of their ids.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_VERSION = "seedbed-lottery-1"


@dataclass(frozen=True, kw_only=True)
class Draw:
    """The order of a draw, those who get a seat, and each entrant's ticket."""

    order: tuple[str, ...]
    winners: tuple[str, ...]
    tickets: dict[str, str]

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those without a seat, in the order of the draw."""
        won = set(self.winners)
        return tuple(entrant for entrant in self.order if entrant not in won)


def commit(seed: str, salt: str) -> str:
    """Return the hash to publish before the draw.

    >>> commit("2026-11-22", "a salt nobody guesses")[:16]
    'dfd6d1d57f128d94'

    Raises
    ------
    ValueError
        If the seed or the salt is empty or holds the separator.
    """
    for name, given in (("seed", seed), ("salt", salt)):
        if not given or "|" in given:
            raise ValueError(f"The {name} must have text without '|', got {given!r}.")
    return _sha256(f"{_VERSION}|{seed}|{salt}")


def is_committed(commitment: str, seed: str, salt: str) -> bool:
    """Return whether a seed and a salt are those that were committed to."""
    return hmac.compare_digest(commitment, commit(seed, salt))


def draw(
    seed: str,
    salt: str,
    entrants: Iterable[str],
    *,
    n_seats: int,
    siblings: Sequence[Sequence[str]] = (),
) -> Draw:
    """Draw the order of the entrants, and who gets a seat.

    Siblings all get a seat or none of them does: those for whom too few seats are left
    are passed over, and the next entrants come.

    Raises
    ------
    ValueError
        If an entrant is named twice, a sibling is no entrant, or seats are negative.
    """
    commit(seed, salt)
    entered = list(entrants)
    if n_seats < 0:
        raise ValueError(f"n_seats must be at least 0, got {n_seats}.")
    if len(set(entered)) != len(entered):
        raise ValueError("An entrant is named twice.")
    families = _families(set(entered), siblings)
    tickets: dict[str, str] = {}
    for family in families:
        ticket = _sha256(f"{seed}|{salt}|{family[0]}")
        tickets |= dict.fromkeys(family, ticket)
    families.sort(key=lambda family: (tickets[family[0]], family[0].encode()))
    left, winners = n_seats, []
    for family in families:
        if len(family) <= left:
            left -= len(family)
            winners += family
    order = tuple(entrant for family in families for entrant in family)
    return Draw(order=order, winners=tuple(winners), tickets=tickets)


def _families(entered: set[str], siblings: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return who has one ticket together, ids ascending."""
    named = [entrant for family in siblings for entrant in family]
    if len(set(named)) != len(named):
        raise ValueError("A sibling is named in two families.")
    unknown = sorted(set(named) - entered)
    if unknown:
        raise ValueError(f"{unknown[0]!r} is named as a sibling and has not entered.")
    kept = [sorted(family, key=str.encode) for family in siblings if family]
    return kept + [[entrant] for entrant in sorted(entered - set(named))]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
