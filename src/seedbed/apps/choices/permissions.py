"""Who may choose, approve and allot."""

from __future__ import annotations

from typing import Any

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.rosters.models import Student

#: Who may say yes or no to a student's pace, place and hours.
APPROVERS = (RoleKind.MENTOR, RoleKind.LEADER)


def student_for(student_id: int, by_id: int, *, action: str) -> Any:
    """Return an active student for whom an account may act: themself or their adults.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    """
    student = Student.objects.get(pk=student_id, is_active=True)
    if account_card(by_id).person_id != student.person_id:
        permissions.require(by_id, *APPROVERS, action=action, unit_id=student.unit_id)
    return student


def require_leader(by_id: int, unit_id: int, *, action: str) -> None:
    """Refuse unless the account leads the unit or the system.

    Raises
    ------
    NotAllowedError
        Naming the person and the action.
    """
    permissions.require(by_id, RoleKind.LEADER, action=action, unit_id=unit_id)


def require_approver(by_id: int, unit_id: int, *, action: str) -> None:
    """Refuse unless the account mentors in the unit or leads it.

    Raises
    ------
    NotAllowedError
        Naming the person and the action.
    """
    permissions.require(by_id, *APPROVERS, action=action, unit_id=unit_id)
