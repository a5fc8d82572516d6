"""Draws logged, marked, settled and read, as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Person
from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.curriculum.models import Item, ItemSkill, Skill
from seedbed.apps.evidence.models import Attempt, EvidenceSource
from seedbed.apps.rosters.models import Student
from seedbed.apps.trials import queries, services
from seedbed.apps.trials.cards import LotteryCard, NightDraws, SeatRow
from seedbed.apps.trials.errors import LotteryRuleError
from seedbed.apps.trials.models import Draw, EffectReport
from seedbed.lib.modalities import Modality

from .test_bridge import LIVE, PEER, PROJECT, RULE, draw, drawn, rows_of

MONDAY = date(2026, 10, 19)
TUESDAY = date(2026, 10, 20)
SUNDAY_NIGHT = datetime(2026, 10, 18, 20, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 10, 19, 20, tzinfo=UTC)


@pytest.fixture
def skill(cast: Any) -> Any:
    ids = curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("6.A", "Ratios", 6, 6)]
    )
    return Skill.objects.get(pk=ids["6.A"])


def night(*cards: Any) -> NightDraws:
    return NightDraws(rule=RULE, seed=1, draws=cards, is_kept=np.ones(0, np.bool_))


def log(cast: Any, skill: Any, *, on: date = MONDAY, way: int = PEER) -> Any:
    card = replace(
        draw(cast.ana.pk, way, None), skill_id=skill.pk, received=None, passed=None
    )
    services.log_draws(unit_id=cast.hub.pk, on=on, night=night(card), at=SUNDAY_NIGHT)
    return Draw.objects.get(on=on)


def seat(cast: Any, skill: Any, way: int, *, is_by_adult: bool = False) -> SeatRow:
    return SeatRow(
        on=MONDAY,
        student_id=cast.ana.pk,
        skill_id=skill.pk,
        way=way,
        is_by_adult=is_by_adult,
    )


def settle(cast: Any, *seats: SeatRow, at: datetime = MONDAY_NIGHT) -> dict[str, int]:
    return services.settle(unit_id=cast.hub.pk, before=TUESDAY, seats=seats, at=at)


def answer(cast: Any, skill: Any, right: str, *, at: datetime = MONDAY_NIGHT) -> None:
    """Add answers of Ana from three hours before: "1" right, "0" wrong."""
    source, _ = EvidenceSource.objects.get_or_create(name="Slips")
    item, made = Item.objects.get_or_create(code="slip", skills_key=str(skill.pk))
    if made:
        ItemSkill.objects.create(item=item, skill=skill)
    n_before = Attempt.objects.count()
    for n, mark in enumerate(right):
        Attempt.objects.create(
            source=source,
            event_id=str(n_before + n),
            payload_hash=str(n_before + n),
            student=cast.ana,
            item=item,
            is_correct=mark == "1",
            occurred_at=at - timedelta(hours=3, minutes=-n),
        )


def test_a_logged_draw_reads_back_as_it_was_drawn(cast: Any, skill: Any):
    (card,) = drawn(rows_of({PEER: 0.85, PROJECT: 0.849})).draws
    card = replace(card, student_id=cast.ana.pk, skill_id=skill.pk)

    services.log_draws(
        unit_id=cast.hub.pk, on=MONDAY, night=night(card), at=SUNDAY_NIGHT
    )

    assert queries.draws_of_day(cast.hub.pk, MONDAY) == (card,)
    (found,) = queries.draws_of_student(cast.ana.pk, MONDAY)
    assert (found.code, found.title, found.draw) == ("6.A", "Ratios", card)
    assert sum(w.propensity for w in card.ways) == 1.0


@pytest.mark.parametrize(
    ("seats", "received", "is_overridden"),
    [
        (((PEER, False),), PEER, False),
        (((LIVE, False), (PEER, False)), PEER, False),
        (((LIVE, False),), LIVE, False),
        ((), -1, False),
        (((PROJECT, True),), PROJECT, True),
        (((PEER, True),), PEER, True),
        (((PEER, False), (LIVE, True)), LIVE, True),
    ],
    ids=[
        "the drawn way",
        "the drawn way beside another",
        "another way: not seated",
        "not taught",
        "an adult changed it",
        "an adult left it",
        "an adult added another",
    ],
)
def test_what_became_of_a_draw(
    cast: Any, skill: Any, seats: Any, received: int, is_overridden: bool
):
    log(cast, skill)

    settle(cast, *(seat(cast, skill, way, is_by_adult=by) for way, by in seats))

    row = Draw.objects.get()
    assert (row.received, row.is_overridden) == (received, is_overridden)
    assert row.settled_at == MONDAY_NIGHT


def test_an_overridden_draw_stays_marked_and_logged(cast: Any, skill: Any):
    row = log(cast, skill)
    given = {"unit_id": cast.hub.pk, "on": MONDAY, "student_id": cast.ana.pk}
    assert services.mark_overridden(**given, skill_ids=[skill.pk]) == 1

    services.log_draws(
        unit_id=cast.hub.pk,
        on=MONDAY,
        night=night(replace(draw(cast.ana.pk, PROJECT, None), skill_id=skill.pk)),
        at=SUNDAY_NIGHT,
    )
    settle(cast)

    kept = Draw.objects.get()
    assert (kept.pk, kept.drawn, kept.is_overridden, kept.received) == (
        row.pk,
        PEER,
        True,
        -1,
    )


@pytest.mark.parametrize(
    ("right", "passed"),
    [("11110", True), ("0001111", True), ("11000", False), ("1111", None), ("", None)],
)
def test_the_slip_is_the_last_five_answers_of_the_day(
    cast: Any, skill: Any, right: str, passed: bool | None
):
    log(cast, skill)
    answer(cast, skill, right)
    answer(cast, skill, "11111", at=MONDAY_NIGHT + timedelta(days=1))

    settle(cast, seat(cast, skill, PEER))

    assert Draw.objects.get().passed is passed


def test_answers_that_arrive_late_are_found_and_a_third_time_changes_nothing(
    cast: Any, skill: Any
):
    log(cast, skill)
    assert settle(cast, seat(cast, skill, PEER)) == {"settled": 1, "slips": 0}
    answer(cast, skill, "11111")

    assert settle(cast) == {"settled": 0, "slips": 1}
    assert settle(cast) == {"settled": 0, "slips": 0}
    row = Draw.objects.get()
    assert (row.received, row.passed) == (PEER, True)


def test_a_day_that_is_not_over_waits(cast: Any, skill: Any):
    log(cast, skill)

    at_noon = MONDAY_NIGHT.replace(hour=12)
    assert queries.unsettled_days(cast.hub.pk, before=TUESDAY, at=at_noon) == ()
    assert settle(cast, at=SUNDAY_NIGHT) == {"settled": 0, "slips": 0}
    found = queries.unsettled_days(cast.hub.pk, before=TUESDAY, at=MONDAY_NIGHT)
    assert found == (MONDAY,)


@pytest.fixture
def term(cast: Any, skill: Any) -> list[Draw]:
    """Return 12 students' settled draws on four days; projects are passed more often."""
    students = [cast.ana, cast.ben]
    for n in range(10):
        person = Person.objects.create(given_name=f"S{n}", family_name="Sim")
        students.append(Student.objects.create(person=person, unit=cast.hub, grade=7))
    for day in range(4):
        cards = [
            replace(
                draw(s.pk, way := (PEER, PROJECT)[(day + n) % 2], None),
                skill_id=skill.pk,
            )
            for n, s in enumerate(students)
        ]
        on = MONDAY + timedelta(days=day)
        services.log_draws(
            unit_id=cast.hub.pk, on=on, night=night(*cards), at=SUNDAY_NIGHT
        )
        del way
    rows = list(Draw.objects.order_by("id"))
    for n, row in enumerate(rows):
        row.received, row.settled_at = row.drawn, MONDAY_NIGHT
        row.passed = n % 4 != 0 if row.drawn == PROJECT else n % 4 == 0
    Draw.objects.bulk_update(rows, ["received", "settled_at", "passed"])
    return rows


