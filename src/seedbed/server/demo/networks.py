"""A simulated network of sixty systems: who they are and what they do together."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import Account
from seedbed.apps.accounts.sharing import current_network_id
from seedbed.apps.networks import bridge
from seedbed.apps.networks.models import (
    AssetKind,
    Basic,
    BasicInUse,
    Contribution,
    HelpAnswer,
    HelpRequest,
    Income,
    Member,
    OutcomeReport,
    Partner,
    PartnerKind,
    Place,
    Size,
    Stage,
)
from seedbed.apps.networks.services import ensure_member, keep_basics, report_year

from .rounds import make_rounds

N_OTHERS = 59
_FIRST = ("Cedar", "Maple", "Stone", "Clear", "Fair", "Green", "Oak", "Silver")
_LAST = ("Falls", "Grove", "Valley", "Springs", "Ridge", "Harbor", "Prairie", "County")
_ASKS = (
    "A first week that works for students who come from homeschooling.",
    "How to schedule two licensed teachers over three hubs.",
    "A family night that is not a sales talk.",
    "Someone who has asked a state for a seat-time waiver.",
    "",
    "How you kept mentors when the grant ended.",
    "A way to show a board what failed without losing it.",
)
_OFFERS = (
    "Our bell schedule for a hub of 60, with what we changed after a year.",
    "A visit to our virtual school, any Wednesday.",
    "",
    "The agreement with our union about mentor time.",
    "Project week, ready to go, grades 6 to 8.",
    "What we would tell you about buying a platform.",
)
_BASICS = (
    ("Every student has one adult who knows the plan", "Nobody falls between units."),
    ("A pilot names its stop line before it starts", "So that stopping is no defeat."),
    ("We tell one failure each term", "Others save themselves the same mistake."),
)


@transaction.atomic
def make_network(*, at: datetime, on: date, seed: int) -> int:
    """Make the other members with what they share; return how many are new.

    Nothing is made where there are others already.
    """
    own_id = ensure_member()
    if Member.objects.exclude(pk=own_id).exists():
        return 0
    rng = np.random.default_rng([seed, 9])
    network_id = current_network_id()
    Member.objects.filter(pk=own_id).update(
        size=Size.MEDIUM,
        income=Income.MIDDLE,
        place=Place.TOWN,
        stage=Stage.TRYING,
        cohort=on.year - 1,
        is_findable=True,
        asks=_ASKS[0],
        offers=_OFFERS[0],
        changed_at=at,
    )
    others = _make_members(rng, network_id, on)
    _make_together(rng, others, network_id, own_id, on)
    make_rounds(rng, others, network_id, on=on, at=at)
    _report_own_years(on)
    return len(others)


def _make_members(rng: np.random.Generator, network_id: int, on: date) -> list[Member]:
    names = [f"{first} {last}" for last in _LAST for first in _FIRST][:N_OTHERS]
    trait = rng.normal(size=N_OTHERS)
    size = np.digitize(trait, [-0.4, 0.5])
    place = np.digitize(trait + rng.normal(size=N_OTHERS), [-1.0, 0.0, 1.0])
    income = rng.integers(0, 3, N_OTHERS)
    stages = rng.choice(5, N_OTHERS, p=[0.15, 0.25, 0.3, 0.2, 0.1])
    places = (Place.RURAL, Place.TOWN, Place.SUBURB, Place.CITY)
    return list(
        Member.objects.bulk_create(
            Member(
                network_id=network_id,
                name=f"{name} (simulated)",
                is_simulated=True,
                is_findable=bool(rng.random() < 0.6),
                trains=bool(stages[n] == 4),
                cohort=on.year - int(rng.integers(0, 4)),
                stage=Stage.values[int(stages[n])],
                size=Size.values[int(size[n])],
                income=Income.values[int(income[n])],
                place=places[int(place[n])],
                asks=_ASKS[n % len(_ASKS)],
                offers=_OFFERS[n % len(_OFFERS)],
            )
            for n, name in enumerate(names)
        )
    )


def _make_together(
    rng: np.random.Generator,
    others: list[Member],
    network_id: int,
    own_id: int,
    on: date,
) -> None:
    shared = {"network_id": network_id}
    Partner.objects.bulk_create(
        [
            Partner(
                **shared,
                name="Rivers Learning Institute (simulated)",
                kind=PartnerKind.FACILITATOR,
                brings="Leads the monthly call, and visits each member once a year.",
            ),
            Partner(
                **shared,
                name="State Data Lab (simulated)",
                kind=PartnerKind.TECHNICAL,
                brings="Helps with rosters and data agreements.",
            ),
        ]
    )
    for title, why in _BASICS:
        basic = Basic.objects.create(**shared, title=title, why=why)
        BasicInUse.objects.bulk_create(
            BasicInUse(**shared, basic=basic, member=one, since_on=on)
            for one in others
            if rng.random() < 0.7
        )
    _make_help(rng, others, shared, own_id, on)
    for years_ago, scale in ((2, 0.5), (1, 0.8), (0, 1.0)):
        _make_year(rng, others, shared, on.year - years_ago, scale)


def _make_help(
    rng: np.random.Generator,
    others: list[Member],
    shared: dict[str, int],
    own_id: int,
    on: date,
) -> None:
    asked = HelpRequest.objects.bulk_create(
        HelpRequest(
            **shared,
            token=uuid.UUID(bytes=rng.bytes(16), version=4),
            member=others[int(n)],
            words=_ASKS[k % len(_ASKS)]
            or "A second pair of eyes on our bell schedule.",
            asked_on=on - timedelta(days=int(rng.integers(3, 300))),
        )
        for k, n in enumerate(rng.choice(len(others), 24, replace=False))
    )
    for request in asked[:20]:
        helper = others[int(rng.integers(0, 8))]
        HelpAnswer.objects.create(
            **shared,
            request=request,
            member_id=own_id if helper.pk == request.member_id else helper.pk,
            answered_on=request.asked_on + timedelta(days=int(rng.integers(0, 9))),
        )


def _report_own_years(on: date) -> None:
    """Let the demo's leader tell two years and which basics the system does."""
    leader = Account.objects.filter(username="leader").first()
    if leader is None:
        return
    for years_ago, amounts in ((1, (2, 96_000, 140, 12)), (0, (4, 188_000, 260, 20))):
        report_year(
            year=on.year - years_ago,
            assets=dict(zip(AssetKind.values, amounts, strict=True)),
            unserved=64 - 26 * years_ago,
            choosers=24 - 6 * years_ago,
            by_id=leader.pk,
        )
    done = Basic.objects.order_by("pk").values_list("pk", flat=True)[:2]
    keep_basics(basic_ids=list(done), by_id=leader.pk, on=on)


def _make_year(
    rng: np.random.Generator,
    others: list[Member],
    shared: dict[str, int],
    year: int,
    scale: float,
) -> None:
    told = [one for one in others if rng.random() < 0.8 * scale + 0.1]
    most = {
        AssetKind.PEOPLE: 6,
        AssetKind.MONEY: 240_000,
        AssetKind.TIME: 400,
        AssetKind.MATERIALS: 30,
    }
    Contribution.objects.bulk_create(
        Contribution(
            **shared,
            member=one,
            year=year,
            kind=kind,
            amount=int(scale * rng.integers(high // 4, high)),
        )
        for one in told
        for kind, high in most.items()
    )
    reports = []
    for one in told:
        n = rng.poisson((60 * scale, 18 * scale))
        unserved, choosers, students = bridge.tellable(int(n[0]), int(n[1]))
        reports.append(
            OutcomeReport(
                **shared,
                member=one,
                year=year,
                unserved=unserved,
                choosers=choosers,
                students=students,
            )
        )
    OutcomeReport.objects.bulk_create(reports)
