"""The leader's first page lists what waits, what stops tomorrow first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.web import cards

from seedbed.apps.charters import queries as charters
from seedbed.apps.charters.cards import DueRow
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import SourceCard
from seedbed.apps.families import queries as families
from seedbed.apps.nightly import queries as nightly
from seedbed.apps.nightly.cards import FailedNightCard

ON = date(2026, 10, 14)


@pytest.fixture
def today(sign_in, stage, monkeypatch):
    """Return the page as the leader sees it, with what else waits."""
    stage["day_status"] = cards.day_status()
    monkeypatch.setattr(nightly, "failed_nights", lambda *_a, **_k: ())

    def shown(who: str = "dana", language: str = "en") -> str:
        client = sign_in(who)
        answer = client.get("/today/", headers={"accept-language": language})
        return str(answer.content, "utf-8")

    return shown


def test_decisions_before_publishing_come_with_their_number(today, stage) -> None:
    page = today()

    n_must = len(stage["review"].must)
    assert n_must
    assert f"{n_must} decision" in page
    assert "can be published" in page
    assert "1 thing waits" in page


def test_a_plan_without_decisions_is_ready(today, stage) -> None:
    stage["review"] = replace(stage["review"], decisions=())

    assert "is ready to publish" in today()


def test_a_published_plan_waits_for_nobody(today, stage) -> None:
    stage["review"] = replace(stage["review"], status="published")

    page = today()

    assert "Nothing waits" in page
    assert "Open the plan" in page


def test_a_late_source_is_named_with_its_age(today, monkeypatch) -> None:
    late = SourceCard(
        name="Exit slips",
        last_received_at=datetime(2026, 10, 10, tzinfo=UTC),
        age_hours=51.0,
        is_late=True,
    )
    fresh = replace(late, name="Practice", is_late=False)
    monkeypatch.setattr(evidence, "sources", lambda _at: (late, fresh))

    page = today()

    assert "Exit slips has sent nothing for 51 hours" in page
    assert "Practice" not in page


def test_a_night_that_stopped_comes_first_with_what_to_do(today, monkeypatch) -> None:
    failed = FailedNightCard(
        on=ON,
        step="plan",
        message="no lessons",
        since=datetime(2026, 10, 13, tzinfo=UTC),
    )
    monkeypatch.setattr(nightly, "failed_nights", lambda *_a, **_k: (failed,))

    page = today()

    assert page.index("The night before") < page.index("can be published")
    assert "seedbed night --on 2026-10-14" in page


def test_messages_of_families_wait_with_their_number(today, monkeypatch) -> None:
    monkeypatch.setattr(families, "n_waiting", lambda _unit_id: 2)

    page = today()

    assert "2 messages of families wait for an answer" in page
    assert 'href="/concerns/?unit=' in page


def test_the_page_speaks_spanish(today) -> None:
    page = today(language="es")

    assert "can be published" not in page
    assert "thing waits" not in page


def test_only_leaders_have_it(today) -> None:
    assert "waits" not in today("ana")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("review", "Evening hub: the charter is reviewed"),
        ("sunset", "unless renewed"),
        ("measure", "a measure is decided on"),
        ("waiver", "a waiver ends"),
        ("paper", "Evening hub decides on paper only"),
    ],
)
def test_a_charter_tells_of_its_days_and_of_paper_autonomy(
    today, monkeypatch, what, said
) -> None:
    row = DueRow(charter=uuid4(), name="Evening hub", what=what, on=ON, about="Seats")
    monkeypatch.setattr(charters, "due", lambda *_a: (row,))

    page = today()

    assert said in page
    assert f"/innovate/charter/{row.charter}/" in page
