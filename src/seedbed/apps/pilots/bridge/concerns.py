"""When people say more of a pilot than usual."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib import concerns


def watch(weekly: Sequence[int]) -> tuple[list[float], int | None, float, float]:
    """Return sums, the week that sounded (from 1), the threshold, and its error."""
    alarm = concerns.calibrate()
    found = concerns.watch(alarm, weekly)
    sums = [float(one) for one in found.sums]
    return sums, found.alarm_week, alarm.threshold, alarm.false_alarm
