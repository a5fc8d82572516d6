"""Small counts are worked out of naive tables, and not of ours."""

from pathlib import Path

import pytest

from seedbed.server.benches.disclosure import FILE, bench_disclosure, star_tables
from seedbed.server.benches.errors import NotStarError

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/evaluation"
HEADER = "schoolidk,ethnicity,lunchk,gender"


def write(folder, *rows, header=HEADER):
    (folder / FILE).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def test_children_become_a_table_for_each_school(tmp_path):
    write(
        tmp_path,
        "7,afam,free,male",
        "7,afam,free,male",
        "7,asian,non-free,female",
        "8,cauc,free,female",
        "8,,free,female",  # one of the three is not known
        ",cauc,free,female",  # not in a kindergarten
    )

    seven, eight = star_tables(tmp_path / FILE)

    assert seven.counts.tolist() == [[2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert eight.counts.tolist() == [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ((), "schoolidk,gender", r"the columns \['ethnicity', 'lunchk'\] are missing"),
        ((",cauc,free,male",), HEADER, "it has no child in a kindergarten"),
    ],
)
def test_a_file_that_is_not_star_is_refused(tmp_path, rows, header, said):
    write(tmp_path, *rows, header=header)

    with pytest.raises(NotStarError, match=said):
        bench_disclosure(tmp_path, seed=0)


def test_a_folder_without_the_file_is_refused(tmp_path):
    with pytest.raises(NotStarError, match=r"it has no AER_STAR\.csv"):
        bench_disclosure(tmp_path, seed=0)


@pytest.mark.slow
def test_simulated_schools_give_nothing_away():
    naive, small, ours = bench_disclosure(None, seed=1)

    assert naive["n_recovered"] > small["n_recovered"] > 0
    assert (ours["n_recovered_by_rule"], ours["n_narrow"]) == (0, 0)
    assert ours["people_kept"] > 0.3


@pytest.mark.slow
@pytest.mark.shared_data
def test_no_count_of_star_is_worked_out():
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data/evaluation")

    naive, _, ours = bench_disclosure(SHARED, seed=0)

    # What others measured on the same tables.
    assert (naive["n_small"], naive["n_recovered"]) == (236, 176)
    assert (ours["n_small"], ours["n_recovered"], ours["n_narrow"]) == (236, 0, 0)
    assert ours["n_recovered_by_rule"] == ours["n_merged"] == 0
    assert ours["people_kept"] > 0.5
