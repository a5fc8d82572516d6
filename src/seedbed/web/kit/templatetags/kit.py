"""Tags and filters of the templates: icons, the mark, numbers and times in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from seedbed.apps.accounts.cards import RoleCard
from seedbed.apps.curriculum import queries as curriculum
from seedbed.web.kit import reasons, words

register = template.Library()

_ICONS = Path(__file__).parent.parent / "icons"
#: The icon of each activity.
ACTIVITY_ICONS = {
    "live": "presentation",
    "tutoring": "user-check",
    "peer": "users",
    "online": "monitor-play",
    "project": "hammer",
    "independent": "book-open",
    "mentor": "handshake",
    "elective": "shapes",
    "study": "library",
    "break": "apple",
    "lunch": "utensils",
    "work": "briefcase",
}


@cache
def _drawing(name: str) -> SafeString:
    """Return the strokes of a vendored Lucide icon."""
    source = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    strokes = found.group(1) if found else ""
    return mark_safe(re.sub(r"\s+", " ", strokes).strip())  # noqa: S308 - our own file


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon: an activity's slug or a Lucide name; ``size`` is "", "s" or "l".

    Without a label it is hidden from screen readers: the words beside it speak.
    """
    strokes = _drawing(ACTIVITY_ICONS.get(name, name))
    if label:
        return format_html(
            '<svg class="i {}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            size, label, strokes,
        )  # fmt: skip
    return format_html(
        '<svg class="i {}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        size, strokes,
    )  # fmt: skip


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark of Seedbed."""
    return format_html(
        '<svg viewBox="0 0 28 28" aria-hidden="true">'
        '<rect width="28" height="28" rx="7" fill="var(--brand)"/>'
        '<path d="M5 22.5h18M14 22.5v-8" fill="none" stroke="var(--on-brand)" '
        'stroke-width="2.4" stroke-linecap="round"/>'
        '<path d="M14 14.5c0-4.2-2.9-6.6-7.6-6.6 0 4.4 2.8 6.6 7.6 6.6z" '
        'fill="var(--on-brand)"/>'
        '<path d="M14 12.2c0-4 2.6-6.6 7.4-7.2.2 4.8-2.4 7.2-7.4 7.2z" '
        'fill="var({})"/></svg>',
        "--you",
    )


@register.simple_tag
def why(reason: dict[str, Any], adult: str = "") -> str:
    """Return the sentence that says why a student does something."""
    return reasons.sentence(reason, adult=adult)


@register.filter
def activity(slug: str) -> str:
    """Return the name of an activity."""
    return str(words.ACTIVITY.get(slug, slug))


@register.filter
def short(slug: str) -> str:
    """Return the name of an activity in one word."""
    return str(words.SHORT.get(slug, slug))


@register.filter
def age(hours: float) -> str:
    """Return how long ago something was, in whole hours or days."""
    return words.age(hours)


@register.filter
def named(name: str) -> str:
    """Return a skill's, strand's or lesson's name in the reader's language."""
    return curriculum.named(name)


@register.filter
def role(card: RoleCard) -> str:
    """Return the name of a role with its unit."""
    return words.role_name(card)


@register.filter
def clock(minutes: int) -> str:
    """Return minutes after midnight as a clock."""
    return words.clock(minutes)


@register.filter
def moment(at: datetime) -> str:
    """Return the local time of day of a moment."""
    return words.moment(at)


@register.filter
def long_date(on: date) -> str:
    """Return weekday, month and day."""
    return words.long_date(on)


@register.filter
def short_date(on: date) -> str:
    """Return month and day."""
    return words.short_date(on)


@register.filter
def weekday(on: date) -> str:
    """Return the name of the weekday."""
    return words.weekday(on)


@register.filter
def number(value: float) -> str:
    """Return a number with separators."""
    return words.number(value)


@register.filter
def grade(level: int) -> str:
    """Return the name of a grade."""
    return words.grade(level)


@register.filter
def initials(name: str) -> str:
    """Return the initials of a name."""
    return words.initials(name)


@register.filter
def short_date_of(at: datetime) -> str:
    """Return month and day of a moment, in local time."""
    return words.short_date(timezone.localtime(at).date())


@register.filter
def first_rows(rows: Sequence[Any], n: int) -> Sequence[Any]:
    """Return the rows that are shown at once."""
    return rows[:n]


@register.filter
def rows_after(rows: Sequence[Any], n: int) -> Sequence[Any]:
    """Return the rows that unfold."""
    return rows[n:]


@register.filter
def n_after(rows: Sequence[Any], n: int) -> int:
    """Return how many rows unfold."""
    return max(0, len(rows) - n)


@register.simple_tag
def ladder(enrolled: int, working: int) -> list[dict[str, Any]]:
    """Return the grades around two, each with how it looks."""
    low, high = sorted((int(enrolled), int(working)))
    return [
        {
            "grade": grade,
            "look": " ".join(
                name
                for name, at in (("enrolled", enrolled), ("working", working))
                if grade == at
            ),
        }
        for grade in range(max(0, low - 2), min(13, high + 3))
    ]
