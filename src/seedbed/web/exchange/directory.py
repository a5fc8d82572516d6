"""The steward's directory: which systems a story could be about, and how narrowly."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.exchange import queries, services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_whole
from seedbed.web.kit.refusals import Problem, status_of
from seedbed.web.kit.words import number

from .frame import frame, stewards_only
from .refused import said

_LARGEST_BYTES = 10 * 1024 * 1024
_MOST_PROBLEMS = 8


@login_required
@stewards_only
def directory(request: HttpRequest) -> HttpResponse:
    """Show the directory, a page at a time."""
    return _page(request)


@require_POST
@login_required
@stewards_only
def bring(request: HttpRequest) -> HttpResponse:
    """Check a directory; nothing counts before it is taken in."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return _refuse(request, gettext("Choose a directory: a CSV file."))
    if file.size > _LARGEST_BYTES:
        return _refuse(request, gettext("This directory is larger than 10 MB."))
    by_id = access.who(request).id
    try:
        token, problems = services.stage_directory(
            content=file.read(),
            file_name=file.name or "directory.csv",
            by_id=by_id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = said(error, field="file")
        return _page(request, (problem,), status_of(error))
    context = {
        **frame(request, "directory"),
        "token": token,
        "report": services.directory_report(token=token, by_id=by_id),
        "left_out": problems[:_MOST_PROBLEMS],
        "n_left_out": len(problems),
    }
    return render(request, "exchange/directory_check.html", context)


@require_POST
@login_required
@stewards_only
def take(request: HttpRequest, token: UUID) -> HttpResponse:
    """Let a checked directory be the network's own."""
    try:
        report = services.take_directory(
            token=token, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        return _page(request, (said(error),), status_of(error))
    messages.success(
        request,
        gettext("Taken in. Systems that a story could be about: %(n)s.")
        % {"n": number(report.n_rows)},
    )
    return redirect("exchange:directory")


def _refuse(request: HttpRequest, words: str) -> HttpResponse:
    return _page(request, (Problem(words=words, field="file"),), 422)


def _page(
    request: HttpRequest, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:100]
    state = request.GET.get("state", "")[:64]
    found = queries.directory(
        words=words, state=state, page=typed_whole(request.GET, "page", default=1)
    )
    context = {
        **frame(request, "directory"),
        "found": found,
        "words": words,
        "state": state,
        "pages": {
            name: "?" + urlencode({"words": words, "state": state, "page": other})
            for name, other in (
                ("before", found.number - 1),
                ("after", found.number + 1),
            )
            if 1 <= other <= found.n_pages
        },
        "problems": problems,
    }
    return render(request, "exchange/directory.html", context, status=status)
