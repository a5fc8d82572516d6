"""The words of the page to explore: axes, groups, and what the figures come to."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from seedbed.apps.programs.cards import Spread, SpreadReport
from seedbed.apps.programs.queries import BY
from seedbed.web.kit.words import number, short_date

from .health_words import MEASURES, SPLITS
from .health_words import group_name as split_name

Words = str | Promise

#: What a student's figure is, under the axis of a chart.
AXES: dict[str, Words] = {
    "new_skills": gettext_lazy("Newly mastered skills a week"),
    "attended": gettext_lazy("Sessions attended, of 100 marked"),
    "passed": gettext_lazy("Exit slips passed, of 100"),
    "live": gettext_lazy("Live minutes a week"),
    "promised": gettext_lazy("Promised minutes kept, of 100"),
    "met": gettext_lazy("Weeks met by the mentor, of 100"),
}
_QUARTERS: dict[str, Words] = {
    "1": gettext_lazy("Lowest quarter"),
    "2": gettext_lazy("Second quarter"),
    "3": gettext_lazy("Third quarter"),
    "4": gettext_lazy("Highest quarter"),
}


def measure_choices(now: str) -> list[tuple[str, Words, bool]]:
    """Return every measure: its key, its name, whether it is asked for."""
    return [(key, one.name, key == now) for key, one in MEASURES.items()]


def grouping_choices(report: SpreadReport) -> list[tuple[str, str, bool]]:
    """Return every grouping but the measure itself."""
    return [
        (key, grouping_name(key), key == report.by)
        for key in BY
        if key != report.measure
    ]


def grouping_name(by: str) -> str:
    """Return what groups are made by."""
    if by == "week":
        return gettext("Week")
    if by in SPLITS:
        return str(SPLITS[by])
    return gettext("Quarters of students by: %(measure)s") % {
        "measure": MEASURES[by].name
    }


def group_name(report: SpreadReport, group: Spread) -> str:
    """Return what one group is called."""
    if report.by == "week":
        return short_date(date.fromisoformat(group.key))
    if report.by in SPLITS:
        name = split_name(report.by, group.key)
        return name[:1].upper() + name[1:]
    return str(_QUARTERS[group.key])


def scaled(report: SpreadReport, figure: float | None) -> float:
    """Return a figure as the axis has it: shares in 100."""
    return (figure or 0.0) * (100 if report.is_share else 1)


def short(report: SpreadReport, figure: float) -> str:
    """Return a figure in a few characters."""
    value = scaled(report, figure)
    return number(round(value, 1 if value < 10 else 0))


def middle_and_range(report: SpreadReport, group: Spread) -> str:
    """Return "3 (2 to 6)": the middle student, and where the middle half lies."""
    if group.middle is None or group.lower is None or group.upper is None:
        return ""
    return gettext("%(middle)s (%(low)s to %(high)s)") % {
        "middle": short(report, group.middle),
        "low": short(report, group.lower),
        "high": short(report, group.upper),
    }


def finding(report: SpreadReport) -> str:
    """Return what the figures come to, in a sentence or two that judge nobody."""
    everyone = report.everyone
    if everyone.lower is None or everyone.upper is None:
        return gettext(
            "%(measure)s: on record for fewer than ten students, so there is no figure."
        ) % {"measure": MEASURES[report.measure].name}
    whole = gettext(
        "%(axis)s: half of all students lie between %(low)s and %(high)s."
    ) % {
        "axis": AXES[report.measure],
        "low": short(report, everyone.lower),
        "high": short(report, everyone.upper),
    }
    return f"{whole} {_across(report)}".rstrip()


def _across(report: SpreadReport) -> str:
    """Return how far the groups' middle students are apart."""
    shown = [(group.middle or 0.0, group) for group in report.shown]
    if len(shown) < 2:
        return ""
    low, first = min(shown, key=lambda pair: pair[0])
    high, last = max(shown, key=lambda pair: pair[0])
    if short(report, low) == short(report, high):
        return gettext("The middle student has the same in each.")
    return gettext(
        "The middle student has %(low)s (%(first)s) to %(high)s (%(last)s)."
    ) % {
        "low": short(report, low),
        "first": group_name(report, first),
        "high": short(report, high),
        "last": group_name(report, last),
    }
