"""The same model and state under new numbers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, RATIOS, SHAPES, fitted

from seedbed.engines import learner
from seedbed.engines.learner.kernels import layout
from seedbed.engines.learner.model import UNKNOWN_GRADE

#: New number -> old number. A skill is added in front, an item (of the new skill) and
#: another of ratios at the end; skills and items change places.
NEW_SKILL = 0
OLD_SKILLS = np.array([-1, 4, 3, 2, 1, 0])
OLD_ITEMS = np.array([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -1])
NEW_ITEM_OF_NEW_SKILL, NEW_ITEM_OF_RATIOS = 11, 12


def to_new(old_numbers, n_old):
    found = np.full(n_old, -1)
    found[old_numbers[old_numbers >= 0]] = np.flatnonzero(old_numbers >= 0)
    return found


NEW_SKILLS, NEW_ITEMS = to_new(OLD_SKILLS, 5), to_new(OLD_ITEMS, 11)
ITEM_SKILLS = [
    sorted(int(NEW_SKILLS[k]) for k in worlds.ITEM_SKILLS[j]) for j in OLD_ITEMS[:11]
] + [[NEW_SKILL], [int(NEW_SKILLS[RATIOS])]]
STARTS = np.cumsum([0] + [len(skills) for skills in ITEM_SKILLS]).astype(np.int32)
SKILLS = np.array([k for skills in ITEM_SKILLS for k in skills], np.int32)


def graph():
    old = worlds.graph()
    grades = np.append(old.grade_low, 4)[OLD_SKILLS].astype(np.int32)
    return learner.Graph(
        grade_low=grades,
        grade_high=grades,
        before=NEW_SKILLS[old.before].astype(np.int32),
        after=NEW_SKILLS[old.after].astype(np.int32),
    )


def renumbered():
    return learner.renumber_model(
        fitted(),
        graph=graph(),
        item_skill_starts=STARTS,
        item_skills=SKILLS,
        items=OLD_ITEMS,
        skills=OLD_SKILLS,
    )


def new_answers(rows, n_students=2):
    old = worlds.answers(rows, n_students)
    return dataclasses.replace(
        old,
        n_skills=6,
        item=NEW_ITEMS[old.item].astype(np.int32),
        item_skill_starts=STARTS,
        item_skills=SKILLS,
    )


def same_state(state, model, n_students):
    return learner.renumber_state(
        state,
        model,
        students=np.arange(n_students),
        skills=NEW_SKILLS,
        items=NEW_ITEMS,
        grade=state.grade,
    )


def test_the_same_items_are_predicted_the_same():
    rows = worlds.many_rows(n_students=6, n_each=40, seed=3)

    found = learner.predict(renumbered(), new_answers(rows, 6))

    expected = learner.predict(fitted(), worlds.answers(rows, 6))
    assert found == pytest.approx(expected, abs=1e-12)


def test_the_snapshot_says_the_same_of_the_same_skills():
    rows = worlds.many_rows(n_students=6, n_each=40, seed=3)
    state = worlds.state_of(fitted(), rows, 6)

    moved = same_state(state, renumbered(), 6)

    found = learner.snapshot(moved, as_of=20_030.0)
    expected = learner.snapshot(state, as_of=20_030.0)
    for name in ("mastery", "low", "high", "n_attempts", "last_day", "is_mastered"):
        np.testing.assert_allclose(
            getattr(found, name)[:, NEW_SKILLS], getattr(expected, name), atol=1e-6
        )


def test_a_new_item_is_as_easy_as_its_skill():
    model = renumbered()

    assert model.population.item[NEW_ITEM_OF_RATIOS] == 0.0
    assert model.population.item_n[NEW_ITEM_OF_RATIOS] == 0.0
    of_set = model.population.set_of_item[NEW_ITEM_OF_RATIOS]
    assert model.population.set[of_set] == fitted().population.set[RATIOS]


def test_a_new_skill_apart_from_all_is_as_easy_as_all():
    model = renumbered()

    assert model.skill_n[NEW_SKILL] == 0.0
    met = fitted()
    mean = np.average(met.skill_ease, weights=met.skill_n)
    assert model.skill_ease[NEW_SKILL] == pytest.approx(mean, abs=0.05)
    everyone = np.average(met.population.set, weights=met.population.set_n)
    assert model.population.set[NEW_SKILL] == pytest.approx(everyone)
    for part in model.weights:
        assert np.isfinite(part).all()


def test_a_new_combination_is_the_mean_of_its_parts():
    both = np.array([COUNTING, RATIOS], np.int32)
    answers = worlds.answers([])
    model = learner.renumber_model(
        fitted(),
        graph=worlds.graph(),
        item_skill_starts=np.append(
            answers.item_skill_starts, answers.item_skill_starts[-1] + 2
        ).astype(np.int32),
        item_skills=np.append(answers.item_skills, both).astype(np.int32),
        items=np.append(np.arange(11), -1),
        skills=np.arange(5),
    )

    old, new = fitted(), model.population.set_of_item[11]
    assert model.sets.members(int(new)) == (COUNTING, RATIOS)
    assert model.population.set[new] == pytest.approx(old.population.set[both].mean())
    assert model.weights.read[new] == pytest.approx(old.weights.read[both].mean(axis=0))


def test_update_then_renumber_is_renumber_then_update():
    rows = worlds.many_rows(n_students=4, n_each=30, seed=5)
    first = [row for row in rows if row[3] < 20_005.0]
    then = [row for row in rows if row[3] >= 20_005.0]
    before = worlds.state_of(fitted(), first, 4)

    one = same_state(learner.update(before, worlds.answers(then, 4)), renumbered(), 4)
    other = learner.update(same_state(before, renumbered(), 4), new_answers(then, 4))

    for name, part in one.to_arrays().items():
        np.testing.assert_allclose(part, other.to_arrays()[name], atol=1e-9)


def test_students_come_and_go():
    rows = [(0, 0, True, 20_000.0), (1, 2, False, 20_001.0), (2, 4, True, 20_002.0)]
    state = worlds.state_of(fitted(), rows, 3)

    moved = learner.renumber_state(
        state,
        fitted(),
        students=np.array([2, -1, 0]),
        skills=np.arange(5),
        items=np.arange(11),
        grade=np.array([7, UNKNOWN_GRADE, 6], np.int32),
    )

    assert moved.grade.tolist() == [7, UNKNOWN_GRADE, 6]
    found = learner.snapshot(moved, as_of=20_002.0)
    assert found.n_attempts.tolist() == [
        [0, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
    ]
    blank = worlds.state_of(fitted(), [], 1).kept.student[0]
    np.testing.assert_array_equal(moved.kept.student[1], blank)
    assert np.isfinite(found.mastery).all()


def test_a_dropped_skill_and_item_are_forgotten_and_nothing_else():
    rows = [(0, 0, True, 20_000.0), (0, 6, True, 20_001.0), (0, 10, False, 20_002.0)]
    state = worlds.state_of(fitted(), rows)
    # Shapes go, and with them the items that ask them.
    kept_items = np.arange(8)
    answers = worlds.answers([])
    old = worlds.graph()
    model = learner.renumber_model(
        fitted(),
        graph=learner.Graph(
            grade_low=old.grade_low[:SHAPES],
            grade_high=old.grade_high[:SHAPES],
            before=old.before,
            after=old.after,
        ),
        item_skill_starts=answers.item_skill_starts[:9],
        item_skills=answers.item_skills[:8],
        items=kept_items,
        skills=np.arange(SHAPES),
    )

    moved = learner.renumber_state(
        state,
        model,
        students=np.array([0]),
        skills=to_new(np.arange(SHAPES), 5),
        items=to_new(kept_items, 11),
        grade=state.grade,
    )

    assert model.sets.n_sets == SHAPES
    found = learner.snapshot(moved, as_of=20_002.0)
    assert found.n_attempts.tolist() == [[1, 1, 0, 1]]
    assert sorted(moved.kept.item.tolist()) == [0, 6]
    assert moved.kept.student[0, layout.LAST_ITEM] == -1.0
    assert moved.kept.student[0, layout.ALL_ANSWERS] == 3.0, "the general level stands"
    assert moved.kept.skill.tolist() == [COUNTING, RATIOS, ADDING]
    next_up = dataclasses.replace(
        worlds.answers([(0, 0, True, 20_003.0)], 1),
        n_skills=SHAPES,
        item_skill_starts=answers.item_skill_starts[:9],
        item_skills=answers.item_skills[:8],
    )
    assert np.isfinite(learner.predict(moved, next_up)).all()


def test_nobody_and_nothing_can_be_renumbered():
    state = worlds.state_of(fitted(), [], 0)

    moved = learner.renumber_state(
        state,
        fitted(),
        students=np.array([-1, -1]),
        skills=np.arange(5),
        items=np.arange(11),
        grade=np.full(2, 6, np.int32),
    )

    assert moved.n_students == 2
    assert np.isfinite(learner.snapshot(moved, as_of=20_000.0).mastery).all()


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        # One old item number too few.
        ("items", OLD_ITEMS[:-1], r"items must have shape \(13,\), got \(12,\)\."),
        # One old skill number too many.
        ("skills", np.arange(7), r"skills must have shape \(6,\), got \(7,\)\."),
    ],
)
def test_numbers_that_do_not_fit_are_refused(part, value, message):
    parts = {
        "graph": graph(),
        "item_skill_starts": STARTS,
        "item_skills": SKILLS,
        "items": OLD_ITEMS,
        "skills": OLD_SKILLS,
    }

    with pytest.raises(ValueError, match=message):
        learner.renumber_model(fitted(), **(parts | {part: value}))
