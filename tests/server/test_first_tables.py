"""A new database has its tables at once, and they are those that migrations make."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from seedbed.server.first_tables import is_empty


def tables_of(home: Path, way: str) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("migrate_a_home.py"), way],
        env={
            **{k: v for k, v in os.environ.items() if k != "SEEDBED_DATABASE_URL"},
            "SEEDBED_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "seedbed.server.settings",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


def test_tables_made_at_once_are_the_tables_that_migrations_make(
    tmp_path: Path,
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "old").mkdir()
    at_once = tables_of(tmp_path / "new", "at-once")
    walked = tables_of(tmp_path / "old", "walked")

    assert len(at_once) > 100
    assert at_once.keys() == walked.keys()
    for table, made in at_once.items():
        assert made == walked[table], table


@pytest.mark.django_db
def test_a_database_with_tables_is_not_taken_for_new() -> None:
    assert not is_empty(connection)


@pytest.mark.django_db
def test_every_migration_of_a_new_database_is_recorded() -> None:
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_migrating_again_changes_nothing() -> None:
    before = sorted(connection.introspection.table_names())

    call_command("migrate", verbosity=0)

    assert sorted(connection.introspection.table_names()) == before
