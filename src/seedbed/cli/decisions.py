"""`seedbed decisions`: rounds of the survey, and what their groups differ in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.decisions.queries import SEVEN, latest_wave
from seedbed.apps.decisions.services import compare_wave, open_wave
from seedbed.lib.text import count

from .errors import NoRoundError
from .options import AsJson, ByAccount, SystemName
from .output import emit, say
from .work import now, today, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)

Survey = Annotated[
    str, typer.Option("--survey", help="Code of the survey, as its file is named.")
]


@app.callback()
def decisions() -> None:
    """Open and compare rounds of the survey."""


@app.command("open")
def open_round(
    *,
    name: Annotated[str, typer.Option(help="What the round is called: Fall 2026.")],
    first: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")
    ],
    last: Annotated[
        datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day.")
    ],
    by: ByAccount,
    survey: Survey = SEVEN,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Open a round for every member of the network; only the one that leads it may."""
    with working_for(system):
        uuid = open_wave(
            instrument=survey,
            name=name,
            opens_on=first.date(),
            closes_on=last.date(),
            by_id=account_named(by).id,
        )
    emit(
        {"round": str(uuid), "survey": survey, "name": name},
        as_json=as_json,
        show=lambda: say(f"{name} takes answers from {first:%Y-%m-%d} on."),
    )


@app.command()
def compare(
    *,
    survey: Survey = SEVEN,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Compare groups of systems in the last round, and keep what the page shows.

    Up to 500 systems are compared whenever one of them answers; for more, run this
    once a night.
    """
    with working_for(system) as home:
        wave = latest_wave(on=today(home), instrument=survey)
        if wave is None:
            raise NoRoundError(survey)
        n_found = compare_wave(wave=wave.uuid, at=now())
    emit(
        {"round": wave.name, "differences": n_found},
        as_json=as_json,
        show=lambda: say(
            f"{wave.name}: {count(n_found, 'difference')} more than chance."
        ),
    )
