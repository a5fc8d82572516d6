"""Riverside's pilots: a few rooms of a few students, whose truth is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from seedbed.engines import evaluation

STARTS_ON = date(2026, 9, 1)


def rooms(
    n_rooms=8,
    n_each=4,
    n_looks=3,
    *,
    effect=0.0,
    seed=0,
    treated=None,
    planned=None,
    **changes,
):
    """Return a pilot of rooms with one pretest; the first half is treated."""
    random = np.random.default_rng(seed)
    n = n_rooms * n_each
    cluster = np.repeat(np.arange(n_rooms), n_each)
    arm = (
        np.arange(n_rooms) < n_rooms // 2
        if treated is None
        else np.array(treated, bool)
    )
    pretest = random.normal(size=(n, 1))
    level = 0.7 * pretest[:, 0] + random.normal(size=n)
    level += 0.4 * random.normal(size=n_rooms)[cluster] + effect * arm[cluster]
    looks = np.arange(1, n_looks + 1)
    ups = random.normal(size=(n_looks, n)).cumsum(axis=0) / looks[:, None]
    parts = {
        "cluster": cluster,
        "is_treated": arm,
        "block": np.zeros(n_rooms, np.int64),
        "pretest": pretest,
        "outcomes": level + ups,
        "fractions": looks / (planned or n_looks),
    }
    return evaluation.Pilot(**(parts | changes))


def records(**changes):
    """Return what Riverside wrote down of four rooms of two, two looks of four."""
    members, outcomes, pretests = [], [], {}
    for room in range(4):
        arm = "pilot" if room < 2 else "comparison"
        for seat in range(2):
            student = f"{['Ana', 'Ben', 'Cy', 'Dee', 'Eli', 'Fay', 'Gus', 'Hal'][2 * room + seat]}"
            members.append(
                evaluation.Member(student=student, cluster=f"Room {room + 1}", arm=arm)
            )
            pretests[student] = [float(room + seat)]
            outcomes += [
                outcome(student, look, room + 2.0 * seat + look) for look in (1, 2)
            ]
    parts: dict[str, Any] = {
        "members": members,
        "pretests": pretests,
        "outcomes": outcomes,
        "starts_on": STARTS_ON,
        "n_looks": 4,
    }
    return evaluation.Records(**(parts | changes))


def bands(look):
    """Return the low and high of a look's two bands, all of which must be there."""
    found = (look.low, look.high, look.always_low, look.always_high)
    assert None not in found
    return found


def outcome(student, look, value, day=None):
    """Return one outcome, measured on a Friday of September."""
    on = date(2026, 9, day or 4 + 7 * (look - 1))
    return evaluation.Outcome(student=student, look=look, value=value, on=on)
