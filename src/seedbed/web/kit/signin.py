"""Signing in and out, and the first page after it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from seedbed.apps.accounts import queries
from seedbed.apps.accounts.cards import AccountCard

from . import access, limits
from .context import THEMES
from .refusals import Problem

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_YEAR_SECONDS = 365 * 24 * 60 * 60


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Return the address to go on to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else default


def let_in(
    request: HttpRequest, account_id: int, response: HttpResponse
) -> HttpResponse:
    """Sign an account in that has shown who it is; greet it in its language."""
    login(request, get_user_model().objects.get(pk=account_id), backend=_BACKEND)
    _speak(response, request, queries.account_card(account_id).language)
    return response


def has_chosen_language(request: HttpRequest) -> bool:
    """Tell whether this browser was told in which language to speak."""
    return settings.LANGUAGE_COOKIE_NAME in request.COOKIES


def _speak(response: HttpResponse, request: HttpRequest, language: str) -> None:
    """Greet a person in the language of the record, unless they chose another."""
    is_known = language in dict(settings.LANGUAGES)
    if is_known and not has_chosen_language(request):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
        )


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for username and password; say plainly what does not fit."""
    if request.method != "POST":
        return _form(request, "", ())
    username = request.POST.get("username", "").strip()
    password = request.POST.get("password", "")
    problems = tuple(
        Problem(words=words, field=field)
        for field, value, words in (
            ("username", username, gettext("Type your username.")),
            ("password", password, gettext("Type your password.")),
        )
        if not value
    )
    if problems:
        return _form(request, username, problems)
    if limits.is_reached(request, "password", username.casefold()):
        words = gettext(
            "Too many tries with this username. Wait a quarter of an hour, or ask your "
            "school office for a new password."
        )
        return _form(request, username, (Problem(words=words, field="username"),))
    user = authenticate(request, username=username, password=password)
    if user is None:
        limits.note(request, "password", username.casefold())
        words = gettext(
            "The username and the password do not fit together. Check both and try "
            "again; your school office can give you a new password."
        )
        return _form(request, username, (Problem(words=words, field="username"),))
    login(request, user)
    response = HttpResponseRedirect(safe_next(request))
    _speak(response, request, queries.account_card(int(user.pk)).language)
    return response


def _form(
    request: HttpRequest, username: str, problems: tuple[Problem, ...]
) -> HttpResponse:
    offered = queries.demo_accounts() if settings.SEEDBED_DEMO else ()
    context = {
        "username": username,
        "problems": problems,
        "problem_of": {p.field: p.words for p in problems},
        "next": safe_next(request),
        "single_sign_on": _services(),
        "doors": offered,
    }
    return render(request, "kit/sign_in.html", context, status=422 if problems else 200)


def _services() -> list[tuple[str, str]]:
    """Return each sign-in of the school's own: its name and the name of its address."""
    services = (
        (settings.SEEDBED_OIDC, "account:sso"),
        (settings.SEEDBED_SAML, "account:saml"),
    )
    return [(service["name"], address) for service, address in services if service]


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in to the simulated demo with one click; exists in the demo alone."""
    if not settings.SEEDBED_DEMO:
        raise Http404
    username = request.POST.get("username", "")
    offered = {card.username: card for card in queries.demo_accounts()}
    if username not in offered:
        raise Http404
    return let_in(request, offered[username].id, redirect("kit:home"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and let the browser drop the pages that it kept for offline use."""
    logout(request)
    messages.success(request, gettext("You are signed out."))
    response = redirect("kit:sign-in")
    # The worker's copies hold a child's day: they must not outlive the session.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _first_page(card: AccountCard) -> str | None:
    if card.has_role("student"):
        return reverse("student:today")
    if card.has_role(*access.LEADERS):
        return reverse("leader:today")
    if card.has_role(*access.OFFICE):
        return reverse("office:imports")
    if card.has_role(*access.ADULTS):
        return reverse("mentor:today")
    if card.has_role("steward"):
        return reverse("exchange:desk")
    if card.has_role("guardian"):
        return reverse("family:home")
    return None


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the first page of the person's work, or say what comes."""
    address = _first_page(access.who(request))
    if address is not None:
        return redirect(address)
    return render(request, "kit/welcome.html")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark; anything else follows the device again."""
    response = HttpResponseRedirect(safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR_SECONDS, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the pages."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(safe_next(request))
    if language in dict(settings.LANGUAGES) and translation.check_for_language(
        language
    ):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
        )
    return response
