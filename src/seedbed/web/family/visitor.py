"""Who reads a family page: a guardian's account, or the holder of a signed link.

A child that is not theirs answers like one that does not exist, with 404. A link is
asked of the database at every page, so that revoking it works at once; it never stays
in an address after it was opened.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.errors import OtherSystemError
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.families import links
from seedbed.apps.families import queries as families
from seedbed.apps.families.cards import ChildCard, LinkCard
from seedbed.apps.families.errors import UnknownLinkError
from seedbed.web.kit import access

#: Where the session keeps the link that was opened.
LINK = "family_link"
_GONE, _UNAUTHORIZED = 410, 401

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A guardian with the children whose pages may be read; a guest came by link."""

    guardian_id: int
    children: tuple[ChildCard, ...]
    is_guest: bool = False

    @property
    def here(self) -> tuple[ChildCard, ...]:
        """The children who are on a roster today."""
        return tuple(child for child in self.children if child.is_active)

    def child_or_404(self, uuid: UUID) -> ChildCard:
        """Return one of the visitor's children."""
        for child in self.children:
            if child.uuid == uuid:
                return child
        raise Http404


View = Callable[Concatenate[HttpRequest, Visitor, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_family(view: View[P]) -> Page[P]:
    """Hand a page its visitor; ask strangers to sign in, and others get 404."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if request.user.is_authenticated and access.who(request).has_role("guardian"):
            person_id = access.who(request).person_id
            children = families.children_of(person_id)
            visitor = Visitor(guardian_id=person_id, children=children)
            return view(request, visitor, *args, **kwargs)
        token = request.session.get(LINK, "")
        if token:
            return _as_guest(request, token, view, *args, **kwargs)
        if request.user.is_authenticated:
            raise Http404
        if request.method == "POST":
            # The session ended while something was typed: nothing of it is lost.
            typed = request.POST.get("text", "")
            return render(
                request, "family/away.html", {"typed": typed}, status=_UNAUTHORIZED
            )
        return redirect_to_login(request.get_full_path())

    page: Any = guarded
    return page  # type: ignore[no-any-return]


def _as_guest(
    request: HttpRequest,
    token: str,
    view: Callable[..., HttpResponse],
    *args: Any,
    **kwargs: Any,
) -> HttpResponse:
    with inside_of(request, token) as link:
        if not link.is_open:
            del request.session[LINK]
            return closed(request)
        visitor = Visitor(
            guardian_id=link.guardian_id, children=(link.child,), is_guest=True
        )
        response = view(request, visitor, *args, **kwargs)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


@contextmanager
def inside_of(request: HttpRequest, token: str) -> Any:
    """Do the enclosed work in the school system of a link; yields its ``LinkCard``.

    Raises
    ------
    Http404
        If it is no link, or the signed-in person belongs to another system.
    """
    try:
        system_id, link_uuid = links.read_token(token)
        with system_context(system_id):
            link = families.link_named(link_uuid, at=timezone.now())
            system = accounts.current_system()
            access.remember_system(request, system)
            with timezone.override(ZoneInfo(system.time_zone)):
                yield link
    except (UnknownLinkError, OtherSystemError) as error:
        raise Http404 from error


def closed(request: HttpRequest) -> HttpResponse:
    """Say that a link no longer opens, without a word about whom it was."""
    return render(request, "family/closed.html", status=_GONE)


def gone(
    request: HttpRequest, child: ChildCard, *, link: LinkCard | None = None
) -> HttpResponse:
    """Say that a child has left the roster, and where the record is."""
    context = {"child": child, "by_link": link is not None}
    return render(request, "family/gone.html", context, status=_GONE)
