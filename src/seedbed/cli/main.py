"""The `seedbed` command: which commands there are, and how a refusal is said.

A command's module is loaded only when it is called, so that `seedbed --help` starts
without Django.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple

import typer
import typer.core

from seedbed.lib.errors import SeedbedError

from .output import notice


class Command(NamedTuple):
    """Where a command lives and its line in ``seedbed --help``."""

    module: str
    summary: str
    environment: tuple[tuple[str, str], ...] = ()


COMMANDS = {
    "demo": Command(
        "demo", "Build the simulated demo and open it.", (("SEEDBED_DEMO", "1"),)
    ),
    "import": Command("imports", "Take in rosters, frameworks, lessons and evidence."),
    "night": Command("night", "Plan the next school day for one or all units."),
    "publish": Command("publish", "Publish a reviewed day to students and families."),
    "day": Command("days", "Show, verify or reopen a planned day."),
    "plan": Command("costs", "Ask what a day's rules cost, and what if."),
    "choices": Command("choices", "List, allot and verify rounds of electives."),
    "evaluate": Command(
        "evaluations",
        "Show what works by the lotteries, check their draws, and feed the pilots.",
    ),
    "snapshot": Command("snapshots", "Show what a student has shown so far."),
    "learner": Command(
        "learners", "Show, refit or question the model behind the estimates."
    ),
    "see": Command("mornings", "Print whom a mentor or teacher sees today."),
    "digest": Command(
        "digests",
        "Send the daily e-mail: whom to see, what waits, the child's published day.",
    ),
    "account": Command("accounts", "Let a person sign in."),
    "family": Command("families", "Let families in by link."),
    "exchange": Command("exchanges", "Keep, export and import what systems share."),
    "decisions": Command("decisions", "Open and compare rounds of the survey."),
    "serve": Command("serve", "Serve the pages on this machine."),
    "doctor": Command("doctor", "Check that this deployment is sound."),
    "bench": Command(
        "bench",
        "Measure one engine, or the demo.",
    ),
}


class LazyGroup(typer.core.TyperGroup):
    """Lists commands by name and loads the module of the one that is called."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {
            name: typer.core.TyperCommand(name, help=command.summary)
            for name, command in COMMANDS.items()
        }

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the called command itself, loaded with all it needs."""
        name, found, rest = super().resolve_command(ctx, args)
        if found is not None and name in COMMANDS:
            # The settings read these once, when Django starts.
            os.environ.update(COMMANDS[name].environment)
            found = load(name)
        return name, found, rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a refusal becomes one sentence on stderr and exit code 1."""
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except SeedbedError as refusal:
            notice(str(refusal), is_refusal=True)
            if as_json:
                print(json.dumps({"error": refusal.code, "message": str(refusal)}))
            raise typer.Exit(1) from refusal


def load(name: str) -> Any:
    """Return a command with its options, starting Django first."""
    from .setup import start_django  # noqa: PLC0415 - `--help` must not load Django

    start_django()
    module = import_module(f"seedbed.cli.{COMMANDS[name].module}")
    loaded = typer.main.get_command(module.app)
    loaded.name = name
    return loaded


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        print(f"seedbed {version('seedbed')}")
        raise typer.Exit


@app.callback()
def seedbed(
    *,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            is_eager=True,
            callback=lambda wanted: _print_version(wanted=wanted),
        ),
    ] = False,
) -> None:
    """Run a school system's new schools: evidence in, tomorrow's schedules out.

    Everything a deployment keeps lies in the folder SEEDBED_HOME names, by default
    ./seedbed-data. Exit codes: 0 done, 1 refused (the reason is on stderr), 2 usage.
    """


def main() -> None:
    """Start the command line."""
    app()
