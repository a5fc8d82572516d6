"""What a unit may decide beside what it really decides."""

from __future__ import annotations

from collections.abc import Sequence

from . import bridge
from .cards import AutonomyCard, Content, DecisionCard, ShareCard
from .fields import DOMAINS, FREE, NOT_YET
from .models import DecidedBy

#: Below this share of the decisions that are its own, a unit decides on paper only.
_ON_PAPER = 0.5


def autonomy_of(decides: Content, decisions: Sequence[DecisionCard]) -> AutonomyCard:
    """Return chartered and exercised autonomy, domain by domain.

    Parameters
    ----------
    decides
        The section of the charter that says who owns which decision.
    decisions
        All that were noted.
    """
    standing: dict[str, str] = {}
    owners: dict[str, list[str]] = {}
    for row in decides.get("owners") or ():
        standing.setdefault(row["domain"], row["standing"])
        if row["owner"]:
            owners.setdefault(row["domain"], []).append(row["owner"])
    domains = tuple(
        _share(
            domain,
            [one for one in decisions if one.domain == domain],
            standing=standing.get(domain, NOT_YET),
            owners=tuple(owners.get(domain, ())),
        )
        for domain in DOMAINS
    )
    free = _share(
        "",
        [one for one in decisions if standing.get(one.domain) == FREE],
        standing=FREE,
        owners=(),
    )
    return AutonomyCard(
        domains=domains,
        free=free,
        n_noted=len(decisions),
        chartered=free.n / len(decisions) if decisions else None,
        is_on_paper=free.high is not None and free.high < _ON_PAPER,
    )


def _share(
    domain: str,
    decisions: Sequence[DecisionCard],
    *,
    standing: str,
    owners: tuple[str, ...],
) -> ShareCard:
    n_unit = sum(one.decided_by == DecidedBy.UNIT for one in decisions)
    ends = bridge.wilson(n_unit, len(decisions))
    return ShareCard(
        domain=domain,
        standing=standing,
        owners=owners,
        n_unit=n_unit,
        n=len(decisions),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )
