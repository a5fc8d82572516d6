"""The room's first page, and what all its pages need around their content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from seedbed.apps.accounts.cards import UnitCard
from seedbed.web.kit import access


def frame(request: HttpRequest, unit: UnitCard, page: str) -> dict[str, Any]:
    """Return what every page of the room needs: the unit, the others, what is open.

    ``page`` is the name of the line in the rail that is marked as the current one.
    """
    return {
        "unit": unit,
        "units": access.units_of(request, *access.LEADERS),
        "page": page,
        "sees_office": access.who(request).has_role(*access.OFFICE),
    }


def address(name: str, unit: UnitCard, *args: object) -> str:
    """Return the address of a page of the room for a unit."""
    return f"{reverse(f'innovate:{name}', args=args)}?unit={unit.uuid}"


@access.only_for(*access.LEADERS)
def room(request: HttpRequest) -> HttpResponse:
    """Say what the room is for, and where each step is taken."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return render(request, "innovate/room.html", frame(request, unit, "room"))
