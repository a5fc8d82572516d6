"""From rows to a pilot; each trouble in one sentence, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.evaluation.cast import outcome, records

from seedbed.engines import evaluation
from seedbed.engines.evaluation import errors
from seedbed.engines.evaluation.records import COMPARISON, PILOT


def member(student, cluster, arm):
    return evaluation.Member(student=student, cluster=cluster, arm=arm)


def test_rows_become_a_pilot():
    found = evaluation.assemble(records())

    pilot = found.pilot
    assert found.students == ("Ana", "Ben", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal")
    assert found.clusters == ("Room 1", "Room 2", "Room 3", "Room 4")
    assert pilot.is_treated.tolist() == [True, True, False, False]
    assert pilot.fractions.tolist() == [0.25, 0.5]
    assert pilot.outcomes[1].tolist() == [2, 4, 3, 5, 4, 6, 5, 7]
    assert pilot.pretest[:, 0].tolist() == [0, 1, 1, 2, 2, 3, 3, 4]
    assert found.foreign == ()


def test_arms_that_overlap():
    rows = records()
    moved = [*rows.members, member("Ivy", "Room 1", COMPARISON)]

    with pytest.raises(errors.OverlappingArmsError) as refused:
        evaluation.assemble(replace(rows, members=moved, fill_pretests=True))

    assert str(refused.value) == (
        "The arms of this pilot overlap: Room 1 is in pilot and comparison. Say which "
        "arm Room 1 was assigned to; its students and what was measured are kept."
    )


def test_a_student_in_two_arms():
    rows = records()
    both = [*rows.members, member("Ana", "Room 4", COMPARISON)]

    with pytest.raises(errors.StudentInTwoArmsError) as refused:
        evaluation.assemble(replace(rows, members=both))

    assert str(refused.value) == (
        "1 student would count in two arms: Ana, the first through Room 1 and Room 4. "
        "Count each where the student was first assigned, even after a move; what was "
        "measured is kept."
    )


def test_a_move_within_an_arm_counts_where_it_began():
    rows = records()
    moved = [*rows.members, member("Ana", "Room 2", PILOT)]

    found = evaluation.assemble(replace(rows, members=moved))

    assert found.pilot.cluster.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_an_outcome_before_the_start():
    rows = records()
    early = [
        *rows.outcomes,
        replace(outcome("Ana", 1, 3.0), on=rows.starts_on.replace(month=8)),
    ]

    with pytest.raises(errors.OutcomeBeforeStartError) as refused:
        evaluation.assemble(replace(rows, outcomes=early))

    assert str(refused.value) == (
        "1 outcome cannot be the pilot's: measured from 2026-08-01 on, before it began "
        "on 2026-09-01. Give what came before as the pretest, or correct the date."
    )


def test_a_missing_pretest():
    rows = records()
    some = rows.pretests | {"Ana": [None]}
    del some["Ben"]

    with pytest.raises(errors.MissingPretestError) as refused:
        evaluation.assemble(replace(rows, pretests=some))

    assert str(refused.value) == (
        "2 of 8 students have no pretest: Ana and Ben. Enter it, or choose in the "
        "registration to fill missing pretests with the mean and mark them; nobody is "
        "left out."
    )


def test_missing_pretests_are_filled_and_marked_where_the_plan_says_so():
    rows = records()

    found = evaluation.assemble(
        replace(rows, pretests=rows.pretests | {"Ana": [None]}, fill_pretests=True)
    )

    assert found.pilot.pretest[0].tolist() == [pytest.approx(16 / 7), 1.0]
    assert found.pilot.pretest[1:, 1].sum() == 0


def test_all_equal_outcomes():
    rows = records()
    equal = [replace(one, value=5.0) for one in rows.outcomes]

    with pytest.raises(errors.EqualOutcomesError) as refused:
        evaluation.assemble(replace(rows, outcomes=equal))

    assert str(refused.value) == (
        "Nothing can be compared: all 8 outcomes are 5. Check that the right column "
        "was read, or choose a measure that not everybody reaches."
    )


def test_a_class_that_dissolved():
    rows = records()
    left = [
        one
        for one in rows.outcomes
        if one.look == 1 or one.student not in ("Cy", "Dee")
    ]

    with pytest.raises(errors.DissolvedClusterError) as refused:
        evaluation.assemble(replace(rows, outcomes=left))

    assert str(refused.value) == (
        "Room 2, with 2 students, has had no outcome since look 1: it was dissolved, or "
        "its outcomes are late. Measure its students where they are now and count them "
        "under Room 2, or choose to go on with its last measure; the loss is reported "
        "as attrition."
    )


def test_a_dissolved_class_keeps_its_last_measure_where_the_plan_says_so():
    rows = records()
    left = [
        one
        for one in rows.outcomes
        if one.look == 1 or one.student not in ("Cy", "Dee")
    ]

    found = evaluation.assemble(replace(rows, outcomes=left, carry_dissolved=True))

    assert (
        found.pilot.outcomes[1, 2:4].tolist() == found.pilot.outcomes[0, 2:4].tolist()
    )


def test_a_class_that_never_had_an_outcome():
    rows = records()
    left = [one for one in rows.outcomes if one.student not in ("Cy", "Dee")]

    (fault,) = evaluation.faults(replace(rows, outcomes=left))

    assert "never had an outcome" in str(fault)


def test_every_trouble_is_listed_at_once():
    rows = records()

    found = evaluation.faults(
        replace(
            rows,
            members=[*rows.members, member("Ana", "Room 4", COMPARISON)],
            pretests={},
            outcomes=[one for one in rows.outcomes if one.student != "Ana"],
            starts_on=rows.starts_on.replace(month=10),
        )
    )

    assert [fault.code for fault in found] == [
        "evaluation-student-in-two-arms",
        "evaluation-outcome-before-start",
        "evaluation-missing-pretest",
    ]


def test_outcomes_of_strangers_are_handed_back():
    rows = records()
    stranger = outcome("Zoe", 1, 4.0)

    found = evaluation.assemble(replace(rows, outcomes=[*rows.outcomes, stranger]))

    assert found.foreign == (stranger,)


def test_a_correction_counts_instead_of_what_it_corrects():
    rows = records()
    again = outcome("Ana", 1, 9.0, day=20)

    found = evaluation.assemble(replace(rows, outcomes=[again, *rows.outcomes]))

    assert found.pilot.outcomes[0, 0] == 9.0


def test_who_is_not_measured_is_reported_by_arm():
    rows = records()
    some = [one for one in rows.outcomes if (one.student, one.look) != ("Ana", 2)]

    first, second = evaluation.attrition(
        evaluation.assemble(replace(rows, outcomes=some)).pilot
    )

    assert (first.overall, first.differential) == (0.0, 0.0)
    assert (second.n_assigned, second.n_measured) == (8, 7)
    assert (second.overall, second.treated, second.comparison) == (1 / 8, 1 / 4, 0.0)
    assert second.differential == 0.25
    assert second.lost_clusters == ()


def test_a_lost_class_is_named_in_the_attrition():
    pilot = evaluation.assemble(records()).pilot
    outcomes = pilot.outcomes.copy()
    outcomes[1, 4:6] = np.nan

    _, second = evaluation.attrition(replace(pilot, outcomes=outcomes))

    assert second.lost_clusters == (2,)
    assert second.comparison == 0.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_looks": 1}, "looks in 1..1, got 1..2"),
        ({"pretests": {"Ana": [1.0, 2.0]}}, "Ana has 2 pretests where 1 are expected"),
    ],
)
def test_rows_that_do_not_fit_are_a_mistake_of_the_caller(change, words):
    with pytest.raises(ValueError, match=words):
        evaluation.faults(records(**change))


def test_an_arm_has_one_of_two_names():
    with pytest.raises(ValueError, match="must be 'pilot' or 'comparison'"):
        member("Ana", "Room 1", "other")
