"""Opening the database: made on first use, refused when it is from a later release."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from seedbed.cli.errors import DatabaseNewerError, DatabaseUnreachableError
from seedbed.cli.setup import open_database


def test_a_ready_database_is_opened_without_a_word(db, capsys):
    open_database()

    assert capsys.readouterr() == ("", "")


def test_a_database_of_a_later_release_is_refused(db, settings):
    settings.MIGRATION_MODULES = {}  # the tests' tables are made without them
    MigrationRecorder(connection).record_applied("rosters", "0099_from_the_future")

    with pytest.raises(
        DatabaseNewerError, match=r"it has rosters\.0099_from_the_future"
    ):
        open_database()


def test_a_database_that_does_not_answer_is_refused_in_a_sentence(db, monkeypatch):
    def refuse():
        raise OperationalError("connection refused\nIs the server running?")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", refuse)
        with pytest.raises(
            DatabaseUnreachableError,
            match=r"does not answer: connection refused\. Check",
        ):
            open_database()
