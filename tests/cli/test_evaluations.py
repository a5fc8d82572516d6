"""`seedbed evaluate`: what the lotteries say, and whether their log is true."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.apps.pilots.conftest import draft as draft
from tests.apps.pilots.conftest import hub as hub
from tests.apps.pilots.conftest import registered as registered
from tests.apps.pilots.conftest import running as running

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.trials.models import Draw, EffectEstimate, EffectReport
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 19)
AT = datetime(2026, 10, 18, 20, tzinfo=UTC)
HERE = ("--system", "Riverside")


@pytest.fixture
def report(cast: Any) -> Any:
    """Return a report of the hub: projects pass 12 in 100 more often than peers."""
    made = EffectReport.objects.create(
        unit=cast.hub,
        as_of=AT,
        inputs_hash="by hand",
        counts={"n_draws": 400, "n_trials": 400, "n_overridden": 12},
        contrasts=[
            {
                "family": "", "way": Modality.PROJECT, "other": Modality.PEER,
                "difference": 0.12, "low": 0.05, "high": 0.19, "n_trials": 390,
                "n_students": 80, "is_clear": True,
            }
        ],
    )  # fmt: skip
    for way in LESSON_MODALITIES:
        is_shown = way == Modality.PROJECT
        EffectEstimate.objects.create(
            report=made, family="Ratios", way=way, n_trials=200 * is_shown,
            n_students=80 * is_shown, n_effective=190.0 * is_shown,
            expected=0.6 if is_shown else None, shrunken_lift=0.1, shrunken_sd=0.03,
            low=0.64 if is_shown else None, high=0.76 if is_shown else None,
            is_shown=is_shown,
        )  # fmt: skip
    return made


@pytest.fixture
def drawn(cast: Any) -> Any:
    """Return a logged draw of Ana whose result follows from its log."""
    skill = curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("ratios", "Ratios", 6, 6)]
    )["ratios"]
    ways = [
        {"way": way, "gain": 0.5, "mean": 0.5, "sd": 0.1, "propensity": 0.5}
        for way in (Modality.PEER, Modality.PROJECT)
    ]
    row = Draw(
        unit=cast.hub, on=MONDAY, student=cast.ana, skill_id=skill, family="Ratios",
        ways=ways, drawn=Modality.PEER, expected=0.5, seed=1, tolerance=0.02,
        floor=0.03, drawn_at=AT,
    )  # fmt: skip
    row.save()
    return row


def test_what_works_is_shown_with_its_range(report: Any, seedbed: Any):
    shown = seedbed("evaluate", "effects", *HERE).stdout

    assert "Riverside Hub: pass the exit slip, as of 2026-10-18" in shown
    assert "Ratios   project       70    64     76     200         80" in shown
    assert "All skills: project +12 in 100 beside peer (+5 to +19), 390 seats." in shown
    assert "draws 400, overridden 12" in shown


def test_json_has_every_cell(report: Any, seedbed: Any):
    value = seedbed.json("evaluate", "effects", *HERE)

    assert len(value["Riverside Hub"]["effects"]) == len(LESSON_MODALITIES)
    assert value["Riverside Hub"]["counts"]["n_draws"] == 400


def test_a_refused_report_says_why(report: Any, seedbed: Any):
    EffectReport.objects.update(refusal="Way 2 was drawn too often.")

    shown = seedbed("evaluate", "effects", *HERE).stdout

    assert shown == "Riverside Hub: Way 2 was drawn too often.\n"


def test_before_the_first_report_it_says_so(cast: Any, seedbed: Any):
    shown = seedbed("evaluate", "effects", *HERE).stdout

    assert shown == "Riverside Hub: no lottery is over yet, so nothing can be said.\n"


def test_draws_come_out_as_logged_or_are_refused(drawn: Any, seedbed: Any):
    words = ("evaluate", "draws", "--on", "2026-10-19", *HERE)
    first = seedbed(*words)
    drawn.drawn = Modality.PROJECT
    drawn.save(update_fields=["drawn"])
    second = seedbed(*words)

    assert {first.exit_code, second.exit_code} == {0, 1}, "one of two came out"
    told = first if first.exit_code == 0 else second
    assert told.stdout == "Riverside Hub, 2026-10-19: 1 draw, all as logged.\n"
    refused = second if first.exit_code == 0 else first
    assert (
        "1 draw of Riverside Hub on 2026-10-19 cannot be made again" in refused.stderr
    )


def test_pilots_are_fed_or_told_what_they_wait_for(running: Any, seedbed: Any):
    early = seedbed("evaluate", "pilots", *HERE, "--on", "2026-09-01").stdout
    later = seedbed("evaluate", "pilots", *HERE, "--on", "2026-09-11").stdout

    assert early == "Riverside Hub: no pilot is running.\n"
    assert later == (
        "Riverside Hub, Reading hour: 0 outcomes, looks none (waits for a file).\n"
    )
