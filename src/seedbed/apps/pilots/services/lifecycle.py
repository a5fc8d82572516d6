"""A pilot from its beginning to its end. Each function is one transaction.

What decides is written into the journal: the registration, each amendment, the draw,
each look and each decision. The rest of a pilot can be corrected until it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots import journal
from seedbed.apps.pilots.cards import Enrolment, Measured, Registration
from seedbed.apps.pilots.errors import (
    BadDesignError,
    JournalMovedError,
    NotInPilotError,
    PilotDrawnError,
    PilotNotDrawnError,
    PilotNotRegisteredError,
    PilotRegisteredError,
    UnfinishedDecisionError,
    UnnamedPilotError,
)
from seedbed.apps.pilots.models import (
    Design,
    EntryKind,
    JournalEntry,
    Participation,
    Pilot,
    PilotCluster,
    PilotOutcome,
)

from .guards import check, is_drawn, led, promised

#: What people may decide on a pilot.
DECISIONS = ("double down", "iterate", "abandon")


@transaction.atomic
def begin_pilot(
    *,
    unit_id: int,
    name: str,
    aim: str,
    starts_on: date,
    by_id: int,
    at: datetime,
    key: UUID | None = None,
) -> UUID:
    """Begin a pilot in a unit, problem first; nothing is promised yet.

    ``key`` comes from the form, so that a form sent twice begins one pilot.

    Raises
    ------
    UnnamedPilotError
        If it has no name or does not say what the problem is.
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    permissions.require(by_id, RoleKind.LEADER, action="begin a pilot", unit_id=unit_id)
    if not name.strip() or not aim.strip():
        raise UnnamedPilotError
    made, _is_new = Pilot.objects.get_or_create(
        uuid=key or uuid4(),
        defaults={
            "unit_id": unit_id,
            "name": name.strip(),
            "aim": aim.strip(),
            "starts_on": starts_on,
            "begun_by_id": by_id,
            "begun_at": at,
        },
    )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def choose_design(
    *,
    pilot: UUID,
    design: str,
    n_seats: int | None = None,
    caliper: float = 0.1,
    by_id: int,
) -> None:
    """Say how it will come about who is in which arm, until the pilot is registered.

    Raises
    ------
    BadDesignError
        If there is no such design, a lottery has no seats, or pairs no caliper.
    PilotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is registered or has ended, or the account may not.
    """
    found = led(pilot, by_id, "choose the design")
    if design not in Design.values:
        raise BadDesignError("design")
    if design == Design.LOTTERY and not n_seats:
        raise BadDesignError("seats")
    if not 0.0 < caliper <= 1.0:
        raise BadDesignError("caliper")
    open_ones = Pilot.objects.filter(pk=found.pk, registered_at=None)
    changed = open_ones.update(
        design=design,
        n_seats=n_seats if design == Design.LOTTERY else None,
        caliper=caliper,
    )
    if changed != 1:
        raise PilotRegisteredError(found.name)


@transaction.atomic
def register_pilot(
    *, pilot: UUID, registration: Registration, by_id: int, at: datetime
) -> None:
    """Fix what a pilot promises. From here on it is only amended, with a reason.

    How its arms come about is fixed with it and never amended.

    Raises
    ------
    UnfinishedRegistrationError
        If measure, margin, looks, stop line or decision date are missing.
    PilotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it was registered or has ended, or the account may not.
    """
    found = led(pilot, by_id, "register the pilot")
    check(registration)
    registration = replace(
        registration,
        design=found.design,
        n_seats=found.n_seats,
        caliper=found.caliper,
    )
    open_ones = Pilot.objects.filter(pk=found.pk, registered_at=None)
    # One conditional UPDATE, so that two people cannot both register.
    if open_ones.update(registered_at=at) != 1:
        raise PilotRegisteredError(found.name)
    journal.write(
        found, EntryKind.REGISTRATION, registration.as_json(), by_id=by_id, at=at
    )


