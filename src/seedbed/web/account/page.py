"""One's own account: the calendar, what comes by e-mail, and how one signs in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from seedbed.apps.accounts import feeds, passkeys
from seedbed.apps.digests import queries as digests
from seedbed.apps.digests import services as digesting
from seedbed.web.kit import access

_SHOWN_ONCE = "calendar_token"
_WHEN = {
    "evening": gettext_lazy("In the evening, about the next school day"),
    "morning": gettext_lazy("In the morning, about that day"),
    "none": gettext_lazy("Never"),
}


@never_cache
@require_GET
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Show everything that follows a person. At most nine queries."""
    account = access.who(request)
    token = request.session.pop(_SHOWN_ONCE, "")
    address = ""
    if token:
        address = request.build_absolute_uri(reverse("account:feed", args=[token]))
    choice = digests.choice_of(account.person_id) if _is_adult(request) else None
    context = {
        "address": address,
        "webcal": "webcal" + address.removeprefix("https").removeprefix("http"),
        "made_at": feeds.feed_made_at(account.person_id),
        "has_password": request.user.is_authenticated
        and request.user.has_usable_password(),
        "keys": passkeys.passkeys_of(account.id),
        "choice": choice,
        "whens": list(_WHEN.items()),
        "is_guardian": account.has_role("guardian"),
        "is_student": account.has_role("student"),
    }
    return render(request, "account/page.html", context)


def _is_adult(request: HttpRequest) -> bool:
    return any(role.kind != "student" for role in access.who(request).roles)


@require_POST
@login_required
def make_calendar(request: HttpRequest) -> HttpResponse:
    """Give the calendar a new address, shown once; the one before stops."""
    request.session[_SHOWN_ONCE] = feeds.make_feed(
        person_id=access.who(request).person_id, at=timezone.now()
    )
    return redirect(reverse("account:page") + "#calendar")


@require_POST
@login_required
def stop_calendar(request: HttpRequest) -> HttpResponse:
    """Stop the calendar's address."""
    if feeds.stop_feed(person_id=access.who(request).person_id, at=timezone.now()):
        messages.success(
            request, gettext("The address is stopped. It shows nothing any more.")
        )
    return redirect("account:page")


@require_POST
@login_required
def choose_digest(request: HttpRequest) -> HttpResponse:
    """Keep when the daily e-mail comes."""
    when = request.POST.get("when", "")
    if when in _WHEN and _is_adult(request):
        digesting.choose(
            person_id=access.who(request).person_id, when=when, at=timezone.now()
        )
        messages.success(request, gettext("Kept."))
    return redirect("account:page")
