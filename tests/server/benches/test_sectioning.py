"""Reseating the students of an ITC-2019 solution, from files to files."""

from __future__ import annotations

import pytest
from tests.interop.itc2019.files import SOLUTION, written

from seedbed.interop.itc2019 import checked, read_instance, read_solution
from seedbed.server.benches.errors import NoSectioningError
from seedbed.server.benches.sectioning import bench_sectioning


def test_conflicts_go_down_and_the_new_solution_is_valid(tmp_path):
    files = written(tmp_path)
    again = tmp_path / "again.xml"

    found = bench_sectioning(*files, seconds=5, seed=1, write=again)

    # Ana must pass from room 1 to room 2 in two slots, and the way takes three; with
    # Ben in her group she need not.
    assert (found["before"], found["after"]) == (1, 0)
    assert (found["bound"], found["relaxed_bound"], found["faults"]) == (0, 0, 0)
    instance = read_instance(files[0])
    solution = checked(instance, read_solution(again), file_name="again.xml")
    assert solution.placements["a2"].students == ("Ben",)
    assert bench_sectioning(files[0], again, seconds=5)["before"] == 0


def test_a_solution_without_students_is_refused(tmp_path):
    lines = SOLUTION.replace("<student id=", "<absent id=")

    with pytest.raises(NoSectioningError, match="it seats no students"):
        bench_sectioning(*written(tmp_path, solution=lines), seconds=5)


def test_an_answer_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(NoSectioningError, match="it cannot be written"):
        bench_sectioning(*written(tmp_path), seconds=5, write=tmp_path)
