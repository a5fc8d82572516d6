"""`seedbed decisions`: the member that leads opens a round and compares its groups."""

from __future__ import annotations

import json

import pytest
from tests.apps.networks.conftest import chief as chief

from seedbed.apps.decisions.models import WaveComparison

DAYS = ("--from", "2026-01-01", "--until", "2099-01-01")


@pytest.fixture
def run(seedbed, cast, chief, monkeypatch):
    """Return the command line, for Riverside, with the database already open."""
    from seedbed.cli import work

    monkeypatch.setattr(work, "open_database", lambda: None)

    def ran(*words, **more):
        return seedbed("decisions", *words, "--system", "Riverside", **more)

    return ran


def test_a_round_is_opened_once_and_compared(run):
    opened = run("open", "--name", "Fall", *DAYS, "--by", "sol")
    again = run("open", "--name", "Fall again", *DAYS, "--by", "sol")
    compared = run("compare", "--json")

    assert opened.stdout == "Fall takes answers from 2026-01-01 on.\n"
    assert again.exit_code == 1
    assert "another round is open" in again.stderr
    assert json.loads(compared.stdout) == {"round": "Fall", "differences": 0}
    assert WaveComparison.objects.count() == 1


def test_without_a_round_there_is_nothing_to_compare(run):
    refused = run("compare", "--survey", "hubs-and-virtual")

    assert refused.exit_code == 1
    assert "No round of 'hubs-and-virtual' has begun" in refused.stderr
