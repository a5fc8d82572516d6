"""The sentences of pilots: what a verdict means, what is due, where outcomes come from.

Each is whole in both languages and made from what was found; the engine's own reasons
are English and stay in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import (
    gettext,
    gettext_lazy,
    pgettext_lazy,
)

from seedbed.web.kit.words import number

Words = str | Promise
STATUS: dict[str, Words] = {
    "draft": gettext_lazy("Draft: nothing is promised yet"),
    "registered": gettext_lazy("Registered: the arms are not drawn"),
    "running": pgettext_lazy("pilot", "Running"),
    "ended": pgettext_lazy("pilot", "Ended"),
}
SOURCE: dict[str, Words] = {
    "mastery": gettext_lazy("Skills mastered since the start, from the record"),
    "attendance": gettext_lazy("Blocks attended, in 100, from the record"),
    "pulse": gettext_lazy("How the week was, 1 to 5, from what students say"),
    "first_choice": gettext_lazy("Who ranks an elective first, from the choices"),
    "re_enrolment": gettext_lazy("Who comes again next term, from the roster"),
    "upload": gettext_lazy("Scores of a test, from a CSV file"),
}
GROUPS: dict[str, Words] = {
    "start": gettext_lazy("Where they started: lowest, middle, highest third"),
    "grade": gettext_lazy("Grade"),
    "language": gettext_lazy("Home language"),
}
#: Ways to compute the same look once, beside the weekly band.
WAY: dict[str, Words] = {
    "plain": gettext_lazy("Difference in means"),
    "adjusted": gettext_lazy("Adjusted for the pretest, errors by group (CR2)"),
    "p_assigned": gettext_lazy("By all the ways the arms could have come out"),
}
#: How the arms are made: what it is called, what follows, and what starts it.
DESIGN: dict[str, tuple[str | Promise, str | Promise, Words]] = {
    "draw": (
        gettext_lazy("Groups drawn by lot"),
        gettext_lazy(
            "Whole classes, the students of a mentor, or students one by one. Half of "
            "them begin; the others are compared and come next."
        ),
        gettext_lazy("Draw the arms and start"),
    ),
    "lottery": (
        gettext_lazy("A lottery of seats"),
        gettext_lazy(
            "More families want a seat than there are seats. The list is drawn from; "
            "brothers and sisters stay together if you ask for it. Who gets no seat is "
            "the fairest comparison there is."
        ),
        gettext_lazy("Hold the lottery and start"),
    ),
    "matched": (
        gettext_lazy("Pairs of students alike"),
        gettext_lazy(
            "Only where nothing can be drawn. Each student of the pilot is paired with "
            "the nearest other by pretest, grade and home language. It cannot see what "
            "nobody measured, so a draw is always better."
        ),
        gettext_lazy("Make the pairs and start"),
    ),
}
#: How near the two of a pair must be, in standard deviations.
CALIPER: dict[str, Words] = {
    "0.1": gettext_lazy("Very near: a tenth of a standard deviation"),
    "0.25": gettext_lazy("Near: a quarter of a standard deviation"),
}
#: What the gate says before a matched pilot starts.
GATE: dict[str, Words] = {
    "fine": gettext_lazy("Alike enough to be compared as they are."),
    "adjust": gettext_lazy(
        "Alike enough once what differs is adjusted for; the looks do that."
    ),
    "refused": gettext_lazy(
        "Too different to be compared: no adjustment mends more than a quarter of a "
        "standard deviation."
    ),
}
WHOLE: dict[str, Words] = {
    "section": gettext_lazy("Each class (section of the roster)"),
    "mentor": gettext_lazy("The students of each mentor"),
    "family": gettext_lazy("Brothers and sisters together"),
    "student": gettext_lazy("Each student alone"),
}
ARM: dict[str, Words] = {
    "": gettext_lazy("not drawn yet"),
    "pilot": pgettext_lazy("arm", "pilot"),
    "comparison": pgettext_lazy("arm", "comparison"),
}
VOICE: dict[str, Words] = {
    "family": gettext_lazy("a family"),
    "teacher": gettext_lazy("a teacher"),
    "student": gettext_lazy("a student"),
}
#: What people may decide, and what follows from it.
DECISION: dict[str, tuple[Words, Words]] = {
    "double down": (
        gettext_lazy("Double down"),
        gettext_lazy(
            "Give it more classes, seats or money next term; the comparison arm is "
            "offered it too."
        ),
    ),
    "iterate": (
        gettext_lazy("Iterate"),
        gettext_lazy(
            "Change one thing, predict what it will do, and look again next Friday."
        ),
    ),
    "abandon": (
        gettext_lazy("Stop"),
        gettext_lazy(
            "End it now. Every student keeps what was learned; write down what you "
            "would tell others."
        ),
    ),
}
CYCLE: dict[str, Words] = {
    "adopt": pgettext_lazy("cycle", "Adopt: keep the change"),
    "adapt": pgettext_lazy("cycle", "Adapt: change it again"),
    "abandon": pgettext_lazy("cycle", "Abandon: take it back"),
}
ENTRY: dict[str, Words] = {
    "registration": gettext_lazy("registered"),
    "amendment": gettext_lazy("amended"),
    "draw": gettext_lazy("made the arms"),
    "look": gettext_lazy("looked"),
    "decision": gettext_lazy("decided"),
}
#: What a registration fixes, as amendments name it.
PROMISED: dict[str, Words] = {
    "measure": gettext_lazy("Measure"),
    "source": gettext_lazy("Where outcomes come from; nobody retypes them"),
    "chosen": gettext_lazy("Codes of the skills, or the elective"),
    "margin": gettext_lazy("Worth it from"),
    "least_estimate": gettext_lazy("Double down from an estimate of"),
    "n_looks": gettext_lazy("Weekly looks"),
    "stop_line": gettext_lazy("Stop line"),
    "stop_at": gettext_lazy("Stop line on the chart, if it is a number"),
    "decision_on": gettext_lazy("Decision day"),
    "board_review_on": gettext_lazy("Board review"),
    "committee": gettext_lazy("Committee"),
    "groups": gettext_lazy("Who gains least is told by"),
    "cost_dollars": gettext_lazy("Cost in dollars, if known"),
    "fill_pretests": gettext_lazy("Fill missing pretests with the mean, and mark them"),
    "carry_dissolved": gettext_lazy("A class that dissolves keeps its last measure"),
}
LIKENESS: dict[str, Words] = {
    "fine": gettext_lazy("alike"),
    "adjust": gettext_lazy("adjusted for"),
    "refused": gettext_lazy("too different; only the draw makes them comparable"),
}
#: The same of pairs, whom no draw makes comparable.
PAIR_LIKENESS: dict[str, Words] = {
    "fine": gettext_lazy("alike"),
    "adjust": gettext_lazy("adjusted for"),
    "refused": gettext_lazy("too different to compare"),
}
_THIRDS: dict[str, Words] = {
    "third 1": gettext_lazy("Lowest third at the start"),
    "third 2": gettext_lazy("Middle third at the start"),
    "third 3": gettext_lazy("Highest third at the start"),
}
_COVARIATES: dict[str, Words] = {
    "pretest": gettext_lazy("Pretest"),
    "grade": gettext_lazy("Grade"),
    "language": gettext_lazy("Home language"),
}


def signed(value: float | None) -> str:
    """Return an effect with its sign, or that there is none yet.

    >>> signed(0.254), signed(-1.0)
    ('+0.25', '-1')
    """
    if value is None:
        return gettext("no end yet")
    size = abs(round(value, 2))
    sign = "" if size == 0 else "+" if value > 0 else "-"
    return f"{sign}{number(size, decimals=2)}"


def group_name(name: str) -> str:
    """Return the name of a group of students."""
    if name in _THIRDS:
        return str(_THIRDS[name])
    kind, _space, which = name.partition(" ")
    if kind == "grade":
        return gettext("Grade %(n)s") % {"n": which}
    if which == "es":
        return gettext("Spanish at home")
    return gettext("Home language: %(code)s") % {"code": which}


def balance_rows(balance: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how alike two sides were in each thing known, in words."""
    return [
        {
            **row,
            "name": covariate_name(row["covariate"]),
            "g": signed(row["g"]),
            "words": LIKENESS[row["likeness"]],
            "gate": PAIR_LIKENESS[row["likeness"]],
        }
        for row in balance
    ]


def covariate_name(name: str) -> str:
    """Return the name of what was known before the start."""
    return str(_COVARIATES.get(name, name))
