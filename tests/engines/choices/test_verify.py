"""The check names every broken rule."""

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


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(ANA, ROBOTICS), (BEN, ROBOTICS)], "Robotics has 2 students and 1 seat."),
        (
            [(CHO, ROBOTICS), (CHO, CHOIR)],
            "Student 2 has Robotics and Choir, which clash.",
        ),
        ([(ANA, ROBOTICS), (ANA, CHESS)], "Student 0 has 2 sections, at most 1."),
        ([(ANA, CHOIR)], "Student 0 did not ask for Choir."),
        ([(BEN, CHOIR)], "Student 1 lacks a prerequisite of Choir."),
        ([(CHO, CHESS)], "Chess has 1 student of grade 9, at most 0 may be."),
        ([(BEN, ROBOTICS)], "Robotics has 1 of 2 students who asked to be together."),
    ],
)
def test_a_broken_rule_is_named(pairs, said):
    barred = np.zeros((3, 3), np.bool_)
    barred[BEN, CHOIR] = True
    problem = three_friends(
        barred=barred,
        limits=(
            choices.Limit(
                section=CHESS, students=np.array([CHO]), most=0, name="grade 9"
            ),
        ),
        together=(choices.Together(section=ROBOTICS, students=(BEN, CHO)),),
    )

    assert said in choices.verify(problem, seats_of(problem, *pairs))


def test_seats_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"has must be \(3, 3\), got \(2, 3\)."):
        choices.verify(three_friends(), np.zeros((2, 3), np.bool_))
