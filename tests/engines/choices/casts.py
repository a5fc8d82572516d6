"""Small casts for the tests, and the truth by brute force."""

from itertools import combinations, product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from seedbed.engines import choices

ANA, BEN, CHO = 0, 1, 2
ROBOTICS, CHOIR, CHESS = 0, 1, 2
NAMES = ("Robotics", "Choir", "Chess")


def three_friends(**changes):
    """Ana, Ben and Cho rank three electives; Robotics and Choir meet in one block."""
    given: dict[str, Any] = {
        "worth": choices.worth_of_ranks(
            [[ROBOTICS, CHESS], [ROBOTICS, CHOIR], [CHOIR, ROBOTICS, CHESS]], 3
        ),
        "load": np.array([1, 1, 2]),
        "seats": np.array([1, 1, 2]),
        "blocks": np.array([[True, False], [True, False], [False, True]]),
        "names": NAMES,
    }
    return choices.Problem(**given | changes)


def seats_of(problem, *pairs):
    has = np.zeros(problem.worth.shape, np.bool_)
    for student, section in pairs:
        has[student, section] = True
    return has


def every_bundle(problem, student):
    """Return each set of sections that a student may have, as tuples."""
    may = np.flatnonzero(problem.may[student]).tolist()
    return [
        held
        for n in range(problem.load[student] + 1)
        for held in combinations(may, n)
        if not any(problem.conflict[c, d] for c, d in combinations(held, 2))
    ]


def every_allotment(problem):
    """Return all seats (S, C) that break no rule."""
    found = []
    for held in product(*(every_bundle(problem, i) for i in range(problem.n_students))):
        pairs = [(i, c) for i, sections in enumerate(held) for c in sections]
        has = seats_of(problem, *pairs)
        if choices.verify(problem, has) == []:
            found.append(has)
    return found


@st.composite
def problems(draw, *, most_students=4, most_sections=4, with_rules=True):
    """Draw a small problem with blocks, prerequisites, a limit and a wish."""
    n, k = draw(st.integers(1, most_students)), draw(st.integers(1, most_sections))
    number = st.integers(0, 3)
    worth = [[draw(number) for _ in range(k)] for _ in range(n)]
    given: dict[str, Any] = {
        "worth": np.array(worth, np.float64),
        "load": np.array([draw(st.integers(0, 2)) for _ in range(n)]),
        "seats": np.array([draw(st.integers(0, 2)) for _ in range(k)]),
        "blocks": np.array(
            [[draw(st.booleans()), draw(st.booleans())] for _ in range(k)]
        ),
    }
    if with_rules:
        given["barred"] = np.array(
            [[draw(st.integers(0, 5)) == 0 for _ in range(k)] for _ in range(n)]
        )
        given["limits"] = (
            choices.Limit(section=0, students=np.arange((n + 1) // 2), most=1),
        )
        if n > 1 and draw(st.booleans()):
            given["together"] = (choices.Together(section=k - 1, students=(0, n - 1)),)
    return choices.Problem(**given)
