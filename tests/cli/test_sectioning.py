"""`seedbed bench sectioning` on the tiny instance."""

from __future__ import annotations

from tests.interop.itc2019.files import SOLUTION, written


def test_the_bench_prints_conflicts_before_and_after(seedbed, tmp_path):
    instance, solution = written(tmp_path)
    again = tmp_path / "again.xml"

    found = seedbed.json(
        "bench", "sectioning", str(instance), str(solution), "--time", "5",
        "--seed", "3", "--write", str(again),
    )  # fmt: skip

    assert (found["before"], found["after"], found["faults"]) == (1, 0, 0)
    assert "<student" in again.read_text(encoding="utf-8")


def test_a_mismatch_is_one_sentence_and_exit_code_1(seedbed, tmp_path):
    files = written(tmp_path, solution=SOLUTION.replace('start="114"', 'start="7"'))

    result = seedbed("bench", "sectioning", *map(str, files))

    assert result.exit_code == 1
    assert "class b1 meets on days 1000000, slot 7" in " ".join(result.stderr.split())
