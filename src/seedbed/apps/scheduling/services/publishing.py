"""Publishes a day after checking it, and reopens it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.cards import PublishedCard
from seedbed.apps.scheduling.errors import (
    DayAlreadyPublishedError,
    DayNotPublishedError,
    NoReasonError,
    PlanFaultsError,
    StaleVersionError,
)
from seedbed.apps.scheduling.models import Change, ChangeKind, DayStatus, SchoolDay
from seedbed.apps.scheduling.stored_day import day_row, load_day

WHY_LENGTH = 500


@transaction.atomic
def publish_day(
    *,
    unit_id: int,
    on: date,
    by_id: int,
    at: datetime,
    version: int | None = None,
    why: str = "",
) -> PublishedCard:
    """Make the draft of a day visible to students and families.

    The stored rows are verified first, by code that the solver does not share.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    DayAlreadyPublishedError, NoDayError
        If there is no draft.
    StaleVersionError
        If ``version`` is not the one that stands.
    PlanFaultsError
        If the day breaks a rule; it names up to five.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action=f"publish {on:%Y-%m-%d}", unit_id=unit_id
    )
    row = day_row(unit_id, on)
    if row.status == DayStatus.PUBLISHED:
        raise DayAlreadyPublishedError(on)
    require_version(row, version)
    day = load_day(unit_id, on)
    if day.binding:
        raise PlanFaultsError(
            f"The schedule for {on:%Y-%m-%d} was not published",
            [(f.rule, f.message) for f in day.binding],
        )
    # One conditional UPDATE, so two people cannot both publish. It works alike on
    # SQLite, where SELECT ... FOR UPDATE does nothing, and on PostgreSQL.
    drafts = SchoolDay.objects.filter(
        pk=row.pk, status=DayStatus.DRAFT, version=row.version
    )
    published = drafts.update(
        status=DayStatus.PUBLISHED,
        published_at=at,
        published_by_id=by_id,
        version=F("version") + 1,
    )
    if published != 1:
        raise StaleVersionError(on, row.version, row.version + 1)
    _record(row, ChangeKind.PUBLISHED, by_id=by_id, at=at, why=why)
    return card_of(day_row(unit_id, on))


@transaction.atomic
def reopen_day(
    *, unit_id: int, on: date, by_id: int, at: datetime, why: str
) -> PublishedCard:
    """Make a published day a draft again, with the reason.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    NoReasonError
        If no reason is given.
    DayNotPublishedError
        If the day is a draft.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action=f"reopen {on:%Y-%m-%d}", unit_id=unit_id
    )
    require_reason(why, "reopen a published day")
    row = day_row(unit_id, on)
    reopened = SchoolDay.objects.filter(pk=row.pk, status=DayStatus.PUBLISHED).update(
        status=DayStatus.DRAFT,
        published_at=None,
        published_by_id=None,
        version=F("version") + 1,
    )
    if reopened != 1:
        raise DayNotPublishedError(on)
    _record(row, ChangeKind.REOPENED, by_id=by_id, at=at, why=why)
    return card_of(day_row(unit_id, on))


def require_version(row: Any, version: int | None) -> None:
    """Refuse a write that was made on a version that no longer stands."""
    if version is not None and version != row.version:
        raise StaleVersionError(row.on, version, row.version)


def require_reason(why: str, action: str) -> None:
    """Refuse a change without a reason."""
    if not why.strip():
        raise NoReasonError(action)


def _record(row: Any, kind: str, *, by_id: int, at: datetime, why: str) -> None:
    Change.objects.create(
        unit_id=row.unit_id,
        on=row.on,
        kind=kind,
        by_id=by_id,
        at=at,
        why=why.strip()[:WHY_LENGTH],
        details={"version": row.version + 1, "origin": row.origin},
    )


def card_of(row: Any) -> PublishedCard:
    """Return the card of a day. One query."""
    students = Student.objects.filter(unit_id=row.unit_id, is_active=True)
    return PublishedCard(
        day_uuid=row.uuid,
        unit_id=row.unit_id,
        on=row.on,
        status=row.status,
        origin=row.origin,
        version=row.version,
        n_students=students.count(),
        published_at=row.published_at,
    )
