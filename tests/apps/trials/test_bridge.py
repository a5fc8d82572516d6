"""From rows to the engine and back: beliefs, draws, estimates, refusals."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from seedbed.apps.trials import bridge
from seedbed.apps.trials.cards import DrawCard, LotteryCard, WayCard, WayRows
from seedbed.engines import effects
from seedbed.lib.modalities import Modality

MONDAY = date(2026, 10, 19)
LIVE, TUTORING, PEER = int(Modality.LIVE), int(Modality.TUTORING), int(Modality.PEER)
ONLINE, PROJECT = int(Modality.ONLINE), int(Modality.PROJECT)
RULE = LotteryCard(is_on=True, tolerance=0.02, floor=0.03)


def rows_of(gains: dict[int, float], *, n_students: int = 1, **given: Any) -> WayRows:
    """Return rows of students who could learn skill 5 in ways of given gains."""
    ways = list(gains)
    n = n_students * len(ways)
    gain = np.tile([gains[w] for w in ways], n_students)
    whole: dict[str, Any] = {
        "student": np.repeat(np.arange(1, n_students + 1), len(ways)),
        "skill": np.full(n, 5),
        "way": np.tile(ways, n_students),
        "gain": gain,
        "mean": gain,
        "sd": 0.25 * gain,
        "expected": np.full(n, 0.5),
        "is_open": np.ones(n, np.bool_),
    }
    return WayRows(**{**whole, **given})


def drawn(rows: WayRows, rule: LotteryCard = RULE, seed: int = 1) -> Any:
    return bridge.draw_night(
        rows, families={5: "Ratios"}, rule=rule, on=MONDAY, seed=seed
    )


def draw(
    student: int, way: int, passed: bool | None, *, chance: float = 0.5, **given: Any
) -> DrawCard:
    other = PROJECT if way == PEER else PEER
    ways = tuple(
        WayCard(way=w, gain=1.0, mean=1.0, sd=0.1, propensity=p)
        for w, p in sorted(((way, chance), (other, 1.0 - chance)))
    )
    whole: dict[str, Any] = {
        "student_id": student,
        "skill_id": 5,
        "family": "Ratios",
        "ways": ways,
        "drawn": way,
        "expected": 0.5,
        "tolerance": 0.02,
        "received": way,
        "passed": passed,
    }
    return DrawCard(**{**whole, **given})


def term(n_students: int = 60, **given: Any) -> list[DrawCard]:
    """Return draws: three of four pass in a project, and one of four with peers."""
    rng = np.random.default_rng(1)
    return [
        draw(s, way, bool(rng.random() < (0.75 if way == PROJECT else 0.25)), **given)
        for s in range(n_students)
        for way in (PEER, PROJECT)
        for _ in range(4)
    ]


def test_ways_that_no_adult_leads_compete_with_each_other():
    night = drawn(rows_of({TUTORING: 1.25, LIVE: 1.0, PEER: 0.85, PROJECT: 0.85}))

    (card,) = night.draws
    assert [w.way for w in card.ways] == [PEER, PROJECT]
    assert night.is_kept.tolist()[:2] == [True, True]
    assert night.is_kept.sum() == 3


def test_a_near_tie_with_the_best_way_comes_first():
    night = drawn(rows_of({TUTORING: 1.0, LIVE: 1.0, PEER: 0.85, PROJECT: 0.85}))

    (card,) = night.draws
    assert [w.way for w in card.ways] == [LIVE, TUTORING]
    assert night.is_kept.tolist()[2:] == [True, True]


def test_what_is_closed_keeps_every_way():
    night = drawn(rows_of({PEER: 0.85, PROJECT: 0.85}, is_open=np.zeros(2, np.bool_)))

    assert night.draws == ()
    assert night.is_kept.all()


def test_a_switched_off_lottery_draws_nothing():
    night = drawn(rows_of({PEER: 0.85, PROJECT: 0.85}), replace(RULE, is_on=False))

    assert night.draws == ()
    assert night.is_kept.all()


def test_rows_in_any_order_give_the_same_draws():
    rows = rows_of({PEER: 0.85, PROJECT: 0.85, ONLINE: 0.7}, n_students=20)
    order = np.random.default_rng(0).permutation(len(rows.way))
    shuffled = WayRows(**{name: part[order] for name, part in vars(rows).items()})

    a, b = drawn(rows), drawn(shuffled)

    assert sorted(a.draws, key=repr) == sorted(b.draws, key=repr)
    assert a.is_kept[order].tolist() == b.is_kept.tolist()


def test_a_logged_draw_can_be_made_again():
    for card in drawn(rows_of({PEER: 0.85, PROJECT: 0.84, ONLINE: 0.83})).draws:
        assert bridge.redrawn(card, rule=RULE, on=MONDAY, seed=1) == card


def test_without_estimates_the_gains_stand_and_the_doubt_is_wide():
    gain = np.array([0.4, 0.8])

    found = bridge.believe(
        (),
        family=["Ratios"] * 2,
        way=np.array([PEER, PROJECT]),
        gain=gain,
        expected=np.full(2, 0.5),
    )

    assert found.mean.tolist() == gain.tolist()
    assert found.sd == pytest.approx(0.25 * gain)


def test_estimates_move_gains_between_the_known_ways_and_leave_the_others():
    cells = [c for c in bridge.estimate(term(), grade_of={}).cells if c.group == -1]
    ways = np.array([LIVE, PEER, PROJECT, PEER])

    found = bridge.believe(
        cells,
        family=["Ratios"] * 3 + ["Functions"],
        way=ways,
        gain=np.ones(4),
        expected=np.full(4, 0.5),
    )

    live, peer, project, elsewhere = found.mean.tolist()
    assert (live, elsewhere) == (1.0, 1.0)
    assert peer < 0.7 < 1.3 < project
    assert peer + project == pytest.approx(2.0, abs=0.1), "they share no common lift"
    assert found.sd[2] < found.sd[3]


def test_the_way_that_passes_more_is_found_with_its_interval():
    found = bridge.estimate(term(), grade_of=dict.fromkeys(range(60), 6))

    cell = next(c for c in found.cells if (c.way, c.group) == (PROJECT, -1))
    assert cell.is_shown
    assert (cell.n_trials, cell.n_students) == (240, 60)
    assert cell.passes == pytest.approx(0.75, abs=0.08)
    assert (cell.low or 1.0) < (cell.passes or 0.0) < (cell.high or 0.0)
    (all_skills, ratios) = found.contrasts
    assert (all_skills.family, ratios.family) == ("", "Ratios")
    assert all_skills.is_clear
    assert all_skills.difference == pytest.approx(-0.5, abs=0.1)
    assert {c.group for c in found.cells} == {-1, 6}


def test_nine_students_are_not_shown():
    found = bridge.estimate(term(n_students=9), grade_of={})

    assert not any(cell.is_shown for cell in found.cells)
    assert all(cell.passes is None for cell in found.cells)
    assert found.contrasts == ()


@pytest.mark.parametrize(
    ("chance", "cause"),
    [(math.nan, "n_missing"), (0.01, "n_too_small")],
)
def test_a_draw_that_cannot_be_weighed_is_named_by_its_cause(chance: float, cause: str):
    bad = draw(1, PEER, True, chance=chance)

    assert bridge.refusals([draw(1, PEER, True), bad]) == [(cause, 1)]


def test_propensities_that_miss_one_are_refused():
    card = draw(1, PEER, True)
    bad = replace(card, ways=(card.ways[0],))

    assert bridge.refusals([bad]) == [("n_not_one", 0)]


def test_many_looks_make_few_differences_clear():
    """One pair just outside its own interval is no longer clear beside 39 others."""
    one = effects.Contrast(
        family=0, way=PEER, other=PROJECT, difference=0.1, low=0.01, high=0.19,
        n_trials=90, n_students=40,
    )  # fmt: skip
    others = [replace(one, difference=0.0, low=-0.1, high=0.1)] * 39

    (alone,) = bridge._contrasts([one], ["Ratios"])
    among, *_rest = bridge._contrasts([one, *others], ["Ratios"])

    assert (alone.is_clear, among.is_clear) == (True, False)
    assert (among.low, among.high) == (0.01, 0.19), "its own range stays as it is"


def test_a_draw_is_even_while_nothing_tells_its_ways_apart():
    card = draw(1, PEER, None)
    ahead = replace(card, ways=(card.ways[0], replace(card.ways[1], mean=1.4)))

    assert card.is_even
    assert not ahead.is_even
