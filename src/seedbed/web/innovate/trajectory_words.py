"""Words of the trajectory: the finding, the stage, intakes and the forecast."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from seedbed.apps.trajectory.cards import IntakeCard, TrajectoryCard

from . import network_words as words

IMPROVEMENT: dict[str, str | Promise] = {
    "materials": gettext_lazy("Materials for mastery"),
    "mentoring": gettext_lazy("Mentoring"),
    "spaces": gettext_lazy("Spaces"),
    "projects": gettext_lazy("Projects and internships"),
    "culture": gettext_lazy("Culture"),
}
COUNTS: dict[str, str | Promise] = {
    "n_seats": gettext_lazy("Seats"),
    "n_waiting": gettext_lazy("Waiting for a seat"),
    "n_asked": gettext_lazy("Asked to rank where they want to go"),
    "n_first_choice": gettext_lazy("Put this unit first"),
}


def percents(ends: tuple[float, float, float]) -> dict[str, str]:
    """Return the ends of an interval and its middle in per cent."""
    low, share, high = (f"{100 * value:.0f}" for value in ends)
    return {"low": low, "share": share, "high": high}


def finding(card: TrajectoryCard) -> str:
    """Return how many who had a choice came, as the title."""
    if not card.months:
        return gettext("Opens with the first opt-in")
    said = {
        "n": card.n_mainstream,
        "all": card.n_mainstream + card.n_served,
        "educators": card.n_educators_mainstream,
    }
    return (
        gettext(
            "%(n)s of %(all)s students who joined had a good choice; so had "
            "%(educators)s educators"
        )
        % said
    )


def stage(card: TrajectoryCard) -> str:
    """Return whether the mark is passed, in a sentence."""
    if card.marked is None:
        return gettext("No mark is set yet: say which share would tell you it works.")
    said: dict[str, Any] = {"mark": f"{100 * card.marked:.0f}"}
    if card.stage is None:
        return gettext("The mark is %(mark)s %%; no intake is written down yet.") % said
    said |= {"intake": card.stage.since, "n": card.stage.n_in_a_row}
    if card.stage.is_passed:
        return (
            gettext(
                "Passed with %(intake)s: in two intakes in a row the share was surely "
                "above %(mark)s %%."
            )
            % said
        )
    if card.stage.n_in_a_row:
        return (
            gettext(
                "One intake was surely above %(mark)s %%; a second in a row passes the "
                "mark."
            )
            % said
        )
    return (
        gettext(
            "Not yet surely above %(mark)s %% in the last intake; two in a row pass."
        )
        % said
    )


def intake(one: IntakeCard) -> dict[str, Any]:
    """Return an intake with its shares in words."""
    ends = None
    if one.low is not None and one.share is not None and one.high is not None:
        ends = percents((one.low, one.share, one.high))
    return {
        "card": one,
        "ends": ends,
        "waiting": _ratio(one.n_waiting, one.n_seats),
        "first": _share(one.n_first_choice, one.n_asked),
    }


def _ratio(n: int | None, of: int | None) -> str:
    """Return how many wait for each seat; the count alone where seats are unknown."""
    if n is None:
        return words.NONE
    if not of:
        return str(n)
    return gettext("%(ratio)s per seat (%(n)s)") % {"ratio": f"{n / of:.1f}", "n": n}


def _share(n: int | None, of: int | None) -> str:
    """Return a share with its count; the count alone where nobody was counted."""
    if n is None:
        return words.NONE
    if not of:
        return str(n)
    return gettext("%(share)s %% (%(n)s of %(of)s)") % {
        "share": f"{100 * n / of:.0f}", "n": n, "of": of,
    }  # fmt: skip


def forecast(card: TrajectoryCard) -> str:
    """Return next month's count in words; nothing where none is known."""
    found = card.forecast
    if found is None:
        return ""
    said = {
        "n": f"{found.expected:.0f}",
        "low": f"{found.low:.0f}",
        "high": f"{found.high:.0f}" if found.high is not None else "",
        "level": f"{100 * found.level:.0f}",
        "seen": found.n_seen,
    }
    if found.high is None:
        return (
            gettext(
                "Next month: about %(n)s. The past is too short to promise a range: "
                "%(seen)s months were followed, 19 are needed."
            )
            % said
        )
    return (
        gettext(
            "Next month: about %(n)s, between %(low)s and %(high)s, a range that has "
            "held %(level)s times in 100 over the %(seen)s months seen."
        )
        % said
    )


def improvements(card: TrajectoryCard) -> list[dict[str, Any]]:
    """Return the five improvements with their milestones."""
    return [
        {
            "name": said,
            "rows": [one for one in card.milestones if one.improvement == name],
        }
        for name, said in IMPROVEMENT.items()
    ]
