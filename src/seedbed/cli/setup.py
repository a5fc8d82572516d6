"""Starting work: Django and the database, brought up to this program."""

from __future__ import annotations

import os
from contextlib import suppress

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .errors import DatabaseNewerError, DatabaseUnreachableError
from .output import notice

#: Rows of each index that are looked at: an estimate is enough, and takes 30 ms.
_ROWS_LOOKED_AT = 400
#: Every table that has no counts, or has grown much since they were taken.
_ANALYSE_WHAT_CHANGED = 0x10002


def start_django() -> None:
    """Load the settings and every app; does nothing the second time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.server.settings")
    django.setup()


def open_database() -> None:
    """Make the home folder and bring the database's tables up to this program.

    Raises
    ------
    DatabaseUnreachableError
        If the database does not answer.
    DatabaseNewerError
        If a later release has changed it.
    """
    try:
        settings.HOME.mkdir(parents=True, exist_ok=True)
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
    except (DatabaseError, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        raise DatabaseUnreachableError(reason) from error
    newer = _unknown_migrations(executor.loader)
    if newer:
        raise DatabaseNewerError(newer)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        notice(f"Prepared the database in {settings.HOME}.")


def count_rows_for_planner() -> None:
    """Let SQLite count what its tables hold, so that it picks the right index.

    Without counts it takes the index on the system, which finds every row of a table.
    PostgreSQL counts by itself.
    """
    if connection.vendor != "sqlite":
        return
    with suppress(OperationalError), connection.cursor() as cursor:
        # Another process may be writing: the counts can wait for the next night.
        cursor.execute(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
        cursor.execute(f"PRAGMA optimize={_ANALYSE_WHAT_CHANGED}")


def _unknown_migrations(loader: MigrationLoader) -> list[str]:
    """Return what the database has been through that this program does not know."""
    known = loader.disk_migrations
    ours = {label for label, _name in known}
    applied = loader.applied_migrations
    return sorted(
        f"{label}.{name}"
        for label, name in applied
        if label in ours and (label, name) not in known
    )
