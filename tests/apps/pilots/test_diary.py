"""The weekly cycles: the prediction comes first."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from tests.apps.pilots.conftest import AT

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.pilots import errors, queries, services
from seedbed.apps.pilots.models import CycleDecision

WEDNESDAY = date(2026, 9, 16)


def plan(hub, pilot, **changes):
    parts = {
        "pilot": pilot,
        "on": WEDNESDAY,
        "aim": "More pages read",
        "change_idea": "Read aloud in pairs",
        "prediction": "Four of six pairs finish a chapter",
        "by_id": hub.cast.cho.person.account.pk,
        "at": AT,
    }
    services.plan_cycle(**(parts | changes))


def study(hub, pilot, **changes):
    parts = {
        "pilot": pilot,
        "on": WEDNESDAY,
        "happened": "Two of six did",
        "decision": CycleDecision.ADAPT,
        "next_test": "Shorter chapters",
        "is_public": False,
        "by_id": hub.cast.cho.person.account.pk,
        "at": AT,
    }
    services.study_cycle(**(parts | changes))


def test_a_week_is_planned_then_studied(hub, draft):
    plan(hub, draft)
    plan(hub, draft, change_idea="Read aloud in threes")
    study(hub, draft)

    (card,) = queries.cycles(draft)
    assert card.week_on == date(2026, 9, 14)
    assert card.change_idea == "Read aloud in threes"
    assert (card.happened, card.decision) == ("Two of six did", "adapt")


def test_a_prediction_cannot_follow_what_happened(hub, draft):
    with pytest.raises(errors.CycleError, match="was not planned"):
        study(hub, draft)
    with pytest.raises(errors.CycleError, match="has no prediction"):
        plan(hub, draft, prediction=" ")
    plan(hub, draft)
    study(hub, draft)

    with pytest.raises(errors.CycleError, match="was studied before"):
        plan(hub, draft, prediction="Two of six do")
    with pytest.raises(errors.CycleError, match="was studied before"):
        study(hub, draft, happened="All of them did")


def test_the_open_diary_has_what_the_team_made_public(hub, draft):
    plan(hub, draft)
    study(hub, draft)
    plan(hub, draft, on=date(2026, 9, 23))
    study(hub, draft, on=date(2026, 9, 23), is_public=True)

    assert len(queries.cycles(draft)) == 2
    (public,) = queries.cycles(draft, public_only=True)
    assert public.week_on == date(2026, 9, 21)


def test_only_the_team_writes_and_only_while_it_runs(hub, registered):
    with pytest.raises(NotAllowedError):
        plan(hub, registered, by_id=hub.cast.rosa.pk)
    with pytest.raises(errors.UnknownPilotError):
        plan(hub, uuid4())
    services.decide(
        pilot=registered, decision="abandon", why="x", by_id=hub.dana, at=AT, ends=True
    )

    with pytest.raises(errors.PilotClosedError):
        plan(hub, registered)
