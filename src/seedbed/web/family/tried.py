"""What a child's unit tries, and what came of it, week by week, in its teams' words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from seedbed.apps.pilots import queries

from .views import frame
from .visitor import Visitor, for_family, gone

#: So many diaries are read in full, of each its latest weeks.
_MOST_DIARIES, _LATEST_WEEKS = 3, 4


@require_GET
@for_family
def tried(request: HttpRequest, visitor: Visitor, child: UUID) -> HttpResponse:
    """Show the open diaries of the child's unit, not whether the child is in one."""
    mine = visitor.child_or_404(child)
    if not mine.is_active:
        return gone(request, mine)
    opened = [one for one in queries.diaries(unit_id=mine.unit_id) if one.n_open]
    found = [queries.diary(one.uuid) for one in opened[:_MOST_DIARIES]]
    context = frame(
        visitor,
        mine,
        page="messages",
        diaries=[(card, weeks[:_LATEST_WEEKS]) for card, weeks in found],
    )
    return render(request, "family/tried.html", context)
