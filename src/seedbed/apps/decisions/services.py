"""Writes of the decisions app. Each function is one transaction.

Whenever a leader answers, the middle of the system's leaders goes to the network anew;
the leaders' own answers stay behind the wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.networks.queries import leads_network
from seedbed.apps.networks.services import ensure_member

from . import bridge
from .cards import Answer
from .errors import (
    AnswerOutsideError,
    EmptyTradeOffError,
    RevisitInThePastError,
    SurveyNotOpenError,
    TradeOffEndedError,
    UnknownWaveError,
    WaveDatesError,
)
from .instruments import questionnaire
from .models import (
    ItemAnswer,
    PublishedPosition,
    Side,
    SurveyResponse,
    SurveyWave,
    TradeOff,
    TradeOffRevisit,
    Verdict,
    WaveComparison,
)
from .stored import BANDS, said_by_leaders

#: Over more systems the draws take longer than a page may: they are left to
#: ``seedbed decisions compare``.
COMPARED_AT_ONCE = 500
_MOST_WORDS = 600
_SIDE_NUMBER = {Side.LOW: 1, Side.BOTH: 2, Side.HIGH: 3}


@transaction.atomic
def open_wave(
    *, instrument: str, name: str, opens_on: date, closes_on: date, by_id: int
) -> UUID:
    """Open a round of a survey for the whole network; only its lead member may.

    Raises
    ------
    NotAllowedError
        If the account leads no system, or the system does not lead the network.
    UnknownInstrumentError, InstrumentFileError
        If no data file has the instrument, or it cannot be read.
    WaveDatesError
        If it would close before it opens, or meet another round of the instrument.
    """
    permissions.require(
        by_id,
        RoleKind.SYSTEM_LEADER,
        RoleKind.STEWARD,
        action="open a round of the survey",
    )
    ensure_member()
    asked = questionnaire(instrument)
    if closes_on < opens_on:
        raise WaveDatesError(opens_on, closes_on, "it would close before it opens")
    meets = SurveyWave.objects.filter(
        instrument=asked.code, opens_on__lte=closes_on, closes_on__gte=opens_on
    )
    if not leads_network():
        raise WaveDatesError(
            opens_on, closes_on, "the member that leads the network opens rounds"
        )
    if not name.strip():
        raise WaveDatesError(opens_on, closes_on, "it has no name")
    if meets.filter(closed_at=None).exists():
        raise WaveDatesError(opens_on, closes_on, "another round is open in these days")
    if meets.filter(opens_on=opens_on).exists():
        raise WaveDatesError(opens_on, closes_on, "a round began on that day already")
    made = SurveyWave.objects.create(
        instrument=asked.code,
        name=name.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        system_id=current_system_id(),
    )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def close_wave(*, wave: UUID, by_id: int, on: date, at: datetime) -> bool:
    """Close a round before its last day; False if it was closed or over before.

    Raises
    ------
    NotAllowedError
        If the account leads no system.
    UnknownWaveError
        If there is no such round, or the system does not lead the network.
    """
    permissions.require(
        by_id,
        RoleKind.SYSTEM_LEADER,
        RoleKind.STEWARD,
        action="close a round of the survey",
    )
    found = _wave(wave)
    if not leads_network():
        raise UnknownWaveError
    still_open = SurveyWave.objects.mine().filter(
        pk=found.pk, closed_at=None, closes_on__gte=on
    )
    return int(still_open.update(closed_at=at)) == 1


@transaction.atomic
def save_answers(
    *, wave: UUID, answers: Mapping[str, Answer], by_id: int, on: date, at: datetime
) -> int:
    """Keep what a leader answered, half or whole, and publish the system's middle.

    What is sent again replaces what stood; questions that are not in ``answers`` stay
    as they were.

    Returns
    -------
    int
        How many questions the leader has answered by now.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    UnknownWaveError, SurveyNotOpenError
        If there is no such wave, or it is over or has not begun.
    UnknownInstrumentError, AnswerOutsideError
        If an answer is to no question of it, or lies outside its points.
    """
    permissions.require(by_id, RoleKind.LEADER, action="answer for the system")
    found = _open_wave(wave, on)
    asked = questionnaire(found.instrument)
    for code, answer in answers.items():
        n_points = asked.questions[asked.place(code)].n_points
        for point in (answer.at, answer.wanted):
            if point is not None and not 1 <= point <= n_points:
                raise AnswerOutsideError(code, n_points, point)
    response, _made = SurveyResponse.objects.update_or_create(
        wave=found, by_id=by_id, defaults={"said_at": at}
    )
    for code, answer in answers.items():
        ItemAnswer.objects.update_or_create(
            response=response,
            item=code,
            defaults={
                "at": answer.at,
                "wanted": answer.wanted,
                "why": answer.why.strip()[:_MOST_WORDS],
            },
        )
    _publish(found, at=at)
    answered = ItemAnswer.objects.filter(response=response).exclude(at=None)
    return int(answered.count())


@transaction.atomic
def choose_trade_off(
    *,
    token: UUID,
    instrument: str,
    item: str,
    side: str,
    choice: str,
    cost: str,
    revisit_on: date,
    by_id: int,
    on: date,
    at: datetime,
) -> bool:
    """Write down what the team chose and gives up; False if this form was sent before.

    An earlier trade-off on the same item ends with it.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    UnknownInstrumentError
        If there is no such question.
    EmptyTradeOffError, RevisitInThePastError
        If it does not say what is given up, or is to be revisited in the past.
    """
    permissions.require(by_id, RoleKind.LEADER, action="choose for the system")
    asked = questionnaire(instrument)
    asked.place(item)
    if not choice.strip() or not cost.strip():
        raise EmptyTradeOffError
    if revisit_on <= on:
        raise RevisitInThePastError(revisit_on)
    made, is_new = TradeOff.objects.get_or_create(
        token=token,
        defaults={
            "instrument": asked.code,
            "item": item,
            "side": Side(side),
            "choice": choice.strip()[:_MOST_WORDS],
            "cost": cost.strip()[:_MOST_WORDS],
            "chosen_on": on,
            "revisit_on": revisit_on,
            "by_id": by_id,
        },
    )
    if is_new:
        standing = TradeOff.objects.filter(
            instrument=asked.code, item=item, ended_on=None
        )
        standing.exclude(pk=made.pk).update(ended_on=on)
        _publish_latest(asked.code, at=at)
    return is_new


@transaction.atomic
def revisit_trade_off(
    *,
    token: UUID,
    trade_off_id: int,
    happened: str,
    verdict: str,
    revisit_on: date | None,
    by_id: int,
    on: date,
    at: datetime,
) -> bool:
    """Write down what came of a trade-off; False if this form was sent before.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    EmptyTradeOffError
        If it does not say what happened.
    RevisitInThePastError
        If it goes on and no later day is named to look at it again.
    TradeOffEndedError
        If it was ended before, or is not there.
    """
    permissions.require(by_id, RoleKind.LEADER, action="choose for the system")
    if TradeOffRevisit.objects.filter(token=token).exists():
        return False
    if not happened.strip():
        raise EmptyTradeOffError
    is_end = Verdict(verdict) is Verdict.END
    if not is_end and (revisit_on is None or revisit_on <= on):
        raise RevisitInThePastError(revisit_on or on)
    standing = TradeOff.objects.filter(pk=trade_off_id, ended_on=None)
    change: dict[str, Any] = {"ended_on": on} if is_end else {"revisit_on": revisit_on}
    if standing.update(**change) != 1:
        raise TradeOffEndedError
    TradeOffRevisit.objects.create(
        token=token,
        trade_off_id=trade_off_id,
        on=on,
        happened=happened.strip()[:_MOST_WORDS],
        verdict=verdict,
        by_id=by_id,
    )
    if is_end:
        ended = TradeOff.objects.get(pk=trade_off_id)
        _publish_latest(ended.instrument, at=at)
    return True


@transaction.atomic
def compare_wave(*, wave: UUID, at: datetime) -> int:
    """Compare groups of systems over every item at once; keep and count differences.

    Raises
    ------
    UnknownWaveError
        If there is no such wave.
    """
    return _compare(_wave(wave), at=at)


def _compare(wave: SurveyWave, *, at: datetime) -> int:
    asked = questionnaire(wave.instrument)
    rows = list(
        PublishedPosition.objects.filter(wave=wave)
        .order_by("pk")
        .values_list("at", *(f"member__{name}" for name, _values in BANDS))
    )
    number = [{value: n for n, value in enumerate(values)} for _name, values in BANDS]
    groupings = np.array(
        [[number[k].get(row[1 + k], -1) for row in rows] for k in range(len(BANDS))],
        np.int64,
    ).reshape(len(BANDS), len(rows))
    said, n_comparisons = bridge.differing(
        asked,
        bridge.unpacked([bytes(row[0]) for row in rows], len(asked.questions)),
        groupings,
        BANDS,
        seed=wave.pk,
    )
    WaveComparison.objects.update_or_create(
        wave=wave,
        defaults={
            "n_systems": len(rows),
            "n_comparisons": n_comparisons,
            "found": said,
            "compared_at": at,
        },
    )
    return len(said)


def _publish(wave: SurveyWave, *, at: datetime) -> None:
    """Tell the network the middle of the system's leaders, and the sides it took."""
    asked = questionnaire(wave.instrument)
    standing = TradeOff.objects.filter(instrument=asked.code, ended_on=None)
    sides = {row.item: _SIDE_NUMBER[Side(row.side)] for row in standing}
    positions, wanted, chosen = bridge.packed(
        asked, list(said_by_leaders(wave.pk).values()), sides
    )
    PublishedPosition.objects.update_or_create(
        wave=wave,
        member_id=ensure_member(),
        defaults={
            "system_id": current_system_id(),
            "at": positions,
            "wanted": wanted,
            "chosen": chosen,
            "published_at": at,
        },
    )
    if PublishedPosition.objects.filter(wave=wave).count() <= COMPARED_AT_ONCE:
        _compare(wave, at=at)


def _publish_latest(instrument: str, *, at: datetime) -> None:
    """Publish anew in the last wave that this system answered, if there is one."""
    mine = PublishedPosition.objects.mine().filter(wave__instrument=instrument)
    latest = mine.select_related("wave").order_by("-wave__opens_on").first()
    if latest is not None:
        _publish(latest.wave, at=at)


def _open_wave(uuid: UUID, on: date) -> SurveyWave:
    wave = _wave(uuid)
    if wave.closed_at is not None or not wave.opens_on <= on <= wave.closes_on:
        raise SurveyNotOpenError(wave.name, wave.closes_on)
    return wave


def _wave(uuid: UUID) -> SurveyWave:
    found = SurveyWave.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownWaveError
    wave: SurveyWave = found
    return wave
