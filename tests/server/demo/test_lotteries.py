"""Simulated weeks of lotteries: real draws, made-up effects, settled like any other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum import services
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials.models import Draw
from seedbed.lib.modalities import LESSON_MODALITIES, Modality
from seedbed.server.demo.lotteries import TEACHES, SimulatedLotteries

DAYS = [date(2026, 9, 7) + timedelta(days=n) for n in range(42)]
AT = datetime(2026, 10, 20, 20, tzinfo=UTC)
WIDE, NARROW = 20, 40


@pytest.fixture
def lotteries(cast: Any) -> SimulatedLotteries:
    """Return the lotteries of Ana and Ben, who learn two skills."""
    skills = [("6.A", "Ratios", 6, 6), ("6.B", "Rates", 6, 6)]
    services.make_framework(identifier="tiny", title="Tiny", skills=skills)
    rows = curriculum.skill_graph()
    return SimulatedLotteries([cast.ana, cast.ben], rows, days=DAYS, seed=1)


def sit(lotteries: Any, day: int, sitting: int = 0) -> list[float]:
    both = np.arange(2)
    found: list[float] = lotteries(day, sitting, both, both, np.ones(2)).tolist()
    return found


@pytest.mark.parametrize(("day", "sitting"), [(3, 0), (WIDE, 1), (NARROW, 2)])
def test_early_weeks_and_later_sittings_are_as_usual(
    lotteries: Any, day: int, sitting: int
):
    assert sit(lotteries, day, sitting) == [1.0, 1.0]
    assert lotteries.keep(at=AT) == 0


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        (WIDE, {Modality.LIVE, Modality.TUTORING}),
        (NARROW, {Modality.PEER, Modality.PROJECT}),
    ],
)
def test_what_is_drawn_teaches_as_it_was_made_up(lotteries: Any, day: int, ways: Any):
    factors = sit(lotteries, day)

    assert lotteries.keep(at=AT) == 2
    for row, factor in zip(Draw.objects.order_by("student_id"), factors, strict=True):
        assert {way["way"] for way in row.ways} == ways
        taught = 1.0 if row.received < 0 else TEACHES[Modality(row.received)]
        assert factor == taught


def test_the_draws_are_those_of_the_product(cast: Any, lotteries: Any):
    sit(lotteries, NARROW)
    lotteries.keep(at=AT)

    assert trials.draws_as_logged(cast.hub.pk, DAYS[0] + timedelta(NARROW)) == (2, 2)
    assert not Draw.objects.filter(settled_at=None).exists()


def test_some_seats_are_overridden_and_some_are_not_to_be_had(lotteries: Any):
    for day in range(WIDE, NARROW):
        sit(lotteries, day)

    n = lotteries.keep(at=AT)

    overridden = Draw.objects.filter(is_overridden=True)
    not_seated = Draw.objects.filter(received=-1)
    assert 0 < overridden.count() < n / 4
    assert 0 < not_seated.count() < n / 2
    assert all(row.received not in (-1, row.drawn) for row in overridden)


def test_every_way_has_an_effect():
    assert set(TEACHES) == set(LESSON_MODALITIES)
