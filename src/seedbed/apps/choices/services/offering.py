"""Puts electives on offer and takes them off."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from typing import Any

from django.db import transaction

from seedbed.apps.choices.cards import ElectiveTerms, MeetingTime
from seedbed.apps.choices.errors import ElectiveTermsError
from seedbed.apps.choices.models import Elective, ElectivePrerequisite, Meeting
from seedbed.apps.choices.permissions import require_leader
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.rosters.models import Staff

MOST_SEATS = 500
TITLE_LENGTH = 200
ROOM_LENGTH = 100
_DAY_MINUTES = 24 * 60


@transaction.atomic
def offer_elective(
    *,
    unit_id: int,
    terms: ElectiveTerms,
    by_id: int,
    designed_by_id: int | None = None,
) -> int:
    """Put an elective on offer; it goes into the rounds opened from now on.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    ElectiveTermsError
        If it has no title, seats, adult of the unit, or time to meet.
    """
    require_leader(by_id, unit_id, action="offer an elective")
    _check(unit_id, terms)
    elective: Any = Elective.objects.create(
        unit_id=unit_id,
        title=terms.title.strip(),
        title_es=terms.title_es.strip()[:TITLE_LENGTH],
        description=terms.description.strip(),
        description_es=terms.description_es.strip(),
        adult_id=terms.adult_id,
        room=terms.room.strip()[:ROOM_LENGTH],
        seats=terms.seats,
        minimum=terms.minimum,
        designed_by_id=designed_by_id,
    )
    Meeting.objects.bulk_create(
        Meeting(
            elective=elective,
            weekday=m.weekday,
            starts_at=time(m.starts // 60, m.starts % 60),
            ends_at=time(m.ends // 60, m.ends % 60),
        )
        for m in terms.meetings
    )
    ElectivePrerequisite.objects.bulk_create(
        ElectivePrerequisite(elective=elective, skill_id=skill_id)
        for skill_id in terms.skill_ids
    )
    return int(elective.pk)


@transaction.atomic
def stop_offering(*, unit_id: int, elective_id: int, by_id: int) -> None:
    """Leave an elective out of rounds opened from now on. Safe to repeat.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    require_leader(by_id, unit_id, action="take an elective off")
    Elective.objects.filter(pk=elective_id, unit_id=unit_id).update(is_offered=False)


def _check(unit_id: int, terms: ElectiveTerms) -> None:
    title = terms.title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise ElectiveTermsError(
            f"An elective needs a title of at most {TITLE_LENGTH} letters."
        )
    if not 1 <= terms.seats <= MOST_SEATS:
        raise ElectiveTermsError(
            f"{title} needs 1 to {MOST_SEATS} seats, found {terms.seats}."
        )
    if not 1 <= terms.minimum <= terms.seats:
        raise ElectiveTermsError(
            f"{title} needs at least 1 student and at most its {terms.seats} seats to "
            f"be held, found {terms.minimum}."
        )
    if not Staff.objects.filter(
        pk=terms.adult_id, unit_id=unit_id, is_active=True
    ).exists():
        raise ElectiveTermsError(f"{title} needs an adult of this unit.")
    _check_meetings(title, terms.meetings)
    n_known = Skill.objects.filter(pk__in=terms.skill_ids, is_taught=True).count()
    if n_known != len(set(terms.skill_ids)):
        raise ElectiveTermsError(f"{title} asks for a skill that is not taught here.")


def _check_meetings(title: str, meetings: tuple[MeetingTime, ...]) -> None:
    if not meetings:
        raise ElectiveTermsError(f"{title} meets on no weekday.")
    for m in meetings:
        if not (0 <= m.weekday <= 6 and 0 <= m.starts < m.ends < _DAY_MINUTES):
            raise ElectiveTermsError(
                f"{title} must begin before it ends, on a day of the week."
            )
    spans = sorted(meetings)
    for one, other in pairwise(spans):
        if one.weekday == other.weekday and other.starts < one.ends:
            raise ElectiveTermsError(f"{title} meets twice at the same time.")
