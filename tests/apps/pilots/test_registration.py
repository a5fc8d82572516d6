"""What a pilot promises is fixed before it starts, and changed only in the open."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from tests.apps.pilots.conftest import AT, PROMISE

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.pilots import errors, queries, services
from seedbed.apps.pilots.cards import Registration
from seedbed.apps.pilots.journal import digest
from seedbed.apps.pilots.models import JournalEntry, Pilot


def test_a_promise_without_measure_margin_looks_stop_line_or_date_is_refused(
    hub, draft
):
    with pytest.raises(errors.UnfinishedRegistrationError) as refused:
        services.register_pilot(
            pilot=draft, registration=Registration(), by_id=hub.dana, at=AT
        )

    assert str(refused.value) == (
        "The pilot cannot be registered without a measure, a margin above 0, one "
        "planned look at least, a stop line and a decision date. These are fixed before "
        "it starts, so that nobody chooses them afterwards."
    )
    assert queries.pilot_card(draft).status == "draft"


def test_a_registration_is_locked_and_reads_as_it_was_written(hub, registered):
    with pytest.raises(errors.PilotRegisteredError, match="Reading hour is registered"):
        services.register_pilot(
            pilot=registered, registration=PROMISE, by_id=hub.dana, at=AT
        )

    card = queries.pilot_card(registered)
    assert card.registration == PROMISE
    assert (card.status, card.n_amendments, card.n_looks) == ("registered", 0, 0)
    assert (card.n_students, card.n_clusters, card.n_without_consent) == (24, 8, 0)


def test_an_amendment_needs_a_reason_and_leaves_the_promise_readable(hub, registered):
    lower = replace(PROMISE, margin=0.2)
    with pytest.raises(errors.UnfinishedRegistrationError, match="a reason"):
        services.amend_registration(
            pilot=registered, registration=lower, why=" ", by_id=hub.dana, at=AT
        )

    services.amend_registration(
        pilot=registered,
        registration=lower,
        why="The board asked for less",
        by_id=hub.dana,
        at=AT,
    )

    first, second = queries.journal(registered)
    assert first.content["margin"] == 0.5
    assert (second.content["margin"], second.why) == (0.2, "The board asked for less")
    assert second.by == "Dana Whitfield"
    assert queries.pilot_card(registered).registration == lower
    assert queries.pilot_card(registered).n_amendments == 1


def test_nothing_to_amend_before_the_registration(hub, draft):
    with pytest.raises(errors.PilotNotRegisteredError, match="Register it to amend it"):
        services.amend_registration(
            pilot=draft, registration=PROMISE, why="Because", by_id=hub.dana, at=AT
        )


def test_a_changed_entry_is_seen_from_there_on(hub, running):
    services.decide(
        pilot=running,
        decision="iterate",
        why="Go on",
        by_id=hub.dana,
        at=AT,
        ends=False,
    )
    assert [entry.is_whole for entry in queries.journal(running)] == [True] * 3

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER pilots_journalentry_append_only_update")
        else:
            # A table with checks that still wait for the commit cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE pilots_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE pilots_journalentry SET why = 'softer' WHERE number = 2")

    assert [entry.is_whole for entry in queries.journal(running)] == [
        True,
        False,
        False,
    ]


def test_the_journal_is_append_only(registered):
    with pytest.raises(Exception, match="append-only"):
        JournalEntry.objects.update(why="softer")


def test_the_hash_speaks_for_every_part(registered):
    pilot = Pilot.objects.get(uuid=registered)
    entry = JournalEntry.objects.get(pilot=pilot)
    written = digest(entry, pilot)

    for part, value in (("number", 9), ("why", "x"), ("by_id", 0), ("content", {})):
        before = getattr(entry, part)
        setattr(entry, part, value)
        assert digest(entry, pilot) != written
        setattr(entry, part, before)
    assert digest(entry, pilot) == written == entry.hash


def test_only_who_leads_may_begin_and_register(hub, draft):
    teacher = hub.cast.cho.person.account.pk

    with pytest.raises(NotAllowedError, match="may not register the pilot"):
        services.register_pilot(pilot=draft, registration=PROMISE, by_id=teacher, at=AT)


def test_a_pilot_that_does_not_exist_is_said(hub):
    with pytest.raises(errors.UnknownPilotError):
        queries.pilot_card(uuid4())
    with pytest.raises(errors.UnknownPilotError):
        services.enrol(pilot=uuid4(), students=[], by_id=hub.dana)
