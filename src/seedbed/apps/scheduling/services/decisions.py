"""Carries out what an adult decided about a draft, and logs who and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from seedbed.apps.accounts import permissions, queries
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.scheduling.bridge import NONE
from seedbed.apps.scheduling.cards import Decision, PublishedCard
from seedbed.apps.scheduling.errors import (
    DayAlreadyPublishedError,
    UnknownDecisionError,
)
from seedbed.apps.scheduling.models import (
    Absence,
    Change,
    ChangeKind,
    DayStatus,
    GradeApproval,
    Session,
)
from seedbed.apps.scheduling.open_decisions import (
    REPAIR,
    beyond_reach,
    decided_since,
    distance_by_student,
    open_decisions,
    substitute_for,
)
from seedbed.apps.scheduling.placing import Move, find_move
from seedbed.apps.scheduling.stored_day import StoredDay, day_row, load_day, members_of

from .drafts import claim_draft, make_draft, repair_draft
from .overrides import write_move
from .publishing import WHY_LENGTH, card_of, require_version


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """Who answered what about which day."""

    day: StoredDay
    decision: Decision
    by_id: int
    at: datetime
    why: str


def decide(
    *,
    unit_id: int,
    on: date,
    decision_id: str,
    choice: str,
    by_id: int,
    at: datetime,
    why: str = "",
    version: int,
) -> PublishedCard:
    """Answer one open decision of a draft and carry the answer out.

    ``keep`` only records; ``repair`` mends the draft with fewest changes;
    ``plan_again`` makes it anew; ``use_substitute`` and
    ``study`` settle an absence; ``approve`` and ``hold`` settle how far from the
    enrolled grade students work, and plan again.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    DayAlreadyPublishedError, StaleVersionError
        If the day is not the draft that was read.
    UnknownDecisionError
        If the decision is not open or has no such choice.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="decide about the plan", unit_id=unit_id
    )
    seed = _settle(
        unit_id=unit_id,
        on=on,
        decision_id=decision_id,
        choice=choice,
        by_id=by_id,
        at=at,
        why=why,
        version=version,
    )
    if choice == REPAIR.value:
        repair_draft(unit_id=unit_id, on=on, at=at, by_id=by_id)
    if choice in _PLANS_AGAIN:
        # Solving takes seconds: it comes after the answer is saved and holds no lock.
        make_draft(unit_id=unit_id, on=on, seed=seed, at=at, by_id=by_id)
    return card_of(day_row(unit_id, on))


@transaction.atomic
def _settle(
    *,
    unit_id: int,
    on: date,
    decision_id: str,
    choice: str,
    by_id: int,
    at: datetime,
    why: str,
    version: int,
) -> int:
    """Save the answer and what it changes; return the seed of the day."""
    day = load_day(unit_id, on)
    if day.row.status == DayStatus.PUBLISHED:
        raise DayAlreadyPublishedError(on)
    require_version(day.row, version)
    decision = _find(day, decision_id, choice)
    claim_draft(day.row)
    answer = _Answer(day=day, decision=decision, by_id=by_id, at=at, why=why)
    details = _ACTIONS[choice](answer)
    Change.objects.create(
        unit_id=unit_id,
        on=on,
        kind=ChangeKind.OVERRIDE,
        by_id=by_id,
        at=at,
        why=why.strip()[:WHY_LENGTH],
        details={"decision": decision_id, "choice": choice} | details,
    )
    return int(day.row.figures.get("seed", 0))


def _find(day: StoredDay, decision_id: str, choice: str) -> Decision:
    for decision in open_decisions(day, decided_since(day)):
        if decision.id == decision_id:
            if choice in {c.value for c in decision.choices}:
                return decision
            break
    raise UnknownDecisionError(decision_id, choice)


def _keep(answer: _Answer) -> dict[str, Any]:
    return {"n_students": answer.decision.data.get("n_students", 0)}


def _absent(answer: _Answer) -> tuple[int, list[Any]]:
    staff_id = int(answer.decision.id.partition(":")[2])
    sessions = [s for s in answer.day.stored.sessions if s.staff_id == staff_id]
    return staff_id, sessions


def _use_substitute(answer: _Answer) -> dict[str, Any]:
    staff_id, sessions = _absent(answer)
    staff = answer.day.problem.material.frame.staff
    absent = next(s for s in staff if s.id == staff_id)
    stand_in = substitute_for(answer.day, absent, sessions)
    if stand_in is None:
        raise UnknownDecisionError(answer.decision.id, "use_substitute")
    Session.objects.filter(pk__in=[s.id for s in sessions]).update(staff=stand_in.id)
    Absence.objects.filter(staff_id=staff_id, on=answer.day.row.on).update(
        substitute=stand_in.id
    )
    return {"was": absent.name, "becomes": stand_in.name}


def _study(answer: _Answer) -> dict[str, Any]:
    """Send the students of an absent adult to supervised study."""
    day = answer.day
    _staff_id, sessions = _absent(answer)
    by = queries.account_card(answer.by_id).name
    at = answer.at.isoformat()
    reason = {"key": "adult", "by": by, "why": answer.why, "at": at}
    keys = day.problem.keys
    n_students = 0
    for session in sessions:
        for student_id in members_of(day.stored, session):
            s, b = keys.students[student_id], keys.blocks[session.block_id]
            move = _to_study(day, s, b)
            write_move(day, move, reason=reason)
            day.timetable.seat[s, b], day.timetable.lesson[s, b] = NONE, NONE
            day.timetable.room[s, b] = move.room
            n_students += 1
    Session.objects.filter(pk__in=[s.id for s in sessions], seated=None).delete()
    return {"n_students": n_students}


def _to_study(day: StoredDay, s: int, b: int) -> Move:
    return find_move(day, s, b, NONE)


def _approve(answer: _Answer) -> dict[str, Any]:
    """Let the students of the decision work as far away as the guard band allows."""
    material = answer.day.problem.material
    asks = [material.people.students[s].id for s, _skill in beyond_reach(answer.day)]
    _set_distance(answer, asks, material.reach.guard_band)
    return {"n_students": len(asks)}


def _hold(answer: _Answer) -> dict[str, Any]:
    """Keep the students of the decision within a grade of the enrolled one."""
    if answer.decision.data.get("needs_approval"):
        return _keep(answer)
    far = list(distance_by_student(answer.day))
    _set_distance(answer, far, answer.day.problem.material.reach.approval_beyond)
    return {"n_students": len(far)}


def _set_distance(answer: _Answer, student_ids: list[int], distance: int) -> None:
    for student_id in student_ids:
        GradeApproval.objects.update_or_create(
            student_id=student_id,
            defaults={
                "distance": distance,
                "approved_by_id": answer.by_id,
                "approved_at": answer.at,
                "note": answer.why[:300],
            },
        )


_PLANS_AGAIN = frozenset({"plan_again", "approve", "hold"})
_ACTIONS: dict[str, Callable[[_Answer], dict[str, Any]]] = {
    "keep": _keep,
    "plan_again": _keep,
    "repair": _keep,
    "use_substitute": _use_substitute,
    "study": _study,
    "approve": _approve,
    "hold": _hold,
}
