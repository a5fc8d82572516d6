"""The registrar's pages: what a file will change, before it does."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import cards

from seedbed.apps.evidence.cards import SourceCard
from seedbed.apps.rosters import services
from seedbed.apps.rosters.cards import HeldRow
from seedbed.apps.rosters.errors import ImportInUseError, RosterChangedError
from seedbed.web.office import views

IMPORT = f"/imports/{cards.IMPORT}/"


@pytest.fixture
def calls(monkeypatch, stage):
    """Record what the pages ask of the services."""
    made: dict[str, Any] = {}

    def accept(name):
        def service(**kwargs):
            made[name] = kwargs
            if "path" in kwargs:
                made["content"] = kwargs["path"].read_bytes()
            refusal = made.get("refusal")
            if isinstance(refusal, Exception):
                raise refusal
            return stage["report"]

        return service

    for name in ("stage_roster", "apply_roster", "revert_roster"):
        monkeypatch.setattr(services, name, accept(name))
    return made


def page_of(client, address="/imports/"):
    return client.get(address).content.decode()


def test_sources_and_past_imports_are_listed(sign_in, stage):
    at = datetime(2026, 10, 14, 0, 1, tzinfo=UTC)
    stage["sources"] = (
        SourceCard(
            name="Exit slips",
            last_received_at=at,
            age_hours=3.0,
            is_late=False,
            n_new=120,
            n_held=2,
        ),
        SourceCard(
            name="Practice", last_received_at=None, age_hours=None, is_late=True
        ),
    )

    page = page_of(sign_in("rosa"))

    assert "Practice has stopped sending." in page
    assert "Fresh" in page
    assert "120 answers taken in, 2 held back" in page
    assert "3 hours ago" in page
    assert "nothing received yet" in page
    assert "riverside-october.zip" in page
    assert "14 new, 29 changed, 5 held" in page


def test_an_empty_office_is_told_how_to_start(sign_in, stage):
    stage["lines"] = []

    page = page_of(sign_in("rosa"))

    assert "No roster yet. Start with the three steps beside this." in page


def test_a_file_is_checked_and_its_report_opened(sign_in, calls, cast):
    file = SimpleUploadedFile("../october.zip", b"PK-like")

    answer = sign_in("rosa").post("/imports/", {"file": file})

    assert answer.headers["Location"] == IMPORT
    assert calls["content"] == b"PK-like"
    assert calls["stage_roster"]["file_name"] == "october.zip"
    assert calls["stage_roster"]["by_id"] == cast.rosa.pk


@pytest.mark.parametrize("form", [{}, {"file": ""}])
def test_no_file_is_said_beside_the_field(sign_in, calls, form):
    answer = sign_in("rosa").post("/imports/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Choose a roster file: a OneRoster zip.") == 2
    assert 'href="#file"' in page
    assert "stage_roster" not in calls


def test_a_file_that_is_too_large_is_not_read(sign_in, calls, monkeypatch):
    monkeypatch.setattr(views, "_LARGEST_BYTES", 3)
    file = SimpleUploadedFile("big.zip", b"1234")

    answer = sign_in("rosa").post("/imports/", {"file": file})

    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.content.decode()
    assert "stage_roster" not in calls


def test_problems_are_grouped_by_repair_with_their_rows(sign_in, stage):
    page = page_of(sign_in("rosa"), IMPORT)

    assert "5 rows are held back" in page
    assert "users.csv: Rows 40, 41, 212." in page
    assert "<code>K5</code>" in page
    assert "Save 45 good rows" in page


def test_saving_many_removals_needs_a_yes(sign_in, stage, calls):
    stage["report"] = cards.import_report(needs_confirmation=True, removal_share=0.12)
    client = sign_in("rosa")

    page = page_of(client, IMPORT)
    answer = client.post(IMPORT + "save/")

    assert "Stop: 12% of the people here would leave" in page
    assert answer.status_code == 422
    assert "Confirm that these people really leave" in answer.content.decode()
    assert "apply_roster" not in calls
    client.post(IMPORT + "save/", {"allow_removals": "yes"})
    assert calls["apply_roster"]["allow_removals"] is True


def test_good_rows_are_saved(sign_in, stage, calls):
    client = sign_in("rosa")

    answer = client.post(IMPORT + "save/")

    assert answer.headers["Location"] == IMPORT
    assert "45 rows are saved." in page_of(client, IMPORT)


def test_records_that_changed_meanwhile_are_not_overwritten(sign_in, stage, calls):
    calls["refusal"] = RosterChangedError("october.zip")

    answer = sign_in("rosa").post(IMPORT + "save/")

    assert answer.status_code == 422
    assert "The records have changed" in answer.content.decode()


def test_an_import_can_be_undone(sign_in, stage, calls):
    stage["report"] = cards.import_report(
        status="applied", applied_at=cards.MADE_AT, can_undo=True
    )
    client = sign_in("rosa")

    assert "You can undo this until Oct 20, 8:04 pm." in page_of(client, IMPORT)
    client.post(IMPORT + "undo/")

    assert calls["revert_roster"]["uuid"] == cards.IMPORT
    assert "Undone. The roster is as it was before." in page_of(client, IMPORT)


def test_an_undo_that_is_refused_says_what_stands_on_it(sign_in, stage, calls):
    calls["refusal"] = ImportInUseError("october.zip", ["2 schedules"])

    answer = sign_in("rosa").post(IMPORT + "undo/")

    assert answer.status_code == 422
    assert "2 schedules" in answer.content.decode()


def test_a_refused_file_shows_its_sentence_and_no_button(sign_in, stage):
    stage["report"] = cards.import_report(
        status="refused", refusal="october.zip has no manifest.csv.", problem_groups=()
    )

    page = page_of(sign_in("rosa"), IMPORT)

    assert "This file cannot be used" in page
    assert "october.zip has no manifest.csv." in page
    assert "Save" not in page


def test_held_rows_open_safely_in_a_spreadsheet(sign_in, stage):
    raw = 'u1,active,"=HYPERLINK(""x"")",-1'
    stage["held"] = [HeldRow(file="users.csv", row=40, message="No grade.", raw=raw)]

    answer = sign_in("rosa").get(IMPORT + "held.csv")

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == [
        "users.csv",
        "40",
        "No grade.",
        "u1",
        "active",
        '\'=HYPERLINK("x")',
        "'-1",
    ]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_unknown_import_is_no_page(sign_in):
    address = "/imports/00000000-0000-4000-8000-000000000000/"

    assert sign_in("rosa").get(address).status_code == 404
