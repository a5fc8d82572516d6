"""Keeping a student apart from another, or together: from the next plan on."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.scheduling import services as scheduling
from seedbed.apps.scheduling.cards import APART, TOGETHER
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import students, views


@require_POST
@access.only_for(*access.LEADERS)
def pair(request: HttpRequest, on: date, student_id: int) -> HttpResponse:
    """Ask for two students to be apart or together from the next plan on."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    access.get_student_or_404(unit, student_id)
    kind = request.POST.get("kind", "")
    if kind not in (APART, TOGETHER):
        raise Http404
    if not request.POST.get("other"):
        problem = Problem(words=gettext("Choose the other student."), field="other")
        return students.student_page(
            request, unit, on, student_id, problems=(problem,), status=422
        )
    other_id = whole(request, "other")
    access.get_student_or_404(unit, other_id)
    try:
        scheduling.pair_students(
            unit_id=unit.id,
            student_ids=(student_id, other_id),
            kind=kind,
            by_id=access.who(request).id,
            at=timezone.now(),
            note=request.POST.get("note", ""),
        )
    except SeedbedError as error:
        return students.student_page(
            request,
            unit,
            on,
            student_id,
            problems=(problem_of(error, field="other"),),
            status=status_of(error),
        )
    messages.success(
        request, gettext("Saved. It holds from the next plan that is made.")
    )
    return redirect(views.address("student", unit, on, student_id))


@require_POST
@access.only_for(*access.LEADERS)
def unpair(request: HttpRequest, on: date, student_id: int) -> HttpResponse:
    """Let the two be wherever the next plan puts them."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    access.get_student_or_404(unit, student_id)
    other_id = whole(request, "other")
    access.get_student_or_404(unit, other_id)
    scheduling.unpair_students(
        unit_id=unit.id,
        student_ids=(student_id, other_id),
        by_id=access.who(request).id,
    )
    messages.success(request, gettext("Lifted, from the next plan that is made."))
    return redirect(views.address("student", unit, on, student_id))
