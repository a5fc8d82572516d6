"""A day refuses nonsense at birth and names the part."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.broken_sites import two_sites
from tests.engines.scheduler.tiny import ANA, plan, tiny_day, with_students

from seedbed.engines import scheduler
from seedbed.engines.scheduler import (
    RULES,
    Day,
    Limits,
    Locks,
    Pairs,
    Timetable,
    day_from_json,
    day_to_json,
    timetable_from_json,
    timetable_to_json,
    verify,
)

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/day-problem.md"
SOLVER = (
    "kernels", "guards", "construct", "mentor_time", "finish", "placement", "pairing",
    "supervision", "baseline", "solver", "state", "sites",
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "name", "value", "message"),
    [
        ("students", "grade", np.full(6, 6.0), "students.grade must hold whole numbers, got float64."),
        ("students", "free", np.ones((6, 2), bool), "students.free must have shape (6, 3), got (6, 2)."),
        ("students", "time_factor", np.full(6, 0.5), "students.time_factor must be 1.0 or more everywhere."),
        ("students", "working_grade", np.full(6, np.nan), "students.working_grade must be finite everywhere."),
        ("students", "language", np.full(6, 1), "students.language must lie in -1..0, got 1."),
        ("lessons", "modality", np.full(12, 6), "lessons.modality must lie in 0..5, got 6."),
        ("options", "student", np.arange(72)[::-1] // 12, "options.student must be in ascending order."),
        ("options", "gain", np.full(72, -1.0), "options.gain must be 0 or more everywhere."),
        ("options", "lesson", np.zeros(72, np.int64), "options names the same student and lesson twice."),
        ("adults", "teaches", np.ones((3, 1), bool), "adults.teaches must have shape (3, 2), got (3, 1)."),
        ("rooms", "devices", np.ones(2, np.int64), "rooms.devices must have shape (3,), got (2,)."),
        ("rooms", "site", np.array([0, 0, 1]), "rooms.site must lie in 0..0, got 1."),
        ("rooms", "travel_minutes", np.array([[5]]), "rooms.travel_minutes must be 0 or more, and 0 from a site to itself."),
        ("students", "site", np.zeros((6, 2), np.int64), "students.site must have shape (6, 3), got (6, 2)."),
        ("history", "passed", np.array([[6, 0]]), "history.passed (student) must lie in 0..5, got 6."),
        ("names", "rooms", ("Maple",), "names.rooms must have 3 names, got 1."),
        ("locks", "seats", np.array([[0, 3, 0]]), "locks.seats (block) must lie in 0..2, got 3."),
        ("locks", "by", ("Ms. Cho",), "locks.by must have 0 names, got 1."),
        ("students", "mentor_minutes", np.ones(5, np.int64), "students.mentor_minutes must have shape (6,), got (5,)."),
        ("adults", "is_licensed", np.ones(3, np.int64), "adults.is_licensed must hold true or false, got int64."),
        ("pairs", "apart", np.array([[0, 6]]), "pairs.apart must lie in 0..5, got 6."),
        ("pairs", "together", np.array([[2, 2]]), "pairs.together pairs a student with themself."),
        ("pairs", "apart_by", ("Ms. Cho",), "pairs.apart_by must have 0 names, got 1."),
    ],
)  # fmt: skip
def test_nonsense_is_refused_at_birth(
    part: str, name: str, value: Any, message: str
) -> None:
    day = tiny_day()

    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the words follow
        replace(day, **{part: replace(getattr(day, part), **{name: value})})

    assert str(refusal.value) == message


def test_a_block_is_not_both_free_and_fixed() -> None:
    fixed = np.full((6, 3), -1)
    fixed[ANA, 1] = 0
    one = np.array([0])
    day = tiny_day()
    day = replace(
        day,
        fixed=replace(
            day.fixed,
            block=one + 1,
            modality=one + 6,
            staff=one,
            room=one,
            seats=one + 9,
        ),
    )

    with pytest.raises(ValueError, match="both claim student 0, block 1"):
        with_students(day, fixed=fixed)


def test_a_timetable_of_another_day_is_refused() -> None:
    day = tiny_day()
    timetable = plan(day)

    with pytest.raises(ValueError, match=r"timetable.lesson must have shape \(6, 3\)"):
        verify(day, replace(timetable, lesson=timetable.lesson[:3]))
    with pytest.raises(ValueError, match=r"timetable.room must lie in -1..2, got 7"):
        verify(day, replace(timetable, room=timetable.room + 5))


def test_the_check_works_without_the_solver() -> None:
    """``verify`` shares no code with the solver: it imports with all of it blocked."""
    blocked = ";".join(
        f"sys.modules['seedbed.engines.scheduler.{name}'] = None" for name in SOLVER
    )
    package = Path(scheduler.__file__ or "").parent
    code = f"""
