"""Who may do what: roles in, yes or a refusal out."""

from __future__ import annotations

from seedbed.lib.text import listing

from .errors import NotAllowedError
from .models import RoleKind, Unit
from .queries import account_card

#: Roles that hold everything another role may do in their reach.
_COVERS = {
    RoleKind.LEADER: (RoleKind.SYSTEM_LEADER,),
    RoleKind.REGISTRAR: (RoleKind.SYSTEM_LEADER,),
}


def require(
    account_id: int, *kinds: str, action: str, unit_id: int | None = None
) -> None:
    """Refuse unless the account's person has one of the roles.

    Parameters
    ----------
    account_id
        Who asks.
    kinds
        The roles that may, as ``RoleKind`` values; a system leader may do what a leader
        and a registrar may.
    action
        What is asked, as it reads after "may not": "publish the day".
    unit_id
        The unit it is about; a role without a unit covers all of them.

    Raises
    ------
    NotAllowedError
        Naming the person, the action, the roles it takes and the unit it is about: a
        leader of another unit is told which.
    """
    card = account_card(account_id)
    wide = {wider for kind in kinds for wider in _COVERS.get(RoleKind(kind), ())}
    if card.has_role(*kinds, *wide, unit_id=unit_id):
        return
    needed = listing([str(RoleKind(kind).label) for kind in kinds])
    of = Unit.objects.filter(pk=unit_id).values_list("name", flat=True).first()
    if of:
        needed += f" of {of}"
    raise NotAllowedError(card.name, action, needed)
