"""One change: a daily schedule for each student, at Lincoln Middle or in the hub.

On the inner map families of advanced math would push back and the board decides; in
the hub those who come chose it. Dana leads the hub.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from seedbed.apps.stakeholders import services
from seedbed.apps.stakeholders.cards import ChannelCard, Ends, StandingCard
from seedbed.apps.stakeholders.services import ActorWords

MONDAY = date(2026, 10, 19)
NOON = datetime(2026, 10, 19, 12, 0, tzinfo=UTC)
SEED = 8


def standing(place: str, *channels: ChannelCard, salience: Ends = (0.4, 0.6, 0.8)):
    return StandingCard(place=place, channels=channels, salience=salience)


def voice(share: float) -> ChannelCard:
    return ChannelCard(kind="voice", share=share)


def vote(share: float, *, alone: bool = False) -> ChannelCard:
    return ChannelCard(kind="vote", share=share, can_stop_alone=alone)


@dataclass
class Lincoln:
    """The change and its actors by name."""

    cast: Any
    uuid: UUID
    actors: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, *standings: StandingCard, kind: str = "families") -> int:
        """Put an actor on the maps."""
        self.actors[name] = services.save_actor(
            change=self.uuid,
            words=ActorWords(name=name, kind=kind, standings=standings),
            by_id=self.cast.dana.pk,
            at=NOON,
        )
        return self.actors[name]

    def talk(
        self, name: str, position: Ends, *, place: str = "inside", times: int = 1
    ) -> None:
        """Record talks with an actor that all say the same."""
        for _ in range(times):
            services.record_interview(
                form_key=uuid4(),
                change=self.uuid,
                actor_id=self.actors[name],
                on=MONDAY,
                with_whom="three of them",
                said="She was ahead. Now she waits.",
                positions={place: position},
                by_id=self.cast.dana.pk,
                at=NOON,
            )

    def call(self, choice: str, **more: Any) -> bool:
        """Record where the change will live."""
        facts: dict[str, Any] = {
            "form_key": uuid4(),
            "choice": choice,
            "reason": "They would leave.",
            "review_on": date(2027, 1, 18),
            "on": MONDAY,
            "seed": SEED,
            "at": NOON,
        }
        return services.record_call(
            change=self.uuid, by_id=self.cast.dana.pk, **(facts | more)
        )


def begin(cast: Any, title: str = "A day for each", **more: Any) -> UUID:
    """Begin a change in the hub."""
    facts: dict[str, Any] = {
        "form_key": uuid4(),
        "unit_id": cast.hub.pk,
        "about": "A daily schedule made for each student in math.",
        "inside_name": "Lincoln Middle",
        "apart_name": "Riverside Hub",
        "by_id": cast.dana.pk,
        "at": NOON,
    }
    return services.begin_change(title=title, **(facts | more))


@pytest.fixture
def empty(cast: Any) -> Lincoln:
    """Return the change before anybody is on its maps."""
    return Lincoln(cast=cast, uuid=begin(cast))


@pytest.fixture
def lincoln(empty: Lincoln) -> Lincoln:
    """Return both maps, each actor talked with four times."""
    tellers: Sequence[tuple[str, str, float, Ends | None, Ends | None]] = (
        ("Families of advanced math", "families", 0.6, (-95, -70, -30), None),
        ("Other families", "families", 0.4, (-30, 10, 40), (10, 50, 90)),
    )
    for name, kind, share, inside, apart in tellers:
        places = [standing("inside", voice(share))]
        if apart:
            places.append(standing("apart", voice(1.0)))
        empty.add(name, *places, kind=kind)
        for place, position in (("inside", inside), ("apart", apart)):
            if position:
                empty.talk(name, position, place=place, times=4)
    empty.add(
        "School board",
        standing("inside", vote(1.0, alone=True)),
        standing("apart", vote(1.0, alone=True)),
        kind="policymaker",
    )
    empty.talk("School board", (-40, 0, 40), times=4)
    empty.talk("School board", (20, 50, 80), place="apart", times=4)
    return empty
