"""Tiny sectioning problems, by name or at random."""

from __future__ import annotations

import numpy as np

from seedbed.engines import sectioning


def problem(sections, wishes, *, configs=None, travel=((0,),)):
    """Return a problem of sections (part, start, limit, parent, room) on one day.

    Every section lasts 10 slots. ``configs`` gives (course, parts); without it each
    part is a course of its own.
    """
    part, start, limit, parent, room = (
        np.array(x) for x in zip(*sections, strict=True)
    )
    configs = configs or [(p, (p,)) for p in range(int(part.max()) + 1)]
    config = np.zeros(int(part.max()) + 1, np.int64)
    for f, (_, parts) in enumerate(configs):
        config[list(parts)] = f
    ones = np.ones(len(part), np.int64)
    return sectioning.Sectioning(
        days=ones,
        weeks=ones,
        start=start,
        length=10 * ones,
        room=room,
        limit=limit,
        parent=parent,
        part=part,
        config=config,
        course=np.array([course for course, _ in configs]),
        travel=np.array(travel),
        wish_starts=np.append(0, np.cumsum([len(w) for w in wishes])).astype(np.int64),
        wishes=np.array([c for w in wishes for c in w], np.int64),
    )


def seating(*attended):
    """Return a seating from each student's sections."""
    return sectioning.Seating(
        starts=np.append(0, np.cumsum([len(a) for a in attended])).astype(np.int64),
        sections=np.array([s for a in attended for s in a], np.int64),
    )


def random_school(seed, *, n_students=4):
    """Return a small random problem of two to four courses and a valid seating.

    Course 0 has a lecture with two groups as children and a second configuration; the
    others have one or two parts. Limits are what a random seating needs, or one more.
    """
    rng = np.random.default_rng(seed)
    sections: list[list[int]] = []
    configs: list[tuple[int, tuple[int, ...]]] = [(0, (0, 1)), (0, (2,))]
    where = rng.integers(0, 2, 40)

    def add(part, parent=-1):
        sections.append(
            [part, int(rng.integers(0, 5)) * 6, 0, parent, int(where[len(sections)])]
        )
        return len(sections) - 1

    for lecture in [add(0), add(0)]:
        add(1, lecture)
        add(1, lecture)
    add(2)
    n_parts = 3
    for course in range(1, int(rng.integers(2, 5))):
        parts = tuple(range(n_parts, n_parts + int(rng.integers(1, 3))))
        n_parts += len(parts)
        configs.append((course, parts))
        for part in parts:
            for _ in range(int(rng.integers(1, 4))):
                add(part)
    n_courses = configs[-1][0] + 1
    wishes = [
        sorted(
            rng.choice(
                n_courses, int(rng.integers(1, n_courses + 1)), replace=False
            ).tolist()
        )
        for _ in range(n_students)
    ]
    attended = [_at_random(sections, configs, w, rng) for w in wishes]
    needed = np.bincount(np.concatenate(attended), minlength=len(sections))
    for section, n in zip(sections, needed, strict=True):
        section[2] = max(1, int(n) + int(rng.integers(0, 2)))
    made = problem(sections, wishes, configs=configs, travel=((0, 3), (3, 0)))
    return made, seating(*attended)


def _at_random(sections, configs, wishes, rng):
    chosen = []
    for course in wishes:
        options = [parts for c, parts in configs if c == course]
        for part in options[int(rng.integers(len(options)))]:
            able = [
                s
                for s, (p, _, _, parent, _) in enumerate(sections)
                if p == part and (parent < 0 or parent in chosen)
            ]
            chosen.append(able[int(rng.integers(len(able)))])
    return chosen
