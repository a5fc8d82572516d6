"""What a network reads of itself: pages of members, help given, disclosable years."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from seedbed.apps.networks import queries
from seedbed.apps.networks.cards import Filters
from seedbed.apps.networks.models import (
    Contribution,
    HelpAnswer,
    HelpRequest,
    Member,
    OutcomeReport,
)

MONDAY = date(2026, 11, 2)


def names(page):
    return [card.profile.name for card in page.members]


def test_the_list_is_paged_and_a_page_too_far_is_the_last(
    others, django_assert_num_queries
):
    Member.objects.bulk_create(
        Member(network_id=others[0].network_id, name=f"More {n:03}") for n in range(100)
    )

    with django_assert_num_queries(2):
        page = queries.members(Filters(), page=99)

    assert (page.number, page.n_pages, page.n_found) == (5, 5, 107)
    assert len(page.members) == 7


def test_the_list_shows_what_fits_the_words_and_the_bands(others):
    Member.objects.filter(name="Elsewhere 2").update(offers="A visit on Wednesdays")
    Member.objects.filter(name="Elsewhere 3").update(size="large")

    assert names(queries.members(Filters(words="wednesday"))) == ["Elsewhere 2"]
    assert names(queries.members(Filters(size="large"))) == ["Elsewhere 3"]


def test_a_member_of_another_network_is_never_listed(cast, others, at_lakeside):
    from seedbed.apps.accounts.models import Network, System

    System.objects.filter(pk=cast.lakeside.pk).update(
        network=Network.objects.create(name="Mountains")
    )

    assert at_lakeside(lambda: names(queries.members(Filters()))) == []


def test_help_is_counted_over_a_year_with_the_days_until_the_first_answer(others):
    for n, days in enumerate((2, 6, None)):
        asked = HelpRequest.objects.create(
            token=uuid.uuid4(), member=others[n], words="Help", asked_on=MONDAY
        )
        if days is not None:
            for helper, later in ((5, days), (4, days + 5)):
                HelpAnswer.objects.create(
                    request=asked,
                    member=others[helper],
                    answered_on=MONDAY + timedelta(days=later),
                )
    HelpRequest.objects.create(
        token=uuid.uuid4(),
        member=others[0],
        words="Long ago",
        asked_on=MONDAY - timedelta(days=400),
    )

    found = queries.help_given(on=MONDAY + timedelta(days=30))

    assert (found.n_asked, found.n_answered, found.middle_days) == (3, 2, 4)
    assert ("Elsewhere 5", "Elsewhere 0", 1) in found.pairs


def test_a_year_that_four_members_told_is_not_shown_and_that_of_five_is(others):
    def tell(year, member):
        Contribution.objects.create(member=member, year=year, kind="people", amount=2)
        OutcomeReport.objects.create(
            member=member, year=year, unserved=None, choosers=None, students=20
        )

    for member in others[:4]:
        tell(2025, member)
    for member in others[:5]:
        tell(2026, member)

    before, now = queries.over_years().years

    assert (before.people, before.students, before.n_told) == (None, None, 4)
    assert (now.people, now.students, now.n_untold) == (10, 100, 5)
    assert now.unserved is None
    assert (now.each["people"], now.each["students"]) == (2.0, 20.0)
    assert "students" not in before.each


def tell_students(year, members, students):
    for member in members:
        OutcomeReport.objects.create(
            member=member, year=year, unserved=None, choosers=None, students=students
        )


def test_a_sum_over_fewer_than_five_known_counts_is_not_shown(others):
    tell_students(2026, others[:4], None)
    tell_students(2026, others[4:], 40)

    (year,) = queries.over_years().years

    assert (year.n_told, year.students) == (6, None)


def test_the_same_members_are_followed_from_the_first_year_to_the_last(others):
    tell_students(2024, others[:5], 20)
    tell_students(2025, others[:2], 30)
    tell_students(2026, others[:5], 50)

    found = queries.over_years().same

    assert found is not None
    assert (found.first, found.last, found.n_members) == (2024, 2026, 5)
    assert (found.students_then, found.students_now) == (100, 250)


def test_nobody_is_followed_where_the_rest_would_be_one_member(others):
    """The sum of all less that of those followed is what the others told."""
    tell_students(2024, others[:5], 20)
    tell_students(2026, others, 50)

    assert queries.over_years().same is None

    tell_students(2025, others, 30)
    found = queries.over_years().same

    assert found is not None
    assert (found.first, found.n_members, found.students_then) == (2025, 6, 180)


def test_fewer_than_five_are_not_followed(others):
    tell_students(2024, others[:4], 20)
    tell_students(2026, others[:4], 50)

    assert queries.over_years().same is None


def test_a_system_reads_its_own_years(cast, others):
    from seedbed.apps.networks import services

    services.report_year(
        year=2026, assets={"people": 3}, unserved=40, choosers=25, by_id=cast.dana.pk
    )

    assert queries.over_years().own == {
        2026: {"people": 3, "students": 65, "unserved": 40, "choosers": 25}
    }
