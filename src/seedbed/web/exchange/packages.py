"""Signed packages at the browser: give this network's out, take another's in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from seedbed.apps.exchange import queries, services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem, status_of

from .frame import frame, stewards_only
from .refused import said

_LARGEST_BYTES = 20 * 1024 * 1024


@login_required
@stewards_only
def packages(request: HttpRequest) -> HttpResponse:
    """Show this deployment's key, whom it trusts, and both directions."""
    return _page(request)


@never_cache
@login_required
@stewards_only
def give_out(request: HttpRequest) -> HttpResponse:
    """Return the network's released stories and plays as one signed file."""
    system = access.system_of(request)
    if system is None:
        raise Http404
    at = timezone.now()
    name = f"exchange-{timezone.localdate():%Y-%m-%d}.json"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        services.export_package(
            path=path, sender=system.name, folder=Path(settings.HOME), at=at
        )
        content = path.read_bytes()
    answer = HttpResponse(content, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@login_required
@stewards_only
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a package of a trusted sender, or refuse it by name."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        words = gettext("Choose a package: the file that another deployment gave out.")
        return _page(request, (Problem(words=words, field="file"),), 422)
    if file.size > _LARGEST_BYTES:
        words = gettext("This file is larger than 20 MB; no package is.")
        return _page(request, (Problem(words=words, field="file"),), 422)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name or "package.json").name
        path.write_bytes(file.read())
        try:
            n_new = services.import_package(path=path)
        except SeedbedError as error:
            return _page(request, (said(error, field="file"),), status_of(error))
    words = ngettext(
        "Taken in: %(n)s new story or play.",
        "Taken in: %(n)s new stories and plays.",
        n_new,
    )
    messages.success(request, words % {"n": n_new})
    return redirect("exchange:packages")


@require_POST
@login_required
@stewards_only
def trust(request: HttpRequest) -> HttpResponse:
    """Take in what a key signs, from now on."""
    name = request.POST.get("name", "").strip()[:200]
    try:
        services.trust(
            name=name,
            public_key=request.POST.get("public_key", "").strip(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _page(request, (said(error, field="public_key"),), status_of(error))
    messages.success(
        request, gettext("Packages signed by %(name)s are taken in.") % {"name": name}
    )
    return redirect("exchange:packages")


def _page(
    request: HttpRequest, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        **frame(request, "packages"),
        "public_key": services.public_key(folder=Path(settings.HOME)),
        "senders": queries.trusted_senders(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "exchange/packages.html", context, status=status)
