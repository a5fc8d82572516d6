"""Records who is out on a date, and who stands in."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from seedbed.apps.rosters.models import Staff
from seedbed.apps.scheduling.errors import WrongSubstituteError
from seedbed.apps.scheduling.models import Absence


@transaction.atomic
def record_absence(
    *, staff_id: int, on: date, substitute_id: int | None, at: datetime
) -> None:
    """Say that a staff member is out on a date. Saying it again replaces it.

    A draft that stands is not changed: the plan page asks what to do about it.

    Raises
    ------
    WrongSubstituteError
        If the substitute is the absent person, of another unit, or out as well.
    """
    staff = Staff.objects.select_related("person").get(pk=staff_id)
    if substitute_id is not None:
        _require_substitute(staff, substitute_id, on)
    Absence.objects.update_or_create(
        staff=staff,
        on=on,
        defaults={"substitute_id": substitute_id, "entered_at": at},
    )


def _require_substitute(staff: Staff, substitute_id: int, on: date) -> None:
    substitute = (
        Staff.objects.select_related("person")
        .filter(pk=substitute_id, unit_id=staff.unit_id, is_active=True)
        .first()
    )
    name = staff.person.name
    if substitute is None:
        raise WrongSubstituteError(
            f"No adult of {name}'s unit has the id {substitute_id}."
        )
    if substitute.pk == staff.pk:
        raise WrongSubstituteError(f"{name} is out and cannot stand in for themself.")
    if Absence.objects.filter(staff=substitute, on=on).exists():
        raise WrongSubstituteError(
            f"{substitute.person.name} is out on {on:%Y-%m-%d} as well."
        )
