"""Commands run in this process, on the test database."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from typer.testing import CliRunner

from seedbed.cli.main import app


class Seedbed:
    """Runs `seedbed` and returns what came of it."""

    def __init__(self) -> None:
        self.runner = CliRunner()

    def __call__(self, *words: str, stdin: str | None = None) -> Any:
        """Run one command line; an unexpected error fails the test."""
        result = self.runner.invoke(app, list(words), input=stdin)
        if result.exception is not None and not isinstance(
            result.exception, SystemExit
        ):
            raise result.exception
        return result

    def json(self, *words: str) -> Any:
        """Run one command line with --json and return the value it printed."""
        return json.loads(self(*words, "--json").stdout)


@pytest.fixture(scope="module")
def seedbed() -> Seedbed:
    """Return the command line."""
    return Seedbed()


@pytest.fixture(scope="module")
def small_demo(django_db_setup, django_db_blocker, seedbed):
    """Build the small demo once for a module of tests; returns its summary.

    Each test's changes are rolled back to it, and at the end it is rolled back too.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            built = seedbed.json("demo", "--scale", "small", "--no-serve")
            # PostgreSQL would otherwise check every row of the demo after each test.
            connection.check_constraints()
            yield built
        finally:
            transaction.set_rollback(True)
            os.environ.pop("SEEDBED_DEMO", None)
            shutil.rmtree(Path(settings.HOME) / "demo", ignore_errors=True)
