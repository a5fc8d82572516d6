"""What the plan page adds to a ``PlanReview``: charts with their findings as titles."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext, ngettext

from seedbed.apps.scheduling.cards import LimitBar, PlanReview
from seedbed.web.kit import charts
from seedbed.web.kit.words import clock

from . import phrases

#: Rows of a decision that are shown at once; the rest unfold.
ROWS_SHOWN = 5
_NOTABLE_MINUTES = 5


def figures(review: PlanReview) -> dict[str, Any]:
    """Return the charts of a review with their titles, for the template."""
    found: dict[str, Any] = {}
    if review.load:
        slots = [(slot.starts, slot.minutes, slot.counts) for slot in review.load]
        found["load"] = charts.dayload(slots)
        found["load_title"] = _load_title(review)
    if review.limits:
        rows = [
            (phrases.limit(bar.key), bar.used, bar.limit, _limit_words(bar))
            for bar in review.limits
        ]
        found["limits"] = charts.bars(rows)
        found["limits_title"] = _limits_title(review.limits)
    if review.fairness:
        found["fairness"] = charts.dotrange(
            [
                (phrases.group(r.key), r.n_students, r.low, r.median, r.high)
                for r in review.fairness
            ],
            reference=review.live_median,
        )
        found["fairness_title"] = _fairness_title(review)
    return found


def tally(review: PlanReview) -> Counter[str]:
    """Return how many checks pass, need a look, and stop the plan."""
    return Counter({"ok": 0, "look": 0, "must": 0}) + Counter(
        check.severity for check in review.checks
    )


def _load_title(review: PlanReview) -> str:
    def live(counts: dict[str, int]) -> int:
        return counts.get("live", 0) + counts.get("tutoring", 0)

    best = max(review.load, key=lambda slot: (live(slot.counts), -slot.starts))
    if not live(best.counts):
        return gettext("No live lessons in this plan")
    return gettext("Live teaching peaks at %(time)s") % {"time": clock(best.starts)}


def _limit_words(bar: LimitBar) -> str:
    facts = {"used": bar.used, "limit": bar.limit}
    if bar.used > bar.limit:
        return gettext("%(used)s of %(limit)s, over") % facts
    if bar.used == bar.limit:
        return gettext("%(used)s of %(limit)s, full") % facts
    return gettext("%(used)s of %(limit)s") % facts


def _limits_title(limits: tuple[LimitBar, ...]) -> str:
    n = sum(bar.used > bar.limit for bar in limits)
    if not n:
        return gettext("Nothing is over its limit")
    return ngettext(
        "%(n)s thing is over its limit", "%(n)s things are over their limit", n
    ) % {"n": n}


def _fairness_title(review: PlanReview) -> str:
    if len(review.fairness) == 1:
        return gettext("Live minutes of the day")
    least = min(review.fairness, key=lambda row: row.median)
    if review.live_median - least.median < _NOTABLE_MINUTES:
        return gettext("Live teaching is shared evenly")
    return phrases.less_live(least.key)
