"""The bench of trajectories judges what it says it judges."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from seedbed.server.benches.errors import NotAPanelError
from seedbed.server.benches.trajectory import PANEL, bench_trajectory, read_panel

SHARED = Path(__file__).parents[4] / "shared" / "data" / "within"


@pytest.fixture(scope="module")
def found():
    return bench_trajectory(None, seeds=2)


def test_intervals_of_simulated_panels_hold(found):
    for row in found["panels"]:
        assert row["coverage"] == pytest.approx(0.9, abs=0.03)


def test_watching_breaks_wilson_and_not_what_is_made_for_it(found):
    assert found["shares"]["ever_missed_by_watched"] <= 0.05
    assert found["shares"]["ever_missed_by_wilson"] > 0.1


def test_a_unit_at_its_mark_seldom_passes_and_one_far_above_it_does(found):
    assert found["stage"]["passed_at_0.25"] <= 0.05
    assert found["stage"]["passed_at_0.5"] == 1.0


def test_a_panel_is_read_by_district_and_year_with_its_holes(tmp_path):
    (tmp_path / PANEL).write_text(
        "lea_name,lea_id,state,year,homeschool_students\n"
        "Alma,1,AR,2019-20,40\nAlma,1,AR,2018-19,30\nBay,2,AR,2018-19,\n",
        encoding="utf-8-sig",
    )

    years, counts = read_panel(tmp_path)

    assert years == ["2018-19", "2019-20"]
    assert counts[0].tolist() == [30.0, 40.0]
    assert np.isnan(counts[1]).all()


@pytest.mark.parametrize(
    ("text", "says"), [(None, "is absent"), ("a,b\n1,2\n", "lacks a column")]
)
def test_another_folder_is_refused(tmp_path, text, says):
    if text:
        (tmp_path / PANEL).write_text(text)

    with pytest.raises(NotAPanelError, match=says):
        read_panel(tmp_path)


@pytest.mark.shared_data
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/within is absent")
def test_on_the_real_panel_nine_of_ten_intervals_hold():
    for row in bench_trajectory(SHARED, seeds=5)["panel"]:
        assert row["coverage"] == pytest.approx(0.9, abs=0.02)
