"""Keeps what somebody typed when their session ended before they sent it.

The form waits in the visitor's new session, on the server; after signing in, the same
page takes it from there, shows it to be looked over, and forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from .refusals import Problem

_KEY = "kept_form"
_MOST_FIELDS = 64
_MOST_VALUES = 256
#: The longest single text, and what a visitor's session holds at most.
_MOST_CHARACTERS = 8_000
_MOST_IN_ALL = 60_000

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def keeps_what_was_typed(view: View[P]) -> View[P]:
    """Let a form that arrives signed out wait until its sender has signed in again.

    The same address shows it then.
    """
    made: View[P] = _keeping(view, lambda request, _kwargs: request.path)
    return made


def keeps_for(
    name: str, *names: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a form wait whose own address only takes it, for the page that shows it.

    Parameters
    ----------
    name
        The name of the page's address; ``names`` are those of the form's address parts
        that the page's has too.
    """

    def address(_request: HttpRequest, kwargs: dict[str, Any]) -> str:
        return reverse(name, kwargs={one: kwargs[one] for one in names})

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        made: Callable[..., HttpResponse] = _keeping(view, address)
        return made

    return decorate


def _keeping(
    view: Callable[..., HttpResponse],
    address: Callable[[HttpRequest, dict[str, Any]], str],
) -> Any:
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        path = address(request, kwargs)
        request.session[_KEY] = {"path": path, "typed": _typed(request)}
        unit = request.POST.get("unit", "")
        query = f"?{urlencode({'unit': unit})}" if unit else ""
        return redirect_to_login(f"{path}{query}")

    return kept


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was typed, field by field, as long as there is room."""
    found: dict[str, list[str]] = {}
    room = _MOST_IN_ALL
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    for name in names[:_MOST_FIELDS]:
        values = request.POST.getlist(name)[:_MOST_VALUES]
        found[name] = [one[: min(_MOST_CHARACTERS, room)] for one in values]
        room = max(0, room - sum(map(len, found[name])))
    return found


def waits_for(request: HttpRequest) -> bool:
    """Tell whether the form of this address waits for its own page."""
    found: dict[str, str] = request.session.get(_KEY, {})
    return found.get("path") == request.path


def take(request: HttpRequest) -> dict[str, str] | None:
    """Return what was kept for this page, once; None if nothing was."""
    form = take_form(request)
    return None if form is None else {name: str(form[name]) for name in form}


def take_form(request: HttpRequest) -> QueryDict | None:
    """Return it with all values of a field that has several, once."""
    if request.method != "GET" or _KEY not in request.session:
        return None
    kept = request.session.pop(_KEY)
    if kept["path"] != request.path:
        return None
    form = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        form.setlist(name, values)
    return form


def problem() -> Problem:
    """Return the sentence that stands above a form that was kept."""
    return Problem(
        words=gettext(
            "You were signed out before this was sent. Nothing you typed is lost: look "
            "it over and send it again."
        )
    )
