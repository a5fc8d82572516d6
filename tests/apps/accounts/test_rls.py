"""The walls between systems, tried by raw SQL on every tenant table."""

import pytest
from django.db import DatabaseError, connection, transaction

from seedbed.apps.accounts import rls
from seedbed.apps.accounts.errors import UnsafeDatabaseRoleError
from seedbed.apps.accounts.models import Person
from seedbed.apps.accounts.tenancy import system_context

pytestmark = pytest.mark.django_db

postgres_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="row-level security is PostgreSQL's; on SQLite the manager is the wall",
)


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@postgres_only
def test_every_tenant_table_has_its_policy_and_forces_it():
    walled = {
        name
        for (name,) in rows(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity "
            "AND p.polname = 'own_system'"
        )
    }

    assert {m._meta.db_table for m in rls.tenant_models()} - walled == set()


@postgres_only
def test_raw_sql_without_a_system_sees_nothing(systems):
    with system_context(systems[0].pk):
        Person.objects.create(given_name="Ana")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.system', '', true)")

    assert rows("SELECT count(*) FROM accounts_person") == [(0,)]


@postgres_only
def test_raw_sql_sees_its_own_system_only(systems):
    riverside, lakeside = systems
    with system_context(riverside.pk):
        Person.objects.create(given_name="Ana")
    with system_context(lakeside.pk):
        Person.objects.create(given_name="Finn")
        assert rows("SELECT given_name FROM accounts_person") == [("Finn",)]


@postgres_only
def test_raw_sql_cannot_write_into_another_system(systems):
    riverside, lakeside = systems
    with system_context(riverside.pk):
        ana = Person.objects.create(given_name="Ana")
    insert = (
        "INSERT INTO accounts_role (system_id, person_id, kind) VALUES (%s, %s, %s)"
    )
    with system_context(lakeside.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_person SET given_name = 'X'")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(insert, [riverside.pk, ana.pk, "leader"])


@postgres_only
@pytest.mark.django_db(transaction=True)
def test_the_setting_ends_with_the_transaction(systems):
    with system_context(systems[0].pk):
        Person.objects.create(given_name="Ana")

    assert rows("SELECT nullif(current_setting('app.system', true), '')") == [(None,)]
    assert rows("SELECT count(*) FROM accounts_person") == [(0,)]


def test_every_link_between_tenant_tables_is_guarded():
    guards = list(
        rls.postgres_statements()
        if connection.vendor == "postgresql"
        else rls.sqlite_statements()
    )
    for model in rls.tenant_models():
        for column, _target in rls.tenant_links(model):
            name = f"{model._meta.db_table}_{column}_own"[:55]
            assert any(name in statement for statement in guards), name


def test_installing_the_walls_again_changes_nothing():
    rls.install(connection)
    rls.install(connection)


@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET system_id = system_id", "DELETE FROM {}"]
)
def test_append_only_tables_refuse_to_change(cast, verb):
    from datetime import date

    from django.utils import timezone

    from seedbed.apps.scheduling.models import Change

    Change.objects.create(
        unit=cast.hub, on=date(2026, 10, 14), kind="made", at=timezone.now()
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format("scheduling_change"))


@postgres_only
def test_no_link_is_checked_twice():
    plain = rows(
        "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        "WHERE c.contype = 'f' AND cardinality(c.conkey) = 1"
    )
    links = {
        (model._meta.db_table, column)
        for model in rls.tenant_models()
        for column, _target in rls.tenant_links(model)
    }

    assert links & {tuple(pair) for pair in plain} == set()


@postgres_only
def test_a_role_above_the_walls_is_refused(systems, monkeypatch):
    class Superuser:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None

        def execute(self, _sql, _params=None):
            pass

        def fetchone(self):
            return ("1", "postgres", True)

    monkeypatch.setattr(connection, "cursor", Superuser)

    with (
        pytest.raises(UnsafeDatabaseRoleError, match="ALTER ROLE postgres NOSUPERUSER"),
        system_context(systems[0].pk),
    ):
        pass


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has triggers")
@pytest.mark.django_db
def test_a_table_that_others_point_at_can_be_made_anew_between_lift_and_install() -> (
    None
):
    """SQLite changes a column by making its table anew, which triggers would stop."""

    def triggers() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return {name for (name,) in cursor.fetchall()}

    before = triggers()
    rls.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "scheduling_room" RENAME TO "old_room"')
        cursor.execute('CREATE TABLE "scheduling_room" AS SELECT * FROM "old_room"')
        cursor.execute('DROP TABLE "scheduling_room"')
        cursor.execute('ALTER TABLE "old_room" RENAME TO "scheduling_room"')
    assert before
    assert triggers() == set()
    rls.install(connection)
    assert triggers() == before
