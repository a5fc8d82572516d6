"""What a pilot shows, in sentences: the verdict and why, who is missing, what changed.

Each is made here from what was found, whole in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from seedbed.apps.pilots.cards import (
    Chances,
    JournalCard,
    LookCard,
    PilotCard,
    PilotPage,
    Registration,
)
from seedbed.apps.pilots.moments import look_on, monday
from seedbed.web.kit.words import long_date, number

from . import pilot_words
from .pilot_words import Words

#: Points of a hundred; arms that lost as nearly the same share are called equal.
_SAME_LOSS = 0.5
#: Chances below the first are not told apart; those below the other take a digit more.
_TINY_P, _SMALL_P = 0.0001, 0.01
#: With fewer students there is no verdict.
_FEWEST_STUDENTS = 20


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
        "effect": pilot_words.signed(last["estimate"]),
        "low": pilot_words.signed(last["low"]),
        "high": pilot_words.signed(last["high"]),
        "margin": pilot_words.signed(promise.margin),
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


def can_find(chances: Chances | None) -> dict[str, str]:
    """Return the smallest effect and the smallest p that a pilot can reach."""
    if chances is None:
        return {}
    effect, p = chances.smallest_effect, chances.smallest_p
    tiny = gettext("less than %(p)s") % {"p": number(_TINY_P, decimals=4)}
    return {
        "effect": "" if effect is None else number(effect, decimals=2),
        "p": tiny if p < _TINY_P else number(p, decimals=3 if p >= _SMALL_P else 4),
    }


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


def entries(journal: Sequence[JournalCard]) -> list[dict[str, Any]]:
    """Return the journal without its looks: who did what, what amendments changed.

    Each of ``changes`` is what was changed, from what, to what.
    """
    rows: list[dict[str, Any]] = []
    before: Mapping[str, Any] = {}
    for one in journal:
        if one.kind == "look":
            continue
        said = one.content.get("decision", "")
        rows.append(
            {
                "entry": one,
                "kind": pilot_words.ENTRY[one.kind],
                "decision": pilot_words.DECISION[said][0]
                if said in pilot_words.DECISION
                else said,
                "changes": _changes(before, one.content)
                if one.kind == "amendment"
                else [],
            }
        )
        if one.kind in ("registration", "amendment"):
            before = one.content
    return rows


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[Words, Words, Words]]:
    return [
        (words, _promised(before.get(name)), _promised(after.get(name)))
        for name, words in pilot_words.PROMISED.items()
        if before.get(name) != after.get(name)
    ]


def _promised(value: Any) -> Words:
    """Return a part of a registration as a person reads it."""
    if value is None or value == "" or value == []:
        return pgettext("promise", "nothing")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, float):
        return number(value, decimals=2)
    return pilot_words.SOURCE.get(value) or pilot_words.GROUPS.get(value) or str(value)


def attrition(latest: LookCard | None) -> dict[str, Any]:
    """Return who is missing at the latest look, in percent, overall and by arm.

    ``more`` says in a sentence which arm lost more, and ``which`` the same without its
    count; empty where nothing was looked at.
    """
    if latest is None:
        return {}
    found = latest.attrition
    gap = 100.0 * (found["treated"] - found["comparison"])
    said = {"points": number(abs(gap), decimals=1)}
    if abs(gap) < _SAME_LOSS:
        more = which = gettext("Both arms lost about the same share.")
    elif gap > 0:
        more = gettext("The pilot arm lost %(points)s points more.") % said
        which = gettext("The pilot arm lost the larger share.")
    else:
        more = gettext("The comparison lost %(points)s points more.") % said
        which = gettext("The comparison lost the larger share.")
    return {
        "is_told": True,
        "which": which,
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
                "before": pilot_words.signed(before[-1]["estimate"]),
                "now": pilot_words.signed(latest.looks[-1]["estimate"]),
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
    for key, name in pilot_words.WAY.items():
        if isinstance(latest.ways[key], float):
            p = number(latest.ways[key], decimals=3)
            rows.append(
                (name, pilot_words.signed(latest.looks[-1]["estimate"]), "", "", p)
            )
        else:
            one = latest.ways[key]
            ends = (pilot_words.signed(one["low"]), pilot_words.signed(one["high"]))
            p = number(one["p"] or 0.0, decimals=3)
            rows.append((name, pilot_words.signed(one["estimate"]), *ends, p))
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
        "margin": pilot_words.signed(promise.margin),
        "least": pilot_words.signed(promise.least_estimate),
        "effect": pilot_words.signed(latest.looks[-1]["estimate"]),
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
    if low is None or latest.looks[-1]["high"] is None:
        return gettext("So early, hardly any difference could be told from chance.")
    return (
        gettext(
            "The band holds both 0 and the goal of %(margin)s: change something small "
            "and look again."
        )
        % said
    )


def decided(journal: Sequence[JournalCard]) -> dict[str, Any] | None:
    """Return what people decided last: when, who, what and why; None for nothing."""
    last = next((one for one in reversed(journal) if one.kind == "decision"), None)
    if last is None:
        return None
    said = last.content.get("decision", "")
    words = pilot_words.DECISION.get(said)
    return {"entry": last, "decision": words[0] if words else said}


def next_look(card: PilotCard, *, today: date) -> str:
    """Return when the next look is due, or since when it has been; empty for none."""
    promise, done = card.registration, card.latest.number if card.latest else 0
    if promise is None or card.status != "running" or done >= promise.n_looks:
        return ""
    on = look_on(card.starts_on, done + 1)
    said = {"day": long_date(on), "week": done + 1}
    if on >= today:
        return gettext("Next look: %(day)s.") % said
    if promise.source == "upload":
        return gettext("Week %(week)s waits for its scores since %(day)s.") % said
    return gettext("Week %(week)s waits for the record since %(day)s.") % said


def cost(card: PilotCard, page: PilotPage) -> str:
    """Return what the pilot costs for each student and skill, empty if not known."""
    promise = card.registration
    n = sum(one.n_consent for one in page.arms if one.arm == "pilot")
    if promise is None or not promise.cost_dollars or not n:
        return ""
    each = promise.cost_dollars / n
    said = gettext("%(dollars)s dollars per student.") % {
        "dollars": number(round(each))
    }
    gain = card.latest.looks[-1]["estimate"] if card.latest else None
    if promise.source != "mastery" or not gain or gain <= 0.0:
        return said
    more = gettext(
        "%(dollars)s dollars for each skill mastered beyond the comparison."
    ) % {"dollars": number(round(each / gain))}
    return f"{said} {more}"
