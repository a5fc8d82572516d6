"""What is noted once and never changed: talks, effects, checks, pulses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.stakeholders.cards import Ends
from seedbed.apps.stakeholders.errors import UnfinishedMapFormError
from seedbed.apps.stakeholders.models import (
    ActorKind,
    Interview,
    Place,
    PulseAnswer,
    ReadinessCheck,
    SubgroupEffect,
)

from .allowed import known_change, led_actor, led_change

_FURTHEST = 100.0
N_QUESTIONS = 3
_ANSWERS = range(1, 6)


@transaction.atomic
def record_interview(
    *,
    form_key: UUID,
    change: UUID,
    actor_id: int,
    on: date,
    with_whom: str,
    said: str,
    positions: Mapping[str, Ends],
    by_id: int,
    at: datetime,
) -> bool:
    """Keep one talk with an actor; return False if this form was kept before.

    ``positions`` has low, mode and high for each place that was talked about.

    Raises
    ------
    UnfinishedMapFormError
        If nothing was said, no place was talked about, a position does not rise from
        low to high within -100 to 100, or the talk is still to come.
    UnknownChangeError, NotAllowedError
        If there is no such actor, or the account does not lead the unit.
    """
    actor = led_actor(change, actor_id, by_id)
    missing = [] if said.strip() else ["what was said"]
    if not positions or not set(positions) <= set(Place.values):
        missing.append("where they stand, in one place at least")
    if not all(_is_position(ends) for ends in positions.values()):
        missing.append("each position from worst to best, within -100 and 100")
    if on > at.date() + timedelta(days=1):
        missing.append("the day of a talk that has been held")
    if missing:
        raise UnfinishedMapFormError(missing)
    is_new = False
    for place, (low, mode, high) in positions.items():
        _row, made = Interview.objects.get_or_create(
            form_key=form_key,
            place=place,
            defaults={
                "actor": actor,
                "on": on,
                "with_whom": with_whom.strip(),
                "said": said.strip(),
                "low": low,
                "mode": mode,
                "high": high,
                "by_id": by_id,
                "at": at,
            },
        )
        is_new = is_new or made
    return is_new


def _is_position(ends: Ends) -> bool:
    low, mode, high = ends
    return -_FURTHEST <= low <= mode <= high <= _FURTHEST


@transaction.atomic
def note_effect(
    *,
    form_key: UUID,
    change: UUID,
    actor_id: int,
    group: str,
    effect: float,
    standard_error: float,
    source: str,
    by_id: int,
    at: datetime,
    pilot: UUID | None = None,
) -> bool:
    """Note what a pilot found for one group; return False if it was noted before.

    ``pilot`` is that of this system which hands it on.

    Raises
    ------
    UnfinishedMapFormError
        If the group or the source is missing, or the standard error is not above 0.
    UnknownChangeError, NotAllowedError
        If there is no such actor, or the account does not lead the unit.
    """
    actor = led_actor(change, actor_id, by_id)
    wanted = {
        "the group": bool(group.strip()),
        "where the effect was found": bool(source.strip()),
        "an effect": isfinite(effect),
        "a standard error above 0": isfinite(standard_error) and standard_error > 0,
    }
    missing = [name for name, is_there in wanted.items() if not is_there]
    if missing:
        raise UnfinishedMapFormError(missing)
    _row, is_new = SubgroupEffect.objects.get_or_create(
        form_key=form_key,
        defaults={
            "actor": actor,
            "group": group.strip(),
            "effect": effect,
            "standard_error": standard_error,
            "source": source.strip(),
            "pilot": pilot,
            "by_id": by_id,
            "at": at,
        },
    )
    return bool(is_new)


@transaction.atomic
def check_readiness(
    *,
    form_key: UUID,
    change: UUID,
    numbers: Mapping[str, Any],
    by_id: int,
    at: datetime,
) -> bool:
    """Note whether the change can be run as promised; False if it was noted before.

    ``numbers`` are the fields of ``ReadinessCheck``.

    Raises
    ------
    UnfinishedMapFormError
        If a number is negative, or more accommodations are met than are owed.
    UnknownChangeError, NotAllowedError
        If there is no such change, or the account does not lead its unit.
    """
    mine = led_change(change, by_id)
    counted = [value for value in numbers.values() if not isinstance(value, bool)]
    missing = []
    if not all(isfinite(value) and value >= 0 for value in counted):
        missing.append("numbers from 0")
    elif numbers["n_accommodations_met"] > numbers["n_accommodations"]:
        missing.append("no more accommodations met than are owed")
    if missing:
        raise UnfinishedMapFormError(missing)
    _row, is_new = ReadinessCheck.objects.get_or_create(
        form_key=form_key,
        defaults={"change": mine, "by_id": by_id, "at": at, **numbers},
    )
    return bool(is_new)


@transaction.atomic
def answer_pulse(
    *,
    form_key: UUID,
    change: UUID,
    kind: str,
    answers: Sequence[int],
    language: str,
    at: datetime,
    on: date,
    words: str = "",
    is_concern: bool = False,
    by_id: int | None = None,
) -> bool:
    """Keep three answers of somebody in the week of a date; False if kept before.

    ``by_id`` is the leader who types in a paper answer; without it the caller has made
    sure that a family of the unit answers for itself. It is not kept with the answer.

    Raises
    ------
    UnfinishedMapFormError
        If the kind is unknown, or an answer is missing or not from 1 to 5.
    UnknownChangeError, NotAllowedError
        If there is no such change, or the account does not lead its unit.
    """
    mine = known_change(change) if by_id is None else led_change(change, by_id)
    missing = [] if kind in ActorKind.values else ["who answers, from the list"]
    if len(answers) != N_QUESTIONS or not all(a in _ANSWERS for a in answers):
        missing.append("an answer to each of the three questions")
    if missing:
        raise UnfinishedMapFormError(missing)
    _row, is_new = PulseAnswer.objects.get_or_create(
        form_key=form_key,
        defaults={
            "change": mine,
            "week_on": on - timedelta(days=on.weekday()),
            "kind": kind,
            "language": language,
            "answers": list(answers),
            "is_concern": is_concern,
            "words": words.strip(),
            "at": at,
        },
    )
    return bool(is_new)
