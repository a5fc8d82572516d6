"""The engines can be compiled before the first night needs them."""

from seedbed.engines import scheduler
from seedbed.server.demo import warm


def test_the_smallest_run_gains_something():
    assert warm.compile_engines() > 0


def test_the_tiny_day_has_a_plan_without_faults():
    day = warm.tiny_day()
    plan = scheduler.solve(day, time_limit_seconds=0.2, seed=0).timetable

    assert scheduler.verify(day, plan) == []
