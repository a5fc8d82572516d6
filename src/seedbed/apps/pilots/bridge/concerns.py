"""What people say of a pilot: without names, and when it is more than usual."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from seedbed.engines import disclosure
from seedbed.lib import concerns


def without_names(text: str, names: Collection[str]) -> str:
    """Return a text in which what may tell who is meant is replaced by its kind.

    >>> without_names("Ana was moved on March 3.", ["Ana"])
    '[name] was moved on [date].'
    """
    parts, end = [], 0
    for one in disclosure.identifiers(text, names=names):
        parts += [text[end : one.start], f"[{one.kind}]"]
        end = one.end
    return "".join([*parts, text[end:]])


def watch(weekly: Sequence[int]) -> tuple[list[float], int | None, float, float]:
    """Return sums, the week that sounded (from 1), the threshold, and its error."""
    alarm = concerns.calibrate()
    found = concerns.watch(alarm, weekly)
    sums = [float(one) for one in found.sums]
    return sums, found.alarm_week, alarm.threshold, alarm.false_alarm
