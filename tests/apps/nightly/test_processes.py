"""Several units' nights at the same time, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("two_units.py")


def run(home: Path, jobs: int, *more: str) -> list[str]:
    """Run the script in a home and return the lines that it prints."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(jobs), *more],
        env={
            **{k: v for k, v in os.environ.items() if k != "SEEDBED_DATABASE_URL"},
            "SEEDBED_HOME": str(home),
            "SEEDBED_SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "seedbed.server.settings",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def nights(tables: Path, home: Path, jobs: int, *more: str) -> Any:
    """Plan two units of a fresh home and return what each came to."""
    shutil.copytree(tables, home)
    return json.loads(run(home, jobs, *more)[-1])


@pytest.mark.slow
def test_two_processes_make_the_days_that_one_makes(tmp_path: Path):
    tables = tmp_path / "tables"
    tables.mkdir()
    run(tables, jobs=0)
    alone = nights(tables, tmp_path / "one", jobs=1)

    together = nights(tables, tmp_path / "two", jobs=2)

    assert [unit["status"] for unit in together] == ["done", "done"]
    assert together == alone


@pytest.mark.slow
def test_a_cluster_makes_the_days_that_one_process_makes(tmp_path: Path):
    pytest.importorskip("ray", reason="the ray extra is not installed")
    tables = tmp_path / "tables"
    tables.mkdir()
    run(tables, 0)
    alone = nights(tables, tmp_path / "one", 1)

    on_cluster = nights(tables, tmp_path / "two", 1, "local")

    assert [unit["status"] for unit in on_cluster] == ["done", "done"]
    assert on_cluster == alone
