"""The model and the state: what they weigh, refuse and write."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import fitted

from seedbed.engines import learner
from seedbed.engines.learner.model import UNKNOWN_GRADE


def test_what_is_remembered_grows_with_what_was_met_only():
    blank = worlds.state_of(fitted(), [])
    one = worlds.state_of(fitted(), [(0, 0, True, 20_000.0)])
    again = worlds.state_of(fitted(), [(0, 0, True, 20_000.0)] * 50)
    other_item = worlds.state_of(
        fitted(), [(0, 0, True, 20_000.0), (0, 1, True, 20_000.0)]
    )
    other_skill = worlds.state_of(
        fitted(), [(0, 0, True, 20_000.0), (0, 2, True, 20_000.0)]
    )

    assert blank.n_bytes < one.n_bytes == again.n_bytes
    assert one.n_bytes < other_item.n_bytes < other_skill.n_bytes


def test_a_student_takes_few_bytes_beside_skills_and_items_met():
    few, many = (worlds.state_of(fitted(), [], n).n_bytes for n in (10, 110))

    assert (many - few) / 100 <= 256


def test_skills_nobody_has_met_take_no_room():
    none = np.zeros(0, np.int32)
    sizes = []
    for n_skills in (5, 5_000):
        grades = np.full(n_skills, 6, np.int32)
        graph = learner.Graph(
            grade_low=grades, grade_high=grades, before=none, after=none
        )
        answers = dataclasses.replace(
            worlds.answers([(0, 0, True, 20_000.0)]), n_skills=n_skills
        )
        model = learner.fit(answers, graph)
        sizes.append(learner.update(learner.begin(model, 2), answers).n_bytes)

    assert sizes[0] == sizes[1]


def test_arrays_of_another_version_are_refused():
    model = {**fitted().to_arrays(), "version": np.array(99)}
    state = {**worlds.state_of(fitted(), []).to_arrays(), "version": np.array(1)}

    with pytest.raises(
        ValueError, match="These arrays are of version 99; this program"
    ):
        learner.Model.from_arrays(model)
    with pytest.raises(ValueError, match=r"reads version 4\. Fit the model again from"):
        learner.State.from_arrays(fitted(), state)


def test_no_array_of_an_archive_needs_pickle():
    for arrays in (fitted().to_arrays(), worlds.state_of(fitted(), []).to_arrays()):
        for name, part in arrays.items():
            assert np.asarray(part).dtype.kind in "fiubU", name


def test_grades_survive_an_archive():
    grade = np.array([6, UNKNOWN_GRADE], np.int32)
    state = learner.begin(fitted(), 2, grade=grade)

    arrays = worlds.through_archive(state.to_arrays())

    found = learner.State.from_arrays(fitted(), arrays)
    assert found.grade.tolist() == [6, UNKNOWN_GRADE]


def test_grades_are_unknown_unless_given():
    assert learner.begin(fitted(), 2).grade.tolist() == [UNKNOWN_GRADE] * 2
    with pytest.raises(ValueError, match=r"grade must have shape \(2,\), one per stud"):
        learner.begin(fitted(), 2, grade=np.zeros(3, np.int32))


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        # A weight too few for what mastery reads.
        ("reading", np.zeros(8), r"Model.reading must have shape \(9,\), got \(8,\)"),
        # A skill too many.
        ("skill_ease", np.zeros(6), r"Model.skill_ease must have shape \(5,\)"),
    ],
)
def test_parts_of_a_model_that_do_not_fit_are_refused(part, value, message):
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(fitted(), **{part: value})


def test_knots_for_other_counters_are_refused():
    weights = fitted().weights._replace(low=np.zeros(3))

    with pytest.raises(ValueError, match=r"Model.weights.low must have shape \(23,\)"):
        dataclasses.replace(fitted(), weights=weights)


def test_another_model_reads_the_same_past():
    rows = [(0, 0, True, 20_000.0)] * 4
    state = worlds.state_of(fitted(), rows)

    moved = state.read_by(worlds.unread())

    assert moved.kept is state.kept
    assert moved.model is worlds.unread()
    found = learner.snapshot(moved, as_of=20_000.0).mastery
    exact = worlds.mastery_of(worlds.unread(), rows, as_of=20_000.0)
    np.testing.assert_array_equal(found[0], exact)
