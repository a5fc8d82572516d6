"""Whoever has no right to a page learns nothing: each address answers 404, never 403."""

from __future__ import annotations

import pytest
from tests.apps.families.conftest import families as families

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind, Unit
from seedbed.apps.rosters.models import Student

from .addresses import Address, every_address

NOT_FOUND, WRONG_METHOD = 404, 405
ADULTS = {"clara", "mateo", "dana"}
#: Who has pages below a name space; the cast's other people have none.
ROOMS = {
    "student": {"ana", "ben"},
    "family": {"gloria", "omar"},
    "leader": {"dana"},
    "innovate": {"dana"},
    "exchange": ADULTS | {"rosa"},
    "mentor": ADULTS,
    "office": {"rosa"},
    "sheets": ADULTS,
}
#: Single pages that more people have.
DOORS = {
    "sheets:invite": {"rosa"},
    "leader:ways": {"dana", "mateo"},
    "leader:decide_way": {"dana", "mateo"},
}
#: Pages that anybody signed in or nobody in particular may open: one's own account,
#: the way in and out, and addresses whose secret is the right to open them.
FOR_ALL = {
    "family:close",  # ends a visit by link, whoever's
    "family:link",
    "innovate:diaries",  # what is tried is open to everybody of the system
    "innovate:fund-training",
    "innovate:fund-readings",  # whoever was asked to read; theirs alone stand on it
}
EVERYONE = ("ana", "ben", "gloria", "omar", "clara", "mateo", "dana", "rosa")


def guarded() -> list[Address]:
    """Return the addresses that belong to somebody."""
    return [
        address
        for address in every_address()
        if address.view.split(":")[0] in ROOMS and address.view not in FOR_ALL
    ]


def ask(client, path):
    """Open an address; where it only takes forms, send an empty one."""
    answer = client.get(path)
    return client.post(path) if answer.status_code == WRONG_METHOD else answer


@pytest.mark.parametrize("who", EVERYONE)
def test_a_page_of_others_is_not_there(families, sign_in, who):
    client = sign_in(who)
    ana = families.cast.ana
    known = {"student_id": ana.pk, "child": ana.person.uuid}
    strange = [
        address
        for address in every_address(**known)
        if address.view in {a.view for a in guarded()}
        and who not in DOORS.get(address.view, ROOMS[address.view.split(":")[0]])
    ]

    found = {address.view: ask(client, address.path).status_code for address in strange}

    assert {view: code for view, code in found.items() if code != NOT_FOUND} == {}


@pytest.mark.parametrize("who", ["ben", "omar", "clara", "lena", "finn"])
def test_nobody_opens_a_page_about_ana_who_has_no_right_to(families, sign_in, who):
    """Another student, another family, a teacher who never had her, other leaders."""
    other = Unit.objects.create(name="Other Hub", kind="hub")
    lena = Person.objects.create(given_name="Lena", family_name="Lind")
    Role.objects.create(person=lena, kind=RoleKind.LEADER, unit=other)
    Account.objects.create(username="lena", person=lena, system_id=lena.system_id)
    client = sign_in(who)
    ana = families.cast.ana
    about_ana = [
        address
        for address in every_address(student_id=ana.pk, child=ana.person.uuid)
        if "student_id" in address.route or "<uuid:child>" in address.route
    ]

    codes = {
        address.view: ask(client, address.path).status_code for address in about_ana
    }

    assert len(codes) > len(ROOMS)
    assert set(codes.values()) == {NOT_FOUND}, codes


def test_nobody_signed_in_is_asked_to_sign_in_or_told_nothing(cast, sign_in):
    client = sign_in("")
    for address in guarded():
        answer = ask(client, address.path)

        away = answer.headers.get("Location", "").startswith("/sign-in/")
        assert away or answer.status_code in (401, NOT_FOUND), address


def test_every_address_belongs_to_somebody_or_is_for_all(cast):
    spaces = {address.view.split(":")[0] for address in every_address()}

    assert spaces == ROOMS.keys() | {"kit", "account", "api"}
    assert Student.objects.count() == len(ROOMS["student"])
