"""What a mentor reads before a talk: evidence, plan, notes, family."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.evidence.models import Attempt
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mastery import states
from seedbed.apps.mastery.cards import SnapshotArrays
from seedbed.apps.mentoring.cards import (
    FamilyContact,
    PlannedBlock,
    SkillEvidence,
    StudentPage,
)
from seedbed.apps.mentoring.events import events_of
from seedbed.apps.mentoring.models import Mark
from seedbed.apps.mentoring.permissions import visible_students
from seedbed.apps.rosters.models import Guardianship
from seedbed.apps.scheduling.models import DayStatus, Seat
from seedbed.apps.scheduling.rows.frame import minutes_of
from seedbed.lib.modalities import Modality

EVIDENCE_DAYS = 14
EVENT_DAYS = 60
_MOST_SKILLS = 8
_MOST_EVENTS = 20


def visible_ids(account: AccountCard, *, on: date) -> frozenset[int]:
    """Return the students whom a person may see around a date. One query."""
    return frozenset(visible_students(account, on=on).values_list("pk", flat=True))


def student_page(
    account: AccountCard, student_id: int, *, at: datetime, zone: ZoneInfo
) -> StudentPage | None:
    """Return what an adult may read of a student, None without the right to.

    Marks are told but for "here". Six queries, one more the first time after a night.
    The plan is the published day of ``at``, or else the next one.
    """
    on = at.astimezone(zone).date()
    student = (
        visible_students(account, on=on)
        .filter(pk=student_id)
        .select_related("person", "mentorship__mentor__person")
        .first()
    )
    if student is None:
        return None
    found: Any = student
    mentorship = getattr(found, "mentorship", None)
    arrays = mastery.latest_snapshot(found.unit_id)
    events = events_of([student_id], since=on - timedelta(days=EVENT_DAYS))
    told = [e for e in events.get(student_id, ()) if e.kind != Mark.HERE]
    return StudentPage(
        student_id=student_id,
        name=found.person.name,
        first_name=found.person.first_name,
        grade=found.grade,
        unit_id=found.unit_id,
        mentor=mentorship.mentor.person.name if mentorship else "",
        evidence=_evidence(student_id, at - timedelta(days=EVIDENCE_DAYS), arrays),
        evidence_on=arrays.as_of.astimezone(zone).date() if arrays else None,
        plan=_plan(student_id, on),
        events=tuple(told[:_MOST_EVENTS]),
        family=_family(student_id),
    )


def _evidence(
    student_id: int, since: datetime, arrays: SnapshotArrays | None
) -> tuple[SkillEvidence, ...]:
    """Return the skills answered on since a moment, the latest first. One query."""
    words = _words(arrays, student_id)
    skill = "item__item_skills__skill"
    rows = (
        Attempt.objects.filter(student_id=student_id)
        .annotate(moment=Coalesce("occurred_at", "received_at"))
        .filter(moment__gte=since, item__item_skills__skill__isnull=False)
        .values(f"{skill}_id", f"{skill}__code", f"{skill}__title")
        .annotate(
            n=Count("id"),
            n_right=Count("id", filter=Q(is_correct=True)),
            last_at=Max("moment"),
        )
        .order_by("-last_at", f"{skill}_id")[:_MOST_SKILLS]
    )
    return tuple(
        SkillEvidence(
            skill_id=row[f"{skill}_id"],
            code=row[f"{skill}__code"],
            title=row[f"{skill}__title"],
            n=row["n"],
            n_right=row["n_right"],
            last_at=row["last_at"],
            state=words.get(row[f"{skill}_id"], ""),
        )
        for row in rows
    )


def _words(arrays: SnapshotArrays | None, student_id: int) -> dict[int, str]:
    """Return the word of each skill for a student. No query."""
    if arrays is None:
        return {}
    row = arrays.row_of(student_id)
    if row is None:
        return {}
    words = states.states_of(arrays, row)
    return dict(zip(arrays.skill_ids.tolist(), words, strict=True))


def _plan(student_id: int, on: date) -> tuple[PlannedBlock, ...]:
    """Return the first published day from a date on. One query."""
    rows: Iterable[Any] = (
        Seat.objects.filter(
            student_id=student_id,
            day__on__gte=on,
            day__on__lte=on + timedelta(days=EVIDENCE_DAYS),
            day__status=DayStatus.PUBLISHED,
        )
        .select_related("day", "block", "room", "session__staff__person")
        .order_by("day__on", "block__starts_at")
    )
    blocks = [_planned(row) for row in rows]
    return tuple(block for block in blocks if block.on == blocks[0].on)


def _planned(seat: Any) -> PlannedBlock:
    staff = seat.session.staff if seat.session else None
    return PlannedBlock(
        on=seat.day.on,
        starts=minutes_of(seat.block.starts_at),
        minutes=seat.block.minutes,
        modality=Modality(seat.modality).slug,
        title=seat.title,
        adult=staff.person.name if staff else "",
        room=seat.room.name if seat.room else "",
        place=seat.place,
    )


def _family(student_id: int) -> tuple[FamilyContact, ...]:
    """Return a student's guardians by name. One query."""
    rows: Iterable[Any] = Guardianship.objects.filter(
        student_id=student_id, guardian__is_active=True
    ).select_related("guardian")
    people = sorted((row.guardian for row in rows), key=lambda p: (p.name, p.pk))
    return tuple(
        FamilyContact(name=p.name, language=p.language, email=p.email) for p in people
    )
