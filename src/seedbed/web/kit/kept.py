"""Keeps what somebody typed when their session ended before they sent it.

The form waits in the visitor's new session, on the server; after signing in, the same
page takes it from there, shows it to be looked over, and forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from .refusals import Problem

_KEY = "kept_form"
_MOST_FIELDS = 64
_MOST_CHARACTERS = 2_000

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def keeps_what_was_typed(view: View[P]) -> View[P]:
    """Let a form that arrives signed out wait until its sender has signed in again."""

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
        typed = {
            name: request.POST[name][:_MOST_CHARACTERS] for name in names[:_MOST_FIELDS]
        }
        request.session[_KEY] = {"path": request.path, "typed": typed}
        return redirect_to_login(request.path)

    made: Any = kept
    return made  # type: ignore[no-any-return]


def waits_for(request: HttpRequest) -> bool:
    """Tell whether the form of this address waits for its own page."""
    found: dict[str, str] = request.session.get(_KEY, {})
    return found.get("path") == request.path


def take(request: HttpRequest) -> dict[str, str] | None:
    """Return what was kept for this page, once; None if nothing was."""
    if request.method != "GET" or _KEY not in request.session:
        return None
    kept = request.session.pop(_KEY)
    if kept["path"] != request.path:
        return None
    typed: dict[str, str] = kept["typed"]
    return typed


def problem() -> Problem:
    """Return the sentence that stands above a form that was kept."""
    return Problem(
        words=gettext(
            "You were signed out before this was sent. Nothing you typed is lost: look "
            "it over and send it again."
        )
    )
