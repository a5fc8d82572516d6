"""A session: who is here, in two taps, and its exit slip."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.cards import SessionPage
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views

MARKS = ("here", "late", "away")


@access.only_for(*views.READERS)
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show a session's students with their marks, and its exit slip."""
    return session_page(request, session_or_404(request, session_id))


def session_or_404(request: HttpRequest, session_id: int) -> SessionPage:
    """Return a session that the signed-in adult may open."""
    card = queries.session_page(access.who(request), session_id)
    if card is None:
        raise Http404
    return card


def session_page(
    request: HttpRequest,
    card: SessionPage,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a session, with the problems of a refused change on top."""
    context = {
        "page": "session",
        "card": card,
        "is_today": card.on == timezone.localdate(),
        "marks": MARKS,
        "problems": problems,
    }
    return render(request, "mentor/session.html", context, status=status)


@require_POST
@access.only_for(*views.READERS)
def attendance(request: HttpRequest, session_id: int) -> HttpResponse:
    """Mark one student (``mark=away:12``), or all without a mark (``others=here``)."""
    try:
        services.mark_attendance(
            session_id=session_id,
            by_id=access.who(request).id,
            at=timezone.now(),
            marks=_marks(request),
            others=_known(request.POST.get("others", "")),
        )
    except SeedbedError as error:
        problem, status = problem_of(error), status_of(error)
        card = session_or_404(request, session_id)
        return session_page(request, card, problems=(problem,), status=status)
    if request.POST.get("others"):
        messages.success(request, gettext("Everyone without a mark is noted as here."))
    return redirect(reverse("mentor:session", args=[session_id]) + "#attendance")


def _marks(request: HttpRequest) -> dict[int, str]:
    """Return the mark of the button that was pressed."""
    mark, _, student = request.POST.get("mark", "").partition(":")
    if not mark:
        return {}
    if not student.isascii() or not student.isdigit():
        raise Http404
    return {int(student): _known(mark)}


def _known(mark: str) -> str:
    if mark and mark not in MARKS:
        raise Http404
    return mark
