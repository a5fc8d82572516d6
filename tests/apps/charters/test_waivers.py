"""Waivers: asked for, answered, and a switch of the schedule from a date on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.charters import services
from seedbed.apps.charters.errors import WaiverError
from seedbed.apps.scheduling.errors import NoSwitchError
from seedbed.apps.scheduling.models import UnitRule
from seedbed.apps.scheduling.queries import rules_on

from .conftest import AT, TODAY

MONDAY, FRIDAY = date(2026, 10, 26), date(2026, 10, 30)


def ask(hub, charter, **given):
    wanted = {
        "token": uuid4(),
        "charter": charter,
        "kind": "seat_time",
        "words": "Minutes of seat time",
        "authority": "State board",
        "reference": "22-33-104",
        "rule": "screen_minutes",
        "requested_on": TODAY,
        "by_id": hub.dana,
        "at": AT,
    }
    return services.ask_waiver(**{**wanted, **given})


def grant(hub, waiver, from_on=MONDAY, until_on=FRIDAY):
    services.grant_waiver(
        waiver=waiver,
        from_on=from_on,
        until_on=until_on,
        answered_on=TODAY,
        by_id=hub.lena,
        at=AT,
    )


def test_a_granted_waiver_switches_the_rule_between_its_dates(hub, draft, see):
    waiver = ask(hub, draft)
    before = rules_on(hub.unit.pk, MONDAY)["screen_minutes"]
    grant(hub, waiver)

    days = [MONDAY - timedelta(days=1), MONDAY, FRIDAY, FRIDAY + timedelta(days=1)]
    held = [rules_on(hub.unit.pk, on)["screen_minutes"] for on in days]

    assert held == [before, None, None, before]
    standing = [see(draft, on).waivers[0].standing for on in days]
    assert standing == ["coming", "holds", "holds", "ended"]


def test_a_waiver_goes_before_the_units_own_number(hub, draft):
    UnitRule.objects.create(unit=hub.unit, name="screen_minutes", value=90)
    grant(hub, ask(hub, draft), until_on=None)

    assert rules_on(hub.unit.pk, TODAY)["screen_minutes"] == 90
    assert rules_on(hub.unit.pk, date(2030, 1, 7))["screen_minutes"] is None


def test_class_size_gets_another_number(hub, draft):
    grant(hub, ask(hub, draft, kind="class_size", rule="live_max", value=24))

    assert rules_on(hub.unit.pk, MONDAY)["live_max"] == 24
    assert rules_on(hub.unit.pk, TODAY)["live_max"] == 15


def test_a_waiver_taken_back_ends_the_day_before(hub, draft, see):
    waiver = ask(hub, draft)
    grant(hub, waiver)

    services.refuse_waiver(
        waiver=waiver,
        answered_on=MONDAY + timedelta(days=2),
        why="The board heard families.",
        by_id=hub.lena,
        at=AT,
    )

    values = [
        rules_on(hub.unit.pk, MONDAY + timedelta(days=n))["screen_minutes"]
        for n in range(4)
    ]
    assert values == [None, None, 150, 150]
    assert see(draft).waivers[0].standing == "refused"


def test_a_waiver_taken_back_before_it_begins_never_holds(hub, draft):
    waiver = ask(hub, draft)
    grant(hub, waiver)
    services.refuse_waiver(
        waiver=waiver, answered_on=TODAY, why="No.", by_id=hub.lena, at=AT
    )

    assert rules_on(hub.unit.pk, MONDAY)["screen_minutes"] == 150


def test_a_waiver_of_no_rule_of_the_schedule_is_only_written_down(hub, draft, see):
    grant(hub, ask(hub, draft, kind="procurement", rule="", words="Three offers"))

    assert see(draft, MONDAY).waivers[0].standing == "holds"
    assert rules_on(hub.unit.pk, MONDAY) == rules_on(hub.unit.pk, TODAY)


def test_what_was_granted_before_the_unit_holds_once_it_is_named(hub):
    charter = services.begin_charter(token=uuid4(), name="Hub", by_id=hub.dana, at=AT)
    grant(hub, ask(hub, charter))
    assert rules_on(hub.unit.pk, MONDAY)["screen_minutes"] == 150

    services.name_unit(charter=charter, unit_id=hub.unit.pk, by_id=hub.dana)

    assert rules_on(hub.unit.pk, MONDAY)["screen_minutes"] is None


def test_a_form_sent_twice_asks_once(hub, draft, see):
    token = uuid4()
    assert ask(hub, draft, token=token) == ask(hub, draft, token=token)
    assert len(see(draft).waivers) == 1


def test_a_waiver_without_an_authority_is_named(hub, draft):
    with pytest.raises(WaiverError, match="who could grant it"):
        ask(hub, draft, authority=" ")
    with pytest.raises(WaiverError, match="which rule"):
        ask(hub, draft, words="")


def test_a_rule_without_a_switch_is_refused(hub, draft):
    with pytest.raises(NoSwitchError, match="say which number"):
        ask(hub, draft, rule="live_max")
    with pytest.raises(NoSwitchError, match="not a rule of the schedule"):
        ask(hub, draft, rule="seats", value=3)


def test_a_waiver_cannot_end_before_it_begins_and_a_no_has_a_reason(hub, draft):
    waiver = ask(hub, draft)
    with pytest.raises(WaiverError, match="before it begins"):
        grant(hub, waiver, from_on=FRIDAY, until_on=MONDAY)
    with pytest.raises(WaiverError, match="no reason"):
        services.refuse_waiver(
            waiver=waiver, answered_on=TODAY, why="", by_id=hub.lena, at=AT
        )


def test_nobody_grants_their_own_waiver(hub, draft):
    waiver = ask(hub, draft)
    with pytest.raises(NotAllowedError):
        services.grant_waiver(
            waiver=waiver,
            from_on=MONDAY,
            until_on=None,
            answered_on=TODAY,
            by_id=hub.dana,
            at=AT,
        )
