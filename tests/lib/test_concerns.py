"""An alarm on concerns per week."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.lib.concerns import calibrate, sounded, watch


def test_two_to_six_a_week_is_found_in_about_two_weeks_at_four_percent():
    alarm = calibrate(usual=2, raised=6, n_weeks=36, false_alarm=0.04)

    assert alarm.false_alarm <= 0.04
    assert alarm.median_week == 2
    assert alarm.mean_week == pytest.approx(2.7, abs=0.1)
    assert alarm.found_by[4] > 0.94


@pytest.mark.parametrize("usual", [0.5, 2.0, 8.0])
def test_no_lower_threshold_would_do(usual):
    alarm = calibrate(usual=usual, raised=3 * usual, false_alarm=0.03)

    reference, threshold = round(alarm.reference * 10), round(alarm.threshold * 10)
    assert sounded(usual, reference, threshold, 36)[-1] <= 0.03
    assert sounded(usual, reference, threshold - 1, 36)[-1] > 0.03


def test_the_chances_are_those_of_many_years():
    alarm = calibrate()
    random = np.random.default_rng(0)

    weeks = [
        watch(alarm, random.poisson(6.0, 36).tolist()).alarm_week for _ in range(2000)
    ]

    # Shares of 2,000 have standard errors up to .011.
    for week in (1, 2, 4):
        share = np.mean([found is not None and found <= week for found in weeks])
        assert share == pytest.approx(alarm.found_by[week - 1], abs=0.04)


def test_a_quiet_term_stays_quiet_and_a_loud_fortnight_sounds():
    alarm = calibrate()

    quiet = watch(alarm, [2, 3, 1, 2, 4, 0])
    loud = watch(alarm, [2, 1, 6, 7, 2])

    assert quiet.alarm_week is None
    assert quiet.sums.max() < alarm.threshold
    assert loud.alarm_week == 4
    assert loud.sums == pytest.approx([0.0, 0.0, 2.4, 5.8, 4.2])


def test_no_weeks_are_no_alarm():
    assert watch(calibrate(), []).alarm_week is None


@pytest.mark.parametrize(
    "part", [{"usual": 0}, {"raised": 2}, {"false_alarm": 0}, {"n_weeks": 0}]
)
def test_rates_that_make_no_sense_are_refused(part):
    with pytest.raises(ValueError, match="usual < raised"):
        calibrate(**part)
