"""Puts electives on offer, takes them off, and answers wishes for new ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.choices import services
from seedbed.apps.choices.cards import ElectiveTerms, MeetingTime
from seedbed.apps.curriculum.queries import skill_ids_by_code
from seedbed.lib.calendar import minutes_of
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_time, typed_whole, whole, wholes
from seedbed.web.kit.refusals import Problem

from .choices import address, choices_page, refused


@require_POST
@access.only_for(*access.LEADERS)
def offer(request: HttpRequest) -> HttpResponse:
    """Put an elective on offer."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    terms = _terms(request)
    if isinstance(terms, Problem):
        return choices_page(request, unit, problems=(terms,), status=422)
    by_id = access.who(request).id
    try:
        if request.POST.get("wish"):
            services.accept_elective(
                unit_id=unit.id,
                request_id=whole(request, "wish"),
                terms=terms,
                by_id=by_id,
            )
        else:
            services.offer_elective(unit_id=unit.id, terms=terms, by_id=by_id)
    except SeedbedError as error:
        return refused(request, unit, error, field="offer-title")
    said = gettext("%(title)s is on offer. It goes into the next round you open.")
    messages.success(request, said % {"title": terms.title})
    return redirect(address("choices", unit))


@require_POST
@access.only_for(*access.LEADERS)
def stop(request: HttpRequest) -> HttpResponse:
    """Leave an elective out of rounds opened from now on."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    services.stop_offering(
        unit_id=unit.id,
        elective_id=whole(request, "elective"),
        by_id=access.who(request).id,
    )
    messages.success(request, gettext("Taken off. Rounds that are open keep it."))
    return redirect(address("choices", unit))


@require_POST
@access.only_for(*access.LEADERS)
def answer(request: HttpRequest) -> HttpResponse:
    """Say no to a wish; a yes is an elective put on offer."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.decline_elective(
            unit_id=unit.id,
            request_id=whole(request, "wish"),
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        return refused(request, unit, error, field="wishes-h")
    messages.success(request, gettext("Answered. Those who asked can read it."))
    return redirect(address("choices", unit))


def _terms(request: HttpRequest) -> ElectiveTerms | Problem:
    post = request.POST
    starts, ends = typed_time(post, "starts"), typed_time(post, "ends")
    if starts is None or ends is None or not post.get("adult"):
        words = gettext("Say who leads the elective, and from when to when it meets.")
        return Problem(words=words, field="offer-adult")
    codes = [code.strip() for code in post.get("needs", "").split(",") if code.strip()]
    known = skill_ids_by_code() if codes else {}
    unknown = [code for code in codes if code not in known]
    if unknown:
        words = gettext("No skill has the code “%(code)s”.") % {"code": unknown[0]}
        return Problem(words=words, field="offer-needs")
    return ElectiveTerms(
        title=post.get("title", ""),
        title_es=post.get("title_es", ""),
        description=post.get("description", ""),
        description_es=post.get("description_es", ""),
        adult_id=whole(request, "adult"),
        room=post.get("room", ""),
        seats=typed_whole(post, "seats"),
        minimum=typed_whole(post, "minimum", default=1),
        meetings=tuple(
            MeetingTime(weekday, minutes_of(starts), minutes_of(ends))
            for weekday in wholes(request, "weekdays")
        ),
        skill_ids=tuple(known[code] for code in codes),
    )
