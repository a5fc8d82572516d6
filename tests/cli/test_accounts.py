"""`seedbed account`: an account for who leads, invitations for who is on the roster."""

from __future__ import annotations

import json

import pytest

from seedbed.apps.accounts import invitations
from seedbed.apps.accounts.models import Account, Invitation, Person, Role


@pytest.fixture
def run(seedbed, cast, monkeypatch):
    """Return the command line, for Riverside, with the database already open."""
    from seedbed.cli import work

    monkeypatch.setattr(work, "open_database", lambda: None)
    for given, kind in (("Tara", "teacher"), ("Gus", "guardian")):
        person = Person.objects.create(given_name=given, family_name="New")
        Role.objects.create(person=person, kind=kind, unit=cast.hub)

    def ran(*words, **more):
        return seedbed("account", *words, "--system", "Riverside", **more)

    return ran


def invite(run, *words):
    return run("invite", "--by", "rosa", "--address", "https://school.example/", *words)


def test_people_of_the_roster_are_invited_by_role(run):
    printed = invite(run, "--role", "guardian", "--unit", "Riverside Hub")

    who, address, last = printed.stdout.splitlines()
    assert who == "Gus New, signs in as gus.new:"
    assert address.startswith("https://school.example/welcome/")
    assert last == "1 invitation. Hand each to its person alone."


def test_programs_get_the_invitations_as_json(run):
    (row,) = json.loads(invite(run, "--name", "tara", "--json").stdout)

    token = row["address"].removesuffix("/").rpartition("/")[2]
    invitations.accept(
        token, password="three green herons", at=Invitation.objects.get().made_at
    )
    assert Account.objects.get(username=row["username"]).has_usable_password()


def test_a_registrar_invites_nobody_who_leads(run):
    printed = invite(run)

    assert "Dana" not in printed.stdout
    assert "Rosa" not in printed.stdout
    assert printed.stdout.endswith("6 invitations. Hand each to its person alone.\n")


def test_without_an_address_it_says_what_to_set(run):
    refused = run("invite", "--by", "rosa")

    assert refused.exit_code == 1
    assert "Set SEEDBED_ADDRESS, or add --address" in refused.stderr
    assert not Invitation.objects.exists()


def test_only_the_office_invites(run):
    refused = run("invite", "--by", "clara", "--address", "https://school.example")

    assert refused.exit_code == 1
    assert "may not invite people to sign in" in refused.stderr


def test_whoever_leads_gets_an_account_of_their_own(run):
    made = run(
        "create",
        "chief",
        "--role",
        "system_leader",
        "--password-stdin",
        stdin="three green herons\n",
    )

    assert made.exit_code == 0
    assert Account.objects.get(username="chief").check_password("three green herons")
