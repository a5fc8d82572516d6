"""Row-level security and cross-system guards, made from the models themselves.

Run after every migration (``apps.py``), so that a new table can never be forgotten:
each statement replaces what stood before, and running it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .sharing import NetworkModel
from .tenancy import SystemField, TenantModel

_TRIGGER_ENDS = (
    "_own_insert",
    "_own_update",
    "_append_only_update",
    "_append_only_delete",
)
_NO_SYSTEM = "nullif(current_setting('app.system', true), '')::bigint"


def tenant_models() -> list[type[TenantModel]]:
    """Return every concrete tenant table, in a stable order."""
    found = [m for m in apps.get_models() if issubclass(m, TenantModel)]
    return sorted(found, key=lambda m: m._meta.db_table)


def network_models() -> list[type[NetworkModel]]:
    """Return every concrete table that networks share, in a stable order."""
    found = [m for m in apps.get_models() if issubclass(m, NetworkModel)]
    return sorted(found, key=lambda m: m._meta.db_table)


def tenant_links(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Yield (column, table) for each foreign key from one tenant table to another."""
    for field in model._meta.local_fields:
        target = field.related_model
        if (
            isinstance(field, models.ForeignKey)
            and not isinstance(field, SystemField)
            and isinstance(target, type)
            and issubclass(target, TenantModel)
        ):
            yield field.column, target._meta.db_table


def postgres_statements() -> Iterator[str]:
    """Yield the SQL that walls systems off on PostgreSQL."""
    for model in tenant_models():
        table = model._meta.db_table
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
        yield f'DROP POLICY IF EXISTS "own_system" ON "{table}"'
        yield (
            f'CREATE POLICY "own_system" ON "{table}" '
            f"USING (system_id = (SELECT {_NO_SYSTEM})) "
            f"WITH CHECK (system_id = (SELECT {_NO_SYSTEM}))"
        )
    for shared in network_models():
        yield from _network_statements(shared._meta.db_table)
    for model in tenant_models():
        table = model._meta.db_table
        yield _constraint_once(
            table, f"{table}_in_system", 'UNIQUE ("system_id", "id")'
        )
    for model in tenant_models():
        table = model._meta.db_table
        for column, target in tenant_links(model):
            yield _constraint_once(
                table,
                f"{table}_{column}_own",
                f'FOREIGN KEY ("system_id", "{column}") '
                f'REFERENCES "{target}" ("system_id", "id") '
                "DEFERRABLE INITIALLY DEFERRED",
            )
            yield _drop_plain_link(table, column, target)


def _network_statements(table: str) -> Iterator[str]:
    """Yield SQL that shows a row to its network, and lets its own system write it."""
    own = f"(SELECT {_NO_SYSTEM})"
    reads = f"network_id = (SELECT network_id FROM accounts_system WHERE id = {own})"
    writes = f"{reads} AND (system_id IS NULL OR system_id = {own})"
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    for name, terms in (
        ("own_network", f"FOR SELECT USING ({reads})"),
        ("own_insert", f"FOR INSERT WITH CHECK ({writes})"),
        ("own_update", f"FOR UPDATE USING ({writes}) WITH CHECK ({writes})"),
        ("own_delete", f"FOR DELETE USING ({writes})"),
    ):
        yield f'DROP POLICY IF EXISTS "{name}" ON "{table}"'
        yield f'CREATE POLICY "{name}" ON "{table}" {terms}'


def _constraint_once(table: str, name: str, definition: str) -> str:
    """Return SQL that adds a constraint once; PostgreSQL has no IF NOT EXISTS here."""
    short = name[:63]
    return (
        "DO $$ BEGIN "
        f"IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{short}' "
        f"AND conrelid = '\"{table}\"'::regclass) THEN "
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{short}" {definition}; '
        "END IF; END $$"
    )


def _drop_plain_link(table: str, column: str, target: str) -> str:
    """Return SQL that drops the one-column foreign key a composite one replaces.

    It would check each new row a second time: 350,000 answers then commit in about
    half the time.
    """
    return (
        "DO $$ DECLARE plain text; BEGIN "
        "FOR plain IN SELECT c.conname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        f"WHERE c.contype = 'f' AND c.conrelid = '\"{table}\"'::regclass "
        f"AND c.confrelid = '\"{target}\"'::regclass "
        f"AND cardinality(c.conkey) = 1 AND a.attname = '{column}' LOOP "
        f"EXECUTE format('ALTER TABLE \"{table}\" DROP CONSTRAINT %I', plain); "
        "END LOOP; END $$"
    )


def sqlite_statements() -> Iterator[str]:
    """Yield triggers that refuse a link to another system's row on SQLite."""
    for model in tenant_models():
        table = model._meta.db_table
        for column, target in tenant_links(model):
            for event in ("INSERT", "UPDATE"):
                name = f"{table}_{column}_own_{event.lower()}"
                yield f'DROP TRIGGER IF EXISTS "{name}"'
                yield (
                    f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                    f'WHEN NEW."{column}" IS NOT NULL AND EXISTS (SELECT 1 FROM '
                    f'"{target}" t WHERE t.id = NEW."{column}" '
                    "AND t.system_id <> NEW.system_id) "
                    "BEGIN SELECT RAISE(ABORT, "
                    f"'{table}.{column} points at another system'); END"
                )


def append_only_statements(vendor: str, table: str) -> Iterator[str]:
    """Yield SQL that refuses UPDATE and DELETE on a table of evidence."""
    message = f"{table} is append-only: write a correction as a new row"
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION seedbed_append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'% is append-only: write a correction as a new row', TG_TABLE_NAME; "
            "END $$"
        )
        yield f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"'
        yield (
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE '
            f'ON "{table}" FOR EACH ROW EXECUTE FUNCTION seedbed_append_only()'
        )
        return
    for event in ("UPDATE", "DELETE"):
        name = f"{table}_append_only_{event.lower()}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def append_only_tables() -> list[str]:
    """Return the tables whose model says ``is_append_only = True``."""
    return sorted(
        m._meta.db_table
        for m in apps.get_models()
        if getattr(m, "is_append_only", False)
    )


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers down on SQLite, so that tables can be made anew.

    SQLite changes a column by making the table anew under its old name, and refuses to
    while a trigger of any table names it. ``install`` puts them up again.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.endswith(_TRIGGER_ENDS):
                cursor.execute(f'DROP TRIGGER "{name}"')


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every wall in place; needs all tables to exist."""
    vendor = connection.vendor
    present = set(connection.introspection.table_names())
    walled = [*tenant_models(), *network_models()]
    if any(m._meta.db_table not in present for m in walled):
        return  # a partial migrate: the last app's post_migrate installs the rest
    statements = (
        postgres_statements() if vendor == "postgresql" else sqlite_statements()
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        for table in append_only_tables():
            for statement in append_only_statements(vendor, table):
                cursor.execute(statement)
