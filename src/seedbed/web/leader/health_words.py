"""The words of the health page: measures, splits, groups, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import (
    get_language_info,
    gettext,
    gettext_lazy,
    pgettext_lazy,
)

from seedbed.apps.programs.cards import (
    Band,
    Difference,
    GroupFigure,
    HealthReport,
    MeasureCard,
)
from seedbed.web.kit import words
from seedbed.web.kit.ranges import Range

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How a measure is called, how its figure reads, and how it is counted."""

    name: Words
    figure: Words
    counted: Words
    act: Words
    where: str


MEASURES: dict[str, Measure] = {
    "new_skills": Measure(
        name=gettext_lazy("Newly mastered skills"),
        figure=gettext_lazy("%(n)s a student and week"),
        counted=gettext_lazy(
            "A skill counts in the week in which answers first show it, and never "
            "again. One learner model, that of today, reads all weeks: they differ by "
            "what was answered alone."
        ),
        act=gettext_lazy("See what works"),
        where="leader:what_works",
    ),
    "attended": Measure(
        name=gettext_lazy("Planned sessions attended"),
        figure=gettext_lazy("%(n)s in 100 sessions"),
        counted=gettext_lazy(
            "Of the sessions in which attendance was taken; who came late was there."
        ),
        act=gettext_lazy("See the days of students"),
        where="leader:students",
    ),
    "passed": Measure(
        name=gettext_lazy("Exit slips passed"),
        figure=gettext_lazy("%(n)s in 100 exit slips"),
        counted=gettext_lazy(
            "An exit slip is five answers on one skill on one day; four right pass."
        ),
        act=gettext_lazy("See what works"),
        where="leader:what_works",
    ),
    "live": Measure(
        name=gettext_lazy("Live minutes"),
        figure=gettext_lazy("%(n)s a student and week"),
        counted=gettext_lazy(
            "Minutes of live lessons and tutoring in published plans, in weeks with "
            "one."
        ),
        act=gettext_lazy("Open the plan"),
        where="leader:next",
    ),
    "promised": Measure(
        name=gettext_lazy("Promised minutes kept"),
        figure=gettext_lazy("%(n)s in 100 minutes"),
        counted=gettext_lazy(
            "Of the minutes of service that accommodations promise a week, how many "
            "the published plans gave as tutoring. More than promised counts as all of "
            "it."
        ),
        act=gettext_lazy("Open the plan"),
        where="leader:next",
    ),
    "met": Measure(
        name=gettext_lazy("Students met by their mentor"),
        figure=gettext_lazy("%(n)s in 100 students"),
        counted=gettext_lazy(
            "Of the students with a mentor, with how many the mentor wrote down a talk "
            "in the two weeks that end with the week."
        ),
        act=gettext_lazy("See the days of students"),
        where="leader:students",
    ),
}
SPLITS: dict[str, Words] = {
    "grade": gettext_lazy("Grade"),
    "place": gettext_lazy("Place"),
    "pace": gettext_lazy("Pace"),
    "accommodation": gettext_lazy("Accommodation"),
    "language": gettext_lazy("Language at home"),
}
_GROUPS: dict[tuple[str, str], Words] = {
    ("place", "hub"): pgettext_lazy("group", "at the hub"),
    ("place", "home"): pgettext_lazy("group", "at home"),
    ("pace", "more_time"): pgettext_lazy("group", "more time"),
    ("pace", "steady"): pgettext_lazy("group", "steady"),
    ("pace", "faster"): pgettext_lazy("group", "faster"),
    ("accommodation", "yes"): pgettext_lazy("group", "with one"),
    ("accommodation", "no"): pgettext_lazy("group", "without one"),
}


def group_name(split: str, key: str) -> str:
    """Return what a group is called."""
    if split == "grade":
        return words.grade(int(key))
    if split == "language":
        try:
            return str(get_language_info(key)["name_translated"])
        except KeyError:
            return key
    return str(_GROUPS.get((split, key), key))


def short(card: MeasureCard, value: float) -> str:
    """Return a figure in a few characters: a count in 100, minutes, or skills."""
    if card.is_share:
        return str(round(100 * value))
    return words.number(round(value, 1 if value < 10 else 0))


def figure(card: MeasureCard, value: float) -> str:
    """Return a figure with what it is of: "94 in 100 sessions"."""
    return str(MEASURES[card.key].figure) % {"n": short(card, value)}


def between(card: MeasureCard, band: Band) -> str:
    """Return how sure a figure is."""
    return gettext("between %(low)s and %(high)s") % {
        "low": short(card, band.low),
        "high": short(card, band.high),
    }


def range_of(label: str, band: Band | None) -> Range:
    """Return a row of a chart."""
    if band is None:
        return Range(label=label)
    return Range(label=label, low=band.low, value=band.value, high=band.high)


def finding(report: HealthReport) -> str:
    """Return what the groups' figures come to, in one or two sentences."""
    widest = report.widest
    if widest is None:
        return gettext(
            "No two groups of ten students or more can be compared yet: what follows "
            "is about everyone."
        )
    said = difference(report, widest)
    if widest.is_clear:
        return said
    chance = gettext(
        "That may be chance: of %(n)s comparisons, one as wide is nothing unusual."
    ) % {"n": report.n_looks}
    return f"{said} {chance}"


def difference(report: HealthReport, widest: Difference) -> str:
    """Return a difference in words, both groups with their figures."""
    card = next(m for m in report.measures if m.key == widest.measure)
    values = [g.band.value if g.band else 0.0 for g in (widest.higher, widest.lower)]
    return gettext(
        "%(measure)s differ most by %(split)s: %(high)s (%(one)s), %(low)s (%(other)s)."
    ) % {
        "measure": MEASURES[card.key].name,
        "split": str(SPLITS[widest.split]).lower(),
        "high": figure(card, values[0]),
        "one": group_name(widest.split, widest.higher.key),
        "low": short(card, values[1]),
        "other": group_name(widest.split, widest.lower.key),
    }


def of_measure(card: MeasureCard, split: str) -> str:
    """Return what one measure says of the groups of a split, without judging any."""
    shown = [g for g in card.groups[split] if g.band is not None]
    if len(shown) < 2:
        return gettext(
            "Too few students to compare groups: only figures of ten or more are shown."
        )
    high = max(shown, key=_value)
    low = min(shown, key=_value)
    if short(card, _value(high)) == short(card, _value(low)):
        return gettext("All groups that can be shown are alike.")
    return gettext("From %(low)s (%(other)s) to %(high)s (%(one)s).") % {
        "high": figure(card, _value(high)),
        "one": group_name(split, high.key),
        "low": short(card, _value(low)),
        "other": group_name(split, low.key),
    }


def _value(group: GroupFigure) -> float:
    return group.band.value if group.band else 0.0


def n_hidden(card: MeasureCard, split: str) -> int:
    """Return how many groups of a split have no figure."""
    return sum(group.band is None for group in card.groups[split])


def act(card: MeasureCard, unit_uuid: object, on: object) -> tuple[str, str]:
    """Return where a leader acts on a measure: words of the link, and address."""
    measure = MEASURES[card.key]
    args = [on] if measure.where == "leader:students" else []
    return str(measure.act), f"{reverse(measure.where, args=args)}?unit={unit_uuid}"
