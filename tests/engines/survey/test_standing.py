"""One sentence says where a system stands, and never which side is right."""

import numpy as np
import pytest
from tests.engines.survey.casts import HUB, PACE

from seedbed.engines import survey

OTHERS = np.array([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, np.nan])


def stand(own, *, lowest=None, highest=None, n_leaders=3, others=OTHERS, item=PACE):
    return survey.standing(
        item,
        own=own,
        lowest=own if lowest is None else lowest,
        highest=own if highest is None else highest,
        n_leaders=n_leaders,
        others=others,
    )


@pytest.mark.parametrize(
    ("own", "place", "said"),
    [
        (
            1.0,
            "far-low",
            "Far toward slow: 9 of 10 other systems lean further to fast.",
        ),
        (2.0, "low", "More slow than most."),
        (3.0, "middle", "In the middle half of systems."),
        (5.0, "high", "More fast than most."),
        (
            7.0,
            "far-high",
            "Far toward fast: 10 of 10 other systems lean further to slow.",
        ),
    ],
)
def test_a_place_has_its_words(own, place, said):
    standing = stand(own)

    assert standing.place == place
    assert standing.sentence(PACE).startswith(said)
    assert standing.n_lower + standing.n_alike + standing.n_higher == 10


@pytest.mark.parametrize(
    ("lowest", "highest", "n_leaders", "said"),
    [
        (2, 7, 9, "The team splits: answers run from 2 to 7."),
        (3, 5, 4, "The team is close: answers run from 3 to 5."),
        (4, 4, 4, "The team agrees."),
        (4, 4, 1, "One leader answered."),
    ],
)
def test_a_team_has_its_words(lowest, highest, n_leaders, said):
    standing = stand(4.0, lowest=lowest, highest=highest, n_leaders=n_leaders)

    assert standing.sentence(PACE).endswith(said)


def test_a_team_that_says_yes_and_no_splits():
    others = np.array([1.0, 1, 2, 2, 2])

    assert stand(1.5, lowest=1, highest=2, others=others, item=HUB).is_split


def test_fewer_than_five_others_are_never_shown():
    few = np.array([1.0, 2, 3, 4, np.nan])

    assert stand(4.0, others=few) is None
    assert survey.distribution(few) is None
    assert stand(np.nan) is None


def test_dots_stack_and_the_box_holds_the_middle_half():
    found = survey.distribution(OTHERS)

    assert found is not None
    assert found.value.tolist() == [1, 2, 3, 4, 5, 6]
    assert found.n.tolist() == [1, 2, 3, 2, 1, 1]
    assert found.quartiles == (2.25, 3.0, 4.0)
    assert found.n_systems == 10
