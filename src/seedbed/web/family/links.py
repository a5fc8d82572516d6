"""Opens the family pages by a signed link, and closes them again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from .visitor import LINK, closed, gone, inside_of


@never_cache
@require_GET
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the link in the session and go on to the child's path.

    The pages speak the guardian's language until another one is chosen.
    """
    with inside_of(request, token) as link:
        if link.is_open and not link.child.is_active:
            return gone(request, link.child, link=link)
        if not link.is_open:
            return closed(request)
        request.session[LINK] = token
        response = redirect("family:path", link.child.uuid)
        name = settings.LANGUAGE_COOKIE_NAME
        if link.language in dict(settings.LANGUAGES) and name not in request.COOKIES:
            response.set_cookie(name, link.language, samesite="Lax", httponly=True)
        return response


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forget the link, as one does on a borrowed phone."""
    request.session.pop(LINK, None)
    messages.success(
        request, gettext("These pages are closed. Your link opens them again.")
    )
    return redirect("kit:sign-in")