@transaction.atomic
def amend_registration(
    *, pilot: UUID, registration: Registration, why: str, by_id: int, at: datetime
) -> None:
    """Change what a pilot promises, openly; what was promised before stays readable.

    Raises
    ------
    UnfinishedRegistrationError
        If something or the reason is missing.
    PilotNotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If there is nothing to amend, or the account may not.
    """
    found = led(pilot, by_id, "amend the pilot")
    if found.registered_at is None:
        raise PilotNotRegisteredError(found.name, "amend it")
    check(registration, *([] if why.strip() else ["a reason for the amendment"]))
    before = promised(found, "amend it")
    registration = replace(
        registration,
        design=before.design,
        n_seats=before.n_seats,
        caliper=before.caliper,
    )
    if registration == before:
        return  # The form was sent twice, or nothing was changed.
    journal.write(
        found,
        EntryKind.AMENDMENT,
        registration.as_json(),
        by_id=by_id,
        at=at,
        why=why,
    )


@transaction.atomic
def enrol(*, pilot: UUID, students: Sequence[Enrolment], by_id: int) -> None:
    """Say who is in a pilot and in which cluster; replaces what was said before.

    Of a student who comes twice the first place counts.

    Raises
    ------
    PilotDrawnError
        If the arms are drawn.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, or the account may not.
    """
    found = led(pilot, by_id, "enrol students")
    if is_drawn(found):
        raise PilotDrawnError(found.name)
    PilotCluster.objects.filter(pilot=found).delete()
    blocks = {one.cluster: one.block for one in reversed(students)}
    clusters = {
        name: PilotCluster.objects.create(pilot=found, name=name, block=blocks[name])
        for name in dict.fromkeys(one.cluster for one in students)
    }
    Participation.objects.bulk_create(
        Participation(
            pilot=found,
            cluster=clusters[one.cluster],
            student_id=one.student_id,
            has_consent=one.has_consent,
            pretest=one.pretest,
            takes_part=one.takes_part,
        )
        for one in {one.student_id: one for one in reversed(students)}.values()
    )


@transaction.atomic
def record_outcomes(
    *, pilot: UUID, outcomes: Sequence[Measured], source: str, by_id: int
) -> int:
    """Save what was measured, and return how many. A later row corrects an earlier.

    Raises
    ------
    NotInPilotError
        If a student is not in the pilot or a look was not planned; nothing is saved.
    PilotNotDrawnError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is not the moment for it, or the account may not.
    """
    found = led(pilot, by_id, "record outcomes")
    promise = promised(found, "record outcomes")
    if not is_drawn(found):
        raise PilotNotDrawnError(found.name)
    members = dict(
        Participation.objects.filter(pilot=found).values_list("student_id", "pk")
    )
    strangers = {one.student_id for one in outcomes} - set(members)
    if strangers:
        raise NotInPilotError(len(strangers))
    late = [one.look for one in outcomes if not 1 <= one.look <= promise.n_looks]
    if late:
        raise NotInPilotError(0, late[0])
    made = PilotOutcome.objects.bulk_create(
        PilotOutcome(
            member_id=members[one.student_id],
            look=one.look,
            value=one.value,
            measured_on=one.on,
            source=source,
        )
        for one in outcomes
    )
    return len(made)


@transaction.atomic
def decide(
    *,
    pilot: UUID,
    decision: str,
    why: str,
    by_id: int,
    at: datetime,
    ends: bool,
    version: int | None = None,
) -> None:
    """Write down what people decided, beside what the looks said; it may end the pilot.

    ``version`` is the number of the latest decision or amendment that the person saw,
    so that a form sent twice decides once.

    Raises
    ------
    UnfinishedDecisionError
        If the decision or the reason is missing.
    JournalMovedError
        If somebody decided or amended meanwhile.
    PilotNotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is not the moment for it, or the account may not.
    """
    found = led(pilot, by_id, "decide on the pilot")
    promised(found, "decide on it")
    wanted = {
        "a decision": decision in DECISIONS,
        "a reason for the decision": bool(why.strip()),
    }
    if not all(wanted.values()):
        raise UnfinishedDecisionError([what for what, has in wanted.items() if not has])
    if version is not None and version != _deciding(found):
        raise JournalMovedError
    content: dict[str, Any] = {"decision": decision, "ends": ends}
    journal.write(found, EntryKind.DECISION, content, by_id=by_id, at=at, why=why)
    if ends:
        Pilot.objects.filter(pk=found.pk, closed_at=None).update(closed_at=at)


def _deciding(pilot: Pilot) -> int:
    """Return the number of the latest entry that is no look; 0 for none."""
    last = JournalEntry.objects.filter(pilot=pilot).exclude(kind=EntryKind.LOOK)
    return last.order_by("-number").values_list("number", flat=True).first() or 0
