"""The moment that makes the arms: by lot, by lottery, or by matching.

Each function is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots import bridge, journal, pairing
from seedbed.apps.pilots.cards import Registration
from seedbed.apps.pilots.errors import (
    NothingToDrawError,
    PilotDrawnError,
    TooFewPairsError,
)
from seedbed.apps.pilots.models import Arm, EntryKind, Participation, PilotCluster

from .guards import is_drawn, led, promised

#: With fewer ways to come out, chance alone is above 5 %.
_FEWEST_WAYS = 42


@transaction.atomic
def draw_arms(*, pilot: UUID, seed: str, by_id: int, at: datetime) -> None:
    """Make the arms as registered; a draw is by a seed that anyone can check.

    Raises
    ------
    PilotNotRegisteredError, PilotDrawnError, PilotClosedError
        If it is not the moment for it.
    NothingToDrawError
        If so few are in it that nothing could ever be decided, or a lottery has seats
        for everybody.
    NoMatchError, UnequalGroupsError, TooFewPairsError
        If nobody alike can be found to be compared with.
    NotAllowedError, UnknownPilotError
        If the account may not.
    """
    found = led(pilot, by_id, "draw the arms")
    promise = promised(found, "draw its arms")
    if is_drawn(found):
        raise PilotDrawnError(found.name)
    members = list(
        Participation.objects.filter(pilot=found, has_consent=True)
        .select_related("cluster", "student__person")
        .order_by("cluster__name", "pk")
    )
    if not members:
        raise NothingToDrawError("nobody")
    content = _MAKERS[promise.design](members, promise, seed)
    journal.write(found, EntryKind.DRAW, content, by_id=by_id, at=at)


def _draw(members: Sequence[Any], promise: Registration, seed: str) -> dict[str, Any]:
    clusters = _clusters(members)
    _check_size(len(members), len(clusters))
    is_treated, n_ways = bridge.draw(
        [one.name for one in clusters],
        [one.block for one in clusters],
        seed=seed,
        share=promise.share_treated,
    )
    if n_ways < _FEWEST_WAYS:
        raise NothingToDrawError("blocks", n_ways=n_ways)
    _place(clusters, is_treated)
    return _written("draw", clusters, members, n_ways) | {"seed": seed}


def _lottery(
    members: Sequence[Any], promise: Registration, seed: str
) -> dict[str, Any]:
    """Draw who of the list gets a seat; siblings who are one cluster stay together."""
    clusters = _clusters(members)
    _check_size(len(members), len(clusters))
    seats = promise.n_seats or 0
    if not 0 < seats < len(members):
        raise NothingToDrawError("seats", n_seats=seats, n_students=len(members))
    n_of = Counter(one.cluster.name for one in members)
    sizes = {one.name: n_of[one.name] for one in clusters}
    is_offered, n_ways = bridge.lottery(sizes, n_seats=seats, seed=seed)
    if n_ways < _FEWEST_WAYS:
        raise NothingToDrawError("blocks", n_ways=n_ways)
    for one in clusters:
        # Large families are passed over more often: those of one size are compared.
        one.block = str(sizes[one.name])
    _place(clusters, is_offered)
    more = {"seed": seed, "n_seats": seats, "sizes": sizes}
    return _written("lottery", clusters, members, n_ways) | more


def _match(members: Sequence[Any], promise: Registration, _seed: str) -> dict[str, Any]:
    """Pair whom the pilot is for with others like them, if the gate lets them be."""
    found = pairing.paired(members, caliper=promise.caliper)
    n_part = sum(one.takes_part for one in members)
    bridge.check_gate(found.alike, n_students=n_part, caliper=promise.caliper)
    if not found.alike.can_start:
        raise TooFewPairsError(found.alike.n_pairs, found.alike.n_wanted, found.adjusts)
    _check_size(2 * len(found.pairs), 2 * len(found.pairs))
    cluster_of = {str(one.student_id): one.cluster for one in members}
    clusters, is_treated = [], []
    for number, pair in enumerate(found.pairs, start=1):
        for student, treated in zip(pair, (True, False), strict=True):
            cluster = cluster_of[student]
            cluster.block = f"pair {number:03}"
            clusters.append(cluster)
            is_treated.append(treated)
    _place(clusters, is_treated)
    inside = {student for pair in found.pairs for student in pair}
    kept = [one for one in members if str(one.student_id) in inside]
    alike = found.alike
    return _written("matched", clusters, kept, 2 ** len(found.pairs)) | {
        "n_pairs": alike.n_pairs,
        "n_unmatched": len(alike.unmatched),
        "n_untested": alike.n_untested,
        "caliper": promise.caliper,
        "balance": list(alike.balance),
        "answer": alike.answer,
        "adjusts": list(found.adjusts),
        "usual_language": pairing.usual_language(members),
    }


_MAKERS: dict[str, Callable[[Sequence[Any], Registration, str], dict[str, Any]]] = {
    "draw": _draw,
    "lottery": _lottery,
    "matched": _match,
}


def _clusters(members: Sequence[Any]) -> list[PilotCluster]:
    """Return the clusters of those with consent, each once, by name."""
    return list({one.cluster_id: one.cluster for one in members}.values())


def _check_size(n_students: int, n_clusters: int) -> None:
    found = bridge.chances(n_students, n_clusters)
    if found.why:
        raise NothingToDrawError(
            "few",
            found.why,
            n_students=n_students,
            n_groups=n_clusters,
            smallest_p=found.smallest_p,
        )


def _place(clusters: Sequence[PilotCluster], is_treated: Sequence[bool]) -> None:
    for cluster, treated in zip(clusters, is_treated, strict=True):
        cluster.arm = Arm.PILOT if treated else Arm.COMPARISON
    PilotCluster.objects.bulk_update(clusters, ["arm", "block"])


def _written(
    design: str,
    clusters: Sequence[PilotCluster],
    members: Sequence[Any],
    n_ways: int,
) -> dict[str, Any]:
    """Return what the journal says of every way to make the arms."""
    return {
        "design": design,
        "arms": {str(one.name): str(one.arm) for one in clusters},
        "blocks": {str(one.name): str(one.block) for one in clusters},
        "n_students": len(members),
        "n_ways": n_ways,
    }
