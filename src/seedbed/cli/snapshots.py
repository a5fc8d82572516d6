"""`seedbed snapshot`: what one student has shown."""

from __future__ import annotations

from typing import Annotated

import typer

from seedbed.apps.mastery.cards import StudentSnapshot
from seedbed.apps.mastery.queries import snapshot_of_student
from seedbed.apps.rosters.queries import student_named

from .options import AsJson, SystemName
from .output import emit, number, say, show_table, table
from .work import working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)

_MOST_ROWS = 40


@app.callback()
def snapshots() -> None:
    """Show what a student has shown so far."""


@app.command()
def show(
    student: Annotated[str, typer.Argument(help="Name, roster id or username.")],
    *,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Show one student's latest snapshot, and the skills that are ready next.

    An estimate is the probability of at least 4 of 5 right on an exit slip.
    """
    with working_for(system):
        who = student_named(student)
        snapshot = snapshot_of_student(who.id)
    value = {"student": who, "snapshot": snapshot}
    emit(value, as_json=as_json, show=lambda: _show(who.name, snapshot))


def _show(name: str, snapshot: StudentSnapshot) -> None:
    if snapshot.as_of is None:
        say(f"{name} has no snapshot yet. Make one: seedbed night.")
        return
    columns = ("Estimate", "Low", "High", "Answers")
    shown = table(
        *("Skill", "Title", *columns, "Last", "State"),
        numbers=columns,
        whole=("Skill", "Last", "State"),
    )
    known = [row for row in snapshot.rows if row.n_attempts]
    for row in known[:_MOST_ROWS]:
        shown.add_row(
            row.code,
            row.title,
            number(row.mastery, 2),
            number(row.low, 2),
            number(row.high, 2),
            str(row.n_attempts),
            str(row.last_on or ""),
            row.state.replace("_", " "),
        )
    show_table(f"{name} as of {snapshot.as_of:%Y-%m-%d %H:%M}", shown)
    if len(known) > _MOST_ROWS:
        say(f"And {len(known) - _MOST_ROWS} more; --json has them all.")
    ready = ", ".join(f"{row.code} {row.title}" for row in snapshot.frontier[:6])
    say(f"Ready next: {ready or 'nothing yet'}.")
