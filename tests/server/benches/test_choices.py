"""The measurement of choices, on simulated students and on the real survey."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from seedbed.engines import choices
from seedbed.server.benches.choices import bench_choices, simulated
from seedbed.server.benches.course_survey import FILES, greedy_ideal, read_survey
from seedbed.server.benches.errors import NotChoicesError

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/choices"
SECTIONS = [
    ["Catalog", "Enrl Capacity", "Section", "zc.days", "Mtg Time"],
    ["101", 2308.0, "01", "Mon Wed", "09:00 AM - 10:00 AM"],
    ["102", 4616.0, "01", "Wed", "09:30 AM - 12:30 PM"],
    ["102", 2308.0, "02", "Wed", "12:30 PM - 01:30 PM"],
]


def survey(folder, *, answers=("100,3,2,8,1,5", "69,3,2,8,1,5", "100,9,2,2,4,")):
    """Write a survey of three sections, and return its folder."""
    with xlsxwriter.Workbook(folder / FILES[2]) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(SECTIONS):
            sheet.write_row(number, 0, row)
    (folder / FILES[1]).write_text(
        "question|description\n"
        "1|Your status\n"
        "7 _1|Course: DEPT 101-01 &nbsp; Schedule\n"
        "7_1|Course: DEPT 102-01,02 &nbsp; Schedule\n"
        "7 _1.1|Course: DEPT 102-02 &nbsp; Schedule\n",
        encoding="utf-8",
    )
    rows = ["Progress,2,3,7 _1,7_1,7 _1", *answers]
    (folder / FILES[0]).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_a_survey_becomes_a_problem(tmp_path):
    problem = read_survey(survey(tmp_path))

    # The second answer was broken off. A rating of 1, or none, is no wish.
    assert problem.worth.tolist() == [[8, 0, 5], [2, 4, 0]]
    assert problem.load.tolist() == [3, 6]
    assert problem.seats.tolist() == [2, 4, 2]
    assert problem.names == ("101-1", "102-1", "102-2")
    clash = [(0, 1), (1, 2)]  # half past nine on a Wednesday; one course
    assert [tuple(pair) for pair in np.argwhere(np.triu(problem.conflict, 1))] == clash
    assert read_survey(tmp_path, above_one=True).worth.tolist() == [
        [7, 0, 4],
        [1, 3, 0],
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / FILES[1]).unlink(), "it has no survey_column_mapping.csv"),
        (lambda f: survey(f, answers=("100,3,2,1,1,1",)), "it has no usable answer"),
        (
            lambda f: (f / FILES[0]).write_text("Progress,2,3\n", encoding="utf-8"),
            "it has no column 7 _1",
        ),
    ],
)
def test_what_is_no_survey_is_refused(tmp_path, spoil, said):
    spoil(survey(tmp_path))

    with pytest.raises(NotChoicesError, match=said):
        read_survey(tmp_path)


def test_every_method_has_a_row_without_faults():
    rows = bench_choices(None, n_students=60, n_electives=12, seconds=2)

    assert [row["method"] for row in rows] == [
        f"seedbed {method}" for method in choices.METHODS
    ]
    assert {row["instance"] for row in rows} == {"simulated 60 x 12"}
    assert {row["n_faults"] for row in rows} == {0}
    assert all(0 <= row["utilitarian"] <= 1 for row in rows)


def test_simulated_students_rank_eight_and_take_three():
    problem = simulated(50, 12, seed=1)

    assert ((problem.worth > 0).sum(axis=1) == 8).all()
    assert (problem.worth.max(axis=1) == 1).all()
    assert problem.seats.sum() == 180
    assert (simulated(50, 12, seed=1).worth == problem.worth).all()


@pytest.mark.shared_data
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/choices is absent")
def test_the_survey_is_that_of_the_prior_measurements():
    problem = read_survey(SHARED)
    ideal = greedy_ideal(problem)

    assert problem.worth.shape == (699, 96)
    assert problem.seats.sum() == 2194
    means = {
        method: np.mean(
            [
                (problem.worth * choices.allot(problem, method=method, seed=s).has).sum(
                    1
                )
                / ideal
                for s in range(4)
            ]
        )
        for method in ("serial-dictatorship", "round-robin")
    }
    assert means["serial-dictatorship"] == pytest.approx(0.749, abs=0.005)
    assert means["round-robin"] == pytest.approx(0.824, abs=0.003)
