"""`seedbed digest` sends what there is to say, in words, once."""

from __future__ import annotations

import pytest
from django.core import mail
from tests.apps.mentoring.conftest import NINE_TEN, TUESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.accounts.models import Person


@pytest.fixture
def run(seedbed, studio, monkeypatch):
    """Return the command line, for Riverside on the published Tuesday at 9:10."""
    from seedbed.cli import digests, work

    monkeypatch.setattr(work, "open_database", lambda: None)
    monkeypatch.setattr(digests, "today", lambda _system: TUESDAY)
    monkeypatch.setattr(digests, "now", lambda: NINE_TEN)
    Person.objects.filter(account__username="mateo").update(email="m@example.org")
    studio.asks_for_help(studio.cast.ana)

    def ran(*words, **more):
        return seedbed("digest", *words, "--system", "Riverside", **more)

    return ran


def test_it_is_sent_once_and_counted(run):
    first = run("--at", "morning")
    again = run("--at", "morning")

    (letter,) = mail.outbox
    assert letter.to == ["m@example.org"]
    assert "Ana Alvarez: Asked for help" in letter.body
    assert first.stdout.startswith("Sent 1 e-mail;")
    assert again.stdout.startswith("Sent 0 e-mails; 0 had nothing to be told, 1 had")


def test_what_cannot_be_sent_is_exit_code_one(run, monkeypatch):
    from seedbed.cli import digests

    def broken(_letter):
        raise OSError

    monkeypatch.setattr(digests, "_post", broken)

    failed = run("--at", "morning")

    assert failed.exit_code == 1
    assert "1 failed" in failed.stdout


def test_a_time_of_day_is_asked_for(run):
    assert run("--at", "noon").exit_code == 2
