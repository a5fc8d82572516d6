"""Who speaks for the groups of a pilot: its effects go to the map of who has power."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.pilots import services
from seedbed.apps.pilots.cards import PilotCard
from seedbed.apps.stakeholders import queries as stakeholders
from seedbed.apps.stakeholders.cards import ChangeCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import pilot_words, views
from .pilots import card_or_404

#: A field of the form is named after its group.
_FIELD = "speaks-"


@require_http_methods(["GET", "HEAD", "POST"])
@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def speakers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask who on a map speaks for each group, and put the effects there."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(unit, uuid)
    changes = stakeholders.latest_changes(unit.id)
    change = _change(request, changes)
    page = partial(_page, request, unit, card, changes, change)
    if request.method != "POST" or change is None:
        return page()
    shown = services.effects_of(card.latest)
    chosen = {
        group: actor_id
        for n, group in enumerate(shown)
        if (actor_id := typed_whole(request.POST, f"{_FIELD}{n}"))
    }
    try:
        services.hand_on_effects(
            pilot=uuid,
            change=change.uuid,
            speakers=chosen,
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return page(problem=_refusal(error), status=status_of(error))
    said = gettext("On the map. Every later look of the pilot goes there by itself.")
    messages.success(request, said)
    return redirect(f"{reverse('innovate:network', args=[change.uuid])}#lose-h")


def _refusal(error: SeedbedError) -> Problem:
    if error.code == "pilot-no-group":
        said = gettext(
            "Nothing was put on the map: choose for one group at least who speaks for "
            "it. What the last look does not show cannot be put there."
        )
        return Problem(words=said, field="f-0")
    if error.code == "unknown-change":
        raise Http404 from error
    return problem_of(error, field="f-0")


def _change(request: HttpRequest, changes: Sequence[ChangeCard]) -> ChangeCard | None:
    """Return the change that is asked for, or the newest; None without one."""
    wanted = request.POST.get("change") or request.GET.get("change") or ""
    if not wanted:
        return changes[0] if changes else None
    for one in changes:
        if str(one.uuid) == wanted:
            return one
    raise Http404


def _page(
    request: HttpRequest,
    unit: UnitCard,
    card: PilotCard,
    changes: Sequence[ChangeCard],
    change: ChangeCard | None,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    was_kept = kept.take(request)
    problems = [problem] if problem else []
    if was_kept:
        problems.append(kept.problem())
    actors = stakeholders.actor_names(change.uuid) if change else ()
    context = {
        **views.frame(request, unit, "pilots"),
        "pilot": card,
        "change": change,
        "changes": changes,
        "actors": [(str(pk), name) for pk, name in actors],
        "rows": _rows(card, change, was_kept or request.POST),
        "problems": tuple(problems),
    }
    return render(request, "innovate/pilots/speakers.html", context, status=status)


def _rows(
    card: PilotCard, change: ChangeCard | None, typed: Any
) -> list[dict[str, Any]]:
    """Return each group that may be shown, with its effect and who speaks for it."""
    before = {
        one.group: str(one.actor_id)
        for one in stakeholders.speakers_of(card.uuid)
        if change is not None and one.change == change.uuid
    }
    shown = services.effects_of(card.latest)
    return [
        {
            "id": f"f-{n}",
            "field": f"{_FIELD}{n}",
            "name": pilot_words.group_name(group),
            "effect": pilot_words.signed(effect),
            "error": f"{error:.2f}",
            "chosen": typed.get(f"{_FIELD}{n}") or before.get(group, ""),
        }
        for n, (group, (effect, error)) in enumerate(shown.items())
    ]
