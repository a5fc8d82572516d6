"""The sentences of pilots: what a verdict means, what is due, where outcomes come from.

Each is whole in both languages and made from what was found; the engine's own reasons
are English and stay in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from seedbed.apps.pilots.cards import LookCard, PilotCard, PilotPage, Registration
from seedbed.apps.pilots.moments import monday
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
#: Points of a hundred; arms that lost as nearly the same share are called equal.
_SAME_LOSS = 0.5
#: With fewer students there is no verdict.
_FEWEST_STUDENTS = 20
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


def headline(card: PilotCard) -> str:
    """Return what a pilot says now, in one sentence."""
    latest, promise = card.latest, card.registration
    if promise is None:
        return gettext("Nothing is promised yet, so nothing can be decided.")
    if latest is None:
        return gettext("No outcome yet. The first look is at the end of week 1.")
    return _verdict(latest, promise)


def _verdict(latest: LookCard, promise: Registration) -> str:
    last = latest.looks[-1]
    said: dict[str, Any] = {
        "effect": signed(last["estimate"]),
        "low": signed(last["low"]),
        "high": signed(last["high"]),
        "margin": signed(promise.margin),
        "week": latest.number,
    }
    if latest.decision == "double down":
        return gettext("Double down: %(effect)s, and at least %(low)s.") % said
    if latest.is_harm:
        return gettext("Stop: it does harm, %(high)s at best.") % said
    if latest.decision == "abandon":
        return (
            gettext("Stop: at best %(high)s, less than the %(margin)s wanted.") % said
        )
    if latest.decision == "no verdict":
        return gettext("No verdict: too few for a band. The dots are all there is.")
    if last["low"] is None or last["high"] is None:
        return gettext("Too early to say: %(effect)s after week %(week)s.") % said
    return gettext("Iterate: %(effect)s, somewhere from %(low)s to %(high)s.") % said


def how_made(drawn: Mapping[str, Any]) -> str:
    """Return how the arms came about, from the journal's entry of it."""
    said = {
        "n": len(drawn["arms"]),
        "seats": drawn.get("n_seats"),
        "students": drawn["n_students"],
        "pairs": drawn.get("n_pairs"),
        "alone": drawn.get("n_unmatched"),
    }
    if drawn.get("design") == "lottery":
        return (
            gettext("A lottery of %(seats)s seats among %(students)s on the list.")
            % said
        )
    if drawn.get("design") == "matched":
        return (
            gettext(
                "%(pairs)s pairs of students alike before the start; %(alone)s of the "
                "pilot had nobody alike and are not compared. Nobody drew who is in, "
                "so something that was not measured may explain a difference."
            )
            % said
        )
    return gettext("%(n)s groups, drawn by lot.") % said


def attrition(latest: LookCard | None) -> dict[str, Any]:
    """Return who is missing at the latest look, in percent, overall and by arm.

    ``more`` says in a sentence which arm lost more; empty where nothing was looked at.
    """
    if latest is None:
        return {}
    found = latest.attrition
    gap = 100.0 * (found["treated"] - found["comparison"])
    said = {"points": number(abs(gap), decimals=1)}
    if abs(gap) < _SAME_LOSS:
        more = gettext("Both arms lost about the same share.")
    elif gap > 0:
        more = gettext("The pilot arm lost %(points)s points more.") % said
    else:
        more = gettext("The comparison lost %(points)s points more.") % said
    return {
        "n_measured": found["n_measured"],
        "n_assigned": found["n_assigned"],
        "lost_clusters": found["lost_clusters"],
        "more": more,
        **{
            name: number(100.0 * found[name], decimals=1)
            for name in ("overall", "treated", "comparison")
        },
    }


def moved(page: PilotPage) -> list[str]:
    """Return what else moved since concerns rose: the change tried, effect, losses."""
    since = page.concerns.alarm_on
    if since is None:
        return []
    found = [
        gettext("What the team tried that week: %(change)s.")
        % {"change": one.change_idea}
        for one in page.cycles
        if one.week_on == since
    ]
    latest = page.card.latest
    if latest is None:
        return found
    week = (since - monday(page.card.starts_on)).days // 7 + 1
    before = [one for one in latest.looks if one["number"] < week]
    if before:
        found.append(
            gettext("The difference went from %(before)s to %(now)s.")
            % {
                "before": signed(before[-1]["estimate"]),
                "now": signed(latest.looks[-1]["estimate"]),
            }
        )
    lost = attrition(latest)
    found.append(
        gettext(
            "Of 100, %(treated)s in the pilot arm and %(comparison)s in the comparison "
            "are missing."
        )
        % lost
    )
    return found


def ways(latest: LookCard | None) -> list[tuple[Words, str, str, str, str]]:
    """Return the latest look computed in three ways: name, effect, from, to, p."""
    if latest is None or not latest.ways:
        return []
    rows = []
    for key, name in WAY.items():
        if isinstance(latest.ways[key], float):
            p = number(latest.ways[key], decimals=3)
            rows.append((name, signed(latest.looks[-1]["estimate"]), "", "", p))
        else:
            one = latest.ways[key]
            ends = (signed(one["low"]), signed(one["high"]))
            p = number(one["p"] or 0.0, decimals=3)
            rows.append((name, signed(one["estimate"]), *ends, p))
    return rows


def why_no_band(latest: LookCard | None) -> tuple[str, str]:
    """Return why there is no band, with its language, empty where there is one."""
    if latest is None or latest.decision != "no verdict":
        return "", ""
    size = latest.size
    if not size:
        return latest.why, "en"  # Journals of earlier versions have the words alone.
    n = size["n_students"]
    if n < _FEWEST_STUDENTS:
        words = ngettext(
            "With %(n)s student there is no band and no verdict; 20 are the fewest.",
            "With %(n)s students there is no band and no verdict; 20 are the fewest.",
            n,
        )
        return words % {"n": n}, ""
    words = gettext(
        "%(n)s groups were assigned, and chance alone would show the largest "
        "difference in %(percent)s of 100 ways to assign them: no band and no verdict "
        "can come of it."
    )
    percent = number(100.0 * size["smallest_p"], decimals=0)
    return words % {"n": size["n_clusters"], "percent": percent}, ""


def why(latest: LookCard | None, promise: Registration | None) -> str:
    """Return why the verdict is what it is, empty where there is none."""
    if latest is None or promise is None or latest.decision == "no verdict":
        return ""
    said = {
        "margin": signed(promise.margin),
        "least": signed(promise.least_estimate),
        "effect": signed(latest.looks[-1]["estimate"]),
    }
    if latest.is_harm:
        return gettext("The whole band lies below 0.")
    if latest.decision == "abandon":
        return gettext("The whole band lies below the goal of %(margin)s.") % said
    if latest.decision == "double down":
        return (
            gettext("The whole band lies above 0, and %(effect)s meets the goal set.")
            % said
        )
    low = latest.looks[-1]["low"]
    if low is not None and low > 0.0:
        return (
            gettext(
                "The band lies above 0, but %(effect)s is less than the %(least)s that "
                "was wanted to double down."
            )
            % said
        )
    return (
        gettext(
            "The band holds both 0 and the goal of %(margin)s, or has no end yet: "
            "change something small and look again."
        )
        % said
    )


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
