"""`seedbed exchange`: who keeps it, what it forgets, packages out and in."""

from __future__ import annotations

import pytest
from tests.apps.exchange.conftest import adult
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.conftest import release as release
from tests.apps.exchange.conftest import tell as tell


@pytest.fixture
def run(seedbed, network, monkeypatch, settings, tmp_path):
    """Return the command line, with the database already open."""
    from seedbed.cli import exchanges, work

    settings.HOME = tmp_path
    for module in (exchanges, work):
        monkeypatch.setattr(module, "open_database", lambda: None)
    return lambda *words: seedbed("exchange", *words)


def test_a_leader_is_refused_as_steward_with_a_sentence(run):
    result = run("steward", "dana")

    assert result.exit_code == 1
    assert "nobody's boss" in " ".join(result.stderr.split())


def test_a_tie_to_a_member_is_refused_and_a_peer_is_not(run):
    adult("Noor", "steward")

    assert run("steward", "noor", "--tie", "funder").exit_code == 1
    assert "is reader of the exchange" in run("steward", "noor", "--reader").stdout
    assert "no longer" in run("steward", "noor", "--stop").stdout


def test_released_stories_go_out_and_come_in_signed(run, release, tmp_path):
    release()
    here, path = ("--system", "Riverside"), str(tmp_path / "october.json")
    assert "1 record written" in run("export", path, *here).stdout
    assert "is not trusted here" in " ".join(run("import", path, *here).stderr.split())

    run("trust", "Ohio", run("key").stdout.strip())

    assert "0 new records" in run("import", path, *here).stdout
    assert "IT DID NOT WORK" in run("digest", "2026-10", *here).stdout


def test_forgetting_says_how_many(run, tell, monkeypatch):
    from datetime import timedelta

    from tests.apps.exchange.conftest import AT

    from seedbed.cli import exchanges

    tell()
    monkeypatch.setattr(exchanges, "now", lambda: AT + timedelta(days=11))

    assert "1 identity destroyed" in run("forget").stdout
