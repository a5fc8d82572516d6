"""`seedbed evaluate`: what the lotteries say works, and what pilots measured."""

from __future__ import annotations

from datetime import date

import typer

from seedbed.apps.pilots.services import Fed, feed_pilots
from seedbed.apps.trials.cards import ReportCard
from seedbed.apps.trials.queries import (
    EVERYONE,
    draws_as_logged,
    latest_report,
)
from seedbed.lib.modalities import Modality
from seedbed.lib.text import count, listing

from .errors import DrawsDifferError
from .options import AsJson, OnDay, SystemName, UnitName
from .output import emit, number, say, show_table, table
from .work import chosen_units, school_day, today, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def evaluate() -> None:
    """Show what works by the lotteries, check their draws, and feed the pilots."""


@app.command()
def effects(
    *, unit: UnitName = "", system: SystemName = "", as_json: AsJson = False
) -> None:
    """Show how many in 100 pass the exit slip in each way, from the lotteries alone.

    The last night's estimates are shown; nothing is estimated anew.
    """
    with working_for(system) as home:
        found = {each.name: latest_report(each.id) for each in chosen_units(home, unit)}
    emit(
        found,
        as_json=as_json,
        show=lambda: _show_all(found),
    )


@app.command()
def draws(
    *,
    on: OnDay = None,
    unit: UnitName = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Make a day's logged draws again, and say whether each comes out the same."""
    with working_for(system) as home:
        day = school_day(on, home)
        found = {
            each.name: dict(
                zip(("n_draws", "n_same"), draws_as_logged(each.id, day), strict=True)
            )
            for each in chosen_units(home, unit)
        }
    for name, counts in found.items():
        if counts["n_same"] < counts["n_draws"]:
            raise DrawsDifferError(name, day, counts["n_draws"] - counts["n_same"])
    emit(
        {"on": day, "units": found},
        as_json=as_json,
        show=lambda: _show_draws(day, found),
    )


@app.command()
def pilots(
    *,
    on: OnDay = None,
    unit: UnitName = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Bring the outcomes of looks that are due from the record into the pilots.

    Each look is fed once, so that running it every evening is safe. Pilots that are
    measured by a test wait for its file. Without --on, today counts.
    """
    with working_for(system) as home:
        day = on.date() if on else today(home)
        found = {
            each.name: feed_pilots(unit_id=each.id, on=day)
            for each in chosen_units(home, unit)
        }
    emit(found, as_json=as_json, show=lambda: _show_fed(found))


def _show_fed(found: dict[str, tuple[Fed, ...]]) -> None:
    for name, fed in found.items():
        for one in fed:
            looks = listing([str(look) for look in one.looks]) or "none"
            say(
                f"{name}, {one.pilot}: {count(one.n_outcomes, 'outcome')}, looks "
                f"{looks}{f' ({one.found})' if one.found else ''}."
            )
        if not fed:
            say(f"{name}: no pilot is running.")


def _show_draws(day: date, found: dict[str, dict[str, int]]) -> None:
    for name, counts in found.items():
        n_draws = count(counts["n_draws"], "draw")
        say(f"{name}, {day:%Y-%m-%d}: {n_draws}, all as logged.")


def _show_all(found: dict[str, ReportCard | None]) -> None:
    for name, report in found.items():
        _show(name, report)


def _show(name: str, report: ReportCard | None) -> None:
    if report is None:
        say(f"{name}: no lottery is over yet, so nothing can be said.")
        return
    if report.refusal:
        say(f"{name}: {report.refusal}")
        return
    columns = ("In 100", "Low", "High", "Seats", "Students")
    shown = table("Skills", "Way", *columns, numbers=columns, whole=("Way",))
    for cell in report.effects:
        if cell.is_shown and cell.group == EVERYONE:
            shares = (cell.passes, cell.low, cell.high)
            shown.add_row(
                cell.family,
                Modality(cell.way).slug,
                *(number(100 * (share or 0.0)) for share in shares),
                number(cell.n_trials),
                number(cell.n_students),
            )
    show_table(f"{name}: pass the exit slip, as of {report.as_of:%Y-%m-%d}", shown)
    for pair in report.contrasts:
        if pair.is_clear:
            say(
                f"{pair.family or 'All skills'}: {Modality(pair.way).slug} "
                f"{100 * pair.difference:+.0f} in 100 beside "
                f"{Modality(pair.other).slug} ({100 * pair.low:+.0f} to "
                f"{100 * pair.high:+.0f}), {count(pair.n_trials, 'seat')}."
            )
    left = {key: n for key, n in report.counts.items() if key != "n_trials"}
    say(", ".join(f"{key[2:].replace('_', ' ')} {n:,}" for key, n in left.items()))
