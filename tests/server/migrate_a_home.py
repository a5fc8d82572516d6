"""Print the tables of a new database as JSON: made at once, or by walking migrations."""

from __future__ import annotations

import json
import sys
from typing import Any

# SQLite's introspection numbers what has no name, in the order of the columns.
_NUMBERED = ("__", "fk_")


def tables() -> dict[str, Any]:
    """Return each table's columns, constraints and triggers, in no order of making."""
    from django.db import connection

    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'PRAGMA table_info("{table}")')
            columns = sorted(row[1:] for row in cursor.fetchall())
            constraints = connection.introspection.get_constraints(cursor, table)
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE tbl_name = %s "
                "AND type = 'trigger' ORDER BY name",
                [table],
            )
            found[table] = {
                "columns": columns,
                "constraints": sorted(
                    json.dumps(
                        [
                            "" if name.startswith(_NUMBERED) else name,
                            sorted(rule["columns"] or []),
                            rule["unique"],
                            rule["primary_key"],
                            rule["foreign_key"],
                            rule["check"],
                        ]
                    )
                    for name, rule in constraints.items()
                ),
                "triggers": cursor.fetchall(),
            }
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        found["django_migrations"] = cursor.fetchall()
    return found


def main(way: str) -> None:
    """Make the tables of the home in the environment, ``at-once`` or ``walked``."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if way == "walked":
        # A database that is not empty any more is walked.
        MigrationRecorder(connection).ensure_schema()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE something (id integer)")
    call_command("migrate", verbosity=0)
    if way == "walked":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE something")
    sys.stdout.write(json.dumps(tables()))


if __name__ == "__main__":
    main(sys.argv[1])
