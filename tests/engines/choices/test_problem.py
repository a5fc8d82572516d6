"""The problem refuses nonsense, and knows what each student could have alone."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engines.choices.casts import every_bundle, problems, three_friends

from seedbed.engines import choices


@settings(max_examples=80, deadline=None)
@given(problem=problems(most_sections=6, with_rules=False))
def test_the_ideal_is_the_best_of_all_bundles(problem):
    for i in range(problem.n_students):
        open_ones = [
            held
            for held in every_bundle(problem, i)
            if all(problem.seats[c] > 0 for c in held)
        ]
        best = max(problem.worth[i, list(held)].sum() for held in open_ones)
        assert problem.ideal[i] == pytest.approx(best)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"worth": np.zeros(3)}, "worth must be (S, C), got 1 dimensions."),
        ({"load": np.array([1, 1])}, "load must have shape (3,), got (2,)."),
        ({"seats": np.array([1, -1, 2])}, "seats must be at least 0, got -1."),
        ({"load": np.array([1, 1, 13])}, "load must be at most 12, got 13."),
        ({"worth": np.full((3, 3), -1.0)}, "worth must be finite and at least 0 everywhere."),
        ({"names": ("Choir",)}, "names must name 3 sections, got 1."),
        (
            {"limits": (choices.Limit(section=0, students=np.array([0]), most=-1),)},
            "A limit must be at least 0, got -1.",
        ),
        (
            {"together": (choices.Together(section=3, students=(0, 1)),)},
            "Together(section=3, students=(0, 1)) names a section that does not exist.",
        ),
        (
            {"together": (choices.Together(section=0, students=(0, 5)),)},
            "Together(section=0, students=(0, 5)) names a student who does not exist.",
        ),
        (
            {"together": (choices.Together(section=0, students=(0, 1)),) * 2},
            "A student is in two wishes for the same section.",
        ),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_sentence(changes, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        three_friends(**changes)


@pytest.mark.parametrize(
    ("ranked", "said"),
    [
        ([[0, 0]], "The list of student 0 names a section twice."),
        ([[], [3]], "The list of student 1 names an unknown section."),
    ],
)
def test_a_bad_list_is_refused(ranked, said):
    with pytest.raises(ValueError, match=said):
        choices.worth_of_ranks(ranked, 3)
