"""Every page is opened by a browser test in each theme and language.

The browser tests hold lists of addresses, each called PAGES. A page of the URLconf that
is in none of them fails here, so that axe and the narrow screens miss no new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import chain, product, zip_longest
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from tests.web.addresses import every_address

BROWSER = Path(__file__).parents[1] / "browser"
#: What a part of an address in braces may stand for.
FILLS = (str(UUID(int=7)), "1", "any")
#: Addresses that show no page, with what they do instead.
NO_PAGE = {
    "kit:home": "leads to one's first page",
    "kit:worker": "a script",
    "kit:favicon": "an image",
    "family:home": "leads to the first child",
    "family:day": "leads to the next day, and looks as family:on_date",
    "family:link": "leads to the child's path",
    "leader:next": "leads to the next day",
    "leader:money_csv": "a file",
    "innovate:charter_pdf": "a file",
    "innovate:pilot-report-pdf": "a file",
    "innovate:decisions-csv": "a file",
    "exchange:table": "a file",
    "exchange:plays_table": "a file",
    "exchange:give_package": "a file",
    "leader:explore_csv": "a file",
    "mentor:stream": "events",
    "office:people_csv": "a file",
    "office:held": "a file",
    "account:feed": "a calendar",
    "account:sso": "leads to the school's own sign-in",
    "account:sso_back": "leads back from it",
    "account:saml": "leads to the school's own sign-in by SAML",
    "account:saml_in": "leads back from it",
    "account:saml_metadata": "a file for the school's sign-in",
}


def listed() -> Iterator[str]:
    """Yield the addresses of every PAGES of the browser tests."""
    for path in sorted(BROWSER.glob("test_*.py")):
        module = import_module(f"tests.browser.{path.stem}")
        pages: Iterable[Any] = getattr(module, "PAGES", ())
        for page in pages.values() if isinstance(pages, dict) else pages:
            yield page if isinstance(page, str) else page[0]


def view_of(address: str) -> str:
    """Return the name of the view behind an address whose parts may be in braces."""
    pieces = re.split(r"\{\w+\}", address.partition("?")[0])
    for fills in product(FILLS, repeat=len(pieces) - 1):
        path = "".join(chain(*zip_longest(pieces, fills, fillvalue="")))
        with suppress(Resolver404):
            return resolve(path).view_name
    raise AssertionError(f"{address} is no address of the product.")


def takes_forms_only(path: str) -> bool:
    """Tell whether an address refuses to be opened."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    found = resolve(path)
    try:
        answer = found.func(request, *found.args, **found.kwargs)
    except Exception:  # whatever it needs, it does not refuse to be opened
        return False
    return bool(answer.status_code == 405)


def test_every_page_is_opened_by_a_browser_test():
    pages = {
        address.view
        for address in every_address()
        if not address.view.startswith("api:") and not takes_forms_only(address.path)
    }

    seen = {view_of(address) for address in listed()}

    assert pages - seen - NO_PAGE.keys() == set()


def test_what_is_no_page_still_exists():
    assert NO_PAGE.keys() <= {address.view for address in every_address()}
