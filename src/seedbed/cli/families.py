"""`seedbed family`: whether a unit lets families in by link, and those links."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from django.urls import reverse

from seedbed.apps.accounts.queries import account_named, unit_named
from seedbed.apps.families.queries import guardians_of_unit
from seedbed.apps.families.services import allow_links, make_link, revoke_links
from seedbed.apps.rosters.queries import student_named
from seedbed.lib.text import count

from .options import AsJson, ByAccount, SystemName
from .output import emit, say, say_addresses
from .work import front_of, now, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)

OneUnit = Annotated[str, typer.Option("--unit", help="The unit by name.")]


@app.callback()
def families() -> None:
    """Let families in by link."""


@app.command()
def allow(
    *,
    unit: OneUnit,
    by: ByAccount,
    days: Annotated[int, typer.Option(min=1, help="A new link holds so long.")] = 120,
    stop: Annotated[
        bool, typer.Option("--stop", help="Allow none; links given stop opening.")
    ] = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Let a unit give its families links that open without a password.

    A link shows one student's path, day and messages to whoever holds it.
    """
    with working_for(system):
        found = unit_named(unit)
        allow_links(
            unit_id=found.id,
            is_allowed=not stop,
            by_id=account_named(by).id,
            at=now(),
            days=days,
        )
    word = "gives no links to families" if stop else f"gives links for {days} days"
    emit(
        {"unit": found.name, "is_allowed": not stop, "days": days},
        as_json=as_json,
        show=lambda: say(f"{found.name} {word}."),
    )


@app.command()
def links(
    *,
    unit: OneUnit,
    address: Annotated[
        str,
        typer.Option(help="Where families reach the pages; default SEEDBED_ADDRESS."),
    ] = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Print a link for each guardian of a unit's students; make those missing.

    Hand each link to its guardian alone: whoever holds it reads the pages.
    """
    front = front_of(address)
    with working_for(system):
        at = now()
        made = [
            make_link(guardian_id=guardian_id, student_id=student_id, at=at)
            for guardian_id, student_id in guardians_of_unit(unit_named(unit).id)
        ]
    rows: list[dict[str, Any]] = [
        {
            "student": link.student,
            "guardian": link.guardian,
            "link": front + reverse("family:link", args=[link.token]),
            "expires_at": link.expires_at,
        }
        for link in made
    ]
    lines = [(f"{r['student']}, for {r['guardian']}", r["link"]) for r in rows]
    emit(
        rows,
        as_json=as_json,
        show=lambda: say_addresses(lines, what="link", owner="guardian"),
    )


@app.command()
def revoke(
    student: Annotated[str, typer.Argument(help="Name, roster id or username.")],
    *,
    by: ByAccount,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Stop every link to a student's pages at once."""
    with working_for(system):
        who = student_named(student)
        n = revoke_links(student_id=who.id, by_id=account_named(by).id, at=now())
    emit(
        {"student": who.name, "n_stopped": n},
        as_json=as_json,
        show=lambda: say(f"Stopped {count(n, 'link')} to the pages of {who.name}."),
    )
