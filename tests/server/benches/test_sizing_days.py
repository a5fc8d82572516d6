"""The made-up days equal those of the sizing experiment, number for number."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from seedbed.server.benches.sizing_days import N_READY, N_WAYS, SHAPES, sizing_day

SHARED = Path(__file__).parents[4] / "shared"
GENERATORS = (
    SHARED / "prototypes" / "scheduler" / "gen.py",
    Path("/work/shared/prototypes/scheduler/gen.py"),
)


@pytest.mark.parametrize(
    ("n_students", "seed", "ready", "first", "last", "total"),
    [
        (100, 0, range(31, 39), (197, 274, 186, 117), (149, 235, 179, 189), 572_479),
        (
            100, 7, (0, 1, 2, 3, 4, 5, 6, 8),
            (113, 279, 103, 114), (163, 212, 115, 113), 572_085,
        ),
        (
            300, 1, (10, 12, 14, 15, 16, 19, 22, 23),
            (87, 151, 72, 79), (270, 280, 175, 133), 1_749_999,
        ),
    ],
)  # fmt: skip
def test_the_first_numbers_of_the_plain_shape_are_those_of_the_experiment(
    n_students, seed, ready, first, last, total
):
    day = sizing_day(n_students, seed=seed)

    skills = day.lessons.skill[day.options.lesson].reshape(-1, N_READY, N_WAYS)
    assert tuple(skills[0, :, 0]) == tuple(ready)
    assert tuple(day.options.gain[:N_WAYS]) == first
    assert tuple(day.options.gain[-N_WAYS:]) == last
    assert day.options.gain.sum() == total


def _generator() -> ModuleType:
    file = next((file for file in GENERATORS if file.exists()), None)
    if file is None:
        pytest.skip("the sizing experiment's generator is not beside the checkout")
    spec = importlib.util.spec_from_file_location("sizing_experiment", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("n_students", "seed"), [(100, 0), (100, 2), (300, 1), (77, 5)]
)
def test_the_plain_shape_is_the_experiment_instance_for_instance(n_students, seed):
    theirs = _generator().make(n_students, seed)

    day = sizing_day(n_students, seed=seed)

    n_teachers = theirs["T"]
    skills = day.lessons.skill[day.options.lesson].reshape(-1, N_READY, N_WAYS)
    assert (skills[:, :, 0] == theirs["ready"]).all()
    assert (day.options.gain == theirs["gain"].ravel()).all()
    assert (day.adults.teaches[:n_teachers] == theirs["qual"]).all()
    assert (day.adults.free[:n_teachers] == theirs["tavail"]).all()
    assert (day.students.free == theirs["savail"]).all()
    limits = day.limits
    assert (limits.licences, limits.peer_groups) == (theirs["D"], theirs["P"])
    assert day.adults.tutors.sum() == theirs["U"]
    assert limits.screen_minutes == theirs["K"] * day.block_minutes[0]
    # Its rooms for live sessions never bind: no more teachers are there at once.
    assert theirs["tavail"].sum(axis=0).max() <= theirs["ROOMS"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_arguments_give_the_same_day(shape):
    first, again, other = (sizing_day(40, seed=s, shape=shape) for s in (3, 3, 4))

    assert np.array_equal(first.options.gain, again.options.gain)
    assert not np.array_equal(first.options.gain, other.options.gain)
