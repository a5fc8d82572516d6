"""A round of the seven decisions in a network that Riverside leads.

Six systems that run elsewhere have answered: five of them small, in towns; on the first
decision they stand at 2, 3, 3, 4, 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from tests.apps.networks.conftest import at_lakeside as at_lakeside
from tests.apps.networks.conftest import chief as chief
from tests.apps.networks.conftest import others as others

from seedbed.apps.accounts.models import Account, RoleKind
from seedbed.apps.accounts.services import add_adult, create_account
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.cards import Answer, WaveCard
from seedbed.apps.decisions.models import PublishedPosition, SurveyWave

MONDAY = date(2026, 11, 2)
FRIDAY = date(2026, 11, 6)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FIRST = (2.0, 3.0, 3.0, 4.0, 5.0, 6.0)


@dataclass
class Round:
    """The round, and shortcuts to answer it."""

    cast: Any
    wave: Any

    @property
    def card(self) -> WaveCard:
        """Return the round as its pages know it."""
        found = queries.latest_wave(on=MONDAY)
        assert found is not None
        return found

    def answer(self, by: Any = None, *, on: date = MONDAY, **points: int) -> int:
        """Answer as Dana, or another; ``who_decides=2`` answers "who-decides"."""
        answers = {
            code.replace("_", "-"): Answer(at=point) for code, point in points.items()
        }
        return self.say(answers, by=by, on=on)

    def say(
        self, answers: dict[str, Answer], *, by: Any = None, on: date = MONDAY
    ) -> int:
        """Answer with whole answers."""
        return services.save_answers(
            wave=self.wave.uuid,
            answers=answers,
            by_id=(by or self.cast.dana).pk,
            on=on,
            at=NOON,
        )

    def standing(self, by: Any = None, **more: str) -> Any:
        """Return what Dana, or another, sees."""
        return queries.standing(self.card, account_id=(by or self.cast.dana).pk, **more)


@pytest.fixture
def alone(cast: Any, others: list[Any]) -> Round:
    """Return a round that nobody has answered."""
    wave = SurveyWave.objects.create(
        instrument="seven-decisions",
        name="Fall 2026",
        opens_on=MONDAY,
        closes_on=FRIDAY,
    )
    return Round(cast=cast, wave=wave)


@pytest.fixture
def asked(alone: Round, others: list[Any]) -> Round:
    """Return a round that the six others have answered."""
    for n, (member, first) in enumerate(zip(others, FIRST, strict=True)):
        if n == 5:
            member.size = "large"
            member.save()
        points = np.array([first, *[4.0] * 6], "<f4").tobytes()
        PublishedPosition.objects.create(
            wave=alone.wave,
            member=member,
            at=points,
            wanted=points,
            chosen=bytes([1, 0, 0, 0, 0, 0, 0]),
            published_at=NOON,
        )
    return alone


@pytest.fixture
def lead(cast: Any) -> Callable[[str], Any]:
    """Return a function that makes another leader of the hub, by given name."""

    def made(name: str) -> Any:
        person_id = add_adult(
            given_name=name, role=RoleKind.LEADER, unit_id=cast.hub.pk
        )
        pk = create_account(person_id=person_id, username=name.lower())
        return Account.objects.get(pk=pk)

    return made
