"""Who gains least and who loses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.evaluation.cast import rooms

from seedbed.engines import evaluation

NAMES = ["girls", "boys", "newcomers"]


def grouped(n_rooms=12, n_each=18, *, gains=(0.0, 0.0, 0.0), seed=0):
    pilot = rooms(n_rooms, n_each, n_looks=2, seed=seed)
    group = np.arange(pilot.n_students) % 3
    arm = pilot.is_treated[pilot.cluster]
    gained = np.array(gains)[group] * arm
    return replace(pilot, outcomes=pilot.outcomes + gained), group


def test_the_least_comes_first_and_who_loses_is_named():
    pilot, group = grouped(gains=(1.5, 1.5, -2.0))

    rows = evaluation.subgroups(pilot, group, NAMES)

    assert rows[0].name == "newcomers"
    assert rows[0].high < 0.0
    assert rows[0].p < 0.05
    assert rows[0].gap < -2.5
    assert rows[0].p_gap < 0.05
    assert rows[1].low > 0.0
    assert rows[0].n_treated == rows[0].n_comparison == 36


def test_the_standard_error_is_that_of_the_group_alone_over_all_assignments():
    pilot, group = grouped(gains=(1.5, 1.5, -2.0))

    rows = evaluation.subgroups(pilot, group, NAMES)

    for row in rows:
        edge = (row.high - row.effect) / row.standard_error
        assert row.effect - row.low == pytest.approx(edge * row.standard_error)
        # The bounds hold for three groups together, so they are wider than 1.96.
        assert 1.96 < edge < 3.5


def test_an_effect_that_is_the_same_for_all_is_no_gap():
    pilot, group = grouped(gains=(1.0, 1.0, 1.0), seed=3)

    rows = evaluation.subgroups(pilot, group, NAMES)

    assert all(row.p < 0.05 for row in rows)
    assert all(row.p_gap > 0.05 for row in rows)


def test_an_effect_is_that_of_the_group_alone():
    pilot, group = grouped()
    only = replace(pilot, outcomes=np.where(group == 1, pilot.outcomes, np.nan))

    (row,) = (r for r in evaluation.subgroups(pilot, group, NAMES) if r.name == "boys")

    alone = evaluation.monitor(only, evaluation.Plan(margin=1.0)).looks[-1]
    assert row.effect == pytest.approx(alone.estimate)


def test_over_all_assignments_any_group_is_alarmed_as_rarely_as_it_says():
    pilot, group = grouped(8, 6, seed=5)
    group = np.arange(pilot.n_students) % 2
    could = evaluation.rerandomise(pilot.block, pilot.is_treated)

    least = []
    for arm in could.is_treated:
        rows = evaluation.subgroups(replace(pilot, is_treated=arm), group, NAMES[:2])
        least.append(min(row.p for row in rows))

    for level in (0.05, 0.1, 0.3):
        assert np.mean(np.array(least) <= level) <= level


def test_a_small_group_is_named_and_not_shown():
    pilot, group = grouped()
    group = np.where(np.arange(len(group)) < 8, 2, group % 2)

    rows = evaluation.subgroups(pilot, group, NAMES)

    assert rows[-1].name == "newcomers"
    assert np.isnan([rows[-1].effect, rows[-1].p, rows[-1].gap]).all()


def test_with_one_group_there_is_nobody_else_to_differ_from():
    pilot, group = grouped()

    (row,) = evaluation.subgroups(pilot, np.zeros_like(group), ["all"])

    assert np.isnan([row.gap, row.p_gap]).all()
    assert np.isfinite(row.effect)


@pytest.mark.parametrize("wrong", [-2, 3])
def test_a_group_without_a_name_is_refused(wrong):
    pilot, group = grouped()

    with pytest.raises(ValueError, match="group must"):
        evaluation.subgroups(pilot, np.full_like(group, wrong), NAMES)


def test_a_group_whose_students_are_all_alike_is_named_and_not_shown():
    pilot, group = grouped()
    alike = replace(pilot, outcomes=np.where(group == 0, 1.0, pilot.outcomes))

    rows = evaluation.subgroups(alike, group, NAMES)

    assert [np.isnan(row.effect) for row in rows] == [False, False, True]
    assert rows[-1].name == "girls"
