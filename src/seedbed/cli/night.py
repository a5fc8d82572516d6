"""`seedbed night`: plans the next school day and says what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import typer

from seedbed.apps.accounts.cards import AccountCard, SystemCard, UnitCard
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.nightly.cards import NightCard
from seedbed.apps.nightly.services import run_night, run_nights
from seedbed.apps.scheduling.queries import next_taught_on
from seedbed.apps.scheduling.services import publish_day
from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count

from .options import AsJson, OnDay, SystemName, UnitName
from .output import as_plain, emit, notice, number, progress, say
from .plan_tables import show_plans
from .plans import plan_line
from .setup import count_rows_for_planner
from .work import chosen_units, find_system, now, today

app = typer.Typer(add_completion=False)


@app.command()
def night(
    *,
    unit: UnitName = "",
    on: OnDay = None,
    jobs: Annotated[
        int, typer.Option(min=1, help="Units planned at the same time.")
    ] = 1,
    cluster: Annotated[
        str,
        typer.Option(help="Run units on the Ray cluster at this address."),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Do every step again, even if it was done.")
    ] = False,
    seed: Annotated[
        int | None, typer.Option(help="Number every draw follows from; default by day.")
    ] = None,
    publish_by: Annotated[
        str,
        typer.Option(help="Publish at the end, in the name of this adult's username."),
    ] = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Plan the next school day for one or all units.

    Takes in held evidence, makes the snapshot, drafts the plan and verifies it. Safe to
    run again: steps with the same inputs are not repeated. Exit code 1 if the night of
    any unit failed.
    """
    home = find_system(system)
    with system_context(home.id):
        units = chosen_units(home, unit)
        by = account_named(publish_by) if publish_by else None
        days = _days(home, units, on)
    lines = []
    for day, taught in days.items():
        nights = _run(
            home,
            taught,
            day,
            jobs=jobs,
            cluster=cluster,
            force=force,
            seed=seed,
            quiet=as_json,
        )
        count_rows_for_planner()
        lines += [_line(home, card, day, by) for card in nights]
    emit(lines, as_json=as_json, show=lambda: _show(lines))
    if any(line["status"] != "done" or line["refusal"] for line in lines):
        raise typer.Exit(1)


def _days(
    system: SystemCard, units: list[UnitCard], on: datetime | None
) -> dict[date, list[UnitCard]]:
    """Return the units by the day that is planned: each one's next day of school."""
    days: dict[date, list[UnitCard]] = {}
    for unit in units:
        day = on.date() if on else next_taught_on(unit.id, after=today(system))
        if day is None:
            notice(
                f"{unit.name} has no day of school within 120 days: none is planned."
            )
            continue
        days.setdefault(day, []).append(unit)
    return dict(sorted(days.items()))


def _run(
    system: SystemCard,
    units: list[UnitCard],
    on: date,
    *,
    jobs: int,
    cluster: str,
    force: bool,
    seed: int | None,
    quiet: bool,
) -> list[NightCard]:
    with progress(f"Night before {on:%Y-%m-%d}", quiet=quiet) as tick:
        if seed is None:
            return run_nights(
                system_id=system.id,
                unit_ids=[unit.id for unit in units],
                on=on,
                at=now(),
                jobs=jobs,
                cluster=cluster,
                progress=tick,
                force=force,
            )
        return [
            run_night(
                unit_id=unit.id,
                on=on,
                at=now(),
                seed=seed,
                force=force,
                system_id=system.id,
            )
            for unit in units
        ]


def _line(
    system: SystemCard, card: NightCard, on: date, by: AccountCard | None
) -> dict[str, Any]:
    """Publish if asked to, and return the night and the stored day as one record."""
    refusal = ""
    with system_context(system.id):
        if by is not None and card.status == "done":
            try:
                publish_day(unit_id=card.unit_id, on=on, by_id=by.id, at=now())
            except SeedbedError as refused:
                refusal = str(refused)
        plan = plan_line(card.unit_id, on, at=now())
    counts = {key: n for step in card.steps for key, n in step.counts.items()}
    if plan is not None:
        plan["n_sessions"] = plan["n_sessions"] or counts.get("sessions")
    return {**as_plain(card), "plan": plan, "refusal": refusal}


def _show(lines: list[dict[str, Any]]) -> None:
    show_plans([line["plan"] for line in lines if line["plan"] is not None])
    steps = sorted({step["name"] for line in lines for step in line["steps"]})
    seconds = sum(step["seconds"] for line in lines for step in line["steps"])
    repeated = [s for line in lines for s in line["steps"] if not s["was_done"]]
    say(
        f"{count(len(lines), 'unit')}, {count(len(repeated), 'step')} run of "
        f"{len(steps) * len(lines)}, {number(seconds, 1)} seconds."
    )
    for line in lines:
        if line["message"]:
            notice(f"{line['unit']}: {line['message']}", is_refusal=True)
        if line["refusal"]:
            notice(f"{line['unit']}: {line['refusal']}", is_refusal=True)
