"""Families of the cast: Gloria is Ana's guardian and speaks Spanish, Omar is Ben's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind
from seedbed.apps.families import services
from seedbed.apps.rosters.models import Guardianship
from seedbed.apps.scheduling.models import Caseload

TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Families:
    """The guardians' persons and accounts, beside the cast."""

    cast: Any
    gloria: Any
    omar: Any


@pytest.fixture
def families(cast: Any) -> Families:
    """Return the families; Mr. Diaz is Ana's mentor and Ben has none."""
    made = {}
    for given, student, language in (
        ("Gloria", cast.ana, "es"),
        ("Omar", cast.ben, "en"),
    ):
        person = Person.objects.create(
            given_name=given, family_name=student.person.family_name, language=language
        )
        Role.objects.create(person=person, kind=RoleKind.GUARDIAN, unit=cast.hub)
        Guardianship.objects.create(guardian=person, student=student)
        Account.objects.create(
            username=given.lower(), system_id=cast.riverside.pk, person=person
        )
        made[given.lower()] = person
    Caseload.objects.get_or_create(student=cast.ana, defaults={"mentor": cast.diaz})
    return Families(cast=cast, **made)


@pytest.fixture
def write(families: Families) -> Callable[..., date]:
    """Return a function by which Gloria writes about Ana."""

    def written(text: str = "Too much screen?", **more: Any) -> date:
        values: dict[str, Any] = {
            "student_id": families.cast.ana.pk,
            "guardian_id": families.gloria.pk,
            "kind": "not_right",
            "text": text,
            "form_key": uuid4(),
            "on": TODAY,
            "at": NOW,
        }
        return services.raise_concern(**(values | more))

    return written


@pytest.fixture
def link(families: Families) -> Any:
    """Return Gloria's link to Ana's pages; the hub gives links for thirty days."""
    services.allow_links(
        unit_id=families.cast.hub.pk,
        is_allowed=True,
        by_id=families.cast.dana.pk,
        at=NOW,
        days=30,
    )
    return services.make_link(
        guardian_id=families.gloria.pk, student_id=families.cast.ana.pk, at=NOW
    )
