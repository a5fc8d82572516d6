"""What every template of the house can read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from . import access, words
from .pages import page_of_view

THEMES = ("light", "dark")
#: Who has the search: all but students and families, whose pages are few.
SEARCHERS = (*access.ADULTS, *access.LEADERS, *access.OFFICE)


def theme_of(request: HttpRequest) -> str:
    """Return ``light`` or ``dark`` if the person chose one, else an empty string."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def kit(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the base templates need."""
    code, name = words.other_language()
    is_known = getattr(request, "user", None) is not None and (
        request.user.is_authenticated
    )
    account = access.who(request) if is_known else None
    match = request.resolver_match
    return {
        "is_demo": settings.SEEDBED_DEMO,
        "theme": theme_of(request),
        "other_language": {"code": code, "name": name},
        "account": account,
        "searches": account is not None and account.has_role(*SEARCHERS),
        "help_key": page_of_view(match.view_name) if account and match else "",
        "system": access.system_of(request),
    }
