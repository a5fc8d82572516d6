"""Every page of the portals, found as people find them: by following the links.

Each person of the simulated system starts at the first page and opens what it leads to,
one address or a few of each view. Views that no link leads to have their addresses made
here from what is stored. What only takes forms answers 405 to a reader and is no page.
"""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse

from seedbed.apps.accounts.models import Account
from seedbed.apps.accounts.queries import DEMO_USERNAMES, account_named
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.scheduling.models import SchoolDay, Seat, Session

#: Whoever is not signed in.
STRANGER = ""
STARTS = ("/", "/search/?q=ma", "/plan/", "/family/", "/innovate/readings/")
#: Views that are no page, and why.
NO_PAGE = {
    "mentor:stream": "it does not end: the board listens to it",
    "account:sso": "it leads to the school's own sign-in, where one is set",
    "account:sso_back": "it is where that sign-in leads back to",
    "account:saml": "it leads to the school's own sign-in by SAML, where one is set",
    "account:saml_in": "it is where that sign-in leads on",
    "account:saml_metadata": "it is a description of this deployment, where one is set",
    "api:v1:api-root": "it has no content",
}
_NOTHING: Mapping[str, Sequence[str]] = {}
_LINK = re.compile(r'href="([^"#]+)')


@dataclass(frozen=True, kw_only=True)
class Page:
    """One address of one person, and the view that shows it."""

    who: str
    view: str
    address: str


def view_names() -> frozenset[str]:
    """Return the names of all views that have an address."""
    return frozenset(_names(get_resolver(), ""))


def client_of(who: str) -> Client:
    """Return a client at which somebody is signed in, by username."""
    client = Client()
    if who:
        client.force_login(Account.objects.get(username=who))
    return client


def pages(
    *, most: int = 1, also: Mapping[str, Sequence[str]] = _NOTHING
) -> Iterator[Page]:
    """Find at most so many addresses of each view for everyone in the demo.

    ``also`` has more addresses to begin at, by username.
    """
    for who in (*DEMO_USERNAMES, STRANGER):
        client = client_of(who)
        yield from pages_of(who, client, most=most, also=also.get(who, ()))


def pages_of(
    who: str, client: Client, *, most: int = 1, also: Sequence[str] = ()
) -> Iterator[Page]:
    """Find the pages of one person; each has been opened once and answered 200."""
    waiting = deque([*also, *STARTS, *_unlinked(who)])
    seen: set[str] = set()
    found: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        view = view_of(address)
        if address in seen or not view or view in NO_PAGE or found[view] >= most:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.appendleft(urljoin(address, answer["Location"]))
            found[view] += 1
        if answer.status_code != 200:
            continue
        found[view] += 1
        yield Page(who=who, view=view, address=address)
        if answer["Content-Type"].startswith("text/html"):
            waiting += links_of(address, answer.content.decode())


def links_of(address: str, page: str) -> list[str]:
    """Return where a page leads to inside of the portals."""
    links = (urljoin(address, html.unescape(link)) for link in _LINK.findall(page))
    return [link for link in links if link.startswith("/")]


def view_of(address: str) -> str:
    """Return the name of the view at an address, an empty word without one."""
    try:
        return str(resolve(urlsplit(address).path).view_name)
    except Resolver404:
        return ""


def takes_only_forms(view: str) -> bool:
    """Tell whether a view refuses to be read, whoever asks and for whatever."""
    return Client().get(_an_address(view)).status_code == 405


def _an_address(view: str) -> str:
    """Return an address of a view with invented keys."""
    pattern = next(p for name, p in _patterns(get_resolver(), "", "/") if name == view)
    for kind, key in (
        ("uuid", "0b6ae0f5-6a52-4d1c-9b6f-3a5b6f1c2d3e"),
        ("date", "2026-10-19"),
        ("int", "1"),
        ("str|slug", "x"),
    ):
        pattern = re.sub(rf"<(?:{kind}):\w+>", key, pattern)
    return pattern


def _names(resolver: Any, prefix: str) -> Iterator[str]:
    yield from (name for name, _pattern in _patterns(resolver, prefix, "/"))


def _patterns(resolver: Any, prefix: str, path: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = f"{path}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from _patterns(entry, prefix + space, here)
        elif entry.name:
            yield prefix + entry.name, here


def _unlinked(who: str) -> list[str]:
    """Return addresses that no page leads a person to before the day begins."""
    if not who:
        names = ("kit:sign-in", "kit:worker", "api:v1:openapi-json")
        return [reverse(name) for name in names]
    account = account_named(who)
    with system_context(account.system_id):
        mine = Seat.objects.filter(student__person_id=account.person_id)
        led = Session.objects.filter(staff__person_id=account.person_id)
        days = SchoolDay.objects.filter(seats__in=mine).order_by("on")
        sessions = led.exclude(room=None).order_by("day__on", "pk")
        return [
            *(reverse("student:day", args=[day.on]) for day in days[:1]),
            *(reverse("mentor:session", args=[row.pk]) for row in sessions[:1]),
            *(reverse("mentor:slip", args=[row.pk]) for row in sessions[:1]),
            *(reverse("mentor:board", args=[row.room_id]) for row in sessions[:1]),
        ]
