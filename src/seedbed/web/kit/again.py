"""A form that arrived after its session ended waits, whole, until its sender is back.

Pages that show their own form again keep it themselves (``kept``). For every other
form, of which many have no page of their own, this page shows the words that were
typed and sends the same form again when asked: its key counts it once, its version
refuses it if somebody was faster.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from . import kept

_KEY = "form_again"
#: After this nobody sits at the device who knows what was typed.
_LONGEST_SECONDS = 30 * 60
_MOST_FIELDS = 200
_MOST_CHARACTERS = 20_000
#: Fields that are never kept.
_NEVER = ("csrfmiddlewaretoken", "password")
_ELSEWHERE = HTTPStatus.FORBIDDEN


class AgainMiddleware:
    """Keep a form whose sender is sent to sign in, and lead them back to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a form that was turned away waits."""
        if request.method != "POST":
            return self.get_response(request)
        waited: dict[str, Any] | None = request.session.get(_KEY)
        response = self.get_response(request)
        if request.user.is_authenticated:
            same = waited is not None and waited is request.session.get(_KEY)
            if waited and same and waited["path"] == _address(request):
                del request.session[_KEY]
        elif _is_turned_away(request, response) and _keep(request):
            return redirect_to_login(reverse("kit:again"))
        return response


def _address(request: HttpRequest) -> str:
    return request.get_full_path()


def _is_turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer asks to sign in first, and nothing kept the form."""
    if response.status_code != HTTPStatus.FOUND or kept.waits_for(request):
        return False
    to = urlsplit(response.headers.get("Location", ""))
    following = parse_qs(to.query).get("next", [""])[0]
    return urlsplit(following).path == request.path


def _keep(request: HttpRequest) -> bool:
    """Keep a form in the visitor's session; tell whether there was anything in it."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NEVER
        for value in values
    ][:_MOST_FIELDS]
    if not fields or sum(len(value) for _, value in fields) > _MOST_CHARACTERS:
        return False
    request.session[_KEY] = {
        "path": _address(request),
        "fields": fields,
        "page": _page_of(request),
        "had_file": bool(request.FILES),
        "at": time.time(),
    }
    return True


def _page_of(request: HttpRequest) -> str:
    """Return the page on which a form was filled in, as an address of ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return reverse("kit:home")
    return came_from._replace(scheme="", netloc="", fragment="").geturl()


@require_safe
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Show what was typed before the session ended, and offer to send it now."""
    found: dict[str, Any] = request.session.get(_KEY, {})
    if not found or time.time() - found["at"] > _LONGEST_SECONDS:
        request.session.pop(_KEY, None)
        return redirect("kit:home")
    words = [value for _, value in found["fields"] if " " in value.strip()]
    return render(request, "kit/again.html", {"form": found, "words": words})


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not of this session: ``CSRF_FAILURE_VIEW``.

    One that was filled in on a page of ours, before signing in anew in another tab,
    waits and can be sent. One that came from elsewhere is refused.
    """
    del reason
    is_ours = request.headers.get("Origin", "") in ("", _origin(request)) and (
        urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
    )
    if not is_ours:
        return render(request, "kit/not_sent.html", status=_ELSEWHERE)
    if "password" not in request.POST and _keep(request):
        return redirect("kit:again")
    messages.warning(
        request, gettext("This page was open for too long. Please try once more.")
    )
    return redirect(_page_of(request))


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
