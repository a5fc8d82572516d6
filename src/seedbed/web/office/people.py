"""Who is here, where, with whom: one table with facets in its address, and as CSV."""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from seedbed.apps.accounts import invitations
from seedbed.apps.rosters import queries as rosters
from seedbed.web.kit import access, letters
from seedbed.web.kit.safe_csv import safe_cell
from seedbed.web.kit.words import ROLE, grade

PAGE_ROWS = 100
_LONGEST_WORDS = 100
#: So many invitations fit on a page that is looked at and printed.
_MOST_INVITED = 120
FACET_NAMES: dict[str, str | Promise] = {
    "role": gettext_lazy("Role"),
    "unit": gettext_lazy("Unit"),
    "grade": gettext_lazy("Grade"),
    "section": gettext_lazy("Class"),
    "account": gettext_lazy("Account"),
}
ACCOUNTS: dict[str, str | Promise] = {
    "none": gettext_lazy("no account"),
    "unused": gettext_lazy("never signed in"),
    "used": gettext_lazy("signs in"),
    "closed": gettext_lazy("closed"),
}


@access.only_for(*access.OFFICE)
def people(request: HttpRequest) -> HttpResponse:
    """Show the people who fit, a hundred at a time."""
    words, chosen = _asked(request)
    found = rosters.directory(words=words, chosen=chosen)
    first = min(_start(request), max(0, len(found.rows) - 1))
    first -= first % PAGE_ROWS
    shown = found.rows[first : first + PAGE_ROWS]
    account = access.who(request)
    beyond = invitations.kinds_beyond(account)
    asked = invitations.invited(at=timezone.now())
    waiting = [
        row.person_id
        for row in found.rows
        if row.never_came and row.person_id not in asked and row.may_be_invited(beyond)
    ]
    context = {
        "page": "people",
        "q": words,
        "rows": [
            {
                **_cells(row, found),
                "invited_at": asked.get(row.person_id),
                "person_id": row.person_id if row.may_be_invited(beyond) else 0,
                "signs_in": not row.never_came,
            }
            for row in shown
        ],
        "n_waiting": len(waiting),
        "waiting": waiting[:_MOST_INVITED],
        "sends_email": letters.can_be_sent(),
        "n": len(found.rows),
        "first": first + 1,
        "last": first + len(shown),
        "facets": [_facet(found, name, chosen) for name in FACET_NAMES],
        "csv_query": urlencode({"q": words, **chosen}),
        "before": _query(words, chosen, first - PAGE_ROWS) if first else "",
        "after": _query(words, chosen, first + PAGE_ROWS)
        if first + PAGE_ROWS < len(found.rows)
        else "",
        "is_filtered": bool(words or chosen),
        "leads": account.has_role(*access.LEADERS),
    }
    return render(request, "office/people.html", context)


@access.only_for(*access.OFFICE)
def alike(request: HttpRequest) -> HttpResponse:
    """List people who may be one and the same, and say what to do."""
    found = rosters.directory()
    context = {
        "page": "people",
        "groups": [
            (group.shared, [_cells(row, found) for row in group.rows])
            for group in rosters.alike(found)
        ],
        "leads": access.who(request).has_role(*access.LEADERS),
    }
    return render(request, "office/alike.html", context)


@access.only_for(*access.OFFICE)
def as_csv(request: HttpRequest) -> HttpResponse:
    """Download the people who fit, all of them, safe to open in a spreadsheet."""
    words, chosen = _asked(request)
    found = rosters.directory(words=words, chosen=chosen)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="people.csv"'
    response.write("\ufeff")  # Excel reads UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(
        ["name", "roles", "units", "grade", "classes", "account", "username", "email",
         "roster_id", "active"]
    )  # fmt: skip
    for row in found.rows:
        cells = (
            row.name,
            "; ".join(row.roles),
            "; ".join(found.unit_names.get(str(unit), "") for unit in row.unit_ids),
            "" if row.grade is None else str(row.grade),
            "; ".join(row.sections),
            row.account,
            row.username,
            row.email,
            row.sourced_id,
            "yes" if row.is_active else "no",
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return response


def _asked(request: HttpRequest) -> tuple[str, dict[str, str]]:
    words = request.GET.get("q", "").strip()[:_LONGEST_WORDS]
    chosen = {
        facet: request.GET[facet] for facet in FACET_NAMES if request.GET.get(facet)
    }
    return words, chosen


def _start(request: HttpRequest) -> int:
    start = request.GET.get("from", "")
    return int(start) if start.isascii() and start.isdigit() else 0


def _query(words: str, chosen: dict[str, str], start: int = 0) -> str:
    asked = {"q": words, **chosen, "from": str(start) if start else ""}
    return urlencode({name: value for name, value in asked.items() if value})


def _name_of(found: rosters.Directory, facet: str, value: str) -> str:
    """Return what a value of a facet is called."""
    if facet == "role":
        return str(ROLE.get(value, value))
    if facet == "unit":
        return found.unit_names.get(value, value)
    if facet == "grade":
        return grade(int(value)).capitalize()
    if facet == "account":
        return str(ACCOUNTS.get(value, value)).capitalize()
    return value


def _facet(
    found: rosters.Directory, facet: str, chosen: dict[str, str]
) -> dict[str, Any]:
    """Return a facet with its values, their counts, and which one is chosen."""
    now = chosen.get(facet, "")
    return {
        "key": facet,
        "name": FACET_NAMES[facet],
        "now": now,
        "options": [
            (value, _name_of(found, facet, value), n, value == now)
            for value, n in found.facets[facet]
        ],
    }


def _cells(row: Any, found: rosters.Directory) -> dict[str, Any]:
    """Return a person as a row of the table."""
    return {
        "name": row.name,
        "email": row.email,
        "sourced_id": row.sourced_id,
        "username": row.username,
        "is_active": row.is_active,
        "roles": [_name_of(found, "role", kind) for kind in row.roles],
        "units": [found.unit_names.get(str(unit), "") for unit in row.unit_ids],
        "grade": "" if row.grade is None else grade(row.grade),
        "sections": row.sections,
        "account": ACCOUNTS[row.account],
    }
