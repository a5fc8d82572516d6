"""The final report of a pilot to the board, as a page and as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_GET

from seedbed.apps.pilots import queries
from seedbed.apps.pilots.cards import LookCard, PilotPage, ToldArm
from seedbed.interop import documents
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of
from seedbed.web.kit.words import long_date, short_date

from . import pilot_refusals, views
from .pilots import page_or_404, pilot_page, shown

_COUNTS = ("n_students", "n_consent", "n_left")
_SHARES = ("treated", "comparison")


@require_GET
@access.only_for(*access.LEADERS)
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what the board reads: promise, result, who, what was said, decisions."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    context = {
        **views.frame(request, unit, "pilots"),
        **told(page_or_404(unit, uuid)),
        "today": timezone.localdate(),
    }
    return render(request, "innovate/pilots/report.html", context)


@require_GET
@access.only_for(*access.LEADERS)
def report_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the same report as a PDF; nothing is looked at anew."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    found = told(page_or_404(unit, uuid))
    try:
        body = documents.write_pdf(document_of(found, unit.name))
    except SeedbedError as error:
        return pilot_page(
            request,
            unit,
            uuid,
            problems=(pilot_refusals.problem(error),),
            status=status_of(error),
        )
    name = slugify(found["pilot"].name) or "pilot"
    return HttpResponse(
        body,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def told(page: PilotPage) -> dict[str, Any]:
    """Return what the report says: as the pilot's page, but no count of few students.

    A board's papers are public, so counts go through ``engines.disclosure`` first.
    """
    found = shown(page)
    arms, groups, missing = found["arms"], found["subgroups"], found["attrition"]
    counts = [[one[key] for one in arms] for key in _COUNTS]
    safe = queries.tellable_arms(*counts)
    sizes = queries.tellable_groups([one["n"] for one in groups])
    return {
        **found,
        "arms": [
            {**one, **{key: _or_untold(getattr(card, key)) for key in _COUNTS}}
            for one, card in zip(arms, safe, strict=True)
        ],
        "subgroups": [
            {**one, "n": _or_untold(n)} for one, n in zip(groups, sizes, strict=True)
        ],
        "attrition": missing if _may_tell(page.card.latest, counts[0]) else None,
        "hides_some": _hides_some(safe, sizes),
    }


def _may_tell(latest: LookCard | None, students: list[int]) -> bool:
    """Tell whether the shares of those not measured give no small count away."""
    if latest is None or len(students) != len(_SHARES):
        return False
    shares = [latest.attrition[name] for name in _SHARES]
    n = [round(share * of) for share, of in zip(shares, students, strict=True)]
    return queries.may_tell_missing(n, students)


def _hides_some(arms: tuple[ToldArm, ...], sizes: tuple[int | None, ...]) -> bool:
    counts = [getattr(card, key) for card in arms for key in _COUNTS]
    return None in counts or None in sizes


def _or_untold(n: int | None) -> str:
    return "·" if n is None else str(n)


def document_of(found: dict[str, Any], unit: str) -> documents.Document:
    """Return the report as a document, from what the page shows."""
    card = found["pilot"]
    return documents.Document(
        title=card.name,
        below=found["headline"],
        blocks=tuple(_blocks(found)),
        foot=gettext("%(unit)s, report of a pilot") % {"unit": unit},
        language=get_language() or "en",
    )


def _blocks(found: dict[str, Any]) -> Iterator[documents.Block]:
    card = found["pilot"]
    yield documents.Words(card.aim, lead=gettext("The problem"))
    yield documents.Heading(gettext("What was promised"))
    yield from _promised(found)
    yield documents.Heading(gettext("What it showed"))
    for why in (found["why"], found["why_no_band"]):
        if why:
            yield documents.Words(why)
    if found["figure"] and found["figure"].rows:
        yield documents.Rows(
            found["figure"].head,
            found["figure"].rows,
            numbers=frozenset(range(1, len(found["figure"].head))),
        )
    if found["ways"]:
        yield _ways(found)
    yield documents.Words(
        ngettext(
            "Looked at %(n)s time, each time written into the journal.",
            "Looked at %(n)s times, each time written into the journal.",
            card.n_looks,
        )
        % {"n": card.n_looks}
    )
    yield documents.Heading(gettext("Who was in"))
    yield from _who(found)
    if found["subgroups"]:
        yield documents.Heading(gettext("Effect by group, who gains least first"))
        yield _groups(found)
    yield documents.Heading(gettext("What people say"))
    quotes = tuple(found["found"].concerns.quotes[:8])
    yield documents.Items(quotes or (gettext("No concern was written down."),))
    yield documents.Heading(gettext("The journal"))
    yield documents.Items(tuple(_entries(found)))


def _promised(found: dict[str, Any]) -> Iterator[documents.Block]:
    promise = found["promise"]
    if promise is None:
        yield documents.Words(gettext("Nothing is promised yet."))
        return
    yield documents.Words(promise.measure, lead=gettext("Measure"))
    yield documents.Words(f"{promise.margin:g}", lead=gettext("Worth it from"))
    yield documents.Words(promise.stop_line, lead=gettext("Stop line"))
    yield documents.Words(str(promise.n_looks), lead=gettext("Weekly looks"))
    yield documents.Words(long_date(promise.decision_on), lead=gettext("Decision day"))
    if promise.board_review_on:
        on = long_date(promise.board_review_on)
        yield documents.Words(on, lead=gettext("Board review"))
    if promise.committee:
        yield documents.Words(", ".join(promise.committee), lead=gettext("Committee"))


def _who(found: dict[str, Any]) -> Iterator[documents.Block]:
    head = (
        gettext("Arm"), gettext("Students"), gettext("Consent"), gettext("Left"),
    )  # fmt: skip
    rows = tuple(
        (
            str(one["name"]),
            *(str(one[key]) for key in ("n_students", "n_consent", "n_left")),
        )
        for one in found["arms"]
    )
    yield documents.Rows(head, rows, numbers=frozenset({1, 2, 3}))
    if found["how_made"]:
        yield documents.Words(found["how_made"])
    if found["hides_some"]:
        yield documents.Words(gettext("A dot stands for a count that is not told."))
    missing = found["attrition"]
    if missing:
        yield documents.Words(
            gettext(
                "Of 100, %(overall)s are missing: %(treated)s in the pilot arm, "
                "%(comparison)s in the comparison."
            )
            % missing,
            lead=gettext("Who is missing"),
        )
        yield documents.Words(missing["more"])
    if found["balance"]:
        yield documents.Rows(
            (
                gettext("Before the start"),
                gettext("Standard deviations apart"),
                gettext("So"),
            ),
            tuple((str(r["name"]), r["g"], str(r["words"])) for r in found["balance"]),
            numbers=frozenset({1}),
        )


def _ways(found: dict[str, Any]) -> documents.Rows:
    head = ("Way", "Effect", "From", "To", "p")
    return documents.Rows(
        tuple(gettext(one) for one in head),
        tuple((str(name), *rest) for name, *rest in found["ways"]),
        numbers=frozenset({1, 2, 3, 4}),
    )


def _groups(found: dict[str, Any]) -> documents.Rows:
    return documents.Rows(
        (gettext("Group"), gettext("Effect"), gettext("From"), gettext("To")),
        tuple(
            (one["name"], *(
                (one["effect"], one["low"], one["high"])
                if one["is_shown"]
                else (gettext("not shown"), "", "")
            ))
            for one in found["subgroups"]
        ),
        numbers=frozenset({1, 2, 3}),
    )  # fmt: skip


def _entries(found: dict[str, Any]) -> Iterator[str]:
    for row in found["entries"]:
        entry = row["entry"]
        changed = "; ".join(
            f"{what}: {old} → {new}" for what, old, new in row["changes"]
        )
        parts = (
            f"{entry.by} {row['kind']}", str(row["decision"]), entry.why, changed,
        )  # fmt: skip
        day = short_date(timezone.localtime(entry.at).date())
        yield f"{entry.number}. {day}: " + ". ".join(part for part in parts if part)
