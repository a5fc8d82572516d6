import pytest

from seedbed.apps.accounts import queries, services
from seedbed.apps.accounts.errors import (
    PersonHasAccountError,
    UnknownAccountError,
    UnknownSystemError,
    UnknownUnitError,
    UsernameTakenError,
)

pytestmark = pytest.mark.django_db


def test_a_system_is_made_once(db):
    first = services.ensure_system(name="Riverside")

    assert services.ensure_system(name="Riverside") == first


def test_the_only_system_needs_no_name(db):
    made = services.ensure_system(name="Riverside")

    assert queries.resolve_system().id == made


def test_two_systems_must_be_told_apart(systems):
    with pytest.raises(UnknownSystemError, match="known: Lakeside, Riverside"):
        queries.resolve_system()


def test_an_empty_house_says_how_to_begin(db):
    with pytest.raises(UnknownSystemError, match="import a roster or run seedbed demo"):
        queries.resolve_system()


def test_an_account_is_made_once_for_its_person(cast):
    again = services.create_account(person_id=cast.dana.person_id, username="DANA")

    assert again == cast.dana.pk


def test_a_username_belongs_to_one_person(cast):
    with pytest.raises(UsernameTakenError, match="choose another one"):
        services.create_account(person_id=cast.ben.person_id, username="dana")


def test_an_added_adult_has_the_role_and_can_sign_in(cast, client):
    person = services.add_adult(given_name="Lena", role="leader", unit_id=cast.hub.pk)
    services.create_account(person_id=person, username="lena", password="open")

    assert client.login(username="LENA", password="open")
    assert queries.account_named("lena").has_role("leader", unit_id=cast.hub.pk)


def test_an_unknown_account_is_named(db):
    with pytest.raises(UnknownAccountError, match="No account is called 'nobody'"):
        queries.account_named("nobody")


def test_units_are_found_in_any_case_of_letters(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.unit_named("riverside hub").id == cast.hub.pk


def test_an_unknown_unit_lists_the_known_ones(cast):
    with pytest.raises(UnknownUnitError, match="known: Riverside Hub"):
        queries.unit_named("Moon Base")


def test_a_person_has_one_account(cast):
    with pytest.raises(PersonHasAccountError, match="already signs in as 'ben'"):
        services.create_account(person_id=cast.ben.person_id, username="benny")


def test_demo_accounts_come_from_simulated_systems_only(cast):
    person = services.add_adult(given_name="Lena", role="leader")
    services.create_account(person_id=person, username="leader")
    assert queries.demo_accounts() == ()

    cast.riverside.is_simulated = True
    cast.riverside.save()

    assert [card.username for card in queries.demo_accounts()] == ["leader"]
