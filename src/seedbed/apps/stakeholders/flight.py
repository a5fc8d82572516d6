"""Reads of a change while it is tried: pulses, concerns, drift, scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from seedbed.apps.families import queries as families

from . import bridge, queries
from .cards import (
    ChangeCard,
    DriftCard,
    EndingCard,
    FlightCard,
    OnMap,
    PulseWeek,
    ScoreCard,
)
from .models import ChangeEnding, Place, PulseAnswer, SupportForecast

N_WEEKS = 8
_MOST_WORDS = 12


def flight_card(card: ChangeCard, *, on: date) -> FlightCard:
    """Return how a change fares up to a date. Six queries."""
    monday = on - timedelta(days=on.weekday())
    mondays = [monday - timedelta(weeks=n) for n in range(N_WEEKS - 1, -1, -1)]
    answers = list(
        PulseAnswer.objects.filter(
            change__uuid=card.uuid, week_on__gte=mondays[0], week_on__lte=monday
        ).order_by("-at", "-id")
    )
    told = families.weeks_of_concerns(card.unit_id, on=on, n_weeks=N_WEEKS)
    weeks = tuple(_week(week_on, answers) for week_on in mondays)
    alarm = bridge.alarm_week(
        [
            w.n_raised + sum(p.concerns.values())
            for w, p in zip(told, weeks, strict=True)
        ]
    )
    ends = list(ChangeEnding.objects.select_related("change").order_by("on", "id"))
    ended = Q(change_id__in=[end.change_id for end in ends])
    forecasts = list(
        SupportForecast.objects.filter(ended | Q(change__uuid=card.uuid))
        .select_related("change")
        .order_by("at", "id")
    )
    mine = [row for row in forecasts if row.change.uuid == card.uuid]
    return FlightCard(
        change=card,
        weeks=weeks,
        words=tuple((row.week_on, row.kind, row.words) for row in answers if row.words)[
            :_MOST_WORDS
        ],
        family_concerns=tuple((week.monday, week.n_raised) for week in told),
        alarm_on=mondays[alarm] if alarm is not None else None,
        drifts=_drifts(card, mine),
        endings=tuple(
            EndingCard(
                place=row.place, on=row.on, was_stopped=row.was_stopped, what=row.what
            )
            for row in ends
            if row.change.uuid == card.uuid
        ),
        score=score(ends, forecasts),
    )


def _week(week_on: date, answers: Sequence[Any]) -> PulseWeek:
    mine = [row for row in answers if row.week_on == week_on]
    columns = list(zip(*(row.answers for row in mine), strict=True))
    return PulseWeek(
        week_on=week_on,
        n=len(mine),
        means=tuple(sum(column) / len(mine) for column in columns),
        concerns=Counter(row.kind for row in mine if row.is_concern),
    )


def _drifts(card: ChangeCard, rows: Sequence[Any]) -> tuple[DriftCard, ...]:
    """Return how far each map moved since it was first recorded. Two queries."""
    if not rows:
        return ()
    actors = queries.actors_of(card.uuid)
    found = []
    for place in Place.values:
        first = next((row for row in rows if row.place == place), None)
        if first is None or queries.faults_of(actors, place):
            continue
        then = [OnMap.from_json(one) for one in first.actors]
        gain, p_then, p_now, turned = bridge.drift(
            then, queries.on_map(actors, place), seed=first.seed
        )
        found.append(
            DriftCard(
                place=place,
                since=first.at,
                gain=gain,
                p_then=p_then,
                p_now=p_now,
                turned=turned,
            )
        )
    return tuple(found)


def score(ends: Sequence[Any], forecasts: Sequence[Any]) -> ScoreCard | None:
    """Return the score of forecasts, oldest first, whose end is known. No query.

    The last forecast recorded before an end is the one that counts.
    """
    known = {(row.change_id, row.place): row for row in ends}
    last: dict[tuple[int, str], float] = {}
    for row in forecasts:
        end = known.get((row.change_id, row.place))
        if end is not None and row.at < end.at and row.at.date() <= end.on:
            last[row.change_id, row.place] = row.p_stopped
    return bridge.score(list(last.values()), [known[key].was_stopped for key in last])
