"""Writes of the networks app. Each function is one transaction.

A member writes its own rows alone; the database holds it to that on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import Person, RoleKind, System
from seedbed.apps.accounts.tenancy import current_system_id

from . import bridge
from .cards import Profile
from .errors import (
    BasicInUseError,
    CannotLeadError,
    EmptyHelpRequestError,
    EmptyNameError,
    MemberNameTakenError,
    NamesInWordsError,
    NotAMemberError,
    NotTheLeadError,
    OwnHelpRequestError,
    UnknownBandError,
)
from .models import (
    AssetKind,
    Basic,
    BasicInUse,
    Contribution,
    HelpAnswer,
    HelpRequest,
    Income,
    LeadHandover,
    Member,
    OutcomeReport,
    Partner,
    PartnerKind,
    Place,
    Size,
    Stage,
)
from .queries import leads_network

_BANDS: dict[str, type[Any]] = {
    "size": Size,
    "income": Income,
    "place": Place,
    "stage": Stage,
}
_MOST_WORDS = 300


@transaction.atomic
def ensure_member() -> int:
    """Return the id of the own system's member row, making a bare one if needed.

    A bare one has the system's name and says nothing else. The first member of a
    network leads it.
    """
    found = Member.objects.mine().values_list("pk", flat=True).first()
    if found is not None:
        return int(found)
    system = System.objects.get(pk=current_system_id())
    made = Member.objects.create(
        system_id=system.pk,
        network_id=system.network_id,
        name=_free_name(system.name),
        leads=not Member.objects.filter(leads=True).exists(),
        is_simulated=system.is_simulated,
    )
    return int(made.pk)


@transaction.atomic
def describe_member(*, profile: Profile, by_id: int, at: datetime) -> None:
    """Keep what a system says of itself to its network.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    UnknownBandError
        If a word is none of the choices.
    MemberNameTakenError
        If another member has the name.
    NamesInWordsError
        If what it asks or offers may tell which person is meant.
    """
    permissions.require(by_id, RoleKind.LEADER, action="speak for the system")
    for field, choices in _BANDS.items():
        word = getattr(profile, field)
        if word and word not in choices.values:
            raise UnknownBandError(field, word)
    member_id = ensure_member()
    name = profile.name.strip()
    others = Member.objects.exclude(pk=member_id)
    if not name or others.filter(name__iexact=name).exists():
        raise MemberNameTakenError(name)
    _refuse_names(f"{profile.asks}\n{profile.offers}")
    Member.objects.mine().update(
        name=name,
        size=profile.size,
        income=profile.income,
        place=profile.place,
        stage=profile.stage,
        cohort=profile.cohort,
        trains=profile.trains,
        is_findable=profile.is_findable,
        asks=profile.asks.strip()[:_MOST_WORDS],
        offers=profile.offers.strip()[:_MOST_WORDS],
        changed_at=at,
    )


@transaction.atomic
def ask_help(*, token: UUID, words: str, by_id: int, on: date) -> bool:
    """Ask the other members for help; return False if this form was sent before.

    Raises
    ------
    NotAllowedError, NotAMemberError
        If the account leads nothing here, or the system is not on the list.
    EmptyHelpRequestError, NamesInWordsError
        If it has no words, or may tell which person is meant.
    """
    member_id = _own_member(by_id, "ask the network for help")
    if not words.strip():
        raise EmptyHelpRequestError
    _refuse_names(words)
    _row, is_new = HelpRequest.objects.get_or_create(
        token=token,
        defaults={
            "member_id": member_id,
            "system_id": current_system_id(),
            "words": words.strip()[:_MOST_WORDS],
            "asked_on": on,
        },
    )
    return is_new


@transaction.atomic
def answer_help(*, request: UUID, by_id: int, on: date) -> bool:
    """Take up another member's request; return False if it was taken up before.

    Raises
    ------
    NotAllowedError, NotAMemberError
        If the account leads nothing here, or the system is not on the list.
    OwnHelpRequestError
        If the request is the system's own, or not there.
    """
    member_id = _own_member(by_id, "answer for the system")
    asked = HelpRequest.objects.filter(uuid=request).exclude(member_id=member_id)
    found = asked.first()
    if found is None:
        raise OwnHelpRequestError
    _row, is_new = HelpAnswer.objects.get_or_create(
        request=found,
        member_id=member_id,
        defaults={"system_id": current_system_id(), "answered_on": on},
    )
    return is_new


@transaction.atomic
def report_year(
    *,
    year: int,
    assets: Mapping[str, int],
    unserved: int,
    choosers: int,
    by_id: int,
) -> None:
    """Tell the network what was put in during a school year, and what came of it.

    Counts of students are made safe to tell before they are written: those that may
    not leave the system are left open (``bridge.tellable``).

    Parameters
    ----------
    assets
        Amount by ``AssetKind``; kinds that are left out stay as they were.

    Raises
    ------
    NotAllowedError, NotAMemberError
        If the account leads nothing here, or the system is not on the list.
    """
    member_id = _own_member(by_id, "report for the system")
    system_id = current_system_id()
    for kind, amount in assets.items():
        Contribution.objects.update_or_create(
            member_id=member_id,
            year=year,
            kind=AssetKind(kind),
            defaults={"system_id": system_id, "amount": amount},
        )
    told = bridge.tellable(unserved, choosers)
    OutcomeReport.objects.update_or_create(
        member_id=member_id,
        year=year,
        defaults={
            "system_id": system_id,
            "unserved": told[0],
            "choosers": told[1],
            "students": told[2],
        },
    )


@transaction.atomic
def keep_basics(*, basic_ids: Collection[int], by_id: int, on: date) -> None:
    """Say which of the network's basics the system does; the others it does not.

    Raises
    ------
    NotAllowedError, NotAMemberError
        If the account leads nothing here, or the system is not on the list.
    """
    member_id = _own_member(by_id, "speak for the system")
    BasicInUse.objects.mine().exclude(basic_id__in=basic_ids).delete()
    for basic in Basic.objects.filter(pk__in=basic_ids):
        BasicInUse.objects.get_or_create(
            basic=basic,
            member_id=member_id,
            defaults={"system_id": current_system_id(), "since_on": on},
        )


@transaction.atomic
def name_basic(*, title: str, why: str, by_id: int) -> None:
    """Add something that all members shall do alike; only the lead member may.

    Raises
    ------
    NotAllowedError, NotTheLeadError
        If the account leads nothing here, or the system does not lead the network.
    EmptyNameError
        If it has no title.
    """
    _lead_member(by_id, "name a basic of the network")
    if not title.strip():
        raise EmptyNameError
    Basic.objects.get_or_create(
        title=title.strip(),
        defaults={"why": why.strip(), "system_id": current_system_id()},
    )


@transaction.atomic
def name_partner(*, name: str, kind: str, brings: str, by_id: int) -> None:
    """Add a facilitator or a technical partner; only the lead member may.

    Raises
    ------
    NotAllowedError, NotTheLeadError
        If the account leads nothing here, or the system does not lead the network.
    """
    _lead_member(by_id, "name a partner of the network")
    if not name.strip():
        raise EmptyNameError
    Partner.objects.update_or_create(
        name=name.strip(),
        kind=PartnerKind(kind),
        defaults={"brings": brings.strip(), "system_id": current_system_id()},
    )


@transaction.atomic
def drop_basic(*, basic_id: int, by_id: int) -> bool:
    """Take back a basic that this system named; False if it did not, or it is gone.

    Raises
    ------
    NotAllowedError, NotTheLeadError
        If the account leads nothing here, or the system does not lead the network.
    """
    _lead_member(by_id, "take back a basic of the network")
    own = Basic.objects.mine().filter(pk=basic_id)
    uses = BasicInUse.objects.filter(basic_id=basic_id).exclude(
        system_id=current_system_id()
    )
    if uses.exists():
        raise BasicInUseError
    n_deleted, _by_table = own.delete()
    return bool(n_deleted)


@transaction.atomic
def hand_over_lead(*, token: UUID, to: UUID, by_id: int, on: date) -> bool:
    """Hand the network's lead to another member; False if this form was sent before.

    Raises
    ------
    NotAllowedError, NotTheLeadError
        If the account leads no system, or the system does not lead the network.
    CannotLeadError
        If the other is not there, is the own one, or keeps its records elsewhere.
    """
    if LeadHandover.objects.filter(token=token).exists():
        return False
    _lead_member(by_id, "hand over the lead of the network")
    own = current_system_id()
    able = Member.objects.filter(uuid=to, system__isnull=False).exclude(system_id=own)
    found = able.first()
    if found is None:
        raise CannotLeadError
    LeadHandover.objects.create(token=token, to=found, handed_on=on, system_id=own)
    return True


def _refuse_names(words: str) -> None:
    """Refuse words for other systems that may tell which person is meant. One query."""
    people = Person.objects.values_list("given_name", "family_name")
    names = {f"{given} {family}" for given, family in people.iterator()}
    found = bridge.people_in(words, names=names)
    if found:
        raise NamesInWordsError(found)


def _own_member(by_id: int, action: str) -> int:
    permissions.require(by_id, RoleKind.LEADER, action=action)
    found = Member.objects.mine().values_list("pk", flat=True).first()
    if found is None:
        raise NotAMemberError
    return int(found)


def _lead_member(by_id: int, action: str) -> None:
    permissions.require(by_id, RoleKind.SYSTEM_LEADER, RoleKind.STEWARD, action=action)
    if not leads_network():
        raise NotTheLeadError


def _free_name(name: str) -> str:
    """Return a name that no other member has; one of that name may run elsewhere."""
    taken = set(Member.objects.values_list("name", flat=True))
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
