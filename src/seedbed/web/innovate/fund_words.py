"""The words of the fund: what an application asks, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from seedbed.apps.pilots.fund_cards import STEPS, day_in
from seedbed.web.kit.words import long_date, number

Words = str | Promise

STEP: tuple[Words, ...] = (
    gettext_lazy("The problem"),
    gettext_lazy("The team"),
    gettext_lazy("The model"),
    gettext_lazy("Support and promise"),
)
FIELD: dict[str, Words] = {
    "problem": gettext_lazy("What is the problem, and how do you know?"),
    "whom": gettext_lazy("Whom does it concern, and what do they do instead today?"),
    "n_students": gettext_lazy("About how many students?"),
    "leader": gettext_lazy("Who leads it? One name"),
    "reports_to": gettext_lazy("To whom does the leader report?"),
    "team": gettext_lazy("Who else is in the team? Two or three, not more"),
    "model_kind": gettext_lazy("Is the model new, or adapted?"),
    "model": gettext_lazy("What will you try? First line: its name"),
    "template": gettext_lazy("Which template of the exchange, if any?"),
    "support": gettext_lazy("What support do you need besides money?"),
    "budget_dollars": gettext_lazy("How much money, in dollars?"),
    "sustainability": gettext_lazy("How does it go on when this money is spent?"),
    "measure": gettext_lazy("By what measure will you know?"),
    "margin": gettext_lazy("Worth it from which difference (margin)?"),
    "n_looks": gettext_lazy("How many weekly looks?"),
    "stop_line": gettext_lazy("Stop line: what stops it at once?"),
    "decision_on": gettext_lazy("On which day is it decided?"),
}
SHORT: dict[str, Words] = {
    "problem": gettext_lazy("the problem"),
    "whom": gettext_lazy("whom it concerns"),
    "n_students": gettext_lazy("how many students"),
    "leader": gettext_lazy("a named leader"),
    "reports_to": gettext_lazy("to whom the leader reports"),
    "team": gettext_lazy("the team"),
    "model_kind": gettext_lazy("whether the model is new"),
    "model": gettext_lazy("the model"),
    "template": gettext_lazy("the template that it is adapted from"),
    "budget_dollars": gettext_lazy("a budget in whole dollars"),
    "sustainability": gettext_lazy("how it goes on afterwards"),
    "measure": gettext_lazy("a measure"),
    "margin": gettext_lazy("a margin above 0"),
    "stop_line": gettext_lazy("a stop line"),
    "decision_on": gettext_lazy("a decision date"),
}
#: How each field is typed; the others are lines.
_LONG = frozenset({"problem", "whom", "team", "model", "support", "sustainability"})
_KIND = {"decision_on": "date"}
MODEL_KIND: dict[str, Words] = {
    "new": pgettext_lazy("model", "New"),
    "adapted": pgettext_lazy("model", "Adapted from a template"),
}
ANSWER: dict[str, Words] = {
    "yes": gettext_lazy("Yes: it becomes a pilot"),
    "no": pgettext_lazy("fund", "No"),
    "hold": gettext_lazy("Hold for the next round"),
    "edit": gettext_lazy("Edit and send again"),
}
MARK: dict[str, Words] = {
    "problem": gettext_lazy("The problem is real and known"),
    "team": gettext_lazy("The plan fits those who do it"),
    "measure": gettext_lazy("Measure and stop line would tell"),
}
STATE: dict[str, Words] = {
    "planned": pgettext_lazy("fund", "Not open yet"),
    "open": pgettext_lazy("fund", "Open"),
    "closed": pgettext_lazy("fund", "Closed"),
}


def fields_of(
    step: int, answers: Mapping[str, Any], templates: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the fields of a step, from 1, with what was typed.

    ``templates`` of the exchange are by id; one that was typed as words stays.
    """
    return [
        {
            "name": name,
            "words": FIELD[name],
            "is_long": name in _LONG,
            "is_choice": name == "model_kind",
            "templates": _offered(templates, answers) if name == "template" else (),
            "kind": _KIND.get(name, "text"),
            "typed": answers.get(name, ""),
        }
        for name in STEPS[step - 1]
    ]


def _offered(
    templates: Mapping[str, str], answers: Mapping[str, Any]
) -> list[tuple[str, Words]]:
    typed = answers.get("template", "")
    kept = [(typed, typed)] if typed and typed not in templates else []
    return [("", pgettext_lazy("template", "None")), *kept, *templates.items()]


def clock(days_left: int) -> str:
    """Return how long there is to answer an application, or how late the answer is."""
    if days_left < 0:
        return ngettext(
            "The answer is %(n)s day late", "The answer is %(n)s days late", -days_left
        ) % {"n": -days_left}
    return ngettext(
        "%(n)s day left to answer", "%(n)s days left to answer", days_left
    ) % {"n": days_left}


def answers_in_words(
    answers: Mapping[str, Any], templates: Mapping[str, str]
) -> list[tuple[Words, Any]]:
    """Return what was typed beside what was asked; what is empty is left out."""
    found = []
    for step in STEPS:
        for name in step:
            value = answers.get(name, "")
            if value:
                found.append((FIELD[name], _shown(name, value, templates)))
    return found


def _shown(name: str, value: str, templates: Mapping[str, str]) -> Words:
    if name == "model_kind":
        return MODEL_KIND.get(value, value)
    if name == "budget_dollars" and value.isdecimal():
        return number(int(value))
    day = day_in(value) if name == "decision_on" else None
    if day is not None:
        return long_date(day)
    return templates.get(value, value) if name == "template" else value
