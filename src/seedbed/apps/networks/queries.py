"""Reads of the networks app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from seedbed.apps.accounts.tenancy import current_system_id

from .cards import (
    BasicCard,
    CohortCard,
    Filters,
    HelpCard,
    MemberCard,
    MembersPage,
    PartnerCard,
    Profile,
    RequestCard,
)
from .models import (
    Basic,
    BasicInUse,
    HelpAnswer,
    HelpRequest,
    LeadHandover,
    Member,
    Partner,
)
from .over_years import over_years as over_years

PAGE_SIZE = 25
_MOST_REQUESTS = 12
_MOST_PAIRS = 60
_YEAR = timedelta(days=365)


def own_member() -> MemberCard | None:
    """Return how the own system is listed, or None. One query."""
    found = Member.objects.mine().annotate(lead=_lead()).first()
    return _card(found, current_system_id()) if found is not None else None


def leads_network() -> bool:
    """Tell whether the own system leads its network. One query."""
    return bool(Member.objects.mine().filter(pk=_lead()).exists())


def lead_name() -> str:
    """Return the name of the member that leads the network, if any. One query."""
    names = Member.objects.filter(pk=_lead()).values_list("name", flat=True)
    return str(names.first() or "")


def handovers() -> tuple[tuple[str, date], ...]:
    """Return to whom the lead was handed, and when, the newest first. One query."""
    rows = LeadHandover.objects.select_related("to").order_by("-pk")
    return tuple((row.to.name, row.handed_on) for row in rows)


def members(filters: Filters, *, page: int = 1) -> MembersPage:
    """Return a page of the network's members by name. Two queries.

    A page that is not there gives the last one that is.
    """
    found = _filtered(filters)
    n_found = found.count()
    n_pages = max(1, -(-n_found // PAGE_SIZE))
    number = min(max(1, page), n_pages)
    first = (number - 1) * PAGE_SIZE
    rows = found.annotate(lead=_lead()).order_by("name")[first : first + PAGE_SIZE]
    own = current_system_id()
    return MembersPage(
        members=tuple(_card(row, own) for row in rows),
        number=number,
        n_pages=n_pages,
        n_found=n_found,
    )


def cohorts() -> tuple[CohortCard, ...]:
    """Return how many members of each cohort are at each stage. One query.

    A cohort is the year of joining; who left it open comes last, as None.
    """
    rows = Member.objects.values_list("cohort", "stage", "trains")
    found: dict[int | None, list[tuple[str, bool]]] = {}
    for cohort, stage, trains in rows:
        found.setdefault(cohort, []).append((stage, trains))
    return tuple(
        CohortCard(
            cohort=cohort,
            n_members=len(found[cohort]),
            n_training=sum(trains for _stage, trains in found[cohort]),
            stages=dict(Counter(stage for stage, _trains in found[cohort])),
        )
        for cohort in sorted(found, key=lambda year: (year is None, year or 0))
    )


def able_to_lead() -> tuple[tuple[UUID, str], ...]:
    """Return the other members that keep their records here, by name. One query."""
    able = Member.objects.filter(system__isnull=False)
    others = able.exclude(system_id=current_system_id()).order_by("name")
    return tuple(others.values_list("uuid", "name"))


def partners() -> tuple[PartnerCard, ...]:
    """Return the organisations beside the members, by name. One query."""
    return tuple(
        PartnerCard(name=row.name, kind=row.kind, brings=row.brings)
        for row in Partner.objects.order_by("kind", "name")
    )


def open_requests() -> tuple[RequestCard, ...]:
    """Return the newest requests that nobody has taken up. One query."""
    taken_up = HelpAnswer.objects.filter(request=OuterRef("pk"))
    waiting = HelpRequest.objects.filter(~Exists(taken_up)).select_related("member")
    own = current_system_id()
    return tuple(
        RequestCard(
            uuid=row.uuid,
            words=row.words,
            by=row.member.name,
            is_own=row.system_id == own,
            asked_on=row.asked_on,
        )
        for row in waiting.order_by("-asked_on", "-pk")[:_MOST_REQUESTS]
    )


def help_given(*, on: date) -> HelpCard:
    """Return who helped whom in the last year. Two queries."""
    asked = HelpRequest.objects.filter(asked_on__gt=on - _YEAR, asked_on__lte=on)
    firsts = asked.annotate(first=Min("answers__answered_on"))
    days = [
        None if first is None else (first - asked_on).days
        for asked_on, first in firsts.values_list("asked_on", "first")
    ]
    answered = [n for n in days if n is not None]
    pairs = Counter(
        HelpAnswer.objects.filter(request__in=asked).values_list(
            "member__name", "request__member__name"
        )
    )
    ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return HelpCard(
        n_asked=len(days),
        n_answered=len(answered),
        middle_days=median(answered) if answered else None,
        pairs=tuple((by, to, n) for (by, to), n in ranked[:_MOST_PAIRS]),
    )


def basics() -> tuple[BasicCard, ...]:
    """Return the basics with how many members do each. One query."""
    own = BasicInUse.objects.filter(basic=OuterRef("pk"), system_id=current_system_id())
    found = Basic.objects.annotate(n=Count("uses"), is_own=Exists(own))
    return tuple(
        BasicCard(
            id=row.pk,
            title=row.title,
            why=row.why,
            n_members=row.n,
            is_own=row.is_own,
        )
        for row in found.order_by("pk")
    )


def _lead() -> Coalesce:
    """Return the member that leads: the last it was handed to, else the first one."""
    handed = LeadHandover.objects.order_by("-pk").values("to_id")[:1]
    first = Member.objects.filter(leads=True).order_by("pk").values("pk")[:1]
    return Coalesce(Subquery(handed), Subquery(first), output_field=BigIntegerField())


def _filtered(filters: Filters) -> QuerySet[Member]:
    found: QuerySet[Member] = Member.objects.all()
    if filters.trains:
        found = found.filter(trains=True)
    if filters.cohort is not None:
        found = found.filter(cohort=filters.cohort)
    for field in ("stage", "size", "place"):
        word = getattr(filters, field)
        if word:
            found = found.filter(**{field: word})
    words = filters.words.strip()
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(asks__icontains=words)
            | Q(offers__icontains=words)
        )
    return found


def _card(row: Any, own_system_id: int) -> MemberCard:
    return MemberCard(
        id=row.pk,
        uuid=row.uuid,
        profile=Profile(
            name=row.name,
            size=row.size,
            income=row.income,
            place=row.place,
            stage=row.stage,
            cohort=row.cohort,
            trains=row.trains,
            is_findable=row.is_findable,
            asks=row.asks,
            offers=row.offers,
        ),
        leads=row.pk == row.lead,
        is_own=row.system_id == own_system_id,
        is_simulated=row.is_simulated,
    )
