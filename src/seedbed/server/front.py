"""What a server that speaks HTTPS in front of this one took off each request.

It passes requests on by plain HTTP from its own address. Taken at their word, every
form would seem to come from another site, cookies would be sent in the clear, and each
person's failed tries to sign in would count against everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class FrontMiddleware:
    """Put the scheme and the caller's address back, where ``SEEDBED_ADDRESS`` is HTTPS.

    The scheme is read from the setting: no header is needed that a caller could forge.
    The address is the last one of ``X-Forwarded-For``, which the front server wrote
    itself; from anywhere but this machine it is not believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as it was asked at the front."""
        if settings.SEEDBED_ADDRESS.startswith("https://"):
            request.META["wsgi.url_scheme"] = "https"
            if _is_loopback(request.META.get("REMOTE_ADDR", "")):
                told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
                if told.strip():
                    request.META["REMOTE_ADDR"] = told.strip()
        return self.get_response(request)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:  # a socket file, or a test's name
        return False
