"""A pilot from its beginning to its end. Each function is one transaction.

What decides is written into the journal: the registration, each amendment, the draw,
each look and each decision. The rest of a pilot can be corrected until it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots import bridge, journal
from seedbed.apps.pilots.cards import Enrolment, LookCard, Measured, Registration
from seedbed.apps.pilots.errors import (
    NoOutcomeYetError,
    NothingToDrawError,
    NotInPilotError,
    PilotClosedError,
    PilotDrawnError,
    PilotNotDrawnError,
    PilotNotRegisteredError,
    PilotRegisteredError,
    UnfinishedRegistrationError,
    UnknownPilotError,
)
from seedbed.apps.pilots.models import (
    Arm,
    EntryKind,
    Participation,
    Pilot,
    PilotCluster,
    PilotOutcome,
)
from seedbed.apps.pilots.stored import look_card, registration_of

#: With fewer ways to come out, chance alone is above 5 %.
_FEWEST_WAYS = 42


@transaction.atomic
def begin_pilot(
    *, unit_id: int, name: str, aim: str, starts_on: date, by_id: int, at: datetime
) -> UUID:
    """Begin a pilot in a unit, problem first; nothing is promised yet.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    permissions.require(by_id, RoleKind.LEADER, action="begin a pilot", unit_id=unit_id)
    made: Pilot = Pilot.objects.create(
        unit_id=unit_id,
        name=name.strip(),
        aim=aim.strip(),
        starts_on=starts_on,
        begun_by_id=by_id,
        begun_at=at,
    )
    return made.uuid


