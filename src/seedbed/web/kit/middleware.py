"""Each request does its work inside the signed-in person's school system."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from seedbed.apps.accounts.tenancy import system_context


class SystemMiddleware:
    """Open ``system_context`` for a signed-in account; others see no tenant row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside the account's system."""
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        with system_context(user.system_id):
            return self.get_response(request)
