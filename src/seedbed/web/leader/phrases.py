"""Words for a plan's decisions, checks and limits, from the data of their cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.scheduling.cards import Choice, Decision, DecisionRow
from seedbed.web.kit.words import grade as grade_name
from seedbed.web.kit.words import number

#: The icon of each kind of decision.
ICONS = {
    "fault": "octagon-alert",
    "absence": "user-x",
    "far_from_grade": "graduation-cap",
    "screen_time": "monitor",
    "third_day": "repeat-2",
    "no_ready_skill": "footprints",
    "left_in_study": "library",
}


def count_of(decision: Decision) -> int:
    """Return how many students a decision is about."""
    known = decision.data.get("n_students", decision.data.get("n"))
    return int(known) if known is not None else len(decision.rows)


def _fault(decision: Decision, n: int) -> str:
    rule = rule_name(str(decision.data.get("rule", "")))
    return ngettext(
        "A rule is broken for %(n)s student: %(rule)s",
        "A rule is broken for %(n)s students: %(rule)s",
        n,
    ) % {"n": n, "rule": rule}


def _absence(decision: Decision, n: int) -> str:
    who = (
        decision.data.get("adult") or decision.data.get("staff") or gettext("An adult")
    )
    return ngettext(
        "%(who)s is out, so %(n)s student loses a lesson",
        "%(who)s is out, so %(n)s students lose a lesson",
        n,
    ) % {"n": n, "who": who}


def _far_from_grade(decision: Decision, n: int) -> str:
    if decision.data.get("needs_approval"):
        return ngettext(
            "%(n)s student would gain most beyond one grade, with your approval",
            "%(n)s students would gain most beyond one grade, with your approval",
            n,
        ) % {"n": n}
    return ngettext(
        "%(n)s student would work far from the enrolled grade",
        "%(n)s students would work far from their enrolled grade",
        n,
    ) % {"n": n}


def _screen_time(decision: Decision, n: int) -> str:
    limit = decision.data.get("limit")
    n_over = int(decision.data.get("n_over") or 0)
    if n_over:
        return ngettext(
            "%(n)s student is over the %(limit)s-minute screen limit",
            "%(n)s students are over the %(limit)s-minute screen limit",
            n_over,
        ) % {"n": n_over, "limit": limit}
    if limit is None:
        return ngettext(
            "%(n)s student has much screen time",
            "%(n)s students have much screen time",
            n,
        ) % {"n": n}
    return ngettext(
        "%(n)s student is close to the %(limit)s-minute screen limit",
        "%(n)s students are close to the %(limit)s-minute screen limit",
        n,
    ) % {"n": n, "limit": limit}


def _third_day(_decision: Decision, n: int) -> str:
    return ngettext(
        "%(n)s student would work on the same skill a third day",
        "%(n)s students would work on the same skill a third day",
        n,
    ) % {"n": n}


def _no_ready_skill(_decision: Decision, n: int) -> str:
    return ngettext(
        "%(n)s student has no new step ready",
        "%(n)s students have no new step ready",
        n,
    ) % {"n": n}


def _left_in_study(_decision: Decision, n: int) -> str:
    return ngettext(
        "%(n)s student spends more than one block in supervised study",
        "%(n)s students spend more than one block in supervised study",
        n,
    ) % {"n": n}


_TITLES = {
    "fault": _fault,
    "absence": _absence,
    "far_from_grade": _far_from_grade,
    "screen_time": _screen_time,
    "third_day": _third_day,
    "no_ready_skill": _no_ready_skill,
    "left_in_study": _left_in_study,
}
_LEADS: dict[str, str | Promise] = {
    "absence": gettext_lazy("Decide who teaches, or plan the day again without them."),
    "far_from_grade": gettext_lazy(
        "Right for their learning, and the change families question most. Talk first."
    ),
    "screen_time": gettext_lazy(
        "Open a student to swap a block for one with a person."
    ),
    "third_day": gettext_lazy("The way of learning changes; a person may help more."),
    "no_ready_skill": gettext_lazy(
        "They get practice and supervised study. Their mentor can pick the next step."
    ),
    "left_in_study": gettext_lazy("No lesson with a free seat was right for them."),
}


def title(decision: Decision) -> str:
    """Return what a decision is about, as one finding."""
    make = _TITLES.get(decision.kind)
    if make is None:
        return decision.kind.replace("_", " ")
    return make(decision, count_of(decision))


def lead(decision: Decision) -> str:
    """Return one sentence on why it matters; a fault speaks in its rows."""
    return str(_LEADS.get(decision.kind, ""))


_RULES: dict[str, str | Promise] = {
    "complete": gettext_lazy("everyone has a place in every block"),
    "seats": gettext_lazy("no more students than seats"),
    "clash": gettext_lazy("people and rooms are in one place at a time"),
    "site_travel": gettext_lazy("nobody is at two sites without time to travel"),
    "qualified": gettext_lazy("a qualified adult leads"),
    "group_size": gettext_lazy("live groups stay within their size"),
    "group_spread": gettext_lazy("groups are not too mixed"),
    "staff_load": gettext_lazy("adults keep their breaks"),
    "options": gettext_lazy("only lessons the student is ready for"),
    "lesson_once": gettext_lazy("no lesson again once passed"),
    "not_twice_running": gettext_lazy("no lesson on two days running"),
    "third_day": gettext_lazy("a third day on one skill changes the way of learning"),
    "skill_twice": gettext_lazy("no skill twice on one day"),
    "guard_band": gettext_lazy("close to the enrolled grade"),
    "approval": gettext_lazy("an adult approves work far from the grade"),
    "extra_time": gettext_lazy("extra time is given"),
    "quiet": gettext_lazy("a separate setting is given"),
    "aide": gettext_lazy("an aide is there"),
    "language": gettext_lazy("language support is there"),
    "service": gettext_lazy("minutes of service are met"),
    "devices": gettext_lazy("no more students online than devices"),
    "screen_minutes": gettext_lazy("screen time stays under its limit"),
    "variety": gettext_lazy("no day is all of one kind"),
    "locks": gettext_lazy("what an adult fixed stays"),
    "separate": gettext_lazy("pairs that adults keep apart are apart"),
    "together": gettext_lazy("pairs that adults keep together are together"),
    "adult_led": gettext_lazy("everyone has a block with an adult"),
    "mentor_contact": gettext_lazy("minutes with the mentor are met"),
    "seat_time": gettext_lazy("everyone has enough time at work"),
    "licensed_adult": gettext_lazy("each room in use has a licensed adult"),
    "breaks": gettext_lazy("nobody goes without a break"),
}


def rule_name(rule: str) -> str:
    """Return a rule in words; one without words of its own keeps its name."""
    return str(_RULES.get(rule, rule.replace("_", " ")))


@dataclass(frozen=True, kw_only=True)
class Words:
    """Something in a few words, and the small line under it."""

    name: str
    detail: str


def row_line(row: DecisionRow, kind: str) -> Words:
    """Return whom a row of a decision is about, and the small line under it."""
    n_students = row.data.get("n_students")
    name = row.who
    if not name and n_students is not None:
        name = ngettext("%(n)s student", "%(n)s students", n_students) % {
            "n": n_students
        }
    facts = [row.detail, *(_fact(kind, key, v) for key, v in row.data.items())]
    return Words(name=name, detail=", ".join(fact for fact in facts if fact))


def _fact(kind: str, key: str, value: Any) -> str:
    """Return one fact of a row in words; facts shown otherwise have none."""
    if key == "n_answers":
        return ngettext("%(n)s answer", "%(n)s answers", value) % {"n": value}
    if key == "n_blocks":
        return ngettext("%(n)s block", "%(n)s blocks", value) % {"n": value}
    if key == "minutes":
        return ngettext("%(n)s minute", "%(n)s minutes", value) % {"n": value}
    if key == "place":
        return gettext("at home") if value == "home" else gettext("at the hub")
    if key == "grade" and kind != "far_from_grade":
        return grade_name(int(value))
    return ""


_CHOICES: dict[str, tuple[str | Promise, str | Promise]] = {
    "use-substitute": (
        gettext_lazy("Let %(substitute)s teach"),
        gettext_lazy("Every lesson stays where it is."),
    ),
    "plan-again": (
        gettext_lazy("Plan the day again"),
        gettext_lazy("A new plan without this person; changes by hand stay."),
    ),
    "repair": (
        gettext_lazy("Repair the plan"),
        gettext_lazy(
            "Others take over where they can. Students with another day: %(n_moved)s, "
            "of whom %(n_others_moved)s are not in these lessons."
        ),
    ),
    "study": (
        gettext_lazy("Supervised study"),
        gettext_lazy("The students keep the room, without the lesson."),
    ),
    "keep": (gettext_lazy("Keep it"), gettext_lazy("Noted in the history.")),
    "approve": (
        gettext_lazy("Approve"),
        gettext_lazy("You are named as the adult who approved it."),
    ),
    "hold": (
        gettext_lazy("Stay within one grade"),
        gettext_lazy("The plan keeps closer to the enrolled grade."),
    ),
}


def choice(card: Choice) -> Words:
    """Return the words of one way to decide."""
    name, detail = _CHOICES.get(card.key, (card.key.replace("_", " ").capitalize(), ""))
    facts = {"substitute": gettext("a substitute"), **card.data}
    return Words(name=str(name) % facts, detail=str(detail) % facts)


#: Differences in expected skills below this are not worth a word.
_ABOUT_THE_SAME = 0.02


def consequence(delta_gain: float) -> str:
    """Return what a swap does to the learning that is expected of the day."""
    if abs(delta_gain) < _ABOUT_THE_SAME:
        return gettext("About as much learning as now.")
    shown = number(abs(delta_gain), decimals=2)
    if delta_gain > 0:
        return gettext("Expected learning: %(n)s skills more.") % {"n": shown}
    return gettext("Expected learning: %(n)s skills less.") % {"n": shown}


_LIMITS: dict[str, str | Promise] = {
    "hub_seats": gettext_lazy("Hub seats"),
    "largest_group": gettext_lazy("Largest live group"),
    "tutors": gettext_lazy("Tutors"),
    "staff": gettext_lazy("Adults leading at once"),
    "rooms": gettext_lazy("Rooms in use"),
    "devices": gettext_lazy("Devices"),
}


def limit(key: str) -> str:
    """Return the name of a limit."""
    return str(_LIMITS.get(key, key.replace("_", " ").capitalize()))


_GROUPS: dict[str, str | Promise] = {
    "language": gettext_lazy("Language support"),
    "accommodations": gettext_lazy("With support"),
    "hub": gettext_lazy("At the hub"),
    "home": gettext_lazy("At home"),
}
_LESS_LIVE: dict[str, str | Promise] = {
    "language": gettext_lazy("Students with language support get less live teaching"),
    "accommodations": gettext_lazy("Students with support get less live teaching"),
    "hub": gettext_lazy("Students at the hub get less live teaching"),
    "home": gettext_lazy("Students at home get less live teaching"),
}


def group(key: str) -> str:
    """Return the name of a group of students."""
    return str(_GROUPS.get(key, key.replace("_", " ").capitalize()))


def less_live(key: str) -> str:
    """Return the finding that a group gets less live teaching."""
    return str(_LESS_LIVE.get(key, gettext("Live teaching is not shared evenly")))


_HISTORY: dict[str, str | Promise] = {
    "made": gettext_lazy("Plan made"),
    "override": gettext_lazy("Changed by hand"),
    "published": gettext_lazy("Published"),
    "reopened": gettext_lazy("Reopened"),
    "replaced": gettext_lazy("Planned again"),
}


def event(kind: str) -> str:
    """Return what happened to a day."""
    return str(_HISTORY.get(kind, kind))
