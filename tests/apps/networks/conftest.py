"""Riverside leads a network; Lakeside and six systems that run elsewhere are in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind
from seedbed.apps.networks.models import Member
from seedbed.apps.networks.services import ensure_member


@pytest.fixture
def others(cast: Any) -> list[Any]:
    """Return six members without a system here, after Riverside has joined."""
    ensure_member()
    return [
        Member.objects.create(name=f"Elsewhere {n}", size="small", place="town")
        for n in range(6)
    ]


@pytest.fixture
def chief(cast: Any) -> Any:
    """Return the account of Riverside's system leader."""
    person = Person.objects.create(given_name="Sol", family_name="Ito")
    Role.objects.create(person=person, kind=RoleKind.SYSTEM_LEADER)
    account = Account(username="sol", system_id=person.system_id, person=person)
    account.set_password("sesame")
    account.save()
    return account


@pytest.fixture
def at_lakeside(cast: Any) -> Callable[[Callable[[], Any]], Any]:
    """Return a function that does work in Lakeside's own context."""
    from contextvars import copy_context

    from seedbed.apps.accounts import tenancy

    def work(task: Callable[[], Any]) -> Any:
        def inside() -> Any:
            tenancy._current.set(None)
            with tenancy.system_context(cast.lakeside.pk):
                return task()

        try:
            return copy_context().run(inside)
        finally:
            if connection.vendor == "postgresql":
                # A test is one transaction, and what is set in it stays until its end.
                tenancy._enter_on_postgres(tenancy.current_system_id())

    return work