import sys, types
import seedbed.engines
shell = types.ModuleType('seedbed.engines.scheduler')
shell.__path__ = [{str(package)!r}]
sys.modules['seedbed.engines.scheduler'] = shell
sys.modules['numba'] = sys.modules['highspy'] = None
{blocked}
from seedbed.engines.scheduler.verify import verify
print(verify.__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout == "verify\n", done.stderr


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(tiny_day(), id="tiny"),
        pytest.param(
            tiny_day(
                locks=Locks(seats=np.array([[0, 1, 2]]), by=("Ms. Cho",)),
                pairs=Pairs(apart=np.array([[0, 1]]), apart_by=("Ms. Cho",)),
                limits=Limits(group_spread=None, staff_blocks=3),
            ),
            id="locks and waivers",
        ),
        pytest.param(two_sites(), id="two sites"),
        pytest.param(make_day(Recipe(n_students=20)), id="made up"),
    ],
)
def test_a_day_survives_json_exactly(day: Day) -> None:
    again = day_from_json(json.loads(json.dumps(day_to_json(day))))

    assert again.limits == day.limits
    assert again.names == day.names
    for part in (
        "students",
        "lessons",
        "options",
        "adults",
        "rooms",
        "fixed",
        "history",
        "locks",
        "pairs",
    ):
        for field in fields(getattr(day, part)):
            mine = getattr(getattr(day, part), field.name)
            other = getattr(getattr(again, part), field.name)
            if isinstance(mine, tuple):
                assert mine == other, (part, field.name)
                continue
            assert np.array_equal(mine, other), (part, field.name)
            assert mine.shape == other.shape, (part, field.name)
            assert mine.dtype.kind == other.dtype.kind, (part, field.name)


def test_json_from_before_the_optional_fields_reads_as_a_day_without_them() -> None:
    data = day_to_json(tiny_day())
    del data["pairs"], data["adults"]["is_licensed"], data["locks"]["by"]
    for name in ("mentor_minutes", "wants_stretch", "group", "live_minutes"):
        del data["students"][name]
    del data["students"]["site"], data["rooms"]["site"], data["rooms"]["travel_minutes"]

    day = day_from_json(data)

    assert day.adults.is_licensed.all()
    assert (day.students.group == -1).all()
    assert not len(day.pairs.apart)
    assert day_to_json(day) == day_to_json(tiny_day())


def test_a_timetable_survives_json_exactly() -> None:
    day = make_day(Recipe(n_students=20))
    timetable = scheduler.greedy(day)
    data = json.loads(json.dumps(timetable_to_json(timetable)))

    again = timetable_from_json(data, n_blocks=day.n_blocks)

    for field in fields(Timetable):
        mine, other = getattr(timetable, field.name), getattr(again, field.name)
        assert np.array_equal(mine, other), field.name
    assert verify(day, again) == []


def test_json_of_another_format_or_with_a_gap_is_refused() -> None:
    data = day_to_json(tiny_day())

    with pytest.raises(ValueError, match="format must be 'seedbed-day-1', got None"):
        day_from_json({})
    del data["rooms"]
    with pytest.raises(ValueError, match="The day lacks the part 'rooms'"):
        day_from_json(data)
    with pytest.raises(
        ValueError, match="The timetable lacks the part 'session_block'"
    ):
        timetable_from_json({}, n_blocks=3)


def test_the_page_names_every_field_and_every_rule() -> None:
    words = PAGE.read_text(encoding="utf-8")
    parts = (Day, Timetable, *(type(getattr(tiny_day(), f.name)) for f in fields(Day)))
    names = [
        field.name
        for part in parts
        if hasattr(part, "__dataclass_fields__")
        for field in fields(part)
    ]

    missing = [name for name in [*names, *RULES] if f"`{name}`" not in words]

    assert missing == []