@transaction.atomic
def register_pilot(
    *, pilot: UUID, registration: Registration, by_id: int, at: datetime
) -> None:
    """Fix what a pilot promises. From here on it is only amended, with a reason.

    Raises
    ------
    UnfinishedRegistrationError
        If measure, margin, looks, stop line or decision date are missing.
    PilotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it was registered or has ended, or the account may not.
    """
    found = _led(pilot, by_id, "register the pilot")
    _check(registration)
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
    found = _led(pilot, by_id, "amend the pilot")
    if found.registered_at is None:
        raise PilotNotRegisteredError(found.name, "amend it")
    _check(registration, *([] if why.strip() else ["a reason for the amendment"]))
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

    Raises
    ------
    PilotDrawnError
        If the arms are drawn.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, or the account may not.
    """
    found = _led(pilot, by_id, "enrol students")
    if _is_drawn(found):
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
        )
        for one in {one.student_id: one for one in reversed(students)}.values()
    )


@transaction.atomic
def draw_arms(*, pilot: UUID, seed: str, by_id: int, at: datetime) -> None:
    """Draw which clusters are in the pilot arm, by a seed that anyone can check.

    Raises
    ------
    PilotNotRegisteredError, PilotDrawnError, PilotClosedError
        If it is not the moment for it.
    NothingToDrawError
        If so few are in it that nothing could ever be decided.
    NotAllowedError, UnknownPilotError
        If the account may not.
    """
    found = _led(pilot, by_id, "draw the arms")
    promised = _promised(found, "draw its arms")
    if _is_drawn(found):
        raise PilotDrawnError(found.name)
    members = Participation.objects.filter(pilot=found, has_consent=True)
    n_students = members.count()
    clusters = list(
        PilotCluster.objects.filter(pilot=found, members__has_consent=True)
        .distinct()
        .order_by("name")
    )
    if not clusters:
        raise NothingToDrawError("Nobody with consent is enrolled; enrol students.")
    why = bridge.why_undecidable(n_students, len(clusters))
    if why:
        raise NothingToDrawError(why)
    is_treated, n_ways = bridge.draw(
        [one.name for one in clusters],
        [one.block for one in clusters],
        seed=seed,
        share=promised.share_treated,
    )
    if n_ways < _FEWEST_WAYS:
        raise NothingToDrawError(
            f"In these blocks the arms can only come out in {n_ways:,} ways, too few "
            f"to decide anything. Use fewer and larger blocks, or none."
        )
    for cluster, treated in zip(clusters, is_treated, strict=True):
        cluster.arm = Arm.PILOT if treated else Arm.COMPARISON
    PilotCluster.objects.bulk_update(clusters, ["arm"])
    content = {
        "seed": seed,
        "arms": {str(one.name): str(one.arm) for one in clusters},
        "blocks": {str(one.name): str(one.block) for one in clusters},
        "n_students": n_students,
        "n_ways": n_ways,
    }
    journal.write(found, EntryKind.DRAW, content, by_id=by_id, at=at)


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
    found = _led(pilot, by_id, "record outcomes")
    promised = _promised(found, "record outcomes")
    if not _is_drawn(found):
        raise PilotNotDrawnError(found.name)
    members = dict(
        Participation.objects.filter(pilot=found).values_list("student_id", "pk")
    )
    strangers = {one.student_id for one in outcomes} - set(members)
    if strangers:
        raise NotInPilotError(len(strangers))
    late = [one.look for one in outcomes if not 1 <= one.look <= promised.n_looks]
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


def look(*, pilot: UUID, by_id: int, at: datetime) -> LookCard:
    """Look at a pilot, and write down that somebody did and what there was to see.

    The looks are computed before the transaction, which on SQLite would keep all
    others waiting.

    Raises
    ------
    NoOutcomeYetError
        If nothing was measured yet.
    SeedbedError
        What keeps the records from being compared, in one sentence.
    PilotNotDrawnError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is not the moment for it, or the account may not.
    """
    found = _led(pilot, by_id, "look at the pilot")
    promised = _promised(found, "look at it")
    if not _is_drawn(found):
        raise PilotNotDrawnError(found.name)
    rows = [
        bridge.Row(
            student=str(one.student_id),
            cluster=one.cluster.name,
            block=one.cluster.block,
            arm=one.cluster.arm,
            pretest=one.pretest,
        )
        for one in Participation.objects.filter(pilot=found, has_consent=True)
        .select_related("cluster")
        .order_by("pk")
    ]
    outcomes = [
        (str(student), number, value, on)
        for student, number, value, on in PilotOutcome.objects.filter(
            member__pilot=found, member__has_consent=True
        )
        .order_by("pk")
        .values_list("member__student_id", "look", "value", "measured_on")
    ]
    if not outcomes:
        raise NoOutcomeYetError(found.name)
    seen = bridge.look(rows, outcomes, promised, starts_on=found.starts_on)
    with transaction.atomic():
        journal.write(found, EntryKind.LOOK, seen, by_id=by_id, at=at)
    return look_card(seen)


@transaction.atomic
def decide(
    *, pilot: UUID, decision: str, why: str, by_id: int, at: datetime, ends: bool
) -> None:
    """Write down what people decided, beside what the looks said; it may end the pilot.

    Raises
    ------
    UnfinishedRegistrationError
        If the reason is missing.
    PilotNotRegisteredError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is not the moment for it, or the account may not.
    """
    found = _led(pilot, by_id, "decide on the pilot")
    _promised(found, "decide on it")
    if not why.strip():
        raise UnfinishedRegistrationError(["a reason for the decision"])
    content: dict[str, Any] = {"decision": decision, "ends": ends}
    journal.write(found, EntryKind.DECISION, content, by_id=by_id, at=at, why=why)
    if ends:
        Pilot.objects.filter(pk=found.pk, closed_at=None).update(closed_at=at)


def _led(uuid: UUID, by_id: int, action: str) -> Pilot:
    """Return a pilot that has not ended, for somebody who may do this to it."""
    found = Pilot.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPilotError(uuid)
    permissions.require(by_id, RoleKind.LEADER, action=action, unit_id=found.unit_id)
    if found.closed_at is not None:
        raise PilotClosedError(found.name)
    pilot: Pilot = found
    return pilot


def _promised(pilot: Pilot, action: str) -> Registration:
    promised = registration_of(pilot)
    if promised is None:
        raise PilotNotRegisteredError(pilot.name, action)
    return promised


def _check(registration: Registration, *more: str) -> None:
    missing = [*registration.missing(), *more]
    if missing:
        raise UnfinishedRegistrationError(missing)


def _is_drawn(pilot: Pilot) -> bool:
    return PilotCluster.objects.filter(pilot=pilot).exclude(arm="").exists()
