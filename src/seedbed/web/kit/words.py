"""The words that pages share: names of activities, grades, times and counts.

Every sentence is whole in each language; nothing is glued together from halves.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import (
    gettext,
    gettext_lazy,
    ngettext,
    pgettext_lazy,
)

from seedbed.apps.accounts.cards import RoleCard
from seedbed.lib.grades import KINDERGARTEN, UNGRADED

#: Name of each activity as the day page says it.
ACTIVITY: dict[str, str | Promise] = {
    "live": gettext_lazy("Live lesson"),
    "tutoring": gettext_lazy("Tutoring"),
    "peer": gettext_lazy("Work together"),
    "online": gettext_lazy("Online activity"),
    "project": pgettext_lazy("activity", "Project"),
    "independent": gettext_lazy("On your own"),
    "mentor": gettext_lazy("Time with your mentor"),
    "elective": pgettext_lazy("activity", "Elective"),
    "study": gettext_lazy("Supervised study"),
    "break": pgettext_lazy("activity", "Break"),
    "lunch": pgettext_lazy("activity", "Lunch"),
    "work": pgettext_lazy("activity", "At work"),
}
#: The same in one word, for the strip and the charts.
SHORT: dict[str, str | Promise] = {
    "live": pgettext_lazy("short", "Live"),
    "tutoring": pgettext_lazy("short", "Tutor"),
    "peer": pgettext_lazy("short", "Together"),
    "online": pgettext_lazy("short", "Online"),
    "project": pgettext_lazy("short", "Project"),
    "independent": pgettext_lazy("short", "Solo"),
    "mentor": pgettext_lazy("short", "Mentor"),
    "elective": pgettext_lazy("short", "Elective"),
    "study": pgettext_lazy("short", "Study"),
    "break": pgettext_lazy("short", "Break"),
    "lunch": pgettext_lazy("short", "Lunch"),
    "work": pgettext_lazy("short", "Job"),
}
#: Name of each role of a person.
ROLE: dict[str, str | Promise] = {
    "student": gettext_lazy("Student"),
    "guardian": gettext_lazy("Family"),
    "teacher": gettext_lazy("Teacher"),
    "tutor": gettext_lazy("Tutor"),
    "mentor": gettext_lazy("Mentor"),
    "aide": gettext_lazy("Aide"),
    "leader": gettext_lazy("Program leader"),
    "registrar": gettext_lazy("Registrar"),
    "system_leader": gettext_lazy("System leader"),
    "steward": gettext_lazy("Network steward"),
}
_NOON = 12 * 60
#: From here on an age is said in days.
_DAYS_FROM_HOURS = 48


def role_name(card: RoleCard) -> str:
    """Return a role with its unit, if it has one: "Program leader, Riverside Hub"."""
    name = str(ROLE.get(card.kind, card.kind))
    if not card.unit:
        return name
    return gettext("%(role)s, %(unit)s") % {"role": name, "unit": card.unit}


def clock(minutes: int) -> str:
    """Return minutes after midnight as a school clock shows them.

    >>> clock(510), clock(780)
    ('8:30', '1:00')
    """
    hour = (minutes // 60 - 1) % 12 + 1
    return f"{hour}:{minutes % 60:02d}"


def number(value: float, *, decimals: int = 1) -> str:
    """Return a number as this country writes it, in both of its languages.

    >>> number(4812), number(312.44), number(0.2, decimals=2)
    ('4,812', '312.4', '0.20')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.{decimals}f}"


def long_date(on: date) -> str:
    """Return "Tuesday, October 14", or "martes 14 de octubre"."""
    return formats.date_format(on, gettext("l, F j"))


def short_date(on: date) -> str:
    """Return "Oct 14", or "14 oct"."""
    return formats.date_format(on, gettext("M j"))


def month_day(on: date) -> str:
    """Return "October 14", or "14 de octubre"."""
    return formats.date_format(on, gettext("F j"))


def weekday(on: date) -> str:
    """Return "Wednesday", or "miércoles"."""
    return formats.date_format(on, "l")


def moment(at: datetime) -> str:
    """Return a time of day with its half: "8:04 pm", or "8:04 p. m."."""
    local = timezone.localtime(at)
    shown = clock(local.hour * 60 + local.minute)
    if local.hour * 60 + local.minute < _NOON:
        return gettext("%(time)s am") % {"time": shown}
    return gettext("%(time)s pm") % {"time": shown}


def age(hours: float) -> str:
    """Return how long ago something was: "26 hours ago", "3 days ago"."""
    n = int(hours)
    if n < 1:
        return gettext("less than an hour ago")
    if n < _DAYS_FROM_HOURS:
        said = ngettext("%(n)s hour ago", "%(n)s hours ago", n)
        return said % {"n": n}
    n = round(hours / 24)
    return ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": number(n)}


def grade(level: int) -> str:
    """Return the name of a grade: "grade 6", or "6.º grado"."""
    if level < KINDERGARTEN:
        return gettext("pre-kindergarten")
    if level == KINDERGARTEN:
        return gettext("kindergarten")
    if level >= UNGRADED:
        return gettext("ungraded")
    return gettext("grade %(grade)s") % {"grade": level}


def other_language() -> tuple[str, str]:
    """Return code and own name of the language that the switch offers."""
    if translation.get_language() == "es":
        return "en", "English"
    return "es", "Español"


def initials(name: str) -> str:
    """Return up to two initials of a name.

    >>> initials("Maya Rivera"), initials("Student 4"), initials("")
    ('MR', 'S4', '?')
    """
    parts = [part for part in name.split() if part]
    if not parts:
        return "?"
    chosen = parts[:1] if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join(part[0].upper() for part in chosen)
