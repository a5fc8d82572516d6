"""A baseline whose library is absent, or unfit, says so and what to do."""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from benchmarks.learner.baselines import BASELINES, libraries, why_missing


def test_every_baseline_says_whether_it_can_run():
    assert all(isinstance(why_missing(name), str) for name in BASELINES)
    assert why_missing("elo") == why_missing("rasch") == why_missing("2pl") == ""


def test_an_absent_library_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(libraries, "find_spec", lambda name: None)

    assert why_missing("pfa") == "pfa needs scikit-learn; install with: make baselines"
    assert why_missing("dkt") == "dkt needs jax and optax; install with: make baselines"


def test_the_pure_build_of_pybkt_is_refused(monkeypatch, tmp_path):
    class Found:
        submodule_search_locations = [str(tmp_path)]

    monkeypatch.setattr(libraries, "find_spec", lambda name: Found())

    assert why_missing("bkt") == (
        "bkt needs pyBKT's compiled build, and the one installed is pure Python, which "
        "fits nothing; with a C++ compiler there, repair with: make -B baselines"
    )
    (tmp_path / "fit").mkdir()
    (tmp_path / "fit" / f"E_step{EXTENSION_SUFFIXES[0]}").touch()
    assert why_missing("bkt") == ""


def test_an_unknown_baseline_is_refused_with_the_known_ones():
    with pytest.raises(
        ValueError, match="There is no baseline 'glicko'; there are elo,"
    ):
        why_missing("glicko")
