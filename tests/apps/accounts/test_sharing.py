"""The rows a network shares: read by its systems alone, written by their own alone."""

from __future__ import annotations

from contextvars import copy_context

import pytest
from django.db import DatabaseError, connection, transaction

from seedbed.apps.accounts import rls, tenancy
from seedbed.apps.accounts.errors import NoSystemError
from seedbed.apps.accounts.models import Account, Network, System
from seedbed.apps.accounts.tenancy import TenantModel, system_context
from seedbed.apps.networks.models import Member

pytestmark = pytest.mark.django_db

postgres_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="row-level security is PostgreSQL's; on SQLite the manager is the wall",
)


@pytest.fixture
def stranger(systems):
    """Return a system of another network."""
    return System.objects.create(
        network=Network.objects.create(name="Mountains"), name="Hillside"
    )


def join(system):
    with system_context(system.pk):
        return Member.objects.create(name=system.name, system_id=system.pk)


def names():
    return set(Member.objects.values_list("name", flat=True))


def test_a_row_is_read_by_its_network_and_by_no_other(systems, stranger):
    for system in (*systems, stranger):
        join(system)

    with system_context(systems[0].pk):
        assert names() == {"Riverside", "Lakeside"}
        assert Member.objects.mine().get().name == "Riverside"
    with system_context(stranger.pk):
        assert names() == {"Hillside"}


def test_outside_a_system_nothing_is_read(systems):
    outside = copy_context()
    outside.run(tenancy._current.set, None)

    with pytest.raises(NoSystemError):
        outside.run(names)


def test_no_shared_row_leads_to_a_tenant_row_or_an_account():
    leads = [
        f"{model.__name__}.{field.name}"
        for model in rls.network_models()
        for field in model._meta.local_fields
        if isinstance(field.related_model, type)
        and issubclass(field.related_model, (TenantModel, Account))
    ]

    assert rls.network_models(), "No table is shared: the search is broken."
    assert leads == []


@postgres_only
def test_raw_sql_cannot_change_another_systems_row(systems):
    join(systems[0])

    with system_context(systems[1].pk), connection.cursor() as cursor:
        cursor.execute("UPDATE networks_member SET name = 'X'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM networks_member")
        assert cursor.rowcount == 0
        cursor.execute("SELECT name FROM networks_member")
        assert cursor.fetchall() == [("Riverside",)]


@postgres_only
def test_raw_sql_sees_and_writes_nothing_of_another_network(systems, stranger):
    join(systems[0])

    with system_context(stranger.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM networks_member")
        assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError), transaction.atomic():
            Member(
                name="Spy", network_id=systems[0].network_id, system_id=stranger.pk
            ).save()


def test_every_shared_table_has_its_policies():
    said = " ".join(rls.postgres_statements())

    for model in rls.network_models():
        for policy in ("own_network", "own_insert", "own_update", "own_delete"):
            assert f'CREATE POLICY "{policy}" ON "{model._meta.db_table}"' in said
