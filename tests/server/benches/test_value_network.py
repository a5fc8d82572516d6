"""The bench of stakeholder maps: published numbers, and cases that only illustrate."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seedbed.server.benches.stakeholder_cases import EMISSION_STANDARDS, cases
from seedbed.server.benches.value_network import bench_value_network

SHARED = Path(__file__).parents[4] / "shared" / "data" / "within"
needs_data = pytest.mark.skipif(
    not SHARED.exists(), reason="../shared/data/within is absent"
)


@pytest.fixture(scope="module")
def found():
    return bench_value_network()


@pytest.mark.golden
def test_the_table_is_reproduced_to_twelve_digits(found):
    assert found["table"]["mean_error"] < 1e-12
    assert found["table"]["median"] == found["table"]["published_median"]


def test_each_case_stands_beside_what_happened(found):
    assert len(found["cases"]) == 7
    for row in found["cases"]:
        assert row["happened"]
        assert sum(row["contributions"].values()) == pytest.approx(row["mean"])
        assert row["p_stopped"] >= max(row["p_opposed"], row["p_vetoed"])


def test_what_was_never_tried_has_no_outcome(found):
    assert [row["case"] for row in found["cases"] if row["was_stopped"] is None] == [
        "MVWSD-TTO, opt-in"
    ]
    assert "not a validation" in found["note"]


def test_an_opt_in_unit_keeps_the_lever_of_the_story(found):
    """The order and the lever of the public record, not a proof of either."""
    inside, apart = found["cases"][:2]

    assert apart["mean"] > 0 > inside["mean"]
    assert apart["p_stopped"] < inside["p_stopped"]


@pytest.mark.shared_data
@needs_data
def test_table_and_cases_are_those_of_the_files():
    with (SHARED / "bdm1994_emission_standards.csv").open() as lines:
        rows = {row["Actor"]: row for row in csv.DictReader(lines)}
    with (SHARED / "value_network_cases.csv").open() as lines:
        known = {row["case_id"] for row in csv.DictReader(lines)}

    assert {
        name: (float(r["Capability"]), float(r["Position"]), float(r["Salience"]))
        for name, r in rows.items()
    } == EMISSION_STANDARDS
    assert {case.id for case in cases() if case.was_stopped is not None} == known
