"""The draw between ways that look equally good."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import effects

ON = date(2026, 11, 23)
N_SEEDS = 10_000


def ways(*rows, sd=0.05, is_open=None, student=None):
    """Return one row per list of (way, gain) or (way, gain, mean) of students 0, 1..."""
    entries = [(*way, way[1])[:3] for row in rows for way in row]
    n = len(rows)
    return effects.Ways(
        student=np.arange(n) if student is None else np.array(student),
        skill=np.full(n, 24),
        starts=np.cumsum([0, *map(len, rows)]),
        way=np.array([way for way, _, _ in entries], np.int64),
        gain=np.array([gain for _, gain, _ in entries], np.float64),
        mean=np.array([mean for _, _, mean in entries], np.float64),
        sd=np.full(len(entries), sd),
        is_open=np.ones(n, np.bool_) if is_open is None else np.array(is_open),
    )


def test_only_ways_within_the_tolerance_of_the_best_are_drawn():
    drawn = effects.draw(ways([(0, 1.0), (1, 0.985), (2, 0.97)]), on=ON, seed=1)

    assert drawn.is_lottery.tolist() == [True]
    assert drawn.propensity[2] == 0.0
    assert (drawn.propensity[:2] > 0.0).all()
    assert drawn.is_kept[2], "no near-tie, so the lottery says nothing about it"
    assert drawn.is_kept[:2].sum() == 1


def test_a_way_that_evidence_lifted_joins_and_one_that_it_lowered_stays():
    lifted = ways([(0, 1.0, 1.0), (1, 0.9, 1.2)], sd=0.01)

    drawn = effects.draw(lifted, on=ON, seed=1)

    assert drawn.propensity[0] == pytest.approx(effects.FLOOR, abs=1e-5)
    assert drawn.propensity[0] >= effects.FLOOR


def test_nothing_is_drawn_where_one_way_is_best():
    drawn = effects.draw(ways([(0, 1.0), (1, 0.9)]), on=ON, seed=1)

    assert drawn.chosen.tolist() == [0]
    assert drawn.propensity.tolist() == [1.0, 0.0]
    assert not drawn.is_lottery.any()
    assert drawn.is_kept.all()


def test_a_locked_or_chosen_skill_is_never_drawn():
    drawn = effects.draw(ways([(0, 1.0), (1, 1.0)], is_open=[False]), on=ON, seed=1)

    assert not drawn.is_lottery.any()
    assert drawn.is_kept.all()


def test_equal_ways_have_equal_chances():
    drawn = effects.draw(ways([(0, 1.0), (3, 1.0), (5, 1.0)]), on=ON, seed=1)

    assert drawn.propensity == pytest.approx([1 / 3] * 3, abs=1e-5)


def test_two_ways_share_by_the_probability_to_be_the_better():
    """Of two normal beliefs the probability is known in closed form."""
    drawn = effects.draw(
        ways([(0, 1.0, 1.0), (1, 1.0, 1.05)], sd=0.1), on=ON, seed=1, doubt=1.0
    )

    better = 0.63816  # Phi(.05 / (.1 sqrt 2))
    floor = effects.FLOOR
    assert drawn.propensity[1] == pytest.approx(
        floor + (1.0 - 2.0 * floor) * better, abs=1e-4
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        [(0, 1.0), (1, 1.0)],
        [(0, 1.0, 1.0), (1, 1.0, 1.03), (4, 0.99, 0.9)],
        [(0, 1.0, 0.5), (1, 1.0, 1.5), (2, 1.0, 0.5), (3, 1.0, 0.5), (5, 1.0, 1.45)],
    ],
)
def test_ten_thousand_seeds_draw_as_often_as_the_log_says(row):
    one = ways(row)
    counts = np.zeros(len(row))
    for seed in range(N_SEEDS):
        drawn = effects.draw(one, on=ON, seed=seed)
        counts[drawn.chosen[0]] += 1

    p = drawn.propensity
    assert p.sum() == 1.0, "exactly, not nearly"
    z = (counts - N_SEEDS * p) / np.sqrt(np.maximum(N_SEEDS * p * (1.0 - p), 1.0))
    assert np.abs(z).max() < 4.0, "once in 16,000 where the log is right"


def test_ten_thousand_students_of_a_night_are_drawn_as_often_as_the_log_says():
    drawn = effects.draw(
        ways(*[[(0, 1.0, 1.0), (1, 1.0, 1.03), (2, 1.0, 0.96)]] * N_SEEDS),
        on=ON,
        seed=5,
    )

    p = drawn.propensity[:3]
    counts = np.bincount(drawn.chosen % 3, minlength=3)
    z = (counts - N_SEEDS * p) / np.sqrt(N_SEEDS * p * (1.0 - p))
    assert np.abs(z).max() < 4.0


rows = st.lists(
    st.lists(
        st.tuples(st.floats(0.5, 1.0), st.floats(0.2, 1.5), st.floats(0.0, 0.5)),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(
    rows=rows,
    seed=st.integers(0, 2**63),
    floor=st.floats(0.02, 0.5),
    tolerance=st.floats(0.0, 0.5),
    order=st.randoms(use_true_random=False),
)
def test_propensities_sum_to_one_above_the_floor_in_any_order(
    rows, seed, floor, tolerance, order
):
    """Neither the order of students nor that of ways changes what anybody draws."""
    straight = [(s, m, *way) for s, row in enumerate(rows) for m, way in enumerate(row)]
    students = list(range(len(rows)))
    order.shuffle(students)
    mixed = []
    for s in students:
        row = [entry for entry in straight if entry[0] == s]
        order.shuffle(row)
        mixed += row

    said = []
    for entries, names in ((straight, range(len(rows))), (mixed, students)):
        made = _ways(entries, list(names))
        drawn = effects.draw(made, on=ON, seed=seed, floor=floor, tolerance=tolerance)
        sums = np.add.reduceat(drawn.propensity, made.starts[:-1])
        assert (sums == 1.0).all()
        positive = drawn.propensity[drawn.propensity > 0.0]
        n_most = max(len(row) for row in rows)
        assert positive.min() >= min(floor, 1.0 / n_most) - 2.0**-20
        assert (drawn.propensity[drawn.chosen] > 0.0).all()
        said.append(
            {
                (s, m): (p, bool(kept))
                for (s, m, *_), p, kept in zip(
                    entries, drawn.propensity, drawn.is_kept, strict=True
                )
            }
        )
    assert said[0] == said[1]


def _ways(entries, students):
    sizes = [sum(entry[0] == s for entry in entries) for s in students]
    columns = np.array([entry[2:] for entry in entries])
    return effects.Ways(
        student=np.array(students),
        skill=np.full(len(students), 5),
        starts=np.cumsum([0, *sizes]),
        way=np.array([entry[1] for entry in entries]),
        gain=columns[:, 0],
        mean=columns[:, 1],
        sd=columns[:, 2],
        is_open=np.ones(len(students), np.bool_),
    )


def test_another_day_or_skill_or_student_draws_anew():
    both = [(0, 1.0), (1, 1.0)]
    monday = effects.draw(ways(*[both] * 200), on=ON, seed=1).chosen % 2
    tuesday = (
        effects.draw(ways(*[both] * 200), on=date(2026, 11, 24), seed=1).chosen % 2
    )

    assert 60 < (monday != tuesday).sum() < 140
    assert 60 < monday.sum() < 140


def test_an_empty_night_draws_nothing():
    none = effects.draw(
        effects.Ways(
            student=np.zeros(0, np.int64),
            skill=np.zeros(0, np.int64),
            starts=np.zeros(1, np.int64),
            way=np.zeros(0, np.int64),
            gain=np.zeros(0),
            mean=np.zeros(0),
            sd=np.zeros(0),
            is_open=np.zeros(0, np.bool_),
        ),
        on=ON,
        seed=1,
    )

    assert len(none.chosen) == len(none.propensity) == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: ways([(0, 1.0), (0, 1.0)]), "the same way twice in one row"),
        (lambda: ways([(0, -1.0)]), "Ways.gain must be finite and 0 or more"),
        (
            lambda: ways([(0, 1.0)], [(0, 1.0)], student=[3, 3]),
            "same student and skill",
        ),
        (lambda: effects.draw(ways([(0, 1.0)]), on=ON, seed=1, floor=0.001), "floor"),
        (lambda: effects.draw(ways([(0, 1.0)]), on=ON, seed=1, tolerance=1.5), "toler"),
        (lambda: effects.draw(ways([(0, 1.0)]), on=ON, seed=1, doubt=-1.0), "doubt"),
    ],
)
def test_nonsense_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
