"""The lottery in a night's plan: where it draws, where it never does, what it leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from seedbed.apps.curriculum.models import Lesson
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.lottery import as_drawn, with_draws
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    DayStatus,
    ElectiveOffer,
    ElectiveSeat,
    PairKind,
    SchoolDay,
    Seat,
    SeatOrigin,
    UnitRule,
)
from seedbed.apps.scheduling.problem import Lock, read_material
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials import services as lotteries
from seedbed.apps.trials.cards import LotteryCard
from seedbed.apps.trials.models import Draw
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, TUESDAY, World

RULE = LotteryCard(is_on=True, tolerance=0.02, floor=0.03)
PEER, PROJECT = int(Modality.PEER), int(Modality.PROJECT)


def draft(world: World, **given: Any) -> Any:
    wanted = {"seed": 7, "at": SUNDAY_NIGHT, "on": MONDAY, "time_limit_seconds": 5.0}
    return services.make_draft(unit_id=world.hub.pk, **{**wanted, **given})


def drawn(
    world: World, *, seed: int = 7, rule: LotteryCard = RULE, **given: Any
) -> Any:
    material = read_material(world.hub.pk, MONDAY, until=SUNDAY_NIGHT, **given)
    return with_draws(material, rule=rule, seed=seed, spoken=())


def students_of(material: Any) -> set[int]:
    return {card.student_id for card in material.draws}


def ways_of(material: Any, student: Any, skill: Any) -> set[int]:
    options = material.options
    s = [x.id for x in material.people.students].index(student.pk)
    return {
        lesson.modality
        for n, lesson in zip(options.student.tolist(), options.lessons, strict=True)
        if n == s and lesson.skill_id == skill.pk
    }


def test_peers_and_a_project_look_equally_good_and_one_is_drawn(world: World):
    world.snapshot()
    ana, percents = world.students[0], world.skills[2]

    material = drawn(world)

    card = next(c for c in material.draws if c.student_id == ana.pk)
    assert (card.skill_id, [w.way for w in card.ways]) == (percents.pk, [PEER, PROJECT])
    assert [w.propensity for w in card.ways] == [0.5, 0.5]
    assert card.expected == pytest.approx(0.5)
    assert ways_of(material, ana, percents) & {PEER, PROJECT} == {card.drawn}
    assert ways_of(material, ana, percents) >= {Modality.LIVE, Modality.TUTORING}


def test_every_student_of_the_night_has_a_draw_of_their_own(world: World):
    world.snapshot()

    material = drawn(world)

    assert students_of(material) == {s.pk for s in world.students}
    assert {c.drawn for c in material.draws} == {PEER, PROJECT}


@pytest.mark.slow
def test_logged_propensities_are_those_of_ten_thousand_nights(world: World):
    """At a tolerance of a fifth a live lesson competes with a tutor, as the less likely.

    Two students are enough, and 10,000 nights of eight would take long.
    """
    world.snapshot()
    material = read_material(world.hub.pk, MONDAY, until=SUNDAY_NIGHT)
    two = material.options.select(material.options.student < 2)
    material = replace(material, options=two)
    rule = LotteryCard(is_on=True, tolerance=0.2, floor=0.03)
    n_nights = 10_000
    counts: Counter[tuple[int, int, int]] = Counter()
    chance: dict[tuple[int, int, int], float] = {}
    for seed in range(n_nights):
        night = with_draws(material, rule=rule, seed=seed, spoken=())
        counts.update((c.student_id, c.skill_id, c.drawn) for c in night.draws)
        if seed == 0:
            for card in night.draws:
                assert sum(w.propensity for w in card.ways) == 1.0
                for w in card.ways:
                    key = (card.student_id, card.skill_id, w.way)
                    chance[key] = w.propensity

    p = np.array(list(chance.values()))
    found = np.array([counts[key] for key in chance]) / n_nights
    assert p.min() < 0.3, "the chances differ"
    z = (found - p) / np.sqrt(p * (1.0 - p) / n_nights)
    assert np.abs(z).max() < 4.5


def test_the_switch_turns_it_off(world: World):
    world.snapshot()
    lotteries.set_lottery(
        unit_id=world.hub.pk,
        is_on=False,
        tolerance=0.02,
        floor=0.03,
        by_id=world.leader_id,
        at=SUNDAY_NIGHT,
    )

    draft(world)

    assert Draw.objects.count() == 0
    assert not any("n_drawn_from" in seat.reason for seat in Seat.objects.all())


def test_no_lottery_without_two_ways_within_the_guard_rails(world: World):
    """Without the project lessons of a skill, its peers have no near-tie."""
    world.snapshot()
    Lesson.objects.filter(modality=Modality.PROJECT).update(is_active=False)

    assert drawn(world).draws == ()


def test_a_third_day_in_one_way_is_never_drawn(world: World):
    """Two published days with peers: the rule asks for another way on the third."""
    world.snapshot()
    ana, percents = world.students[0], world.skills[2]
    for on in (MONDAY, TUESDAY):
        draft(world, on=on)
        seat = Seat.objects.filter(day__on=on, student=ana, block=world.blocks[2])
        lesson = Lesson.objects.filter(skill=percents, modality=Modality.PEER).first()
        seat.update(lesson=lesson, modality=Modality.PEER)
        SchoolDay.objects.filter(on=on).update(status=DayStatus.PUBLISHED)
    wednesday = TUESDAY.replace(day=21)

    material = read_material(world.hub.pk, wednesday, until=SUNDAY_NIGHT)
    night = with_draws(material, rule=RULE, seed=7, spoken=())

    assert PEER not in ways_of(material, ana, percents)
    assert all(
        PEER not in {w.way for w in card.ways}
        for card in night.draws
        if (card.student_id, card.skill_id) == (ana.pk, percents.pk)
    )


@pytest.mark.parametrize("name", ["peer_most", "project_most"])
def test_a_way_that_a_rule_closes_is_never_drawn(world: World, name: str):
    world.snapshot()
    UnitRule.objects.create(unit=world.hub, name=name, value=0)

    assert drawn(world).draws == ()


@pytest.mark.parametrize("kind", ["quiet", "aide", "language", "service"])
def test_an_accommodation_that_decides_the_way_holds_no_lottery(
    world: World, kind: str
):
    world.snapshot()
    ana = world.students[0]
    Accommodation.objects.create(student=ana, kind=kind, amount=60, detail="es")

    material = drawn(world)

    assert students_of(material) == {s.pk for s in world.students[1:]}
    assert ways_of(material, ana, world.skills[2]) >= {PEER, PROJECT}


def test_extra_time_leaves_only_ways_that_fit(world: World):
    """A project of 40 minutes takes 60: too long for a block, hence no near-tie."""
    world.snapshot()
    ana = world.students[0]
    kind = AccommodationKind.EXTRA_TIME
    Accommodation.objects.create(student=ana, kind=kind, amount=1.5)

    assert ana.pk not in students_of(drawn(world))


def test_students_whom_an_adult_keeps_together_hold_no_lottery(world: World):
    world.snapshot()
    ana, ben = world.students[:2]
    services.pair_students(
        unit_id=world.hub.pk,
        student_ids=(ana.pk, ben.pk),
        kind=PairKind.TOGETHER,
        by_id=world.leader_id,
        at=SUNDAY_NIGHT,
    )

    assert students_of(drawn(world)) == {s.pk for s in world.students[2:]}


def test_a_skill_that_an_adult_locked_keeps_all_its_ways(world: World):
    world.snapshot()
    ana, percents = world.students[0], world.skills[2]
    lesson = Lesson.objects.get(code="6.C-peer-1")
    lock = Lock(
        student_id=ana.pk, block_id=world.blocks[2].pk, lesson_id=lesson.pk, by="Dana"
    )

    material = drawn(world, locks=(lock,))

    assert ana.pk not in students_of(material)
    assert ways_of(material, ana, percents) >= {PEER, PROJECT}


def test_a_chosen_elective_is_never_drawn(world: World):
    world.snapshot()
    ana = world.students[0]
    offer = ElectiveOffer.objects.create(
        unit=world.hub,
        title="Drums",
        block=world.blocks[5],
        staff=world.cast.diaz,
        seats=4,
        weekdays="01234",
    )
    ElectiveSeat.objects.create(offer=offer, student=ana)

    draft(world)

    chosen = Seat.objects.get(student=ana, origin=SeatOrigin.CHOSEN)
    assert (chosen.title, chosen.reason) == ("Drums", {"key": "chosen"})
    assert all(
        c.drawn != Modality.ELECTIVE for c in trials.draws_of_day(world.hub.pk, MONDAY)
    )


def test_the_draft_logs_its_draws_and_each_can_be_made_again(world: World):
    world.snapshot()

    draft(world)

    rows = list(Draw.objects.all())
    assert {row.student_id for row in rows} == {s.pk for s in world.students}
    assert {(row.seed, row.tolerance, row.floor) for row in rows} == {(7, 0.02, 0.03)}
    n = len(world.students)
    assert trials.draws_as_logged(world.hub.pk, MONDAY) == (n, n)


def test_a_draw_whose_log_was_changed_does_not_come_out_again(world: World):
    world.snapshot()
    draft(world)
    row = Draw.objects.all()[0]
    row.drawn = PEER if row.drawn == PROJECT else PROJECT
    row.save(update_fields=["drawn"])

    n = len(world.students)
    assert trials.draws_as_logged(world.hub.pk, MONDAY) == (n, n - 1)


def test_the_same_night_again_gives_the_same_draws(world: World):
    world.snapshot()
    draft(world)
    before = trials.draws_of_day(world.hub.pk, MONDAY)
    ids = set(Draw.objects.values_list("id", flat=True))

    again = draft(world)

    assert again.is_kept
    assert trials.draws_of_day(world.hub.pk, MONDAY) == before
    assert set(Draw.objects.values_list("id", flat=True)) == ids


def test_a_draft_made_anew_replaces_its_draws(world: World):
    world.snapshot()
    draft(world)

    draft(world, seed=8)

    assert {row.seed for row in Draw.objects.all()} == {8}
    assert Draw.objects.count() == len(world.students)


def test_a_drawn_seat_says_so_and_no_other_does(world: World):
    world.snapshot()

    draft(world)

    cards = {
        (c.student_id, c.skill_id, c.drawn)
        for c in trials.draws_of_day(world.hub.pk, MONDAY)
    }
    seats = Seat.objects.exclude(lesson=None).select_related("lesson")
    drawn_seats = [s for s in seats if "n_drawn_from" in s.reason]
    assert drawn_seats, "no drawn way was seated"
    for seat in seats:
        key = (seat.student_id, seat.lesson.skill_id, seat.modality)
        assert seat.reason.get("n_drawn_from") == (2 if key in cards else None)
        assert seat.reason.get("is_even") == (True if key in cards else None)


def test_an_adults_override_marks_the_draw_and_stays_logged(world: World):
    world.snapshot()
    card = draft(world)
    # A project has no group that would fall below its least size by losing one.
    seat = Seat.objects.filter(reason__n_drawn_from=2, modality=PROJECT)[0]
    block = seat.block

    services.move_seat(
        unit_id=world.hub.pk,
        on=MONDAY,
        student_id=seat.student_id,
        block_ordinal=block.ordinal,
        lesson_id=None,
        by_id=world.leader_id,
        at=SUNDAY_NIGHT,
        why="A quiet hour after a hard week",
        version=card.version,
    )
    draft(world)  # planned again around the adult's seat

    marked = Draw.objects.filter(is_overridden=True)
    assert [row.student_id for row in marked] == [seat.student_id]
    assert Draw.objects.count() == len(world.students)


def test_an_adult_may_choose_the_way_that_was_not_drawn(world: World):
    world.snapshot()
    draft(world)
    seat = Seat.objects.filter(reason__n_drawn_from=2, modality=PEER)[0]

    found = queries.alternatives(
        world.hub.pk, MONDAY, seat.student_id, seat.block.ordinal
    )

    assert ("6.C", "project") in {(card.skill_code, card.modality) for card in found}


def test_what_lost_is_no_option_when_the_stored_day_is_looked_at(world: World):
    world.snapshot()
    draft(world)
    material = read_material(world.hub.pk, MONDAY, until=SUNDAY_NIGHT)

    again = as_drawn(material, trials.draws_of_day(world.hub.pk, MONDAY))

    fresh = drawn(world)
    assert again.options.student.tolist() == fresh.options.student.tolist()
    assert [x.id for x in again.options.lessons] == [
        x.id for x in fresh.options.lessons
    ]


def test_seats_that_stood_are_read_from_published_days_alone(world: World):
    world.snapshot()
    draft(world)
    assert queries.taken_seats(world.hub.pk, [MONDAY]) == ()
    services.publish_day(
        unit_id=world.hub.pk, on=MONDAY, by_id=world.leader_id, at=SUNDAY_NIGHT
    )

    seats = queries.taken_seats(world.hub.pk, [MONDAY])

    n_lessons = Seat.objects.exclude(lesson=None).count()
    assert len(seats) == n_lessons > 0
    assert not any(seat.is_by_adult for seat in seats)
