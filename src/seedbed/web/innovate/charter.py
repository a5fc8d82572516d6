"""Pages of charters: what a unit may decide itself, and what it really decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters import queries, services
from seedbed.apps.charters.cards import CharterCard, SectionCard
from seedbed.apps.charters.clauses import laws
from seedbed.apps.charters.errors import UnknownCharterError
from seedbed.apps.charters.fields import BY_KEY, HONEST_FAILURE
from seedbed.apps.needs.queries import KINDS, needs
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.refusals import Problem, status_of

from . import charter_forms as forms
from . import charter_shown, needs_words, refused, views
from . import charter_words as words


@access.only_for(*access.LEADERS)
def charters(request: HttpRequest) -> HttpResponse:
    """Show the charters that the person may open, and how to begin one."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    lines = queries.charters_for(access.who(request))
    typed = kept.take(request) or {}
    context = {
        **views.frame(request, unit, "charters"),
        "lines": [(line, str(words.STATES[line.state])) for line in lines],
        "laws": [(law.key, _law_name(law)) for law in laws()],
        "pockets": [(kind, needs_words.pocket_name(kind)) for kind in KINDS],
        "token": typed.get("token") or uuid4(),
        "typed": typed,
        "problems": (kept.problem(),) if typed else (),
    }
    return render(request, "innovate/charter/charters.html", context)


@require_POST
@kept.keeps_for("innovate:charters")
@access.only_for(*access.LEADERS)
def start(request: HttpRequest) -> HttpResponse:
    """Begin a charter, for a pocket if one is named."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    post = request.POST
    pocket = post.get("pocket", "")
    law = post.get("law", "")
    if pocket not in ("", *KINDS) or law not in ("", *(one.key for one in laws())):
        raise Http404
    served = needs_words.pocket_name(pocket) if pocket else ""
    uuid = services.begin_charter(
        token=token_of(request),
        name=post.get("name", "").strip() or served or gettext("New charter"),
        law=law,
        pocket=pocket,
        unit_id=unit.id if post.get("for_unit") else None,
        content={
            "purpose": {
                "pocket_served": served,
                "alternative_today": _alternative(pocket),
            },
            "review": {"honest_failure": HONEST_FAILURE[get_language() or "en"]},
        },
        by_id=access.who(request).id,
        at=timezone.now(),
    )
    return redirect(views.address("charter", unit, uuid))


@access.only_for(*access.LEADERS)
def charter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a charter; a unit's address shows the newest one of the unit."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    own = queries.charter_of_unit(uuid, account=access.who(request))
    if own is not None:
        return redirect(views.address("charter", unit, own))
    return charter_page(request, unit, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def section(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Show one section to be written, and save what was typed."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        _line, before = queries.charter_section(uuid, key, account=access.who(request))
    except UnknownCharterError as error:
        raise Http404 from error
    if request.method != "POST":
        return _section_page(request, unit, uuid, before)
    content = forms.typed(BY_KEY[key], request.POST)
    try:
        saved = services.write_section(
            charter=uuid,
            key=key,
            content=content,
            seen=_seen(request),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = refused.problem(error)
        return _section_page(
            request, unit, uuid, before, content=content, problem=problem
        )
    if saved.is_beside:
        return redirect(views.address("section", unit, uuid, key))
    messages.success(request, gettext("Saved. Earlier versions are kept."))
    return redirect(f"{views.address('charter', unit, uuid)}#{key}")


def charter_page(
    request: HttpRequest,
    unit: UnitCard,
    uuid: UUID,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a charter's page, with what was refused above it."""
    card = card_or_404(request, uuid)
    was_kept = kept.take(request)
    typed = was_kept or request.POST
    problems = [problem] if problem else []
    if was_kept:
        problems.append(kept.problem())
    context: dict[str, Any] = {
        **views.frame(request, unit, "charters"),
        **charter_shown.context_of(card, on=timezone.localdate()),
        "is_answerer": access.who(request).has_role("system_leader"),
        "may_name": card.unit_id is None and card.state in ("draft", "adopted"),
        "token": typed.get("token") or uuid4(),
        "today": timezone.localdate(),
        "typed": typed,
        "problems": tuple(problems),
    }
    for one in context["waivers"]:
        is_answered = typed.get("waiver") == str(one["card"].uuid)
        one["typed"] = typed if is_answered else {}
    return render(request, "innovate/charter/charter.html", context, status=status)


def refuse(
    request: HttpRequest, unit: UnitCard, uuid: UUID, error: SeedbedError, *, field: str
) -> HttpResponse:
    """Answer with the charter's page and what a service refused."""
    if isinstance(error, UnknownCharterError):
        raise Http404 from error
    problem = refused.problem(error, field=field)
    return charter_page(request, unit, uuid, problem=problem, status=status_of(error))


def card_or_404(request: HttpRequest, uuid: UUID) -> CharterCard:
    """Return a charter that the person may open."""
    try:
        return queries.charter(
            uuid, account=access.who(request), on=timezone.localdate()
        )
    except UnknownCharterError as error:
        raise Http404 from error


def token_of(request: HttpRequest) -> UUID:
    """Return the token that makes a form count once; without one it is not ours."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise Http404 from error


def _alternative(pocket: str) -> str:
    """Return what a pocket's students do instead today, where the lists say it."""
    found = needs(timezone.localdate()).pockets if pocket else ()
    mine = (one for one in found if one.kind == pocket)
    return next((needs_words.alternative(one) for one in mine), "")


def _law_name(law: Any) -> str:
    return str(law.name_es if get_language() == "es" else law.name)


def _rungs() -> list[tuple[str, str]]:
    return [(str(words.CHOICES[key]), str(said)) for key, said in words.RUNGS.items()]


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("seen", "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _section_page(
    request: HttpRequest,
    unit: UnitCard,
    uuid: UUID,
    found: SectionCard,
    *,
    content: Any = None,
    problem: Problem | None = None,
) -> HttpResponse:
    section = BY_KEY[found.key]
    was_kept = kept.take_form(request)
    problems = [problem] if problem else []
    seen: object = found.seen
    if was_kept is not None:
        content, problems = forms.typed(section, was_kept), [kept.problem()]
        # What was written meanwhile was not seen by who typed this.
        seen = was_kept.get("seen", found.seen)
    beside = found.beside[-1] if found.beside else None
    context = {
        **views.frame(request, unit, "charters"),
        "uuid": uuid,
        "key": found.key,
        "title": str(words.SECTIONS[found.key]),
        "fields": forms.form_of(section, content or found.content),
        "seen": seen,
        "rungs": _rungs() if found.key == "decides" else (),
        "now": found.now,
        "beside": beside,
        "now_fields": forms.page_of(section, found.content) if beside else (),
        "beside_fields": forms.page_of(section, beside.content) if beside else (),
        "problems": tuple(problems),
    }
    return render(
        request,
        "innovate/charter/section.html",
        context,
        status=422 if problem else 200,
    )
