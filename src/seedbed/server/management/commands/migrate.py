"""Django's migrate, which gives an empty database its tables at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from seedbed.server.first_tables import is_empty, make_first_tables

# Whoever asks for one of these wants Django's own walk.
_PARTIAL = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Make the first tables if there are none; the rest is Django's."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so, then walk whatever is not applied and send the signals."""
        connection = connections[options["database"]]
        if not any(options.get(name) for name in _PARTIAL) and _is_new(connection):
            make_first_tables(connection)
        super().handle(*args, **options)


def _is_new(connection: Any) -> bool:
    """Return whether the database is empty and there are migrations to skip."""
    return is_empty(connection) and bool(MigrationLoader(None).disk_migrations)
