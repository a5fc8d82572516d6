"""The service worker, served from the root so that it may answer for every page."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

_SOURCE = Path(__file__).parent / "static" / "kit" / "js" / "worker.js"


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker's script; browsers ask for it again at each visit."""
    response = HttpResponse(
        _SOURCE.read_text(encoding="utf-8"), content_type="text/javascript"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response
