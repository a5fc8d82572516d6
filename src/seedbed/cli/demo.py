"""`seedbed demo`: builds the simulated system, shows it on one screen, opens it."""

from __future__ import annotations

import json
import os
import shutil
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any, Literal

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.status import Status

from seedbed.apps.accounts.queries import demo_accounts, systems

from .errors import FreshDatabaseError, RealDataError
from .options import AsJson
from .output import emit, err, number, say, show_table, table
from .plan_tables import show_plans
from .serve import DEFAULT_PORT, LOOPBACK, address, serve_pages
from .setup import open_database

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    *,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Open the pages at the end.")
    ] = True,
    port: Annotated[int, typer.Option(help="Port of the pages.")] = DEFAULT_PORT,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw the demo away and build it anew.")
    ] = False,
    scale: Annotated[
        Literal["small", "full"], typer.Option(help="44 students, or all 640.")
    ] = "full",
    as_json: AsJson = False,
) -> None:
    """Build the simulated demo and open it.

    A school system that exists nowhere: a hub of 240 students and a virtual high
    school of 400, six weeks of answers, and two planned days. A second run reuses what
    is there. With --json the pages are not served.
    """
    began = perf_counter()
    if fresh:
        open_database()
        _refuse_real_systems()
        _throw_away()
    open_database()
    _refuse_real_systems()
    summary = _build(scale)
    summary["seconds"] = perf_counter() - began
    emit(summary, as_json=as_json, show=lambda: _show(summary))
    if serve and not as_json:
        _show_addresses(port, family_link=summary["family_link"])
        serve_pages(host=LOOPBACK, port=port)


def _refuse_real_systems() -> None:
    real = [system.name for system in systems() if not system.is_simulated]
    if real:
        raise RealDataError(settings.HOME, real)


def _throw_away() -> None:
    """Remove the demo's database file and truth; evidence rows cannot be deleted."""
    if os.environ.get("SEEDBED_DATABASE_URL"):
        raise FreshDatabaseError
    connection.close()
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(settings.HOME / "demo", ignore_errors=True)


def _build(scale: str) -> dict[str, Any]:
    answer = StringIO()
    with Status("Starting", console=err) as status:
        call_command("build_demo", scale=scale, stdout=answer, report=status.update)
    built: dict[str, Any] = json.loads(answer.getvalue())
    return built


def _show(summary: dict[str, Any]) -> None:
    say(f"{summary['system']}: everybody in it is invented.")
    steps = table("Step", "Seconds", "Result", numbers=("Seconds",), whole=("Step",))
    for step in summary["steps"]:
        steps.add_row(step["name"], number(step["seconds"], 1), step["note"])
    steps.add_section()
    steps.add_row("In all", number(summary["seconds"], 1), "")
    show_table("What was done", steps)
    show_snapshots(summary["snapshots"])
    show_plans(summary["plans"])


def show_snapshots(snapshots: list[dict[str, Any]]) -> None:
    """Print how near the snapshots come to the truth of the simulation."""
    columns = ("Pearson", "Spearman", "Mean miss", "ECE", "Pairs")
    shown = table("Of", *columns, numbers=columns)
    words = {"all": "every skill", "with_evidence": "skills with answers"}
    for snapshot in snapshots:
        for key, judged in snapshot["judgements"].items():
            shown.add_row(
                f"{snapshot['unit']}: {words[key]}",
                number(judged["pearson"], 3),
                number(judged["spearman"], 3),
                number(judged["absolute_error"], 3),
                number(judged["ece"], 3),
                number(judged["n_pairs"]),
            )
    show_table("Snapshots beside the simulated truth", shown)


def _show_addresses(port: int, *, family_link: str) -> None:
    say(f"\nThe pages are at {address(LOOPBACK, port)}.")
    names = ", ".join(f"{who.username} ({who.name})" for who in demo_accounts())
    say(f"Sign in with one click as {names}. Stop with Ctrl-C.")
    home = address(LOOPBACK, port).rstrip("/")
    say("A family comes in without a password by this link:")
    say(f"{home}{family_link}\n")
