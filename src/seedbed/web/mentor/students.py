"""Every student whom an adult may see: one list with facets in its address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.mentoring import queries
from seedbed.apps.mentoring.cards import StudentLine
from seedbed.web.kit import access
from seedbed.web.kit.parts import first_of
from seedbed.web.kit.words import grade

_LONGEST_WORDS = 80


@access.only_for(*access.ADULTS, *access.LEADERS)
def students(request: HttpRequest) -> HttpResponse:
    """List the students who fit what is chosen, by name."""
    lines = queries.students_in_sight(access.who(request), on=timezone.localdate())
    words = request.GET.get("q", "").strip()[:_LONGEST_WORDS]
    chosen = {name: request.GET.get(name, "") for name in ("unit", "grade", "mentor")}
    shown = [line for line in lines if _fits(line, words, chosen)]
    context = {
        "page": "students",
        "q": words,
        "rows": first_of(shown, request.GET),
        "n_fit": len(shown),
        "n_all": len(lines),
        "chosen": chosen,
        "units": sorted({line.unit for line in lines}),
        "grades": [
            (str(level), grade(level)) for level in sorted({x.grade for x in lines})
        ],
        "mentors": sorted({line.mentor for line in lines if line.mentor}),
        "is_filtered": bool(words) or any(chosen.values()),
        "has_own": any(line.is_mine for line in lines),
    }
    return render(request, "mentor/students.html", context)


def _fits(line: StudentLine, words: str, chosen: dict[str, str]) -> bool:
    names = line.name.casefold().split()
    is_named = all(
        any(name.startswith(word) for name in names)
        for word in words.casefold().split()
    )
    mentor = chosen["mentor"]
    is_of = line.is_mine if mentor == "me" else mentor in ("", line.mentor)
    return (
        is_named
        and is_of
        and chosen["unit"] in ("", line.unit)
        and chosen["grade"] in ("", str(line.grade))
    )
