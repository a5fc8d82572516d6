"""Writes of the decisions app. Each function is one transaction.

Whenever a leader answers, the middle of the system's leaders goes to the network anew;
the leaders' own answers stay behind the wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.networks.queries import leads_network
from seedbed.apps.networks.services import ensure_member

from .cards import Answer
from .errors import (
    AnswerOutsideError,
    SurveyNotOpenError,
    UnknownWaveError,
    WaveDatesError,
)
from .instruments import questionnaire
from .models import ItemAnswer, SurveyResponse, SurveyWave
from .publishing import compare, publish
from .trade_offs import choose_trade_off as choose_trade_off
from .trade_offs import revisit_trade_off as revisit_trade_off

_MOST_WORDS = 600


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
    publish(found, at=at)
    answered = ItemAnswer.objects.filter(response=response).exclude(at=None)
    return int(answered.count())


@transaction.atomic
def compare_wave(*, wave: UUID, at: datetime) -> int:
    """Compare groups of systems over every item at once; keep and count differences.

    Raises
    ------
    UnknownWaveError
        If there is no such wave.
    """
    return compare(_wave(wave), at=at)


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
