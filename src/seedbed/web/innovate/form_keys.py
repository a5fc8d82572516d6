"""What the forms of pilots and of the fund share."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest


def typed_key(request: HttpRequest, name: str = "key") -> UUID:
    """Return the key that a form carries, so that it counts once; else 404."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error
