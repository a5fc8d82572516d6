"""People of the roster get a way in: each chooses a password that nobody else knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.mentoring.conftest import NINE_TEN

from seedbed.apps.accounts import invitations, sign_in_cards
from seedbed.apps.accounts.errors import (
    EndedInvitationError,
    NotAllowedError,
    UnknownSecretError,
    WeakPasswordError,
    WrongPasswordError,
)
from seedbed.apps.accounts.models import Account, Invitation, Person, Role
from seedbed.apps.accounts.usernames import free_username

GOOD = "three green herons"


def invite(cast, *people, by=None):
    return invitations.invite(
        person_ids=[person.pk for person in people],
        by_id=(by or cast.rosa).pk,
        at=NINE_TEN,
    )


def system_leader(cast):
    Role.objects.filter(person=cast.dana.person).update(kind="system_leader", unit=None)
    return cast.dana


def newcomer(given="María José", family="O'Neil", **fields):
    person = Person.objects.create(given_name=given, family_name=family, **fields)
    Role.objects.create(person=person, kind="teacher")
    return person


def test_somebody_without_an_account_gets_one_that_nothing_opens_yet(cast):
    (made,) = invite(cast, newcomer())

    account = Account.objects.get(username="mariajose.oneil")
    assert made.username == account.username
    assert not account.has_usable_password()


def test_the_password_that_is_chosen_opens_the_account(cast):
    person = newcomer()
    (made,) = invite(cast, person)

    account_id = invitations.accept(made.token, password=GOOD, at=NINE_TEN)

    account = Account.objects.get(person=person)
    assert account.pk == account_id
    assert account.check_password(GOOD)


def test_an_invitation_is_used_once(cast):
    (made,) = invite(cast, newcomer())
    invitations.accept(made.token, password=GOOD, at=NINE_TEN)

    with pytest.raises(EndedInvitationError, match="can make a new one"):
        invitations.accept(made.token, password="other words here", at=NINE_TEN)


def test_a_new_invitation_ends_the_one_before(cast):
    person = newcomer()
    (old,), (new,) = invite(cast, person), invite(cast, person)

    with pytest.raises(EndedInvitationError):
        invitations.accept(old.token, password=GOOD, at=NINE_TEN)
    assert invitations.invitation_named(new.token, at=NINE_TEN).is_open


def test_an_invitation_ends_after_two_weeks(cast):
    (made,) = invite(cast, newcomer())
    later = NINE_TEN + timedelta(days=14)

    assert not invitations.invitation_named(made.token, at=later).is_open
    with pytest.raises(EndedInvitationError):
        invitations.accept(made.token, password=GOOD, at=later)


def test_whoever_leaves_takes_the_invitation_along(cast):
    person = newcomer()
    (made,) = invite(cast, person)
    Person.objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(EndedInvitationError):
        invitations.accept(made.token, password=GOOD, at=NINE_TEN)
    assert invite(cast, Person.objects.get(pk=person.pk)) == ()


def test_a_password_holds_until_another_is_chosen(cast):
    (made,) = invite(cast, cast.cho.person)

    assert Account.objects.get(username="clara").check_password("sesame")
    invitations.accept(made.token, password=GOOD, at=NINE_TEN)
    assert not Account.objects.get(username="clara").check_password("sesame")


def test_of_a_token_only_the_digest_is_stored(cast):
    (made,) = invite(cast, newcomer())

    assert made.token not in str(Invitation.objects.values())
    with pytest.raises(UnknownSecretError):
        invitations.accept(f"{made.token}x", password=GOOD, at=NINE_TEN)


@pytest.mark.parametrize("password", ["short", "password", "mariajose.oneil", ""])
def test_a_password_that_is_easy_to_guess_is_refused_and_the_way_stays_open(
    cast, password
):
    (made,) = invite(cast, newcomer())

    with pytest.raises(WeakPasswordError, match="Choose another password"):
        invitations.accept(made.token, password=password, at=NINE_TEN)
    assert invitations.invitation_named(made.token, at=NINE_TEN).is_open


@pytest.mark.parametrize("username", ["dana", "clara", "mateo", "ana"])
def test_only_the_office_invites(cast, username):
    with pytest.raises(NotAllowedError, match="may not invite people to sign in"):
        invite(cast, newcomer(), by=Account.objects.get(username=username))


def test_a_registrar_lets_nobody_in_who_may_do_more(cast):
    chief = newcomer("Ines", "Chief")
    Role.objects.create(person=chief, kind="system_leader")

    assert invite(cast, cast.dana.person, cast.rosa.person, chief) == ()


def test_who_leads_the_system_invites_everybody_but_a_steward(cast):
    by = system_leader(cast)
    steward = newcomer("Sol", "Steward")
    Role.objects.create(person=steward, kind="steward")

    made = invite(cast, cast.rosa.person, steward, by=by)

    assert [card.username for card in made] == ["rosa"]


def test_closed_accounts_stay_closed(cast):
    Account.objects.filter(username="clara").update(is_active=False)

    assert invite(cast, cast.cho.person) == ()


def test_who_came_by_a_card_gets_a_name_that_can_be_typed(cast):
    Account.objects.filter(person=cast.ben.person).delete()
    sign_in_cards.allow_cards(
        unit_id=cast.hub.pk, is_allowed=True, by_id=cast.dana.pk, at=NINE_TEN
    )
    sign_in_cards.make_cards(
        unit_id=cast.hub.pk,
        person_ids=[cast.ben.person_id],
        by_id=cast.dana.pk,
        at=NINE_TEN,
    )

    (made,) = invite(cast, cast.ben.person)

    assert made.username == "ben.brook"
    assert Account.objects.filter(person=cast.ben.person).count() == 1


def test_an_e_mail_address_is_the_username_where_nobody_else_has_it(cast):
    first = newcomer(email="Family@Example.org")
    invite(cast, first)

    assert Account.objects.get(person=first).username == "family@example.org"
    other = newcomer("Noor", "Aziz", email="family@example.org")
    assert free_username(other) == "noor.aziz"


def test_two_people_of_one_name_are_told_apart(cast):
    made = invite(cast, newcomer("Lee", "Li"), newcomer("Lee", "Li"))

    assert {card.username for card in made} == {"lee.li", "lee.li2"}
    assert free_username(newcomer("李", "王")) == "person"


def test_one_changes_ones_own_password_by_the_one_that_holds(cast):
    with pytest.raises(WrongPasswordError):
        invitations.change_password(account_id=cast.rosa.pk, old="x", new=GOOD)
    with pytest.raises(WeakPasswordError):
        invitations.change_password(account_id=cast.rosa.pk, old="sesame", new="a")

    invitations.change_password(account_id=cast.rosa.pk, old="sesame", new=GOOD)

    assert Account.objects.get(username="rosa").check_password(GOOD)


def test_another_systems_people_are_not_invited(cast):
    finn = Account.objects.get(username="finn")

    made = invitations.invite(
        person_ids=[finn.person_id], by_id=cast.rosa.pk, at=NINE_TEN
    )

    assert made == ()
