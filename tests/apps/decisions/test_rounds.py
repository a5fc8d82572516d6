"""Rounds: opened and closed by the lead, and two of them beside each other."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.errors import (
    SurveyNotOpenError,
    UnknownWaveError,
    WaveDatesError,
)
from seedbed.apps.decisions.models import PublishedPosition, SurveyWave
from seedbed.apps.networks import services as networks

from .conftest import FRIDAY, MONDAY, NOON


def close(round_, by):
    return services.close_wave(wave=round_.wave.uuid, by_id=by.pk, on=MONDAY, at=NOON)


def later(round_, points, instrument="seven-decisions"):
    """Let a second round be answered by the same members, at these points of item 1."""
    wave = SurveyWave.objects.create(
        instrument=instrument,
        name="Spring 2027",
        opens_on=FRIDAY + timedelta(days=90),
        closes_on=FRIDAY + timedelta(days=120),
    )
    rows = PublishedPosition.objects.filter(wave=round_.wave).order_by("pk")
    for row, first in zip(rows, points, strict=False):
        at = np.array([first, *[4.0] * 6], "<f4").tobytes()
        PublishedPosition.objects.create(
            wave=wave, member=row.member, at=at, wanted=at, chosen=bytes(7),
            published_at=NOON,
        )  # fmt: skip
    return wave


def beside(round_, wave, on=None):
    return queries.then_and_now(
        before=round_.wave.uuid,
        now=wave.uuid,
        account_id=round_.cast.dana.pk,
        on=on or wave.opens_on,
    )


def test_a_closed_round_takes_no_answers_and_closes_once(asked, chief):
    networks.ensure_member()
    SurveyWave.objects.update(system_id=asked.cast.riverside.pk)

    assert close(asked, chief)
    assert not close(asked, chief)

    assert not asked.card.is_open
    with pytest.raises(SurveyNotOpenError):
        asked.answer(speed=3)


def test_only_who_leads_the_system_closes(asked):
    with pytest.raises(NotAllowedError):
        close(asked, asked.cast.dana)


def test_after_a_closed_round_another_opens_but_not_from_the_same_day(asked, chief):
    SurveyWave.objects.update(system_id=asked.cast.riverside.pk)
    days = {"instrument": "seven-decisions", "name": "Again", "by_id": chief.pk}
    with pytest.raises(WaveDatesError, match="another round is open"):
        services.open_wave(**days, opens_on=FRIDAY, closes_on=FRIDAY)
    close(asked, chief)

    services.open_wave(**days, opens_on=FRIDAY, closes_on=FRIDAY)

    with pytest.raises(WaveDatesError, match="began on that day already"):
        services.open_wave(**days, opens_on=MONDAY, closes_on=MONDAY)


def test_two_rounds_count_who_moved_among_those_that_answered_both(asked):
    # Of 2, 3, 3, 4, 5 and 6 the first four moved on by two, one stayed, one left.
    wave = later(asked, (4, 5, 5, 6, 5))

    found = beside(asked, wave)
    moved = found.items[0].moved

    assert found.n_systems == 5
    assert (moved.n_lower, moved.n_alike, moved.n_higher) == (0, 1, 4)
    assert (moved.middle_then, moved.middle_now) == (3.0, 5.0)
    assert moved.p == 0.875  # two of sixteen, times seven questions, an exact sign test
    assert found.items[0].own_then is None


def test_fewer_than_five_systems_are_not_shown(asked):
    found = beside(asked, later(asked, (4, 5, 5, 6)))

    assert found.n_systems is None
    assert all(card.moved is None for card in found.items)


def test_an_open_round_is_compared_only_after_ones_own_answer(asked):
    wave = later(asked, (4, 5, 5, 6, 5))

    assert not beside(asked, wave).is_visible
    assert beside(asked, wave, on=wave.closes_on + timedelta(days=1)).is_visible
    asked.wave = wave
    asked.answer(speed=3, on=wave.opens_on)
    asked.wave = SurveyWave.objects.get(name="Fall 2026")
    assert beside(asked, wave).is_visible


def test_other_surveys_are_not_compared(asked):
    wave = later(asked, (), instrument="hubs-and-virtual")

    with pytest.raises(UnknownWaveError):
        beside(asked, wave)


def test_the_list_of_rounds_names_no_small_count(asked, django_assert_num_queries):
    wave = later(asked, (4, 5, 5, 6))

    with django_assert_num_queries(2):
        newest, first = queries.rounds(on=MONDAY)

    assert (newest.wave.uuid, newest.n_systems, newest.has_begun) == (
        wave.uuid,
        None,
        False,
    )
    assert (first.n_systems, first.wave.is_open) == (6, True)


def test_shares_of_systems_with_hubs_before_and_now(asked, others):
    wave = SurveyWave.objects.create(
        instrument="hubs-and-virtual", name="Hubs", opens_on=MONDAY, closes_on=FRIDAY
    )
    for n, member in enumerate(others):
        at = np.array([1, 2 if n else 1, 1, 1], "<f4").tobytes()
        PublishedPosition.objects.create(
            wave=wave,
            member=member,
            at=at,
            wanted=at,
            chosen=bytes(4),
            published_at=NOON,
        )
    card = queries.latest_wave(on=MONDAY, instrument="hubs-and-virtual")
    assert card is not None

    hub, virtual = queries.shares(card)

    assert (hub.n_systems, hub.before[0], round(hub.now[0], 3)) == (6, 0.0, 0.833)
    assert (hub.n_more, hub.n_fewer, hub.p) == (5, 0, 0.125)
    assert hub.now[1] < 0.833 < hub.now[2]
    assert (virtual.now[0], virtual.p) == (0.0, 1.0)
    assert queries.shares(asked.card) == ()
