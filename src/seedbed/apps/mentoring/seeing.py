"""Whom an adult sees today: at most five rows, from rules that can be read here.

Each rule gives a student one row; where several fit, the first counts. A student who
was marked away today and not seen since has none: nobody can be seen who is not here.

1. ``asked``: asked for help and nobody has come. Cleared by going there.
2. ``agreed``: the last check-in set today, or a day before, to look again. Cleared by
   the next check-in, as are all that follow.
3. ``away``: was away in every block marked on the last day with marks.
4. ``said``: said "too hard", or "too easy", twice in seven days since the last talk.
5. ``again``: a skill shown before asks to be looked at again; no talk for seven days.
6. ``quiet``: no answers for three school days, and no talk in that time.
7. ``shown``: has shown a skill for the first time in the last seven days. Good news.
8. ``least``: no talk for ten school days, or never.

Rules 2 to 8 are for the adult's own caseload. Rows stand in the order of the rules and,
within one, the longest wait first; the fifth place is kept for good news, unless five
others have asked for help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from seedbed.lib.calendar import previous_school_day

from .cards import Event, Known, LastTalk, SeeRow
from .models import Mark, SignalKind

MOST_ROWS = 5
SAID_DAYS = 7
AGAIN_DAYS = 7
SHOWN_DAYS = 7
QUIET_SCHOOL_DAYS = 3
LEAST_SCHOOL_DAYS = 10
_TWICE = 2

ASKED, AGREED, AWAY, SAID = "asked", "agreed", "away", "said"
AGAIN, QUIET, SHOWN, LEAST = "again", "quiet", "shown", "least"

#: A reason: its data, the date it has waited from, and the signal it would close.
_Reason = tuple[dict[str, Any], date, int | None]


def whom_to_see(
    known: Sequence[Known], *, on: date, most: int = MOST_ROWS
) -> tuple[tuple[SeeRow, ...], tuple[LastTalk, ...]]:
    """Return the rows of a day, and the rest of the caseload by last talk."""
    found = [
        (rank, since, row)
        for student in known
        if (best := _best(student, on)) is not None
        for rank, since, row in (best,)
    ]
    found.sort(key=lambda f: (f[0], f[1], f[2].name, f[2].student_id))
    ordered = [row for _rank, _since, row in found]
    rows = tuple(_with_good_news(ordered, most))
    listed = {row.student_id for row in rows}
    rest = [
        LastTalk(student_id=k.student_id, name=k.name, talked_on=_talked_on(k))
        for k in known
        if k.is_mine and k.student_id not in listed
    ]
    rest.sort(key=lambda r: (r.talked_on or date.min, r.name, r.student_id))
    return rows, tuple(rest)


def _with_good_news(ordered: list[SeeRow], most: int) -> list[SeeRow]:
    """Return the first rows, the last of them good news where there is some."""
    rows = ordered[:most]
    news = [row for row in ordered[most:] if row.key == SHOWN]
    has_news = any(row.key == SHOWN for row in rows)
    if news and not has_news and rows[-1].key != ASKED:
        rows[-1] = news[0]
    return rows


def _best(student: Known, on: date) -> tuple[int, date, SeeRow] | None:
    if _is_away(student, on):
        return None
    for rank, (key, rule, is_for_all) in enumerate(_RULES):
        reason = rule(student, on) if is_for_all or student.is_mine else None
        if reason is None:
            continue
        data, since, signal_id = reason
        row = SeeRow(
            student_id=student.student_id,
            name=student.name,
            first_name=student.first_name,
            key=key,
            data=data,
            talked_on=_talked_on(student),
            signal_id=signal_id,
        )
        return rank, since, row
    return None


def _asked(student: Known, on: date) -> _Reason | None:
    for event in _signals(student, SignalKind.STUCK):
        if event.closed_at is None:
            data = {"title": event.text, "at": event.at, "is_today": event.on == on}
            return data, event.on, event.id
    return None


def _agreed(student: Known, on: date) -> _Reason | None:
    last = _last_talk(student)
    if last is None or last.next_on is None or last.next_on > on:
        return None
    data = {"agreed": last.text, "on": last.on, "next_on": last.next_on}
    return data | {"is_today": last.next_on == on}, last.next_on, None


def _away(student: Known, on: date) -> _Reason | None:
    marks = [e for e in student.events if e.source == "mark" and e.on < on]
    last_on = max((e.on for e in marks), default=None)
    if last_on is None or _talked_since(student, last_on):
        return None
    if any(e.kind != Mark.AWAY for e in marks if e.on == last_on):
        return None
    return {"on": last_on}, last_on, None


def _said(student: Known, on: date) -> _Reason | None:
    talk = _last_talk(student)
    for kind in (SignalKind.TOO_HARD, SignalKind.TOO_EASY):
        said = [
            e
            for e in _signals(student, kind)
            if e.on > on - timedelta(days=SAID_DAYS)
            and (talk is None or e.at > talk.at)
        ]
        if len(said) >= _TWICE:
            data = {"kind": str(kind), "n": len(said), "title": said[0].text}
            return data, said[-1].on, None
    return None


def _again(student: Known, on: date) -> _Reason | None:
    titles = [title for title, _last_on in student.learning.again]
    if not titles or _talked_since(student, on - timedelta(days=AGAIN_DAYS)):
        return None
    last_on = student.learning.again[0][1] or date.min
    return {"title": titles[0], "n_more": len(titles) - 1}, last_on, None


def _quiet(student: Known, on: date) -> _Reason | None:
    last_on = student.learning.last_on
    since = school_days_before(on, QUIET_SCHOOL_DAYS)
    if last_on is None or last_on >= since or _talked_since(student, since):
        return None
    return {"on": last_on}, last_on, None


def _shown(student: Known, on: date) -> _Reason | None:
    new = [
        (title, last_on)
        for title, last_on in student.learning.shown
        if last_on > on - timedelta(days=SHOWN_DAYS)
        and not _talked_since(student, last_on + timedelta(days=1))
    ]
    if not new:
        return None
    title, last_on = new[0]
    return {"title": title, "n_more": len(new) - 1}, last_on, None


def _least(student: Known, on: date) -> _Reason | None:
    talked_on = _talked_on(student)
    if talked_on is None:
        return {"on": None}, date.min, None
    if talked_on >= school_days_before(on, LEAST_SCHOOL_DAYS):
        return None
    return {"on": talked_on}, talked_on, None


_Rule = Callable[[Known, date], _Reason | None]
#: In their order; the last says whether the rule holds beyond the caseload.
_RULES: tuple[tuple[str, _Rule, bool], ...] = (
    (ASKED, _asked, True),
    (AGREED, _agreed, False),
    (AWAY, _away, False),
    (SAID, _said, False),
    (AGAIN, _again, False),
    (QUIET, _quiet, False),
    (SHOWN, _shown, False),
    (LEAST, _least, False),
)


def school_days_before(on: date, n: int) -> date:
    """Return the n-th school day before a date; closures of a unit are not counted.

    >>> school_days_before(date(2026, 10, 19), 3)
    datetime.date(2026, 10, 14)
    """
    for _ in range(n):
        on = previous_school_day(on)
    return on


def _is_away(student: Known, on: date) -> bool:
    """Tell whether the last mark of today says away."""
    marks = [e for e in student.events if e.source == "mark" and e.on == on]
    return bool(marks) and max(marks, key=lambda e: e.at).kind == Mark.AWAY


def _signals(student: Known, kind: str) -> list[Event]:
    """Return a student's signals of a kind, the newest first."""
    found = [e for e in student.events if e.source == "signal" and e.kind == kind]
    return sorted(found, key=lambda e: e.at, reverse=True)


def _last_talk(student: Known) -> Event | None:
    talks = [e for e in student.events if e.source == "check_in"]
    return max(talks, key=lambda e: e.at, default=None)


def _talked_on(student: Known) -> date | None:
    last = _last_talk(student)
    return None if last is None else last.on


def _talked_since(student: Known, day: date) -> bool:
    talked_on = _talked_on(student)
    return talked_on is not None and talked_on >= day