def test_estimates_are_kept_and_read_back(cast: Any, term: list[Draw]):
    made = services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT)

    assert made is not None
    assert queries.latest_report(cast.hub.pk) == made
    assert made.counts["n_draws"] == made.counts["n_trials"] == len(term)
    shown = [card for card in made.effects if card.is_shown]
    assert {card.way for card in shown} == {PEER, PROJECT}
    assert queries.known_effects(cast.hub.pk) == tuple(
        card for card in made.effects if card.group == -1
    )
    before = MONDAY_NIGHT - timedelta(seconds=1)
    assert queries.known_effects(cast.hub.pk, until=before) == ()


def test_the_same_draws_keep_the_report(cast: Any, term: list[Draw]):
    services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT)

    later = MONDAY_NIGHT + timedelta(days=1)
    again = services.estimate(unit_id=cast.hub.pk, at=later)

    assert again is not None
    assert (again.was_done, again.as_of) == (True, MONDAY_NIGHT)
    assert EffectReport.objects.count() == 1


def test_refused_draws_are_counted_by_cause_and_left_out(cast: Any, term: list[Draw]):
    missing, small, short = term[:3]
    missing.ways[0]["propensity"] = None
    for way, p in zip(small.ways, (0.01, 0.99), strict=True):
        way["propensity"] = p
    short.ways[0]["propensity"] = 0.2
    Draw.objects.bulk_update(term[:3], ["ways"])

    report = services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT)

    assert report is not None
    found = {k: v for k, v in report.counts.items() if k.startswith("n_")}
    assert found["n_trials"] == len(term) - 3
    assert [found[k] for k in ("n_missing", "n_too_small", "n_not_one")] == [1, 1, 1]


