"""The value network: who can carry a change, who can stop it, and the call."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters.queries import charter_of_unit
from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.cards import ChangeCard, MapCard, PlaceCard, StakeCard
from seedbed.apps.stakeholders.errors import UnknownChangeError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed, take

from . import network_drawing as drawing
from . import network_figures as figures
from . import network_words as words
from . import views
from .map_forms import Typed, form_key, status_of_form, typed_context
from .pilot_words import group_name

#: The luck of every reading: the same map gives the same numbers to everyone.
SEED = 8
_REVIEW_DAYS = 90
#: A share of standing that is worth a row.
_LEAST = 0.005


def change_or_404(request: HttpRequest, uuid: UUID) -> tuple[ChangeCard, UnitCard]:
    """Return a change of a unit that the person leads, with the unit."""
    try:
        change = queries.change_card(uuid)
    except UnknownChangeError as error:
        raise Http404 from error
    for unit in access.units_of(request, *access.LEADERS):
        if unit.id == change.unit_id:
            return change, unit
    raise Http404


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def networks(request: HttpRequest) -> HttpResponse:
    """List a unit's changes, and begin one."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method != "POST":
        return _networks(request, unit, typed=take(request))
    typed = request.POST
    try:
        uuid = services.begin_change(
            form_key=form_key(typed),
            unit_id=unit.id,
            title=typed.get("title", ""),
            about=typed.get("about", ""),
            inside_name=typed.get("inside_name", ""),
            apart_name=typed.get("apart_name", ""),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _networks(request, unit, typed=typed, error=error)
    return redirect("innovate:network_people", uuid)


def _networks(
    request: HttpRequest,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    page = typed_whole(request.GET, "page", default=1)
    changes, n = queries.changes_of(unit.id, page=page)
    context = {
        **views.frame(request, unit, "network"),
        "changes": changes,
        "n_changes": n,
        "number": page,
        "before": page - 1,
        "after": page + 1 if page < queries.n_pages(n) else 0,
        **typed_context(typed, error, field="title"),
    }
    template = "innovate/network/list.html"
    return render(request, template, context, status=status_of_form(error))


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def network(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show both maps, what they say, and record the call."""
    change, unit = change_or_404(request, uuid)
    if request.method != "POST":
        return _network(request, change, unit, typed=take(request))
    typed = request.POST
    today = timezone.localdate()
    try:
        services.record_call(
            form_key=form_key(typed),
            change=uuid,
            choice=typed.get("choice", ""),
            reason=typed.get("reason", ""),
            review_on=typed_date(typed, "review_on"),
            on=today,
            seed=SEED,
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _network(request, change, unit, typed=typed, error=error)
    messages.success(
        request, gettext("Recorded, with what both maps say today beside it.")
    )
    return redirect(f"{reverse('innovate:network', args=[uuid])}#call")


def _network(
    request: HttpRequest,
    change: ChangeCard,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    card = queries.map_card(change, seed=SEED)
    review_on = timezone.localdate() + timedelta(days=_REVIEW_DAYS)
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "card": card,
        "finding": words.finding(card.inside, card.apart),
        "advice": words.CALL.get(card.inside.call, ""),
        "maps": [_map(card, card.inside), _map(card, card.apart)],
        "faults": _faults(card),
        "rows": _number_rows(card),
        "pushback": _pushback(card),
        "standing": _standing(card),
        "stakes": _stakes(card),
        "readiness": _readiness(card),
        "choices": words.CHOICE.items(),
        "calls": [(one, words.CHOICE[one.choice], words.CALL.get(one.rule_said, ""))
                  for one in card.calls],
        "charter": _charter(request, card, unit),
        "review_on": review_on.isoformat(),
        **typed_context(typed, error, field="call"),
    }  # fmt: skip
    template = "innovate/network/map.html"
    return render(request, template, context, status=status_of_form(error))


def _charter(request: HttpRequest, card: MapCard, unit: UnitCard) -> tuple[str, str]:
    """Return where to go on once the last call is a unit of its own: words, address."""
    if not card.calls or card.calls[0].choice != "apart":
        return "", ""
    if charter_of_unit(unit.uuid, account=access.who(request)) is None:
        said, name = gettext("Begin its charter"), "innovate:charters"
        return said, f"{reverse(name)}?unit={unit.uuid}"
    return gettext("Open its charter"), reverse("innovate:charter", args=[unit.uuid])


def _faults(card: MapCard) -> list[dict[str, Any]]:
    """Return what keeps either map from being read, each with where to mend it."""
    people = reverse("innovate:network_people", args=[card.change.uuid])
    found = []
    for place in (card.inside, card.apart):
        for one in place.faults:
            at = f"{people}{one.actor_id}/" if one.actor_id else people
            found.append({"words": words.fault(one, place.name), "address": at})
    return found


def _map(card: MapCard, place: PlaceCard) -> dict[str, Any]:
    """Return what one map shows: drawing, tally, list, bars and who to ask."""
    angles = drawing.angles([(actor.id, actor.kind) for actor in card.actors])
    parts = sorted(place.parts, key=lambda part: (-part.power, part.name))
    here = {part.name for part in parts}
    lines: list[dict[str, Any]] = [
        {
            "name": part.name,
            "power": words.power_words(part.power, can_stop_alone=part.can_stop_alone),
            "per_cent": f"{100 * part.power:.0f}",
            "stance": part.stance,
            "words": words.STANCE[part.stance],
            "n_interviews": part.n_interviews,
            "ring": words.ring(part.power, can_stop_alone=part.can_stop_alone),
            "angle": angles[part.actor_id],
        }
        for part in parts
    ]
    if place.place == "apart" and place.numbers is not None:
        pushed = {p.name for p in card.inside.parts if p.stance == "against"}
        lines += [
            {
                "name": actor.name, "power": words.RING[3], "stance": "not affected",
                "words": words.STANCE["not affected"], "ring": 3, "n_interviews": None,
                "angle": angles[actor.id],
            }
            for actor in card.actors
            if actor.name in pushed - here
        ]  # fmt: skip
    shown = lines[: drawing.MOST_NODES]
    tally = Counter(str(line["stance"]) for line in lines)
    return {
        "place": place,
        "lines": [{**line, "glyph": _glyph(line["stance"])} for line in lines],
        "tally": [
            {"n": tally[stance], "words": said, "glyph": _glyph(stance)}
            for stance, said in words.STANCE.items()
            if tally[stance] or stance != "not affected"
        ],
        "n_hidden": len(lines) - len(shown),
        "svg": _drawn(place, shown) if lines else "",
        "contributions": _contributions(place),
        "tornado": _tornado(place),
        "flips": any(swing.changes_the_call for swing in place.swings),
    }


def _drawn(place: PlaceCard, shown: list[dict[str, Any]]) -> Any:
    against = [line["name"] for line in shown if line["stance"] == "against"]
    label = gettext(
        "%(place)s. Likely to push back: %(names)s. The list below has everyone."
    ) % {"place": place.name, "names": ", ".join(against) or gettext("nobody")}
    nodes = [
        drawing.Node(
            name=line["name"],
            angle=line["angle"],
            ring=line["ring"],
            stance=line["stance"],
        )
        for line in shown
    ]
    return drawing.drawing(nodes, middle=place.name, label=label, key=place.place)


def _glyph(stance: Any) -> Any:
    return drawing.glyph(16, 16, str(stance), 14)


def _contributions(place: PlaceCard) -> Any:
    if not place.parts:
        return None
    return figures.contributions(place.parts, place=place.name)


def _tornado(place: PlaceCard) -> Any:
    return figures.tornado(place.swings, place=place.name) if place.swings else None


def _number_rows(card: MapCard) -> list[tuple[Any, str, str]]:
    """Return the measures of both maps: name, inside, apart."""
    here, there = card.inside.numbers, card.apart.numbers
    return [
        (said, words.measure(name, here), words.measure(name, there))
        for name, said in words.MEASURES.items()
    ]


def _pushback(card: MapCard) -> list[dict[str, Any]]:
    """Return who pushes back inside, the most power first."""
    actors = {actor.id: actor for actor in card.actors}
    apart = {part.name: part.stance for part in card.apart.parts}
    against = [part for part in card.inside.parts if part.stance == "against"]
    return [
        {
            "actor": actors[part.actor_id],
            "changes": actors[part.actor_id].what_changes("inside"),
            "said": actors[part.actor_id].said("inside"),
            "sure": words.SURE[part.sure],
            "boxes": [n < words.N_SURE[part.sure] for n in range(3)],
            "n_interviews": part.n_interviews,
            "apart": words.STANCE[apart.get(part.name, "not affected")],
            "apart_changes": actors[part.actor_id].what_changes("apart"),
        }
        for part in sorted(against, key=lambda part: -part.power)
    ]


def _stakes(card: MapCard) -> list[tuple[StakeCard, str, str]]:
    """Return who loses, with the group's name and its effect times power."""
    return [
        (
            one,
            group_name(one.group) if one.pilot else one.group,
            f"{one.stake:+.2f}".replace("-", "\u2212"),
        )
        for one in card.inside.stakes
    ]


def _standing(card: MapCard) -> list[tuple[str, str]]:
    """Return those to whom others bring information, most of it first."""
    shares = sorted(card.standing.items(), key=lambda one: (-one[1], one[0]))
    return [(name, f"{100 * share:.0f}") for name, share in shares if share >= _LEAST]


def _readiness(card: MapCard) -> dict[str, Any] | None:
    if card.readiness is None:
        return None
    lacks = [words.lack(*one) for one in card.readiness.lacks]
    return {"at": card.readiness.at, "lacks": lacks}
