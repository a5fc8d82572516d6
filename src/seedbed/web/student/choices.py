"""The student's page of choices: electives, pace, place, work, and wishes.

Every form works without a script: after a change the browser goes back to the page;
after a refusal the page comes back with the reason on top.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.choices import queries, services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, choosing
from seedbed.web.kit.fields import typed_time, whole, wholes
from seedbed.web.kit.refusals import Problem, problem_of, status_of


@access.only_for("student")
def choices(request: HttpRequest) -> HttpResponse:
    """Show all that the signed-in student can choose, and has chosen."""
    return _page(request)


@require_POST
@access.only_for("student")
def rank(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save the student's wishes after one of them moved."""
    ranked = _moved(wholes(request, "ranked"), request.POST.get("move", ""))

    def save(student_id: int, by_id: int) -> str:
        services.rank(
            round_uuid=uuid,
            student_id=student_id,
            elective_ids=ranked,
            by_id=by_id,
            at=timezone.now(),
        )
        return gettext("Your list is saved. You can change it until the deadline.")

    return _done(request, save, field=f"round-{uuid}")


@require_POST
@access.only_for("student")
def give_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a seat back."""
    elective_id = whole(request, "elective")

    def save(student_id: int, by_id: int) -> str:
        services.give_back_seat(
            round_uuid=uuid,
            student_id=student_id,
            elective_id=elective_id,
            by_id=by_id,
            at=timezone.now(),
        )
        return gettext("You gave the seat back. The next on the list has it now.")

    return _done(request, save, field=f"round-{uuid}")


@require_POST
@access.only_for("student")
def ask_way(request: HttpRequest) -> HttpResponse:
    """Ask for a pace, a place, or hours off for work."""
    post = request.POST
    kind = post.get("kind", "")

    def save(student_id: int, by_id: int) -> str:
        services.ask_way(
            student_id=student_id,
            kind=kind,
            value=post.get("value", ""),
            subject=post.get("subject", ""),
            weekday=_weekday(post.get("weekday", "")),
            starts_at=typed_time(post, "starts"),
            ends_at=typed_time(post, "ends"),
            why=post.get("why", ""),
            by_id=by_id,
            at=timezone.now(),
        )
        return gettext("Asked. Plans from now on follow it as soon as it is agreed.")

    return _done(request, save, field=f"ask-{kind}")


@require_POST
@access.only_for("student")
def withdraw_way(request: HttpRequest) -> HttpResponse:
    """End a way that was asked for or agreed."""
    way_id = whole(request, "way")

    def save(student_id: int, by_id: int) -> str:
        services.withdraw_way(way_id=way_id, student_id=student_id, by_id=by_id)
        return gettext("Ended. Your next plan is made without it.")

    return _done(request, save, field="ways-h")


@require_POST
@access.only_for("student")
def ask_elective(request: HttpRequest) -> HttpResponse:
    """Wish for an elective that nobody offers yet."""
    post = request.POST
    mentor_id = whole(request, "mentor") if post.get("mentor") else None

    def save(student_id: int, by_id: int) -> str:
        services.ask_elective(
            student_id=student_id,
            title=post.get("title", ""),
            description=post.get("description", ""),
            mentor_id=mentor_id,
            by_id=by_id,
            at=timezone.now(),
        )
        return gettext("Your wish is counted: the leader sees how many ask.")

    return _done(request, save, field="wish-title")


def _moved(ranked: tuple[int, ...], move: str) -> tuple[int, ...]:
    """Return the list after one move: ``up:3``, ``down:3``, ``out:3`` or ``in:3``.

    >>> _moved((1, 2, 3), "up:3"), _moved((1, 2, 3), "down:3"), _moved((1, 2), "in:3")
    ((1, 3, 2), (1, 2, 3), (1, 2, 3))
    """
    verb, _, digits = move.partition(":")
    if not digits.isascii() or not digits.isdigit():
        return ranked
    which, rest = int(digits), [e for e in ranked if e != int(digits)]
    if verb == "in":
        return (*rest, which)
    if which not in ranked or verb == "out":
        return tuple(rest)
    at = ranked.index(which) + {"up": -1, "down": 1}.get(verb, 0)
    rest.insert(max(0, at), which)
    return tuple(rest)


def _weekday(typed: str) -> int:
    return int(typed) if typed in map(str, range(7)) else choosing.EVERY_WEEKDAY


def _done(
    request: HttpRequest, save: Callable[[int, int], str], *, field: str
) -> HttpResponse:
    """Save for the signed-in student and go back, or say why not."""
    student = access.get_own_student_or_404(request)
    try:
        said = save(student.id, access.who(request).id)
    except SeedbedError as error:
        problem = problem_of(error, field=field)
        return _page(request, problems=(problem,), status=status_of(error))
    messages.success(request, said)
    return redirect("student:choices")


def _page(
    request: HttpRequest, *, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    student = access.get_own_student_or_404(request)
    mine = queries.my_choices(student.id, at=timezone.now())
    context = {
        "mine": mine,
        "weekdays": [(n, WEEKDAYS[n]) for n in choosing.SCHOOL_WEEK],
        "paces": choosing.PACE.items(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "student/choices.html", context, status=status)
