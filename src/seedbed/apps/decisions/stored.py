"""What services and queries read alike: leaders' answers, and bands of members."""

from __future__ import annotations

from seedbed.apps.networks.models import Income, Place, Size

from .cards import Answer
from .models import ItemAnswer

#: Bands of members, in the order in which the comparison numbers them.
BANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("size", tuple(Size.values)),
    ("income", tuple(Income.values)),
    ("place", tuple(Place.values)),
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
