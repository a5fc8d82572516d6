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
from seedbed.apps.pilots.cards import CycleCard, PilotPage, ToldArm
from seedbed.interop import documents
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of
from seedbed.web.kit.words import long_date, short_date

from . import pilot_refusals, pilot_words, views
from .pilots import page_or_404, pilot_page, shown

_MOST_QUOTES = 8
_COUNTS = ("n_students", "n_consent", "n_left")
#: What the looks call the share of an arm that was not measured.
_SHARE_OF = {"pilot": "treated", "comparison": "comparison"}


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
        "attrition": missing and {**missing, "is_told": _may_tell(page)},
        "hides_some": _hides_some(safe, sizes),
        "weeks": queries.told_weeks(page.card.uuid, page.cycles)
        if found["promise"]
        else (),
    }


def _may_tell(page: PilotPage) -> bool:
    """Tell whether the shares of those not measured give no small count away."""
    latest = page.card.latest
    if latest is None:
        return False
    n_missing, n_drawn = [], []
    for arm, name in _SHARE_OF.items():
        drawn = sum(one.n_consent for one in page.arms if one.arm == arm)
        n_drawn.append(drawn)
        n_missing.append(round(latest.attrition[name] * drawn))
    return queries.may_tell_missing(n_missing, n_drawn)


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
    if found["decided"]:
        yield _decided(found["decided"])
    yield documents.Words(card.aim, lead=gettext("The problem"))
    yield documents.Heading(gettext("What was promised"))
    yield from _promised(found)
    yield from _showed(found)
    yield documents.Heading(gettext("Who was in"))
    yield from _who(found)
    if found["subgroups"]:
        yield documents.Heading(gettext("Effect by group, who gains least first"))
        yield _groups(found)
    yield documents.Heading(gettext("What people say"))
    yield from _people_say(found)
    if found["weeks"]:
        yield documents.Heading(gettext("What was tried, from the open diary"))
        yield documents.Items(tuple(_week(one) for one in found["weeks"]))
    yield documents.Heading(gettext("The journal"))
    yield documents.Items(tuple(_entries(found)))


def _showed(found: dict[str, Any]) -> Iterator[documents.Block]:
    n_looks = found["pilot"].n_looks
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
    if found["cost"]:
        yield documents.Words(found["cost"])
    yield documents.Words(
        ngettext(
            "Looked at %(n)s time, each time written into the journal.",
            "Looked at %(n)s times, each time written into the journal.",
            n_looks,
        )
        % {"n": n_looks}
    )


def _decided(decided: dict[str, Any]) -> documents.Words:
    entry = decided["entry"]
    said = gettext("%(by)s decided on %(day)s: %(what)s.") % {
        "by": entry.by,
        "day": short_date(timezone.localtime(entry.at).date()),
        "what": decided["decision"],
    }
    return documents.Words(entry.why, lead=said)


def _people_say(found: dict[str, Any]) -> Iterator[documents.Block]:
    """Tell concerns week by week, the words of the latest, and other feedback."""
    concerns = found["found"].concerns
    if concerns.weekly:
        weeks = ", ".join(str(n) for n in concerns.weekly)
        yield documents.Words(
            gettext("Concerns by week: %(weeks)s.") % {"weeks": weeks}
        )
    said = [f"{quote} ({voice})" for voice, quote in found["voices"][:_MOST_QUOTES]]
    quotes = (*concerns.quotes[:_MOST_QUOTES], *said)
    yield documents.Items(quotes or (gettext("No concern was written down."),))


def _week(week: CycleCard) -> str:
    """Return a week of the diary in one line."""
    parts = (
        (gettext("Change"), week.change_idea),
        (gettext("Prediction"), week.prediction),
        (gettext("What happened"), week.happened),
        (gettext("Then"), str(pilot_words.CYCLE.get(week.decision, ""))),
    )
    said = "; ".join(f"{name}: {words}" for name, words in parts if words)
    return f"{short_date(week.week_on)}. {said}"


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
    if missing and not missing["is_told"]:
        yield documents.Words(
            gettext(
                "How many of each arm were not measured at the last look is not told "
                "here: it would give away a count of fewer than ten students."
            ),
            lead=gettext("Who is missing"),
        )
        yield documents.Words(missing["which"])
    elif missing:
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
