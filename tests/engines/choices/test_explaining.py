"""One true sentence for each seat that was got or missed."""

import numpy as np
import pytest
from tests.engines.choices.casts import (
    ANA,
    BEN,
    CHESS,
    CHO,
    CHOIR,
    ROBOTICS,
    seats_of,
    three_friends,
)

from seedbed.engines import choices

ORDER = np.array([ANA, CHO, BEN])


def result_of(problem, *pairs, method="serial-dictatorship", turn=1):
    has = seats_of(problem, *pairs)
    return choices.Result(
        method=method,
        seed=0,
        has=has,
        order=ORDER,
        turn=has * turn,
        prices=np.full(3, 0.4),
    )


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("serial-dictatorship", "you were drawn 1 of 3 and it was open."),
        ("round-robin", "it was open at your turn in round 1."),
        ("equilibrium", "a seat cost 0.40 of your budget of about 1 point."),
        ("equal-quality", "you have 100% of the best you could have had alone."),
    ],
)
def test_a_seat_is_explained_by_its_method(method, said):
    problem = three_friends()

    sentence = choices.explain(
        problem, result_of(problem, (ANA, ROBOTICS), method=method), ANA, ROBOTICS
    )

    assert sentence == f"You got Robotics, choice 1 of the 2 you asked for: {said}"


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("serial-dictatorship", "its one seat was taken before your turn, 3 of 3 in the draw."),
        ("round-robin", "its one seat was taken, the last one in round 1, before it was your turn for it."),
        ("equilibrium", "its one seat was taken, and at 0.40 points it did not fit into your budget."),
        (
            "equal-quality",
            "its one seat was taken by students for whom the shares of all would drop more "
            "without it; you have 0% of the best you could have had alone.",
        ),
    ],
)  # fmt: skip
def test_a_full_section_is_explained_by_its_method(method, said):
    problem = three_friends()

    sentence = choices.explain(
        problem, result_of(problem, (ANA, ROBOTICS), method=method), BEN, ROBOTICS
    )

    assert sentence == f"You missed Robotics: {said}"


def test_other_reasons_come_before_a_full_section():
    barred = np.zeros((3, 3), np.bool_)
    barred[BEN, ROBOTICS] = True
    problem = three_friends(barred=barred)
    result = result_of(problem, (ANA, ROBOTICS), (CHO, CHOIR))

    assert [
        choices.explain(problem, result, BEN, CHESS),
        choices.explain(problem, result, BEN, ROBOTICS),
        choices.explain(problem, result, CHO, ROBOTICS),
        choices.explain(problem, result, ANA, CHESS),
    ] == [
        "You did not ask for Chess.",
        "You missed Robotics: it needs something you have not shown yet.",
        "You missed Robotics: it clashes with Choir, which you want at least as much.",
        "You missed Chess: you already have the 1 section that you asked for at most.",
    ]


def test_a_limit_and_a_wish_are_named():
    limit = choices.Limit(
        section=CHESS, students=np.array([ANA]), most=0, name="grade 9"
    )
    wish = choices.Together(section=ROBOTICS, students=(ANA, BEN))
    problem = three_friends(limits=(limit,), together=(wish,))
    result = result_of(problem)

    assert [
        choices.explain(problem, result, ANA, CHESS),
        choices.explain(problem, result, BEN, ROBOTICS),
    ] == [
        "You missed Chess: the 0 seats that grade 9 may take are gone.",
        "You missed Robotics: there was no way for all who asked to be together to have it.",
    ]


def test_a_student_who_does_not_exist_is_refused():
    problem = three_friends()

    with pytest.raises(ValueError, match=r"There is no student 3; there are 3\."):
        choices.explain(problem, result_of(problem), 3, CHESS)
