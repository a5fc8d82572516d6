"""Says in words why an adult sees a student today; the page and the e-mail share it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from seedbed.apps.curriculum.queries import named

from . import seeing
from .cards import Morning, SeeRow

_TWICE = 2
_NOON = 12


def sentence_of(row: SeeRow) -> str:
    """Return the reason of a row as one or two sentences, in the reader's language."""
    return _SENTENCES[row.key](row.data)


def text_of(morning: Morning) -> str:
    """Return a morning as plain text, as an e-mail brings it: the same rows."""
    day = formats.date_format(morning.on, gettext("l, F j"))
    lines = [gettext("See today, %(day)s") % {"day": day}, ""]
    for n, row in enumerate(morning.rows, start=1):
        lines.append(f"{n}. {row.name}: {sentence_of(row)}")
    if not morning.rows:
        lines.append(gettext("Nobody is waiting."))
    return "\n".join(lines)


def _day(on: date) -> str:
    return formats.date_format(on, gettext("l, F j"))


def _clock(at: datetime) -> str:
    local = timezone.localtime(at)
    time = {"time": formats.time_format(local.time(), "g:i")}
    if local.hour < _NOON:
        return gettext("%(time)s am") % time
    return gettext("%(time)s pm") % time


def _asked(data: dict[str, Any]) -> str:
    facts = {"title": named(data["title"]), "time": _clock(data["at"])}
    facts["day"] = _day(timezone.localtime(data["at"]).date())
    if not data["is_today"]:
        return gettext("Asked for help on %(day)s; nobody has noted going.") % facts
    if not data["title"]:
        return gettext("Asked for help at %(time)s.") % facts
    return gettext("Asked for help at %(time)s, in “%(title)s”.") % facts


def _agreed(data: dict[str, Any]) -> str:
    facts = {"agreed": data["agreed"], "on": _day(data["on"])}
    facts["next"] = _day(data["next_on"])
    if data["is_today"]:
        return gettext("Agreed on %(on)s, to look at today: “%(agreed)s”") % facts
    return gettext("Agreed on %(on)s, to look at by %(next)s: “%(agreed)s”") % facts


def _away(data: dict[str, Any]) -> str:
    return gettext("Was away on %(day)s.") % {"day": _day(data["on"])}


def _said(data: dict[str, Any]) -> str:
    facts = {"n": data["n"], "title": named(data["title"])}
    is_hard = data["kind"] == "too_hard"
    if data["n"] == _TWICE and is_hard:
        words = gettext("Said “too hard” twice in a week, last in “%(title)s”.")
    elif data["n"] == _TWICE:
        words = gettext("Said “too easy” twice in a week, last in “%(title)s”.")
    elif is_hard:
        words = gettext("Said “too hard” %(n)s times in a week, last in “%(title)s”.")
    else:
        words = gettext("Said “too easy” %(n)s times in a week, last in “%(title)s”.")
    return words % facts


def _again(data: dict[str, Any]) -> str:
    facts = {"title": named(data["title"]), "n": data["n_more"]}
    if not data["n_more"]:
        return gettext("Look again together at “%(title)s”.") % facts
    return (
        ngettext(
            "Look again together at “%(title)s” and %(n)s more skill.",
            "Look again together at “%(title)s” and %(n)s more skills.",
            data["n_more"],
        )
        % facts
    )


def _quiet(data: dict[str, Any]) -> str:
    return gettext("No answers since %(day)s.") % {"day": _day(data["on"])}


def _shown(data: dict[str, Any]) -> str:
    facts = {"title": named(data["title"]), "n": data["n_more"]}
    if not data["n_more"]:
        return gettext("Good news: has shown “%(title)s”.") % facts
    return (
        ngettext(
            "Good news: has shown “%(title)s” and %(n)s more skill.",
            "Good news: has shown “%(title)s” and %(n)s more skills.",
            data["n_more"],
        )
        % facts
    )


def _least(data: dict[str, Any]) -> str:
    if data["on"] is None:
        return gettext("No talk is noted yet.")
    return gettext("The last talk was on %(day)s.") % {"day": _day(data["on"])}


_SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    seeing.ASKED: _asked,
    seeing.AGREED: _agreed,
    seeing.AWAY: _away,
    seeing.SAID: _said,
    seeing.AGAIN: _again,
    seeing.QUIET: _quiet,
    seeing.SHOWN: _shown,
    seeing.LEAST: _least,
}
