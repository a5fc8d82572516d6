"""The page of unmet needs: who has no good option, how that is known, what next."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.needs import queries, services
from seedbed.apps.needs.errors import UnknownPocketListError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.refusals import Problem, status_of
from seedbed.web.kit.words import number

from . import needs_words, refused, views

_LARGEST_BYTES = 5 * 1024 * 1024
MOST_SEATS = 100_000


@access.only_for(*access.LEADERS)
def needs(request: HttpRequest) -> HttpResponse:
    """Show whom nobody serves."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@kept.keeps_for("innovate:needs")
@access.only_for(*access.LEADERS)
def bring(request: HttpRequest) -> HttpResponse:
    """Check a list of a pocket's students; nothing is counted before it is saved."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return _refuse(request, unit, gettext("Choose a list: a CSV file."), "file")
    if file.size > _LARGEST_BYTES:
        return _refuse(request, unit, gettext("This list is larger than 5 MB."), "file")
    as_of_on = typed_date(request.POST, "as_of_on")
    if as_of_on is None:
        words = gettext("Say as of which day the list is.")
        return _refuse(request, unit, words, "as_of_on")
    try:
        uuid = services.stage_list(
            kind=_kind(request),
            source=request.POST.get("source", ""),
            file_name=file.name or "list.csv",
            content=file.read(),
            as_of_on=as_of_on,
            on=timezone.localdate(),
            how_known=request.POST.get("how_known", ""),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error, field="file")
    return redirect(views.address("needs_list", unit, uuid))


@access.only_for(*access.LEADERS)
def checked(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what a list would count, and which of its ids nobody has."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _list_page(request, unit, uuid)


@require_POST
@access.only_for(*access.LEADERS)
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Count a checked list's students from now on."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        n = services.save_list(
            uuid=uuid, by_id=access.who(request).id, at=timezone.now()
        )
    except UnknownPocketListError as error:
        raise Http404 from error
    except SeedbedError as error:
        problem = refused.problem(error)
        return _list_page(request, unit, uuid, problem=problem, status=422)
    said = ngettext(
        "%(n)s student is counted now.", "%(n)s students are counted now.", n
    )
    messages.success(request, said % {"n": number(n)})
    return redirect(views.address("needs", unit))


@require_POST
@access.only_for(*access.LEADERS)
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Count a saved list no more; the one that it replaced counts again."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        is_back = services.take_back_list(
            uuid=uuid, by_id=access.who(request).id, at=timezone.now()
        )
    except UnknownPocketListError as error:
        raise Http404 from error
    except SeedbedError as error:
        problem = refused.problem(error)
        return _list_page(request, unit, uuid, problem=problem, status=422)
    if is_back:
        said = gettext("Taken back. The list before it counts again.")
    else:
        said = gettext("Taken back. Nobody is counted from this source now.")
    messages.success(request, said)
    return redirect(views.address("needs", unit))


@require_POST
@kept.keeps_for("innovate:needs")
@access.only_for(*access.LEADERS)
def seats(request: HttpRequest) -> HttpResponse:
    """Say how many seats could be made for a pocket."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    services.set_seats(
        kind=_kind(request),
        n_seats=min(typed_whole(request.POST, "seats"), MOST_SEATS),
        by_id=access.who(request).id,
        at=timezone.now(),
    )
    messages.success(request, gettext("Saved. The order below counts these seats."))
    return redirect(views.address("needs", unit))


@require_POST
@kept.keeps_for("innovate:needs")
@access.only_for(*access.LEADERS)
def count(request: HttpRequest) -> HttpResponse:
    """Write a number down where there is no list."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    post = request.POST
    as_of_on = typed_date(post, "as_of_on")
    if as_of_on is None or not post.get("source", "").strip():
        words = gettext("Say who counted, and as of which day.")
        return _refuse(request, unit, words, "count-source")
    try:
        services.note_count(
            kind=_kind(request),
            source=post.get("source", ""),
            n_children=typed_whole(post, "n"),
            of_children=typed_whole(post, "of"),
            as_of_on=as_of_on,
            on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error, field="count-n")
    messages.success(request, gettext("The count is saved."))
    return redirect(views.address("needs", unit))


@require_POST
@access.only_for(*access.LEADERS)
def drop_count(request: HttpRequest) -> HttpResponse:
    """Take a written number back."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    services.drop_count(
        kind=_kind(request),
        source=request.POST.get("source", ""),
        by_id=access.who(request).id,
    )
    messages.success(request, gettext("The count is taken back."))
    return redirect(views.address("needs", unit))


@require_POST
@access.only_for(*access.LEADERS)
def drop_request(request: HttpRequest) -> HttpResponse:
    """Take back what was written down for a family."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    services.drop_request(token=_token(request), by_id=access.who(request).id)
    messages.success(request, gettext("The request is taken back."))
    return redirect(views.address("needs", unit))


@require_POST
@kept.keeps_for("innovate:needs")
@access.only_for(*access.LEADERS)
def ask(request: HttpRequest) -> HttpResponse:
    """Write down what a family asked for."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.note_request(
            token=_token(request),
            text=request.POST.get("text", ""),
            language=get_language() or "en",
            kind=_kind(request) if request.POST.get("kind") else "",
            said_on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error, field="text")
    messages.success(request, gettext("Written down, beside what other families said."))
    return redirect(views.address("needs", unit))


def _kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind not in queries.KINDS:
        raise Http404
    return kind


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise Http404 from error


def _refuse(
    request: HttpRequest, unit: UnitCard, words: str, field: str
) -> HttpResponse:
    return _page(request, unit, problem=Problem(words=words, field=field), status=422)


def _refused(
    request: HttpRequest, unit: UnitCard, error: SeedbedError, *, field: str
) -> HttpResponse:
    problem = refused.problem(error, field=field)
    return _page(request, unit, problem=problem, status=status_of(error))


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    on = timezone.localdate()
    card = queries.needs(on)
    was_kept = kept.take(request)
    typed = was_kept or request.POST
    problems = [problem] if problem else []
    if was_kept:
        problems.append(kept.problem())
    context: dict[str, Any] = {
        **views.frame(request, unit, "needs"),
        "card": card,
        "finding": needs_words.finding(card),
        "rows": [needs_words.pocket_row(one, on) for one in card.pockets],
        "figure": needs_words.overlap_figure(card),
        "figure_title": needs_words.overlap_title(card),
        "counts": [(needs_words.count_line(one), one) for one in card.counts],
        "bounds": needs_words.bounds(card.bounds) if card.bounds else "",
        "requests": [
            (one, needs_words.pocket_name(one.kind) if one.kind else "")
            for one in queries.family_requests()
        ],
        "kinds": [(kind, needs_words.pocket_name(kind)) for kind in queries.KINDS],
        "lists": [
            (one, needs_words.pocket_name(one.kind)) for one in queries.saved_lists()
        ],
        "token": typed.get("token") or uuid4(),
        "typed": typed,
        "problems": tuple(problems),
    }
    return render(request, "innovate/needs/needs.html", context, status=status)


def _list_page(
    request: HttpRequest,
    unit: UnitCard,
    uuid: UUID,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        found = queries.staged_list(uuid)
    except UnknownPocketListError as error:
        raise Http404 from error
    context = {
        **views.frame(request, unit, "needs"),
        "found": found,
        "pocket": needs_words.pocket_name(found.kind),
        "problems": (problem,) if problem else (),
    }
    return render(request, "innovate/needs/list.html", context, status=status)
