"""What the network reads of a round: the middle of each system, and what differs."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.networks.services import ensure_member

from . import bridge
from .instruments import questionnaire
from .models import PublishedPosition, Side, SurveyWave, TradeOff, WaveComparison
from .stored import BANDS, said_by_leaders

#: Over more systems the draws take longer than a page may: they are left to
#: ``seedbed decisions compare``.
COMPARED_AT_ONCE = 500
_SIDE_NUMBER = {Side.LOW: 1, Side.BOTH: 2, Side.HIGH: 3}


def compare(wave: SurveyWave, *, at: datetime) -> int:
    """Compare groups of systems over all items at once; keep and count differences."""
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


def publish(wave: SurveyWave, *, at: datetime) -> None:
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
        compare(wave, at=at)


def publish_latest(instrument: str, *, at: datetime) -> None:
    """Publish anew in the last wave that this system answered, if there is one."""
    mine = PublishedPosition.objects.mine().filter(wave__instrument=instrument)
    latest = mine.select_related("wave").order_by("-wave__opens_on").first()
    if latest is not None:
        publish(latest.wave, at=at)
