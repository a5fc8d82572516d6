"""A link opens one student's pages to one guardian, and stops when it should."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.families import links, queries, services
from seedbed.apps.families.errors import (
    NoLinksError,
    NotGuardianError,
    UnknownLinkError,
)
from seedbed.apps.families.models import FamilyLink
from seedbed.apps.rosters.models import Guardianship, Student

from .conftest import NOW

pytestmark = pytest.mark.django_db


def opened(link, *, at=NOW):
    _system_id, uuid = links.read_token(link.token)
    return queries.link_named(uuid, at=at)


def test_children_come_by_name_with_their_mentor(families, django_assert_num_queries):
    Guardianship.objects.create(guardian=families.gloria, student=families.cast.ben)

    with django_assert_num_queries(1):
        children = queries.children_of(families.gloria.pk)

    assert [(c.name, c.mentor, c.is_active) for c in children] == [
        ("Ana Alvarez", "Mateo Diaz", True),
        ("Ben Brook", "", True),
    ]


def test_a_link_names_its_system_guardian_and_child(
    families, link, django_assert_num_queries
):
    assert links.read_token(link.token)[0] == families.cast.riverside.pk
    with django_assert_num_queries(1):
        card = opened(link)

    assert card.is_open
    assert (card.guardian, card.language) == ("Gloria Alvarez", "es")
    assert card.child.name == "Ana Alvarez"


def test_asking_again_gives_the_same_link(families, link):
    again = services.make_link(
        guardian_id=families.gloria.pk, student_id=families.cast.ana.pk, at=NOW
    )

    assert again == link


@pytest.mark.parametrize("change", [slice(0, -1), slice(1, None)])
def test_an_address_that_was_changed_is_no_link(link, change):
    with pytest.raises(UnknownLinkError, match="no link of ours"):
        links.read_token(link.token[change])


def test_a_signed_address_of_nothing_is_no_link(link):
    with pytest.raises(UnknownLinkError):
        queries.link_named(uuid4(), at=NOW)


def test_a_link_ends_by_itself_and_is_made_anew(families, link):
    later = NOW + timedelta(days=30)

    assert opened(link, at=later - timedelta(seconds=1)).is_open
    assert not opened(link, at=later).is_open
    fresh = services.make_link(
        guardian_id=families.gloria.pk, student_id=families.cast.ana.pk, at=later
    )
    assert fresh.token != link.token
    assert opened(fresh, at=later).is_open


def test_a_leader_stops_every_link_of_a_student(families, link):
    n = services.revoke_links(
        student_id=families.cast.ana.pk, by_id=families.cast.dana.pk, at=NOW
    )

    assert n == 1
    assert not opened(link).is_open
    with pytest.raises(NotAllowedError):
        services.revoke_links(
            student_id=families.cast.ana.pk, by_id=families.cast.rosa.pk, at=NOW
        )


def test_a_unit_that_stops_links_stops_those_it_gave(families, link):
    services.allow_links(
        unit_id=families.cast.hub.pk,
        is_allowed=False,
        by_id=families.cast.dana.pk,
        at=NOW,
    )

    assert not opened(link).is_open


def test_a_guardian_no_more_has_no_link_any_more(families, link):
    Guardianship.objects.filter(guardian=families.gloria).delete()

    assert not opened(link).is_open


def test_a_student_who_left_is_marked_on_the_link(families, link):
    Student.objects.filter(pk=families.cast.ana.pk).update(is_active=False)

    card = opened(link)

    assert card.is_open
    assert not card.child.is_active


def test_without_a_decision_of_the_unit_there_are_no_links(families):
    with pytest.raises(NoLinksError, match='family allow --unit "Riverside Hub"'):
        services.make_link(
            guardian_id=families.gloria.pk, student_id=families.cast.ana.pk, at=NOW
        )


def test_a_link_needs_a_guardianship(families, link):
    with pytest.raises(NotGuardianError):
        services.make_link(
            guardian_id=families.omar.pk, student_id=families.cast.ana.pk, at=NOW
        )


def test_only_a_leader_lets_a_unit_give_links(families):
    with pytest.raises(NotAllowedError):
        services.allow_links(
            unit_id=families.cast.hub.pk,
            is_allowed=True,
            by_id=families.cast.rosa.pk,
            at=NOW,
        )
    with pytest.raises(ValueError, match="at least one day, got 0"):
        services.allow_links(
            unit_id=families.cast.hub.pk,
            is_allowed=True,
            by_id=families.cast.dana.pk,
            at=NOW,
            days=0,
        )
    assert not FamilyLink.objects.exists()


def test_a_unit_lists_its_guardians(families, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.guardians_of_unit(families.cast.hub.pk)

    assert found == [
        (families.gloria.pk, families.cast.ana.pk),
        (families.omar.pk, families.cast.ben.pk),
    ]
