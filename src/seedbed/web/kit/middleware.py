"""Each request does its work inside one school system; its page travels compressed."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from seedbed.apps.accounts import queries
from seedbed.apps.accounts.tenancy import system_context

from . import access


class SystemMiddleware:
    """Open ``system_context`` for a signed-in account; others see no tenant row.

    The system's time zone holds for the request, so that "8:30" is school time. Pages
    about people are never kept by a shared cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside the account's system."""
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        with system_context(user.system_id):
            system = queries.system_of(user)
            access.remember_system(request, system)
            with timezone.override(ZoneInfo(system.time_zone)):
                response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class CompressMiddleware(GZipMiddleware):
    """Compress pages for browsers that ask for it, which is all; never a stream.

    Django adds random bytes to each, so that its length tells nothing about a secret in
    it (BREACH). The events of a live board go out as they are: compressed, the first
    ones would wait for more.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed where it is a whole."""
        if response.streaming:
            return response
        return super().process_response(request, response)
