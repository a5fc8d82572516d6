"""A tiny round: the cast's hub with three electives of one seat or two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from seedbed.apps.accounts.models import Account, Person
from seedbed.apps.choices import services
from seedbed.apps.choices.cards import ElectiveTerms, MeetingTime, RoundTerms
from seedbed.apps.rosters.models import Staff, Student

OPENS = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
DURING = OPENS + timedelta(days=2)
CLOSES = OPENS + timedelta(days=4)
AFTER = CLOSES + timedelta(hours=1)
FRIDAY = date(2026, 10, 16)
SEED, SALT = "a public seed", "a salt nobody guesses"
NOON, ONE, TWO = 12 * 60, 13 * 60, 14 * 60


def on_friday(starts: int = ONE, ends: int = TWO) -> tuple[MeetingTime, ...]:
    return (MeetingTime(4, starts, ends),)


@dataclass
class Choosing:
    """The hub and its people by name; ``electives`` are ids by title."""

    cast: Any
    students: dict[str, Any]
    electives: dict[str, int] = field(default_factory=dict)

    @property
    def leader_id(self) -> int:
        return int(self.cast.dana.pk)

    def account_id(self, username: str) -> int:
        return int(Account.objects.get(username=username).pk)

    def terms(self, title: str, *, seats: int = 1, **more: Any) -> ElectiveTerms:
        given = {"meetings": on_friday(), "adult_id": self.cast.cho.pk}
        return ElectiveTerms(title=title, seats=seats, **{**given, **more})

    def offer(self, title: str, **more: Any) -> int:
        """Put an elective on offer for Fridays at one o'clock, each with an adult."""
        more.setdefault("adult_id", self._adult(title))
        self.electives[title] = services.offer_elective(
            unit_id=self.cast.hub.pk,
            terms=self.terms(title, **more),
            by_id=self.leader_id,
        )
        return self.electives[title]

    def _adult(self, title: str) -> int:
        person = Person.objects.create(given_name=title, family_name="Teacher")
        staff = Staff.objects.create(person=person, unit=self.cast.hub, kind="teacher")
        return int(staff.pk)

    def open(self, **more: Any) -> Any:
        """Open a round and return its key."""
        given = {
            "title": "Fall electives",
            "opens_at": OPENS,
            "closes_at": CLOSES,
            "starts_on": date(2026, 10, 12),
            "ends_on": date(2026, 12, 18),
            "method": "serial-dictatorship",
        }
        return services.open_round(
            unit_id=self.cast.hub.pk,
            terms=RoundTerms(**{**given, **more}),
            seed=SEED,
            salt=SALT,
            by_id=self.leader_id,
        )

    def rank(self, key: Any, name: str, *titles: str, at: Any = DURING) -> None:
        """Let a student rank electives by title; the leader types it in."""
        services.rank(
            round_uuid=key,
            student_id=self.students[name].pk,
            elective_ids=tuple(self.electives[title] for title in titles),
            by_id=self.leader_id,
            at=at,
        )

    def ask(self, name: str = "Ana", **more: Any) -> int:
        """Let a student ask for a way."""
        given = {"kind": "place", "value": "home", "weekday": 4, "at": DURING}
        return services.ask_way(
            student_id=self.students[name].pk,
            by_id=self.leader_id,
            **{**given, **more},
        )


@pytest.fixture
def choosing(cast: Any) -> Choosing:
    """Return the hub with Ana, Ben and Cy, who choose."""
    cy = Person.objects.create(given_name="Cy", family_name="Chen")
    students = {
        "Ana": cast.ana,
        "Ben": cast.ben,
        "Cy": Student.objects.create(person=cy, unit=cast.hub, grade=6),
    }
    return Choosing(cast=cast, students=students)


def clock(hour: int, minute: int = 0) -> time:
    return time(hour, minute)
