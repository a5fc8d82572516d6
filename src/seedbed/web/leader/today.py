"""The leader's first page: what needs an adult today, one line and one verb each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters import queries as charters
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.nightly import queries as nightly
from seedbed.apps.pilots import queries as pilots
from seedbed.apps.scheduling import queries as scheduling
from seedbed.web.kit import access
from seedbed.web.kit.words import long_date, number, weekday

from . import views

#: Nights that failed for a school day this long ago are history.
_NIGHTS_DAYS = 2


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that waits: what, a line about it, and where it is done.

    ``weight`` orders the list: what stops tomorrow comes first. ``icon`` names it.
    """

    weight: int
    icon: str
    title: str
    line: str
    href: str
    verb: str


@access.only_for(*access.LEADERS)
def today(request: HttpRequest) -> HttpResponse:
    """List what waits in a unit, what stops tomorrow first."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    on = views.waiting_on(unit)
    frame = views.frame(request, unit, on)
    waiting = _waiting(unit, on, n_concerns=frame["n_concerns"])
    rows = sorted(waiting, key=lambda row: row.weight)
    context = {**frame, "rows": rows}
    return render(request, "leader/today.html", context)


def _waiting(unit: UnitCard, on: date, *, n_concerns: int) -> Iterator[Waiting]:
    yield from _nights(unit)
    yield from _plan(unit, on)
    yield from _families(unit, n_concerns)
    yield from _pilots(unit)
    yield from _charter(unit)
    yield from _sources()


def _nights(unit: UnitCard) -> Iterator[Waiting]:
    since = timezone.localdate() - timedelta(days=_NIGHTS_DAYS)
    for night in nightly.failed_nights(unit.id, since=since):
        yield Waiting(
            weight=0,
            icon="triangle-alert",
            title=gettext("The night before %(day)s stopped")
            % {"day": long_date(night.on)},
            line=gettext(
                "Students have the standing schedule. Whoever runs Seedbed starts it "
                "again with: seedbed night --on %(on)s"
            )
            % {"on": night.on.isoformat()},
            href=views.address("history", unit, night.on),
            verb=gettext("See what happened"),
        )


def _plan(unit: UnitCard, on: date) -> Iterator[Waiting]:
    tally = scheduling.open_tally(unit.id, on)
    if tally is None:
        return
    n_must, n_look = tally.n_must, tally.n_look
    day = weekday(on)
    if n_must:
        title = ngettext(
            "%(n)s decision before the plan for %(day)s can be published",
            "%(n)s decisions before the plan for %(day)s can be published",
            n_must,
        ) % {"n": n_must, "day": day}
        verb = gettext("Decide")
    else:
        title = gettext("The plan for %(day)s is ready to publish") % {"day": day}
        verb = gettext("Look and publish")
    line = ngettext(
        "%(n)s student; %(look)s more worth a look.",
        "%(n)s students; %(look)s more worth a look.",
        tally.n_students,
    )
    yield Waiting(
        weight=1 if n_must else 2,
        icon="git-compare-arrows",
        title=title,
        line=line % {"n": number(tally.n_students), "look": n_look},
        href=views.address("day", unit, on),
        verb=verb,
    )


def _families(unit: UnitCard, n: int) -> Iterator[Waiting]:
    if n:
        yield Waiting(
            weight=2,
            icon="message-square",
            title=ngettext(
                "%(n)s message of a family waits for an answer",
                "%(n)s messages of families wait for an answer",
                n,
            )
            % {"n": n},
            line=gettext("The oldest comes first."),
            href=f"{reverse('leader:concerns')}?unit={unit.uuid}",
            verb=gettext("Answer"),
        )


def _sources() -> Iterator[Waiting]:
    for source in evidence.sources(timezone.now()):
        if source.is_late:
            hours = number(source.age_hours or 0.0)
            yield Waiting(
                weight=3,
                icon="upload",
                title=gettext("%(name)s has sent nothing for %(hours)s hours")
                % {"name": source.name, "hours": hours},
                line=gettext("Plans are made from what had arrived by then."),
                href=reverse("office:imports"),
                verb=gettext("See the imports"),
            )


def _pilots(unit: UnitCard) -> Iterator[Waiting]:
    words = {
        "decision": (gettext("%(name)s: time to decide"), gettext("Decide")),
        "board": (gettext("%(name)s: the board reviews it"), gettext("See the report")),
        "look": (
            gettext("%(name)s: outcomes of a week are missing"),
            gettext("Bring them"),
        ),
        "plan": (
            gettext("%(name)s: predict the change of this week"),
            gettext("Predict"),
        ),
        "study": (gettext("%(name)s: write what happened"), gettext("Write")),
    }
    for row in pilots.due(unit.id, timezone.localdate()):
        title, verb = words[row.what]
        yield Waiting(
            weight=2,
            icon="route",
            title=title % {"name": row.name},
            line=gettext("A pilot waits for you since %(day)s.")
            % {"day": long_date(row.since)},
            href=f"{reverse('innovate:pilot', args=[row.pilot])}?unit={unit.uuid}",
            verb=verb,
        )


def _charter(unit: UnitCard) -> Iterator[Waiting]:
    titles = {
        "review": gettext("%(name)s: the charter is reviewed %(day)s"),
        "sunset": gettext("%(name)s: the charter ends %(day)s, unless renewed"),
        "measure": gettext("%(name)s: a measure is decided on %(day)s"),
        "waiver": gettext("%(name)s: a waiver ends %(day)s"),
        "paper": gettext("%(name)s decides on paper only"),
    }
    lines = {
        "review": gettext("The board needs the charter and what was measured."),
        "sunset": gettext("Ask the board to renew it, or plan where students go."),
        "waiver": gettext("From the day after, the schedule keeps the rule again."),
        "paper": gettext("Others take most decisions that are the unit's own."),
    }
    for row in charters.due(unit.id, timezone.localdate()):
        yield Waiting(
            weight=3,
            icon="file-text",
            title=titles[row.what] % {"name": row.name, "day": long_date(row.on)},
            line=lines.get(row.what, row.about),
            href=f"{reverse('innovate:charter', args=[row.charter])}?unit={unit.uuid}",
            verb=gettext("Open the charter"),
        )
