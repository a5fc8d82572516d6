"""The three questions of the weekly pulse, as families and leaders read them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

QUESTIONS: tuple[str | Promise, ...] = (
    gettext_lazy("I know what is being tried and why."),
    gettext_lazy("It is good for my child, or for those I speak for."),
    gettext_lazy("When I ask, somebody answers."),
)
#: What the numbers of an answer mean.
SCALE: tuple[tuple[int, str | Promise], ...] = (
    (1, gettext_lazy("not at all")),
    (2, gettext_lazy("hardly")),
    (3, gettext_lazy("partly")),
    (4, gettext_lazy("mostly")),
    (5, gettext_lazy("fully")),
)
