"""What a digest says: what its reader can do something about, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.curriculum.queries import named
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.exchange import queries as exchange
from seedbed.apps.families import queries as families
from seedbed.apps.mentoring import queries as mentoring
from seedbed.apps.mentoring import seeing
from seedbed.apps.mentoring.wording import sentence_of
from seedbed.apps.nightly import queries as nightly
from seedbed.apps.pilots import queries as pilots
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import Meeting
from seedbed.lib.calendar import next_school_day

from . import queries
from .cards import Letter, Part, Reader
from .models import When

_LEADERS = ("leader", "system_leader")
_BESIDE_STUDENTS = ("mentor", "teacher", "tutor", "aide")
_NIGHTS_DAYS = 2
_MOST_STORIES = 5
#: Kinds of stories of equal rank; what is rarest told comes first.
_KINDS: dict[str, str | Promise] = {
    "failure": gettext_lazy("It did not work"),
    "process": gettext_lazy("How it went"),
    "success": gettext_lazy("It worked"),
}
_NOON = 12 * 60


def letter_of(
    reader: Reader, *, on: date, at: datetime, zone: ZoneInfo, address: str = ""
) -> Letter | None:
    """Return a person's digest in the current language, None if it would be empty.

    ``on`` is today; an evening's digest is about the next school day.
    """
    about = next_school_day(on) if reader.when == When.EVENING else on
    account = accounts.account_of_person(reader.person_id)
    parts = [*_children(reader.person_id, about)]
    if account is not None:
        parts = [
            *_led(account, about, at),
            *_mentored(account, about, zone),
            *parts,
            *_month(reader, account, on, address),
        ]
    if not parts:
        return None
    blocks = ["\n".join([part.title, *part.lines]) for part in parts]
    return Letter(
        email=reader.email,
        subject=gettext("Seedbed: %(day)s") % {"day": _day(about)},
        text="\n\n".join([*blocks, _end(address)]) + "\n",
    )


def _mentored(account: AccountCard, on: date, zone: ZoneInfo) -> Iterator[Part]:
    """Yield whom to see: the rows of the page, without those who only wait longest."""
    if not account.has_role(*_BESIDE_STUDENTS):
        return
    morning = mentoring.morning_of(account, on=on, zone=zone)
    rows = [row for row in morning.rows if row.key != seeing.LEAST]
    if rows:
        yield Part(
            title=gettext("Whom to see, %(day)s") % {"day": _day(on)},
            lines=tuple(f"- {row.name}: {sentence_of(row)}" for row in rows),
        )


def _led(account: AccountCard, on: date, at: datetime) -> Iterator[Part]:
    """Yield what waits in each unit that a person leads."""
    mine = [u for u in accounts.units() if account.has_role(*_LEADERS, unit_id=u.id)]
    for unit in mine:
        lines = tuple(f"- {line}" for line in _waiting(unit.id, on))
        if lines:
            yield Part(title=unit.name, lines=lines)
    late = [source for source in evidence.sources(at) if source.is_late] if mine else []
    if late:
        yield Part(
            title=gettext("Sources of evidence"),
            lines=tuple(
                "- " + gettext("%(name)s is late.") % {"name": source.name}
                for source in late
            ),
        )


def _waiting(unit_id: int, on: date) -> Iterator[str]:
    for night in nightly.failed_nights(unit_id, since=on - timedelta(_NIGHTS_DAYS)):
        yield gettext("The night before %(day)s stopped.") % {"day": _day(night.on)}
    yield from _plan(unit_id, on)
    n = families.n_waiting(unit_id)
    if n:
        yield (
            ngettext(
                "%(n)s message of a family waits for an answer.",
                "%(n)s messages of families wait for an answer.",
                n,
            )
            % {"n": n}
        )
    for pilot in pilots.due(unit_id, on):
        yield gettext("The pilot %(name)s waits for you since %(day)s.") % {
            "name": pilot.name,
            "day": _day(pilot.since),
        }


def _plan(unit_id: int, on: date) -> Iterator[str]:
    tally = scheduling.open_tally(unit_id, on)
    if tally is None:
        return
    if not tally.n_must:
        yield gettext("The plan for %(day)s is not published yet.") % {"day": _day(on)}
        return
    yield ngettext(
        "%(n)s decision before the plan for %(day)s can be published.",
        "%(n)s decisions before the plan for %(day)s can be published.",
        tally.n_must,
    ) % {"n": tally.n_must, "day": _day(on)}


def _month(
    reader: Reader, account: AccountCard, on: date, address: str
) -> Iterator[Part]:
    """Yield what the network learned last month, in a person's first digest of this."""
    if not account.has_role(*_LEADERS, *_BESIDE_STUDENTS):
        return
    this = on.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    if queries.had_one_since(reader.person_id, this):
        return
    told = sorted(
        exchange.stories_of_month(last), key=lambda one: list(_KINDS).index(one.kind)
    )
    if not told:
        return
    lines = [f"- {_KINDS[one.kind]}: {one.advice}" for one in told[:_MOST_STORIES]]
    if address:
        lines.append(f"{address}/exchange/month/?month={last:%Y-%m}")
    facts = {"month": formats.date_format(last, "F"), "n": len(told)}
    yield Part(
        title=ngettext(
            "What the network learned in %(month)s: %(n)s story",
            "What the network learned in %(month)s: %(n)s stories",
            len(told),
        )
        % facts,
        lines=tuple(lines),
    )


def _children(person_id: int, on: date) -> Iterator[Part]:
    """Yield the published day of each child of a guardian."""
    children = {
        child.student_id: child
        for child in families.children_of(person_id)
        if child.is_active
    }
    if not children:
        return
    days: dict[int, list[Meeting]] = {}
    for meeting in scheduling.meetings_of_students(children, since=on):
        if meeting.on == on and meeting.student_id is not None:
            days.setdefault(meeting.student_id, []).append(meeting)
    for student_id, child in children.items():
        if student_id in days:
            facts = {"name": child.first_name, "day": _day(on)}
            yield Part(
                title=gettext("The day of %(name)s, %(day)s") % facts,
                lines=tuple(_line(meeting) for meeting in days[student_id]),
            )


def _line(meeting: Meeting) -> str:
    facts = {
        "time": _clock(meeting.starts),
        "what": named(meeting.title),
        "adult": meeting.adult,
    }
    if meeting.adult:
        return "- " + gettext("%(time)s: %(what)s, with %(adult)s") % facts
    return "- " + gettext("%(time)s: %(what)s") % facts


def _clock(minutes: int) -> str:
    shown = f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02d}"
    if minutes < _NOON:
        return gettext("%(time)s am") % {"time": shown}
    return gettext("%(time)s pm") % {"time": shown}


def _day(on: date) -> str:
    return formats.date_format(on, gettext("l, F j"))


def _end(address: str) -> str:
    if not address:
        return gettext("You choose under “My account” when this e-mail comes.")
    facts = {"address": f"{address}/account/"}
    return gettext("More, and when this e-mail comes: %(address)s") % facts
