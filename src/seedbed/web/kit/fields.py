"""Reads the fields of posted forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest
from django.utils import timezone


def whole(request: HttpRequest, name: str) -> int:
    """Return a whole number that one of our forms carries; anything else is 404."""
    value = request.POST.get(name, "")
    if not value.isascii() or not value.isdigit():
        raise Http404
    return int(value)


def wholes(request: HttpRequest, name: str) -> tuple[int, ...]:
    """Return the whole numbers of a repeated field; anything else is 404."""
    values = request.POST.getlist(name)
    if not all(value.isascii() and value.isdigit() for value in values):
        raise Http404
    return tuple(int(value) for value in values)


def typed_whole(post: Mapping[str, str], name: str, *, default: int = 0) -> int:
    """Return a whole number that a person typed, or the default where it is none."""
    value = post.get(name, "").strip()
    return int(value) if value.isascii() and value.isdigit() else default


def typed_time(post: Mapping[str, str], name: str) -> time | None:
    """Return a time of day that a person typed, or None where it is none.

    >>> typed_time({"from": "13:30"}, "from"), typed_time({"from": "noon"}, "from")
    (datetime.time(13, 30), None)
    """
    try:
        return time.fromisoformat(post.get(name, "").strip()).replace(tzinfo=None)
    except ValueError:
        return None


def typed_date(post: Mapping[str, str], name: str) -> date | None:
    """Return a date that a person typed, or None where it is none."""
    try:
        return date.fromisoformat(post.get(name, "").strip())
    except ValueError:
        return None


def typed_moment(post: Mapping[str, str], name: str) -> datetime | None:
    """Return a local date and time that a person typed, or None where it is none."""
    try:
        typed = datetime.fromisoformat(post.get(name, "").strip())
    except ValueError:
        return None
    return timezone.make_aware(typed) if timezone.is_naive(typed) else typed


def typed_token(post: Mapping[str, str], name: str = "token") -> UUID:
    """Return the token that was made with a form, or a new one if it was lost."""
    try:
        return UUID(post.get(name, ""))
    except ValueError:
        return uuid4()


def typed_slug(request: HttpRequest, name: str, *, default: str) -> str:
    """Return a word of an address, as it or its form has it, or the default."""
    value = request.POST.get(name) or request.GET.get(name) or ""
    return value or default
