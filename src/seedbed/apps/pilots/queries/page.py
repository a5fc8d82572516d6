"""What the page of one pilot reads, in few queries."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from seedbed.apps.pilots.cards import (
    ArmRow,
    LookedCard,
    MemberRow,
    PilotPage,
    ScoresCard,
)
from seedbed.apps.pilots.errors import UnknownPilotError
from seedbed.apps.pilots.models import (
    EntryKind,
    Participation,
    Pilot,
    PilotCluster,
    ScoreFile,
)
from seedbed.apps.pilots.stored import PROMISES, inputs, inputs_from

from .pilots import concerns_of, cycles_of, found_pilot, journal_of
from .reading import card_from


def pilot_page(pilot: UUID, *, on: date) -> PilotPage:
    """Return everything that a pilot's page shows on a day. Six queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = Pilot.objects.annotate(**inputs()).filter(uuid=pilot).first()
    if found is None:
        raise UnknownPilotError(pilot)
    entries = journal_of(found)
    looks = [one for one in entries if one.kind == EntryKind.LOOK]
    arms = _arms(found)
    counts = {
        "n": sum(row.n_students for row in arms),
        "silent": sum(row.n_students - row.n_consent for row in arms),
        "clusters": len(arms),
    }
    return PilotPage(
        card=card_from(
            found,
            entries,
            n_looks=len(looks),
            latest=looks[-1] if looks else None,
            counts=counts,
        ),
        journal=entries,
        looked=tuple(
            LookedCard(
                by=one.by, by_id=one.by_id, at=one.at, n_weeks=one.content["number"]
            )
            for one in looks
        ),
        arms=arms,
        cycles=cycles_of(found),
        concerns=concerns_of(found, on=on),
        inputs=inputs_from(
            found, n_promises=sum(one.kind in PROMISES for one in entries)
        ),
        version=max(
            (one.number for one in entries if one.kind != EntryKind.LOOK), default=0
        ),
    )


def members_of(pilot: UUID) -> tuple[MemberRow, ...]:
    """Return who is in a pilot, by cluster and name. Two queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    rows = (
        Participation.objects.filter(pilot=found_pilot(pilot))
        .select_related("cluster", "student__person")
        .order_by("cluster__name", "student__person__family_name", "pk")
    )
    return tuple(
        MemberRow(
            id=row.pk,
            student=row.student.person.name,
            cluster=row.cluster.name,
            arm=row.cluster.arm,
            has_consent=row.has_consent,
            pretest=row.pretest,
            left_on=row.left_on,
            takes_part=row.takes_part,
        )
        for row in rows
    )


def score_file(scores: UUID) -> ScoresCard:
    """Return a file of scores that waits to be confirmed, or was saved. One query.

    Raises
    ------
    UnknownPilotError
        If this system has no such file.
    """
    row = ScoreFile.objects.filter(uuid=scores).select_related("pilot").first()
    if row is None:
        raise UnknownPilotError(scores)
    return ScoresCard(
        uuid=row.uuid,
        pilot=row.pilot.uuid,
        look=row.look,
        file_name=row.file_name,
        n_rows=len(row.rows),
        values=tuple(value for _student, value, _on in row.rows),
        problems=tuple(
            one if isinstance(one, dict) else {"what": one} for one in row.problems
        ),
        is_applied=row.applied_at is not None,
    )


def _arms(pilot: Pilot) -> tuple[ArmRow, ...]:
    rows = PilotCluster.objects.filter(pilot=pilot).annotate(
        n=Count("members"),
        n_consent=Count("members", filter=Q(members__has_consent=True)),
        n_left=Count("members", filter=Q(members__left_on__isnull=False)),
    )
    return tuple(
        ArmRow(
            name=row.name,
            block=row.block,
            arm=row.arm,
            n_students=row.n,
            n_consent=row.n_consent,
            n_left=row.n_left,
        )
        for row in rows.order_by("arm", "name")
    )
