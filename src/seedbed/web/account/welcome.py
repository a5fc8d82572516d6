"""Choosing a password: by an invitation for the first time, or another one later."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.apps.accounts import invitations
from seedbed.apps.accounts.cards import HeldInvitation
from seedbed.apps.accounts.errors import WeakPasswordError, WrongPasswordError
from seedbed.web.kit import access, limits, signin

from . import opening


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password, and come in."""

    def answer() -> HttpResponse:
        held = invitations.invitation_named(token, at=timezone.now())
        with translation.override(_language(request, held)):
            return _answer(request, held, token)

    return opening.by_secret(request, token, answer)


def _language(request: HttpRequest, held: HeldInvitation) -> str:
    """Return the language that was chosen here, or else the record's."""
    chosen = translation.get_language()
    is_chosen = signin.has_chosen_language(request)
    return chosen if is_chosen and chosen else held.language


def _answer(request: HttpRequest, held: HeldInvitation, token: str) -> HttpResponse:
    if not held.is_open:
        context = {"what": "invitation", "has_left": opening.has_left(held.person_id)}
        return render(request, "account/ended.html", context, status=HTTPStatus.GONE)
    problem = ""
    if request.method == "POST":
        password = request.POST.get("password", "")
        problem = unlike(password, request.POST.get("again", ""))
        if not problem:
            try:
                account_id = invitations.accept(
                    token, password=password, at=timezone.now()
                )
            except WeakPasswordError as error:
                problem = " ".join(error.words)
            else:
                return signin.let_in(request, account_id, redirect("kit:home"))
    context = {"held": held, "problem": problem}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "account/welcome.html", context, status=status)


def unlike(password: str, again: str) -> str:
    """Return what is wrong with a password typed twice, or nothing."""
    if not password:
        return gettext("Type a password.")
    if password != again:
        return gettext("The two are not the same. Type the password twice.")
    return ""


@require_POST
@sensitive_post_parameters("old", "password", "again")
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Change one's password; this device stays signed in, every other one ends."""
    account = access.who(request)
    old, new = request.POST.get("old", ""), request.POST.get("password", "")
    problem = unlike(new, request.POST.get("again", ""))
    if not problem and limits.is_reached(request, "password", account.username):
        problem = gettext("Too many tries. Wait a quarter of an hour.")
    if not problem:
        problem = _changed(request, account, old=old, new=new)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, gettext("Your password is changed."))
    return redirect("account:page")


def _changed(request: HttpRequest, account: Any, *, old: str, new: str) -> str:
    """Change the password; return why not, or nothing."""
    try:
        invitations.change_password(account_id=account.id, old=old, new=new)
    except WrongPasswordError:
        limits.note(request, "password", account.username)
        return gettext(
            "This is not the password you sign in with now, so it was not changed."
        )
    except WeakPasswordError as error:
        return " ".join(error.words)
    changed = get_user_model().objects.get(pk=account.id)
    update_session_auth_hash(request, changed)
    return ""
