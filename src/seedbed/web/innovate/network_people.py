"""Editing the people on the maps: who they are, what they said, their power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.cards import (
    CHANNELS,
    ActorCard,
    ChangeCard,
    ChannelCard,
    Ends,
    StandingCard,
    TalkCard,
)
from seedbed.apps.stakeholders.services import ActorWords
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed, take

from . import network_words as words
from . import views
from .map_forms import Typed, form_key, status_of_form, typed_context, typed_number
from .network import change_or_404

PLACES = ("inside", "apart")
ENDS = ("low", "mode", "high")


@access.only_for(*access.LEADERS)
def people(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """List the people of a change; divide shares, or take somebody off."""
    change, unit = change_or_404(request, uuid)
    if request.method == "POST":
        return _mend(request, change)
    actors = queries.actors_of(uuid)
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "people": [_line(change, actor) for actor in actors],
        "faults": [
            {
                "words": words.fault(one, change.name_of(place)),
                "fault": one,
            }
            for place in PLACES
            for one in queries.faults_of(actors, place)
            if actors
        ],
    }
    return render(request, "innovate/network/people.html", context)


def _line(change: ChangeCard, actor: ActorCard) -> dict[str, Any]:
    on = [change.name_of(standing.place) for standing in actor.standings]
    return {
        "actor": actor,
        "kind": words.KIND[actor.kind],
        "on": on,
        "n_talks": actor.n_talks,
    }


def _mend(request: HttpRequest, change: ChangeCard) -> HttpResponse:
    typed, by_id = request.POST, access.who(request).id
    place, channel = typed.get("place", ""), typed.get("channel", "")
    try:
        if typed.get("remove"):
            services.remove_actor(
                change=change.uuid,
                actor_id=typed_whole(typed, "remove"),
                by_id=by_id,
                at=timezone.now(),
            )
            messages.success(
                request, gettext("Taken off the maps; talks stay on record.")
            )
        elif place in PLACES and channel in CHANNELS:
            services.share_out(
                change=change.uuid, place=place, channel=channel, by_id=by_id
            )
            messages.success(request, gettext("Divided in the same proportions."))
    except SeedbedError as error:
        raise Http404 from error
    return redirect("innovate:network_people", change.uuid)


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def person(request: HttpRequest, uuid: UUID, actor_id: int = 0) -> HttpResponse:
    """Add somebody to the maps, or edit them; nobody's version is lost."""
    change, unit = change_or_404(request, uuid)
    if request.method != "POST":
        return _person(request, change, unit, actor_id, typed=take(request))
    typed = request.POST
    try:
        services.save_actor(
            change=uuid,
            words=_words(typed),
            by_id=access.who(request).id,
            at=timezone.now(),
            actor_id=actor_id or None,
            version=typed_whole(typed, "version"),
        )
    except SeedbedError as error:
        return _person(request, change, unit, actor_id, typed=typed, error=error)
    messages.success(request, gettext("Saved."))
    return redirect("innovate:network_people", uuid)


def _words(typed: Typed) -> ActorWords:
    brings = [
        int(name.removeprefix("brings_"))
        for name in typed
        if name.startswith("brings_") and name.removeprefix("brings_").isdigit()
    ]
    return ActorWords(
        name=typed.get("name", ""),
        kind=typed.get("kind", ""),
        counts_on=typed.get("counts_on", ""),
        brings_to=tuple(brings),
        standings=tuple(_standing(typed, p) for p in PLACES if typed.get(f"{p}_on")),
    )


def _standing(typed: Typed, place: str) -> StandingCard:
    word = typed.get(f"{place}_salience", "")
    ends = words.SALIENCE[word][1] if word in words.SALIENCE else (2.0, 2.0, 2.0)
    return StandingCard(
        place=place,
        channels=tuple(
            ChannelCard(
                kind=kind,
                share=_share(typed, f"{place}_{kind}_share"),
                substitutability=_share(typed, f"{place}_{kind}_elsewhere"),
                can_stop_alone=bool(typed.get(f"{place}_{kind}_veto")),
            )
            for kind in CHANNELS
            if typed.get(f"{place}_{kind}_share", "").strip() not in ("", "0")
        ),
        salience=ends,
        what_changes=typed.get(f"{place}_changes", ""),
    )


def _share(typed: Typed, name: str) -> float:
    """Return a share typed as per cent; nothing is 0, and what is no number is none."""
    if not typed.get(name, "").strip():
        return 0.0
    return typed_number(typed, name) / 100


