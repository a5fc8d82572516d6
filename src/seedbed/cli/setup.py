"""Starting work: Django and the database, brought up to this program."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .errors import DatabaseNewerError, DatabaseUnreachableError
from .output import notice


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
