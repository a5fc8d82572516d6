"""Signing in by a printed card: its square pattern opens this page."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seedbed.apps.accounts import sign_in_cards
from seedbed.apps.accounts.cards import HeldCard
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.rosters.cards import StudentCard
from seedbed.web.kit import signin

from . import opening


@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is really this student; a press of the button signs in.

    Looking at the address alone signs nobody in: programs do that, too.
    """
    return opening.by_secret(
        request, token, lambda: _answer(request, sign_in_cards.card_named(token))
    )


def _answer(request: HttpRequest, held: HeldCard) -> HttpResponse:
    with translation.override(held.language):
        student = rosters.student_of_person(held.person_id)
        has_left = student is not None and not student[1]
        if student is None or not (held.is_open and _is_allowed(*student)):
            context = {"has_left": has_left, "what": "card"}
            return render(
                request, "account/ended.html", context, status=HTTPStatus.GONE
            )
        if request.method == "POST":
            sign_in_cards.note_use(card_id=held.id, at=timezone.now())
            return signin.let_in(request, held.account_id, redirect("kit:home"))
        return render(request, "account/card.html", {"name": held.first_name})


def _is_allowed(student: StudentCard, is_active: bool) -> bool:
    """Tell whether a student is here, and the unit lets students in by card."""
    return is_active and sign_in_cards.allows_cards(rosters.unit_of_student(student.id))
