"""`seedbed account`: lets a person sign in; without one nobody can publish."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated, Any, Literal

import typer
from django.db import transaction
from django.urls import reverse

from seedbed.apps.accounts.invitations import invite as make_invitations
from seedbed.apps.accounts.invitations import kinds_beyond
from seedbed.apps.accounts.queries import account_named, unit_named
from seedbed.apps.accounts.services import add_adult, create_account
from seedbed.apps.rosters.queries import directory

from .errors import NotConfirmedError
from .options import AsJson, ByAccount, SystemName
from .output import emit, say, say_addresses
from .work import front_of, now, working_for

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


@app.command()
def invite(
    *,
    by: ByAccount,
    unit: Annotated[str, typer.Option(help="Only people of this unit.")] = "",
    role: Annotated[
        Literal["student", "guardian", "teacher", "tutor", "mentor", "aide", ""],
        typer.Option(help="Only people with this role."),
    ] = "",
    name: Annotated[str, typer.Option(help="Only who is called so.")] = "",
    address: Annotated[
        str,
        typer.Option(help="Where people reach the pages; default SEEDBED_ADDRESS."),
    ] = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Invite people of the roster who never signed in to choose a password.

    Each gets an account and an address that opens once, for 14 days; the address ends
    any earlier one. Hand each to its person alone.
    """
    front = front_of(address)
    with working_for(system):
        chosen = {"role": role, "unit": str(unit_named(unit).id) if unit else ""}
        inviter = account_named(by)
        beyond = kinds_beyond(inviter)
        people = [
            row.person_id
            for row in directory(words=name, chosen=chosen).rows
            if row.never_came and row.may_be_invited(beyond)
        ]
        made = make_invitations(person_ids=people, by_id=inviter.id, at=now())
    rows: list[dict[str, Any]] = [
        {
            "name": card.name,
            "username": card.username,
            "email": card.email,
            "address": front + reverse("account:welcome", args=[card.token]),
            "expires_at": card.expires_at,
        }
        for card in made
    ]
    lines = [(f"{r['name']}, signs in as {r['username']}", r["address"]) for r in rows]
    emit(
        rows,
        as_json=as_json,
        show=lambda: say_addresses(lines, what="invitation", owner="person"),
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
