"""A tiny named world of lotteries whose truth is known."""

from __future__ import annotations

import numpy as np

from seedbed.engines import effects

LIVE, TUTORING, ONLINE = 0, 1, 2


def trials(rows, *, n_students=None, n_families=1, group=None, **changes):
    """Return trials of rows (student, family, {way: propensity}, drawn, passed).

    A sixth entry is the way received, a seventh whether an adult overrode.
    """
    rows = [(*row, row[3], False)[:7] if len(row) == 5 else row for row in rows]
    student = np.array([row[0] for row in rows], np.int64)
    ways = [list(row[2]) for row in rows]
    n = n_students or int(student.max()) + 1
    columns = {
        "student": student,
        "family": np.array([row[1] for row in rows], np.int64),
        "starts": np.cumsum([0, *map(len, ways)]),
        "ways": np.array([way for row in ways for way in row], np.int64),
        "propensities": np.array([p for row in rows for p in row[2].values()]),
        "drawn": np.array([row[3] for row in rows], np.int64),
        "passed": np.array([row[4] for row in rows], np.int64),
        "received": np.array([row[5] for row in rows], np.int64),
        "is_overridden": np.array([row[6] for row in rows], np.bool_),
        "expected": np.full(len(rows), 0.6),
        "group": np.full(n, -1) if group is None else np.array(group),
    }
    return effects.Trials(n_families=n_families, n_modalities=3, **(columns | changes))


def drawn_world(
    seed,
    *,
    n_students=60,
    n_each=20,
    passes=(0.5, 0.7, 0.6),
    propensities=(0.5, 0.3, 0.2),
    override=0.0,
    seated=(1.0, 1.0, 1.0),
):
    """Return trials of students of two kinds, and the truth (M,) of seats left alone.

    Half of the students are able: they pass more often by .2, and nobody logs it. With
    chance ``override`` an adult moves the seat of one who is not to tutoring.
    """
    rng = np.random.default_rng(seed)
    student = np.repeat(np.arange(n_students), n_each)
    n = len(student)
    able = student % 2 == 1
    base = np.array(passes) + np.where(able, 0.1, -0.1)[:, None]
    drawn = rng.choice(3, n, p=propensities)
    wants = ~able & (rng.random(n) < override)
    is_seated = rng.random(n) < np.array(seated)[drawn]
    moved = wants & is_seated & (drawn != TUTORING)
    received = np.where(moved, TUTORING, np.where(is_seated, drawn, -1))
    passed = (rng.random(n) < base[np.arange(n), received]).astype(np.int64)
    made = effects.Trials(
        n_families=1,
        n_modalities=3,
        student=student,
        family=np.zeros(n, np.int64),
        starts=np.arange(0, 3 * n + 1, 3),
        ways=np.tile(np.arange(3), n),
        propensities=np.tile(propensities, n),
        drawn=drawn,
        received=received,
        is_overridden=moved,
        passed=np.where(received >= 0, passed, -1),
        expected=np.full(n, 0.6),
        group=np.arange(n_students) % 2,
    )
    return made, base[~wants].mean(axis=0)
