"""`seedbed exchange`: who keeps it, what it forgets, and packages in and out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from seedbed.apps.accounts.queries import account_named, current_system
from seedbed.apps.exchange import queries, services
from seedbed.interop import packages
from seedbed.lib.text import count

from .options import AsJson, InputFile, SystemName
from .output import emit, say
from .setup import open_database
from .work import now, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)
_MOST_PROBLEMS = 5


@app.callback()
def exchanges() -> None:
    """Keep, export and import what systems share."""


@app.command()
def steward(
    username: Annotated[str, typer.Argument(help="The account to appoint.")],
    *,
    reader: Annotated[
        bool, typer.Option("--reader", help="Reads as the second; opens no envelope.")
    ] = False,
    tie: Annotated[
        list[str] | None,
        typer.Option(help="evaluator, funder, regulator or supervisor of a member."),
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="End the duty.")] = False,
    as_json: AsJson = False,
) -> None:
    """Appoint who keeps the exchange; whoever decides about a member is refused.

    Ask the person for each tie to a member and name it: one is enough to be refused.
    """
    open_database()
    card = account_named(username)
    duty = "reader" if reader else "steward"
    if stop:
        services.dismiss(account_id=card.id, at=now())
    else:
        services.appoint(account_id=card.id, duty=duty, ties=tie or (), at=now())
    word = "keeps the exchange no longer" if stop else f"is {duty} of the exchange"
    emit(
        {"username": card.username, "duty": "" if stop else duty},
        as_json=as_json,
        show=lambda: say(f"{card.name} {word}."),
    )


@app.command()
def forget(*, as_json: AsJson = False) -> None:
    """Destroy who told stories whose call-back window is over. Run it every night."""
    open_database()
    n = services.forget(on=now().date(), keys=_home() / "exchange-keys")
    emit(
        {"n_forgotten": n},
        as_json=as_json,
        show=lambda: say(f"{count(n, 'identity', 'identities')} destroyed."),
    )


@app.command()
def digest(
    month: Annotated[
        datetime, typer.Argument(formats=["%Y-%m"], help="The month, YYYY-MM.")
    ],
    *,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Print what the network learned in a month, as a letter."""
    with working_for(system):
        letter = queries.digest(month.date())
    emit({"letter": letter}, as_json=as_json, show=lambda: say(letter))


@app.command()
def key(*, as_json: AsJson = False) -> None:
    """Print the key that others need to trust packages of this deployment."""
    text = packages.public_text(packages.load_key(_home()))
    emit({"public_key": text}, as_json=as_json, show=lambda: say(text))


@app.command()
def trust(
    name: Annotated[str, typer.Argument(help="What to call the sender here.")],
    public_key: Annotated[str, typer.Argument(help="What their key command prints.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take in packages that a key signs. Compare the key on another way first."""
    open_database()
    services.trust(name=name, public_key=public_key, at=now())
    emit(
        {"name": name, "public_key": public_key},
        as_json=as_json,
        show=lambda: say(f"Packages signed by {name} are taken in from now on."),
    )


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    *,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Write the network's released stories and plays to a signed file."""
    with working_for(system):
        n = services.export_package(
            path=path, sender=current_system().name, folder=_home(), at=now()
        )
    emit(
        {"file": path, "n": n},
        as_json=as_json,
        show=lambda: say(f"{count(n, 'record')} written to {path.name}."),
    )


@app.command(name="import")
def take_in(
    path: InputFile, *, system: SystemName = "", as_json: AsJson = False
) -> None:
    """Take in a signed file of a trusted sender; twice is as good as once."""
    with working_for(system):
        n = services.import_package(path=path)
    emit(
        {"file": path, "n_new": n},
        as_json=as_json,
        show=lambda: say(f"{count(n, 'new record')} from {path.name}."),
    )


@app.command()
def directory(
    path: InputFile,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would change.")
    ] = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Take in the directory of systems that a story could be about, from CSV.

    Columns: name, state and students (or size_band). List whom readers could think of:
    if they know who takes part, list those alone.
    """
    with working_for(system):
        report, problems = services.import_directory(
            content=path.read_bytes(), file_name=path.name, dry_run=check
        )

    def show() -> None:
        verb = "would be" if check else "are"
        say(
            f"{count(report.n_rows, 'system')} {verb} listed: {report.n_new:,} new, "
            f"{report.n_changed:,} changed, {report.n_gone:,} gone."
        )
        both, state, neither = report.narrowness
        say(
            f"Stories could be told from {both:,} of them by state and size, from "
            f"{state:,} by state alone, from {neither:,} by neither."
        )
        for one in problems[:_MOST_PROBLEMS]:
            say(f"Line {one.line} was left out: {one.why}.")
        if len(problems) > _MOST_PROBLEMS:
            say(f"{count(len(problems) - _MOST_PROBLEMS, 'more line')} left out.")

    emit({**asdict(report), "n_left_out": len(problems)}, as_json=as_json, show=show)


def _home() -> Path:
    return Path(settings.HOME)
