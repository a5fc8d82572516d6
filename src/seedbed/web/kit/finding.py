"""One box that finds students, adults, skills, lessons and pages; and the help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.mentoring import queries as mentoring
from seedbed.lib.modalities import Modality

from . import access
from .context import SEARCHERS
from .pages import PAGES, pages_named
from .words import ROLE

_LONGEST = 80
_FEWEST = 2


@access.only_for(*SEARCHERS)
def search(request: HttpRequest) -> HttpResponse:
    """Show what the person may see that fits the words."""
    words = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    context = {"q": words, "is_short": len(words) < _FEWEST}
    if not context["is_short"]:
        context |= _found(request, words)
    return render(request, "kit/search.html", context)


def _found(request: HttpRequest, words: str) -> dict[str, object]:
    account = access.who(request)
    students = mentoring.find_students(account, words, on=timezone.localdate())
    keeps = account.has_role(*access.OFFICE)
    found = {
        "students": [
            (
                student,
                reverse("mentor:student", args=[student.student_id])
                if student.is_readable
                else f"{reverse('office:people')}?q={student.name}",
            )
            for student in students
        ],
        "adults": [
            (adult, ROLE.get(adult.kind, adult.kind))
            for adult in mentoring.find_adults(account, words)
        ],
        "people_address": reverse("office:people") if keeps else "",
        "pages": pages_named(account, words),
        "skills": curriculum.find_skills(words),
        "lessons": [
            (lesson, Modality(lesson.modality).slug)
            for lesson in curriculum.find_lessons(words)
        ],
    }
    kinds = ("students", "adults", "pages", "skills", "lessons")
    return {**found, "is_empty": not any(found[kind] for kind in kinds)}


@login_required
def help_page(request: HttpRequest, key: str) -> HttpResponse:
    """Explain one page in a few sentences."""
    page = PAGES.get(key)
    if page is None:
        raise Http404
    mine = access.who(request)
    has_it = page.view and mine.has_role(*page.roles)
    context = {
        "help": page,
        "address": reverse(page.view) if has_it else "",
        "others": [
            (other, each.name)
            for other, each in PAGES.items()
            if other != key and mine.has_role(*each.roles)
        ],
        "searches": mine.has_role(*SEARCHERS),
    }
    return render(request, "kit/help.html", context)
