"""What services and queries read alike: leaders' answers, and bands of members."""

from __future__ import annotations

from datetime import date

from seedbed.apps.networks.models import Income, Place, Size

from .cards import Answer, WaveCard
from .instruments import questionnaire
from .models import ItemAnswer, SurveyWave

#: Bands of members, in the order in which the comparison numbers them.
BANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("size", tuple(Size.values)),
    ("income", tuple(Income.values)),
    ("place", tuple(Place.values)),
)


def wave_card(row: SurveyWave, *, on: date) -> WaveCard:
    """Return a round as its pages know it, on a day.

    Raises
    ------
    UnknownInstrumentError, InstrumentFileError
        If its data file is gone or cannot be read.
    """
    return WaveCard(
        id=row.pk,
        uuid=row.uuid,
        name=row.name,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        is_open=row.closed_at is None and row.opens_on <= on <= row.closes_on,
        questionnaire=questionnaire(row.instrument),
    )


def said_by_leaders(wave_id: int) -> dict[int, dict[str, Answer]]:
    """Return what each leader of the system answered, by account. One query."""
    found: dict[int, dict[str, Answer]] = {}
    rows = ItemAnswer.objects.filter(response__wave_id=wave_id).order_by("pk")
    for by_id, item, at, wanted, why in rows.values_list(
        "response__by_id", "item", "at", "wanted", "why"
    ):
        found.setdefault(by_id, {})[item] = Answer(at=at, wanted=wanted, why=why)
    return found
