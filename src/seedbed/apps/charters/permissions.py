"""Who may write a charter, and who may write down what others decided about it."""

from __future__ import annotations

from typing import Any

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.models import RoleKind


def may_open(account: AccountCard, charter: Any) -> bool:
    """Tell whether an account sees a charter.

    That of a unit is for those who lead the unit; one without a unit yet is for who
    began it. Leaders of the system see all.
    """
    if account.has_role(RoleKind.SYSTEM_LEADER):
        return True
    if charter.unit_id is None:
        return bool(charter.begun_by_id == account.id)
    return account.has_role(RoleKind.LEADER, unit_id=charter.unit_id)


def require_writer(charter: Any, by_id: int, action: str) -> None:
    """Refuse unless the account leads the unit, or began the draft.

    Raises
    ------
    NotAllowedError
        Naming the person, the action and the roles it takes.
    """
    if charter.unit_id is None and charter.begun_by_id == by_id:
        return
    if charter.unit_id is None:
        permissions.require(by_id, RoleKind.SYSTEM_LEADER, action=action)
    else:
        permissions.require(
            by_id, RoleKind.LEADER, action=action, unit_id=charter.unit_id
        )


def require_answerer(by_id: int, action: str) -> None:
    """Refuse unless the account leads the system: nobody grants their own waiver.

    Raises
    ------
    NotAllowedError
        Naming the person, the action and the role it takes.
    """
    permissions.require(by_id, RoleKind.SYSTEM_LEADER, action=action)
