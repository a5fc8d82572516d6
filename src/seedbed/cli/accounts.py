"""`seedbed account`: lets a person sign in; without one nobody can publish."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated, Literal

import typer
from django.db import transaction

from seedbed.apps.accounts.queries import unit_named
from seedbed.apps.accounts.services import add_adult, create_account

from .errors import NotConfirmedError
from .options import AsJson, SystemName
from .output import emit, say
from .work import working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def accounts() -> None:
    """Let a person sign in."""


@app.command()
def create(
    username: Annotated[str, typer.Argument(help="What the person types to sign in.")],
    *,
    role: Annotated[
        Literal["leader", "registrar", "system_leader"],
        typer.Option(help="What the person may do."),
    ],
    name: Annotated[str, typer.Option(help="Name as others see it.")] = "",
    unit: Annotated[
        str, typer.Option(help="Only in this unit; default the whole system.")
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from stdin.")
    ] = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Make an account for an adult who is on no roster: a leader, a registrar.

    The password is asked for, or read from the first line of stdin.
    """
    with working_for(system) as home:
        unit_id = unit_named(unit).id if unit else None
        password = _password(from_stdin=password_stdin)
        given, _space, family = (name or username).partition(" ")
        with transaction.atomic():
            person_id = add_adult(
                given_name=given, family_name=family, role=role, unit_id=unit_id
            )
            account_id = create_account(
                person_id=person_id, username=username, password=password
            )
    made = {
        "id": account_id,
        "username": username,
        "role": role,
        "unit": unit,
        "system": home.name,
    }
    where = unit or home.name
    emit(
        made,
        as_json=as_json,
        show=lambda: say(f"Made {username}, {role} of {where}."),
    )


def _password(*, from_stdin: bool) -> str | None:
    """Return the password; without a terminal and without stdin there is none."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass("Password: ")
        if password != getpass("The same again: "):
            raise NotConfirmedError("The password")
    else:
        return None
    if not password:
        raise NotConfirmedError("The password (it was empty)")
    return password
