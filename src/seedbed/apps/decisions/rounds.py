"""Rounds of a survey beside each other: which there were, and what changed between two.

Only systems that answered both rounds are counted, and none of fewer than five.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.lib.arrays import FloatArray

from . import bridge
from .cards import ChangeCard, MovedCard, RoundLine, ShareCard, ThenAndNow, WaveCard
from .errors import UnknownWaveError
from .instruments import Questionnaire
from .models import ItemAnswer, PublishedPosition, SurveyWave
from .stored import wave_card


def rounds(*, on: date) -> tuple[RoundLine, ...]:
    """Return the rounds of every survey, the newest first. Two queries.

    How many systems answered is not told where they are fewer than five.
    """
    waves = list(SurveyWave.objects.order_by("-opens_on", "instrument"))
    counts: dict[int, int] = {}
    for wave_id in PublishedPosition.objects.values_list("wave_id", flat=True):
        counts[wave_id] = counts.get(wave_id, 0) + 1
    own = current_system_id()
    return tuple(
        RoundLine(
            wave=wave_card(row, on=on),
            n_systems=_shown(counts.get(row.pk, 0)),
            is_own=row.system_id == own,
            has_begun=row.opens_on <= on,
        )
        for row in waves
    )


def then_and_now(*, before: UUID, now: UUID, account_id: int, on: date) -> ThenAndNow:
    """Return how systems moved between two rounds of one survey. Four queries.

    Raises
    ------
    UnknownWaveError
        If one of them is not there, or they ask different things.
    """
    found = {row.uuid: row for row in SurveyWave.objects.filter(uuid__in=(before, now))}
    if before not in found or now not in found or before == now:
        raise UnknownWaveError
    waves = wave_card(found[before], on=on), wave_card(found[now], on=on)
    if waves[0].questionnaire.code != waves[1].questionnaire.code:
        raise UnknownWaveError
    asked = waves[1].questionnaire
    then, today = (_positions(wave) for wave in waves)
    both = sorted(set(then) & set(today))
    own_member = next((pk for pk in both if today[pk][0] == current_system_id()), None)
    cards = _changes(
        asked,
        bridge.unpacked([then[pk][1] for pk in both], len(asked.questions)),
        bridge.unpacked([today[pk][1] for pk in both], len(asked.questions)),
        own=both.index(own_member) if own_member is not None else None,
    )
    return ThenAndNow(
        before=waves[0],
        now=waves[1],
        is_visible=not waves[1].is_open or _has_answered(waves[1], account_id),
        n_systems=_shown(len(both)),
        items=cards,
    )


def shares(wave: WaveCard) -> tuple[ShareCard, ...]:
    """Return the share of systems that say yes, before and now, by pair. One query.

    For surveys whose questions name an earlier one (``before``); empty for others, and
    where fewer than five systems answered both.
    """
    asked = wave.questionnaire
    rows = PublishedPosition.objects.filter(wave_id=wave.id).order_by("pk")
    at = bridge.unpacked(
        [bytes(row) for row in rows.values_list("at", flat=True)], len(asked.questions)
    )
    pairs = [
        (asked.place(question.before), q)
        for q, question in enumerate(asked.questions)
        if question.before
    ]
    if not pairs:
        return ()
    moved = bridge.moved(at[:, [a for a, _b in pairs]], at[:, [b for _a, b in pairs]])
    cards = []
    for (a, b), one in zip(pairs, moved, strict=True):
        found = bridge.share_of_yes(at[:, a], at[:, b])
        if found.n_systems >= bridge.LEAST_SYSTEMS:
            cards.append(
                ShareCard(
                    question=asked.questions[b],
                    n_systems=found.n_systems,
                    before=found.before,
                    now=found.now,
                    n_more=one.n_higher,
                    n_fewer=one.n_lower,
                    p=one.p,
                )
            )
    return tuple(cards)


def _has_answered(wave: WaveCard, account_id: int) -> bool:
    answers = ItemAnswer.objects.filter(
        response__wave_id=wave.id, response__by_id=account_id
    )
    return bool(answers.exclude(at=None).exists())


def _positions(wave: WaveCard) -> dict[int, tuple[int | None, bytes]]:
    rows = PublishedPosition.objects.filter(wave_id=wave.id)
    return {
        member_id: (system_id, bytes(at))
        for member_id, system_id, at in rows.values_list("member_id", "system_id", "at")
    }


def _changes(
    asked: Questionnaire, then: FloatArray, now: FloatArray, *, own: int | None
) -> tuple[ChangeCard, ...]:
    found = bridge.moved(then, now)
    return tuple(
        ChangeCard(
            number=q + 1,
            question=question,
            own_then=bridge.known(then[own, q]) if own is not None else None,
            own_now=bridge.known(now[own, q]) if own is not None else None,
            moved=_shown_move(found[q]),
        )
        for q, question in enumerate(asked.questions)
    )


def _shown_move(one: bridge.Moved) -> MovedCard | None:
    n = one.n_lower + one.n_alike + one.n_higher
    return MovedCard(**one._asdict()) if n >= bridge.LEAST_SYSTEMS else None


def _shown(n: int) -> int | None:
    return n if n >= bridge.LEAST_SYSTEMS else None
