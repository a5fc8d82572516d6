"""The registrar's pages: what came in, and what a file will change before it does."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.apps.evidence import queries as evidence
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.rosters import services
from seedbed.apps.rosters.cards import ImportReport
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem, problem_of, status_of
from seedbed.web.kit.safe_csv import safe_cell
from seedbed.web.kit.words import number

from .phrases import freshness, rows_in_words, table_name

LARGEST_MB = 50
_LARGEST_BYTES = LARGEST_MB * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@access.only_for(*access.OFFICE)
def imports(request: HttpRequest) -> HttpResponse:
    """Show sources and past imports; take a new file."""
    if request.method == "POST":
        return _upload(request)
    return _imports_page(request)


def _imports_page(
    request: HttpRequest, *, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    sources = evidence.sources(timezone.now())
    context = {
        "sources": sources,
        "finding": freshness(sources),
        "lines": rosters.imports(),
        "problems": (problem,) if problem else (),
        "problem": problem,
        "largest": LARGEST_MB,
        "leads": access.who(request).has_role(*access.LEADERS),
    }
    return render(request, "office/imports.html", context, status=status)


def _refuse(request: HttpRequest, words: str) -> HttpResponse:
    return _imports_page(
        request, problem=Problem(words=words, field="file"), status=422
    )


def _upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return _refuse(request, gettext("Choose a roster file: a OneRoster zip."))
    if file.size > _LARGEST_BYTES:
        words = gettext(
            "This file is larger than %(n)s MB, so it was not read. Export the roster "
            "without attachments, or ask for it to be imported on the server."
        )
        return _refuse(request, words % {"n": LARGEST_MB})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.zip"
        with path.open("wb") as copy:
            copy.writelines(file.chunks())
        try:
            report = services.stage_roster(
                path=path,
                file_name=Path(file.name or "roster.zip").name[:255],
                by_id=access.who(request).id,
                at=timezone.now(),
                imports_folder=Path(settings.HOME) / "imports",
            )
        except SeedbedError as error:
            return _imports_page(
                request,
                problem=problem_of(error, field="file"),
                status=status_of(error),
            )
    return redirect("office:import", uuid=report.uuid)


def _report_or_404(uuid: UUID) -> ImportReport:
    try:
        return rosters.import_report(uuid)
    except SeedbedError as error:
        raise Http404 from error


@access.only_for(*access.OFFICE)
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what a file will change, or changed, and what was wrong in it."""
    return _report_page(request, _report_or_404(uuid))


def _report_page(
    request: HttpRequest,
    card: ImportReport,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    groups = [(group, rows_in_words(group)) for group in card.problem_groups]
    context = {
        "report": card,
        "held_groups": [pair for pair in groups if pair[0].is_held],
        "noted_groups": [pair for pair in groups if not pair[0].is_held],
        "tables": [(table_name(name), row) for name, row in card.counts.items()],
        "n_good": card.n_new + card.n_changed + card.n_retired,
        "share": round(100 * card.removal_share),
        "problems": (problem,) if problem else (),
        "leads": access.who(request).has_role(*access.LEADERS),
    }
    return render(request, "office/report.html", context, status=status)


@require_POST
@access.only_for(*access.OFFICE)
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save the good rows of a checked file."""
    card = _report_or_404(uuid)
    allows_removals = request.POST.get("allow_removals") == "yes"
    if card.needs_confirmation and not allows_removals:
        words = gettext(
            "Confirm that these people really leave, or upload a full file."
        )
        problem = Problem(words=words, field="allow_removals")
        return _report_page(request, card, problem=problem, status=422)
    try:
        done = services.apply_roster(
            uuid=uuid,
            by_id=access.who(request).id,
            at=timezone.now(),
            allow_removals=allows_removals,
        )
    except SeedbedError as error:
        return _report_page(
            request, card, problem=problem_of(error), status=status_of(error)
        )
    n = done.n_new + done.n_changed + done.n_retired
    words = ngettext("%(n)s row is saved.", "%(n)s rows are saved.", n)
    messages.success(request, words % {"n": number(n)})
    return redirect("office:import", uuid=uuid)


@require_POST
@access.only_for(*access.OFFICE)
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put back what a saved import changed."""
    card = _report_or_404(uuid)
    try:
        services.revert_roster(
            uuid=uuid, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        return _report_page(
            request, card, problem=problem_of(error), status=status_of(error)
        )
    messages.success(request, gettext("Undone. The roster is as it was before."))
    return redirect("office:import", uuid=uuid)


@access.only_for(*access.OFFICE)
def held(_request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Download the rows that were held back, safe to open in a spreadsheet."""
    card = _report_or_404(uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="held-{card.uuid}.csv"'
    )
    response.write("\ufeff")  # Excel reads UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(["file", "row", "problem", "original"])
    for row in rosters.held_rows(uuid):
        cells = (row.file, str(row.row), row.message)
        original = next(csv.reader([row.raw]), [])
        writer.writerow([safe_cell(cell) for cell in (*cells, *original)])
    return response