def _person(
    request: HttpRequest,
    change: ChangeCard,
    unit: UnitCard,
    actor_id: int,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    actors = queries.actors_of(change.uuid)
    actor = next((one for one in actors if one.id == actor_id), None)
    if actor_id and actor is None:
        raise Http404
    is_edited = error is not None and error.code == "map-actor-edited"
    form = dict(typed.items()) if typed else _typed_of(actor)
    if is_edited and actor is not None:
        # Sending it again means: over theirs, which has now been seen.
        form["version"] = str(actor.version)
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "actor": actor,
        "theirs": _summary(change, actor) if is_edited and actor else None,
        "form": form,
        "kinds": words.KIND.items(),
        "saliences": [(name, said) for name, (said, _ends) in words.SALIENCE.items()],
        "places": [_place_fields(change, place, form) for place in PLACES],
        "others": [
            {"actor": one, "is_on": bool(form.get(f"brings_{one.id}"))}
            for one in actors
            if one.id != actor_id
        ],
        "talks": _once(actor.talks) if actor else (),
        **typed_context(typed, error, field="name"),
    }
    template = "innovate/network/person.html"
    return render(request, template, context, status=status_of_form(error))


def _once(talks: Sequence[TalkCard]) -> list[TalkCard]:
    """Return each talk once, also where it was of both places."""
    return list({talk.talk: talk for talk in talks}.values())


def _typed_of(actor: ActorCard | None) -> dict[str, str]:
    """Return an actor as its form would be typed."""
    if actor is None:
        return {"inside_on": "1", "apart_on": "1"}
    form = {
        "name": actor.name,
        "kind": actor.kind,
        "counts_on": actor.counts_on,
        "version": str(actor.version),
    }
    form |= {f"brings_{other}": "1" for other in actor.brings_to}
    for one in actor.standings:
        form[f"{one.place}_on"] = "1"
        form[f"{one.place}_changes"] = one.what_changes
        form[f"{one.place}_salience"] = words.salience_word(one.salience)
        for channel in one.channels:
            name = f"{one.place}_{channel.kind}"
            form[f"{name}_share"] = f"{100 * channel.share:.4g}"
            if channel.substitutability:
                form[f"{name}_elsewhere"] = f"{100 * channel.substitutability:.4g}"
            if channel.can_stop_alone:
                form[f"{name}_veto"] = "1"
    return form


def _place_fields(
    change: ChangeCard, place: str, form: Mapping[str, str]
) -> dict[str, Any]:
    """Return the fields of one map, with what is typed in them."""
    return {
        "place": place,
        "name": change.name_of(place),
        "is_on": bool(form.get(f"{place}_on")),
        "changes": form.get(f"{place}_changes", ""),
        "salience": form.get(f"{place}_salience", "some"),
        "channels": [
            {
                "kind": kind,
                "name": f"{place}_{kind}",
                "label": words.CHANNEL[kind],
                "share": form.get(f"{place}_{kind}_share", ""),
                "elsewhere": form.get(f"{place}_{kind}_elsewhere", ""),
                "veto": bool(form.get(f"{place}_{kind}_veto")),
            }
            for kind in CHANNELS
        ],
    }


def _summary(change: ChangeCard, actor: ActorCard) -> dict[str, Any]:
    """Return somebody else's version, to be read beside one's own."""
    form = _typed_of(actor)
    return {
        "actor": actor,
        "kind": words.KIND[actor.kind],
        "places": [_place_fields(change, place, form) for place in PLACES],
        "saliences": {
            place: words.SALIENCE[form[f"{place}_salience"]][0]
            for place in PLACES
            if form.get(f"{place}_on")
        },
    }


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def talk(request: HttpRequest, uuid: UUID, actor_id: int) -> HttpResponse:
    """Record a talk with somebody: what was said, and where they stand."""
    change, unit = change_or_404(request, uuid)
    if request.method != "POST":
        return _talk(request, change, unit, actor_id, typed=take(request))
    typed = request.POST
    positions: dict[str, Ends] = {}
    for place in PLACES:
        ends = [
            typed_number(typed, f"{place}_{end}") for end in ("low", "mode", "high")
        ]
        if any(typed.get(f"{place}_{end}", "") for end in ("low", "mode", "high")):
            positions[place] = (ends[0], ends[1], ends[2])
    try:
        services.record_interview(
            form_key=form_key(typed),
            change=uuid,
            actor_id=actor_id,
            on=typed_date(typed, "on") or timezone.localdate(),
            with_whom=typed.get("with_whom", ""),
            said=typed.get("said", ""),
            positions=positions,
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _talk(request, change, unit, actor_id, typed=typed, error=error)
    messages.success(request, gettext("Kept. The maps are read anew."))
    return redirect("innovate:network", uuid)


def _talk(
    request: HttpRequest,
    change: ChangeCard,
    unit: UnitCard,
    actor_id: int,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    found = [one for one in queries.actors_of(change.uuid) if one.id == actor_id]
    if not found:
        raise Http404
    form = typed or {}
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "actor": found[0],
        "today": timezone.localdate().isoformat(),
        "places": [
            {
                "place": one.place,
                "name": change.name_of(one.place),
                **{end: form.get(f"{one.place}_{end}", "") for end in ENDS},
            }
            for one in found[0].standings
        ],
        **typed_context(typed, error, field="said"),
    }  # fmt: skip
    template = "innovate/network/talk.html"
    return render(request, template, context, status=status_of_form(error))
