"""Writing a play: a first one, a new version, or another system's adapted.

What is typed is kept as a draft whenever it is checked or put aside, in the writer's
own system; others read it only once nothing in it may tell who is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.cards import ChosenParts, PlayCard, PlayWords
from seedbed.apps.exchange.errors import UnknownStoryError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_token, typed_whole
from seedbed.web.kit.refusals import Problem, status_of
from seedbed.web.kit.words import ACTIVITY

from . import phrases
from .frame import frame
from .refused import said

_LONGEST = 3_000
_TEXTS = ("title", "summary", "needs", "cost", "measure", "note", "steps", "materials")
_OTHERS = ("topic", "modality", "note_kind", "lessons", "charter", "pilot_name",
           "pilot_aim")  # fmt: skip
_LISTS = ("rules", "kept")
_MODALITIES = ("live", "tutoring", "peer", "online", "project", "independent")
_GRADES = range(13)

#: What a form of a play holds, as it was typed.
Typed = dict[str, Any]


@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def new(request: HttpRequest) -> HttpResponse:
    """Write a first play."""
    return _write(request, "new", None)


@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def version(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write a new version of an own play; the old one stays readable."""
    card = _card(uuid)
    system = access.system_of(request)
    if system is None or card.by_system != system.name or card.source:
        raise Http404
    return _write(request, "version", card)


