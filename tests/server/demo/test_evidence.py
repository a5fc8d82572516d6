"""When the simulated answers were given."""

from datetime import date

import numpy as np

from seedbed.server.demo.evidence import _starts, school_days


def test_six_weeks_have_thirty_school_days_and_end_before_the_weekend():
    days = school_days(date(2026, 11, 21), weeks=6)

    assert len(days) == 30
    assert (days[0], days[-1]) == (date(2026, 10, 12), date(2026, 11, 20))
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}


def test_school_starts_at_the_same_local_time_when_the_clock_changes():
    starts = _starts(np.array([0, 7]), date(2026, 10, 28), "America/New_York")

    # Clocks went back an hour on 1 November: seven days and one hour lie between.
    assert starts[1] - starts[0] == 7 * 86_400 + 3_600
