"""Three cases that make a reader of the fund: who ties, what stops, how to mark."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.errors import UnfinishedTrainingError
from seedbed.web.kit import access
from seedbed.web.kit.kept import keeps_what_was_typed
from seedbed.web.kit.refusals import Problem, status_of

from . import pilot_refusals

Words = str | Promise
#: Each case: what is found, the ways to answer it, and why the fund reads it so.
_CASES: dict[str, tuple[Words, tuple[tuple[str, Words], ...], Words]] = {
    "tie": (
        gettext_lazy(
            "The application is blind. Still, you see that it is your sister's: she "
            "told you of it at dinner. What do you do?"
        ),
        (
            ("judge", gettext_lazy("Judge it: it is blind, and I can be fair")),
            ("leave", gettext_lazy("Say what ties me to the team, and judge nothing")),
            ("yes", gettext_lazy("Mark it a little lower, to be on the safe side")),
        ),
        gettext_lazy(
            "Any tie, family, friend, boss or rival, is said first. Who is tied judges "
            "nothing; the others do."
        ),
    ),
    "gate": (
        gettext_lazy(
            "Two tutors are paid by the fund. “When it ends we shall find another "
            "grant.” Can it go on without the fund?"
        ),
        (
            ("go", gettext_lazy("Yes: they will surely find one")),
            ("stop", gettext_lazy("No, so I read no further and say why")),
            ("mark", gettext_lazy("It depends on how good the rest is, so I mark it")),
        ),
        gettext_lazy(
            "A hope is no plan. Sustainability is asked first, and the rest is not "
            "read without it: a good idea that ends with the money leaves nothing."
        ),
    ),
    "mark": (
        gettext_lazy(
            "“Students will be happier. We shall know in June.” No margin can be "
            "reckoned and no line would stop it. How do you mark “Measure and stop "
            "line would tell”?"
        ),
        (
            ("1", pgettext_lazy("mark", "1: nobody could tell whether it worked")),
            ("2", pgettext_lazy("mark", "2: a little is missing")),
            ("4", pgettext_lazy("mark", "4: happiness is what matters most")),
        ),
        gettext_lazy(
            "A mark says how well the words would let somebody decide, not how much "
            "you like the aim: 4 is a number, a day and a line; 1 is none of them."
        ),
    ),
}


@keeps_what_was_typed
@login_required
def training(request: HttpRequest) -> HttpResponse:
    """Show the cases, and keep that somebody answered all as the fund reads them."""
    who = access.who(request)
    if request.method != "POST":
        return _page(request)
    try:
        services.train_reader(
            answers={case: request.POST.get(case, "") for case in _CASES},
            by_id=who.id,
            on=timezone.localdate(),
        )
    except UnfinishedTrainingError as error:
        wrong = error.data["cases"]
        problem = pilot_refusals.problem(error, field=wrong[0])
        return _page(request, (problem,), status_of(error), wrong=wrong)
    messages.success(request, gettext("You are a trained reader of the fund."))
    return redirect("innovate:fund-readings")


def _page(
    request: HttpRequest,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    *,
    wrong: Collection[str] = (),
) -> HttpResponse:
    """Show the cases, beside those that were answered otherwise why."""
    typed = request.POST
    context = {
        "problems": problems,
        "is_untrained": queries.is_untrained(access.who(request).id),
        "cases": [
            (name, found, ways, typed.get(name, ""), why if name in wrong else "")
            for name, (found, ways, why) in _CASES.items()
        ],
    }
    return render(request, "innovate/fund/training.html", context, status=status)