def test_draws_that_contradict_their_log_are_refused_in_a_sentence(
    cast: Any, term: list[Draw]
):
    for row in term:
        for way in row.ways:
            way["propensity"] = 0.97 if way["way"] == PEER else 0.03
    Draw.objects.bulk_update(term, ["ways"])

    report = services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT)

    assert report is not None
    assert "so they are not those of the draw" in report.refusal
    assert report.effects == ()
    assert queries.known_effects(cast.hub.pk) == ()


def test_overridden_draws_leave_the_evidence(cast: Any, term: list[Draw]):
    first = term[0]
    first.is_overridden, first.received = True, LIVE
    first.save(update_fields=["is_overridden", "received"])

    report = services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT)

    assert report is not None
    assert report.counts["n_overridden"] == 1
    n = sum(card.n_trials for card in report.effects if card.group == -1)
    assert n == len(term) - 1


def test_without_settled_draws_there_is_no_report(cast: Any):
    assert services.estimate(unit_id=cast.hub.pk, at=MONDAY_NIGHT) is None
    assert queries.latest_report(cast.hub.pk) is None


def test_a_leader_sets_the_lottery_and_others_may_not(cast: Any):
    given = {
        "unit_id": cast.hub.pk,
        "is_on": False,
        "tolerance": 0.05,
        "floor": 0.1,
        "at": MONDAY_NIGHT,
    }
    assert queries.lottery_of(cast.hub.pk) == LotteryCard(
        is_on=True, tolerance=0.02, floor=0.03
    )

    services.set_lottery(**given, by_id=cast.dana.pk)

    assert queries.lottery_of(cast.hub.pk) == LotteryCard(
        is_on=False, tolerance=0.05, floor=0.1
    )
    with pytest.raises(NotAllowedError, match="change the lottery"):
        services.set_lottery(**given, by_id=cast.rosa.pk)


@pytest.mark.parametrize(
    ("tolerance", "floor", "sentence"),
    [
        (0.9, 0.03, "the tolerance is 0.9 and must lie between 0 and 0.5"),
        (0.02, 0.001, "the least chance of a way is 0.001 and must lie between 0.02"),
    ],
)
def test_a_number_outside_its_range_is_refused(
    cast: Any, tolerance: float, floor: float, sentence: str
):
    with pytest.raises(LotteryRuleError, match=sentence):
        services.set_lottery(
            unit_id=cast.hub.pk,
            is_on=True,
            tolerance=tolerance,
            floor=floor,
            by_id=cast.dana.pk,
            at=MONDAY_NIGHT,
        )


def test_the_ways_of_the_tests_are_those_of_the_product():
    assert (PEER, PROJECT) == (Modality.PEER, Modality.PROJECT)