@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def adapt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make an own play out of another; it remembers where it grew from."""
    return _write(request, "adapt", _card(uuid))


@access.only_for(*access.LEADERS)
def draft(request: HttpRequest, token: UUID) -> HttpResponse:
    """Go on writing a play that was put aside."""
    for card in queries.drafts_of(access.who(request).id):
        if card.token == token:
            mode = "version" if card.of else "adapt" if card.grown_from else "new"
            parent = card.of or card.grown_from
            of = _card(parent) if parent else None
            typed = {**card.words, "token": str(token)}
            return _page(request, mode, of, typed)
    raise Http404


@require_POST
@access.only_for(*access.LEADERS)
def drop(request: HttpRequest, token: UUID) -> HttpResponse:
    """Throw a draft away."""
    if services.drop_draft(token=token, by_id=access.who(request).id):
        messages.success(request, gettext("The draft is thrown away."))
    return redirect("exchange:room")


def _write(request: HttpRequest, mode: str, of: PlayCard | None) -> HttpResponse:
    if request.method != "POST":
        restored = kept.take(request)
        if restored is not None:
            return _page(request, mode, of, dict(restored), (kept.problem(),))
        return _page(request, mode, of, _from_words(of))
    typed = _typed(request.POST)
    _keep(request, mode, of, typed)
    if request.POST.get("step") == "keep":
        messages.success(request, gettext("Kept. Only you can read it."))
        return redirect("exchange:draft", token=typed["token"])
    problems = _missing(typed)
    if problems:
        return _page(request, mode, of, typed, problems, status=422)
    return _share(request, mode, of, typed)


def _share(
    request: HttpRequest, mode: str, of: PlayCard | None, typed: Typed
) -> HttpResponse:
    """Share it, or show what in it may tell who is meant."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    texts = {name: typed[name] for name in (*_TEXTS, "pilot_name", "pilot_aim")}
    found = services.look_over_texts(texts, language=_language())
    if found:
        general = services.in_general_words(texts, language=_language())
        shown = {**typed, **general}
        return _page(request, mode, of, shown, found=found, status=422)
    try:
        made = services.publish_play(
            words=_words(typed, _parts(request, unit, of, typed)),
            play=of.uuid if of and mode == "version" else None,
            grown_from=of.uuid if of and mode == "adapt" else None,
            token=UUID(typed["token"]),
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        problem = (said(error),)
        return _page(request, mode, of, typed, problem, status=status_of(error))
    messages.success(request, _DONE[mode]())
    return redirect(f"{reverse('exchange:play', args=[made])}?unit={unit.uuid}")


_DONE = {
    "new": lambda: gettext("Shared. Every system of the network can take it over."),
    "version": lambda: gettext("Shared as a new version; the old one stays readable."),
    "adapt": lambda: gettext("Shared. It says what it grew from."),
}


def _keep(request: HttpRequest, mode: str, of: PlayCard | None, typed: Typed) -> None:
    services.keep_draft(
        token=UUID(typed["token"]),
        words={name: typed[name] for name in typed if name != "token"},
        of=of.uuid if of and mode == "version" else None,
        grown_from=of.uuid if of and mode == "adapt" else None,
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _parts(
    request: HttpRequest, unit: UnitCard, of: PlayCard | None, typed: Typed
) -> dict[str, Any]:
    """Return what a click takes over: what stays of the parent, and what is added."""
    stays = {
        name: content
        for name, content in (of.words.parts if of else {}).items()
        if name in typed["kept"]
    }
    chosen = ChosenParts(
        rules=tuple(typed["rules"]),
        lessons=tuple(filter(None, map(str.strip, typed["lessons"].splitlines()))),
        charter=_uuid(typed["charter"]),
        pilot_name=typed["pilot_name"],
        pilot_aim=typed["pilot_aim"],
    )
    added = services.gather_parts(
        chosen=chosen,
        unit_id=unit.id,
        by_id=access.who(request).id,
        language=_language(),
    )
    return {**stays, **added}


def _typed(post: QueryDict) -> Typed:
    texts = {
        name: post.get(name, "").replace("\r\n", "\n").strip()[:_LONGEST]
        for name in (*_TEXTS, *_OTHERS)
    }
    low = min(typed_whole(post, "grade_low"), _GRADES[-1])
    high = min(typed_whole(post, "grade_high", default=_GRADES[-1]), _GRADES[-1])
    return {
        **texts,
        **{name: post.getlist(name) for name in _LISTS},
        "grade_low": min(low, high),
        "grade_high": max(low, high),
        "token": str(typed_token(post)),
    }


def _from_words(of: PlayCard | None) -> Typed:
    """Return an empty form, or one that holds what a play says."""
    empty: Typed = {
        **dict.fromkeys((*_TEXTS, *_OTHERS), ""),
        "rules": [],
        "kept": [],
        "grade_low": _GRADES[0],
        "grade_high": _GRADES[-1],
        "token": str(uuid4()),
    }
    if of is None:
        return empty
    words = of.words
    return {
        **empty,
        **words.texts(),
        "topic": words.topic,
        "modality": words.modality,
        "note_kind": words.note_kind,
        "grade_low": words.grade_low,
        "grade_high": words.grade_high,
        "kept": list(words.parts),
    }


def _words(typed: Typed, parts: dict[str, Any]) -> PlayWords:
    empty = PlayWords(
        title="",
        summary="",
        needs="",
        cost="",
        measure="",
        note="",
        topic=typed["topic"],
        note_kind="failure" if typed["note_kind"] == "failure" else "process",
        modality=typed["modality"] if typed["modality"] in _MODALITIES else "",
        grade_low=typed["grade_low"],
        grade_high=typed["grade_high"],
        parts=parts,
    )
    return empty.with_texts({name: typed[name] for name in _TEXTS})


def _missing(typed: Mapping[str, Any]) -> tuple[Problem, ...]:
    sentences = {
        "title": gettext("Give it a title."),
        "topic": gettext("Say what it is about."),
        "summary": gettext("Say in a few words what it is."),
        "needs": gettext("Say what must be there first."),
        "steps": gettext("Write the steps, one in a line."),
        "cost": gettext("Say what it costs, in money or in hours."),
        "measure": gettext("Say how others see whether it works."),
        "note_kind": gettext("Say whether the note is about how it went or a failure."),
        "note": gettext(
            "Write what did not work, or how it went: every play carries such a note."
        ),
    }
    known = {
        **typed,
        "topic": typed["topic"] if typed["topic"] in phrases.TOPIC else "",
    }
    return tuple(
        Problem(words=sentence, field=name)
        for name, sentence in sentences.items()
        if not known[name]
    )


def _card(uuid: UUID) -> PlayCard:
    try:
        return queries.newest(uuid)
    except UnknownStoryError as error:
        raise Http404 from error


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _language() -> str:
    return "es" if get_language() == "es" else "en"


def _page(
    request: HttpRequest,
    mode: str,
    of: PlayCard | None,
    typed: Typed,
    problems: tuple[Problem, ...] = (),
    *,
    found: tuple[Any, ...] = (),
    status: int = 200,
) -> HttpResponse:
    unit = access.get_unit_or_404(request, *access.LEADERS)
    account = access.who(request)
    typed = {**_from_words(None), **typed}
    action = reverse(f"exchange:{_ADDRESS[mode]}", args=[of.uuid] if of else [])
    context = {
        **frame(request, "room"),
        "mode": mode,
        "play": of,
        "unit": unit,
        "units": access.units_of(request, *access.LEADERS),
        "typed": typed,
        "action": action,
        "problems": problems,
        "problem_of": {problem.field: problem.words for problem in problems},
        "found": found,
        "topics": phrases.TOPIC.items(),
        "modalities": [(slug, ACTIVITY[slug]) for slug in _MODALITIES],
        "grades": _GRADES,
        "parts": list(of.words.parts) if of else [],
        "makings": queries.makings(unit.id, account=account),
        "drafts": [
            one
            for one in queries.drafts_of(account.id)
            if str(one.token) != typed["token"]
        ],
    }
    return render(request, "exchange/write.html", context, status=status)


_ADDRESS = {"new": "new_play", "version": "version", "adapt": "adapt"}
