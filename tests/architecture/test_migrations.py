"""Migrations are named, complete, and import nothing of the product."""

from pathlib import Path

import pytest
from django.core.management import call_command

MIGRATIONS = sorted(
    p for p in (Path(__file__).parents[2] / "src").rglob("migrations/0*.py")
)


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_a_migration_has_a_name_and_imports_nothing_of_ours(file):
    assert "_auto_" not in file.name
    assert "seedbed." not in file.read_text(encoding="utf-8")
