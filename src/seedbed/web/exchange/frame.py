"""What every page of the exchange needs around its content, and who may open one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from seedbed.apps.exchange import queries
from seedbed.web.kit import access

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
#: Adults who work in a system, and whoever keeps the exchange; no student, no guardian.
READERS = (*access.LEADERS, *access.OFFICE, *access.ADULTS, "steward")


def frame(request: HttpRequest, page: str) -> dict[str, Any]:
    """Return what each page needs; ``page`` is the current line of the rail. One query.

    The line of the desk stands there for whoever keeps the exchange.
    """
    card = access.who(request)
    return {
        "page": page,
        "duty": queries.duty_of(card.id),
        "leads": card.has_role(*access.LEADERS),
    }


def stewards_only(view: View[P]) -> View[P]:
    """Let a page exist for the network's stewards alone; others get 404."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not queries.is_steward(access.who(request).id):
            raise Http404
        return view(request, *args, **kwargs)

    checked: Any = guarded
    return checked  # type: ignore[no-any-return]


def keys() -> Path:
    """Return the folder of the keys that seal who told a story."""
    return Path(settings.HOME) / "exchange-keys"
