"""`seedbed day`: one student's day, and the check of stored plans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

import typer
from django.db import transaction

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.rosters.queries import student_named
from seedbed.apps.scheduling.cards import SeatCard, StudentDay
from seedbed.apps.scheduling.queries import next_published_on, student_day
from seedbed.apps.scheduling.services import reopen_day
from seedbed.lib.text import count

from .options import AsJson, ByAccount, DayArgument, OnDay, SystemName, UnitName
from .output import emit, say, show_table, table
from .plans import plan_line
from .work import chosen_units, now, school_day, today, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)

Student = Annotated[str, typer.Argument(help="Name, roster id or username.")]


@app.callback()
def days() -> None:
    """Show, verify or reopen a planned day."""


@app.command()
def show(
    student: Student,
    *,
    on: OnDay = None,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Show what one student does on a day; default today or the next published one."""
    with working_for(system) as home:
        who = student_named(student)
        yesterday = today(home) - timedelta(days=1)
        day = on.date() if on else next_published_on(who.id, yesterday)
        card = student_day(who.id, day or school_day(None, home))
    emit(card, as_json=as_json, show=lambda: _show_day(card))


@app.command()
def verify(
    *,
    unit: UnitName = "",
    on: OnDay = None,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Check the stored plan of a day against every rule.

    Reads the saved rows, not the solver's answer, through the verifier that shares no
    code with it. Exit code 1 if a rule is broken or nothing is planned.
    """
    with working_for(system) as home:
        day = school_day(on, home)
        units = chosen_units(home, unit)
        found = [plan_line(each.id, day, at=now()) for each in units]
    lines = [line for line in found if line is not None]
    unplanned = [u.name for u, line in zip(units, found, strict=True) if line is None]
    verdict = _verdict(day, lines, unplanned)
    emit(verdict, as_json=as_json, show=lambda: _show_verdict(verdict))
    if verdict["n_faults"] or unplanned:
        raise typer.Exit(1)


@app.command()
def reopen(
    day: DayArgument,
    *,
    by: ByAccount,
    why: Annotated[str, typer.Option(help="Why; families can read it.")],
    unit: UnitName = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Take a published day back to a draft."""
    on = day.date()
    with working_for(system) as home, transaction.atomic():
        units = chosen_units(home, unit)
        by_id = account_named(by).id
        for each in units:
            reopen_day(unit_id=each.id, on=on, by_id=by_id, at=now(), why=why)
    names = [each.name for each in units]
    emit(
        {"on": on, "units": names, "status": "draft"},
        as_json=as_json,
        show=lambda: say(f"{on:%Y-%m-%d} is a draft again: {', '.join(names)}."),
    )


def _verdict(
    on: date, lines: list[dict[str, Any]], unplanned: list[str]
) -> dict[str, Any]:
    by_rule: dict[str, int] = {}
    for line in lines:
        for rule, n in line["faults_by_rule"].items():
            by_rule[rule] = by_rule.get(rule, 0) + n
    return {
        "on": on,
        "n_students": sum(line["n_students"] for line in lines),
        "n_faults": sum(line["n_faults"] for line in lines),
        "faults_by_rule": by_rule,
        "unplanned": unplanned,
        "units": lines,
    }


def _show_verdict(verdict: dict[str, Any]) -> None:
    for line in verdict["units"]:
        students = count(line["n_students"], "student")
        faults = count(line["n_faults"], "broken rule")
        kind = "plan" if line["origin"] == "plan" else "standing schedule"
        say(
            f"{line['unit']}, {verdict['on']} ({line['status']} {kind}): "
            f"{students}, {faults}.",
        )
        for fault in line["faults"]:
            say(f"  [{fault['rule']}] {fault['message']}")
    for name in verdict["unplanned"]:
        say(
            f"{name}: nothing is planned for {verdict['on']}. "
            f"Make a plan: seedbed night --on {verdict['on']}.",
        )


def _show_day(card: StudentDay) -> None:
    words = {
        "published": "published",
        "standing": "the standing schedule",
        "none": "no plan yet",
    }
    shown = table(
        *("Time", "Minutes", "What", "How", "With", "Where"),
        numbers=("Time", "Minutes"),
    )
    for seat in card.seats:
        shown.add_row(*_seat_row(seat))
    status = words.get(card.status, card.status)
    show_table(f"{card.name}, {card.on:%A %Y-%m-%d}: {status}", shown)
    if card.note:
        say(card.note)


def _seat_row(seat: SeatCard) -> tuple[str, ...]:
    hour, minute = divmod(seat.starts, 60)
    where = "at home" if seat.place == "home" else seat.room
    return (
        f"{hour}:{minute:02d}",
        str(seat.minutes),
        seat.title,
        seat.modality,
        seat.adult,
        where,
    )
