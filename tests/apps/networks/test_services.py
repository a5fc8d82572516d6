"""What a member may say of itself, ask, answer and report."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.networks import queries, services
from seedbed.apps.networks.cards import Profile
from seedbed.apps.networks.errors import (
    EmptyHelpRequestError,
    MemberNameTakenError,
    NotAMemberError,
    NotTheLeadError,
    OwnHelpRequestError,
    UnknownBandError,
)
from seedbed.apps.networks.models import HelpRequest, Member, OutcomeReport, PartnerKind

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 2)
LINE = Profile(name="Riverside", size="large", place="city", asks="A second reader")


def own_profile():
    own = queries.own_member()
    assert own is not None
    return own.profile


def ask(cast, words="Two teachers, three hubs", token=None):
    return services.ask_help(
        token=token or uuid.uuid4(), words=words, by_id=cast.dana.pk, on=MONDAY
    )


def test_the_first_member_leads_the_network_and_the_next_does_not(cast, at_lakeside):
    services.ensure_member()
    at_lakeside(services.ensure_member)

    leads = dict(Member.objects.values_list("name", "leads"))

    assert leads == {"Riverside": True, "Lakeside": False}


def test_a_system_joins_once(cast):
    assert services.ensure_member() == services.ensure_member()


def test_a_system_whose_name_another_member_has_gets_a_number(cast):
    Member.objects.create(name="Riverside")

    services.ensure_member()

    assert own_profile().name == "Riverside (2)"


def test_a_leader_writes_the_own_line(cast):
    services.describe_member(profile=LINE, by_id=cast.dana.pk, at=NOON)

    assert own_profile() == LINE


def test_a_line_is_refused_that_has_a_name_or_a_word_that_cannot_be(cast, others):
    def say(**change):
        services.describe_member(
            profile=replace(LINE, **change), by_id=cast.dana.pk, at=NOON
        )

    with pytest.raises(MemberNameTakenError, match="'elsewhere 1'"):
        say(name="elsewhere 1")
    with pytest.raises(UnknownBandError, match="'huge' is no size"):
        say(size="huge")


def test_only_a_leader_speaks_for_the_system(cast):
    with pytest.raises(NotAllowedError, match="may not speak for the system"):
        services.describe_member(profile=LINE, by_id=cast.rosa.pk, at=NOON)


def test_a_request_sent_twice_is_one(cast, others):
    token = uuid.uuid4()

    assert [ask(cast, token=token), ask(cast, token=token)] == [True, False]
    assert HelpRequest.objects.count() == 1


def test_a_request_needs_words_and_a_member(cast):
    with pytest.raises(NotAMemberError, match="Fill in your own line"):
        ask(cast)
    services.ensure_member()
    with pytest.raises(EmptyHelpRequestError):
        ask(cast, words="  ")


def test_a_request_of_another_is_taken_up_once_and_ones_own_never(cast, others):
    theirs = HelpRequest.objects.create(
        token=uuid.uuid4(), member=others[0], words="Anybody?", asked_on=MONDAY
    )
    ask(cast)
    mine = HelpRequest.objects.mine().get()

    def take_up(uuid):
        return services.answer_help(request=uuid, by_id=cast.dana.pk, on=MONDAY)

    assert [take_up(theirs.uuid), take_up(theirs.uuid)] == [True, False]
    with pytest.raises(OwnHelpRequestError):
        take_up(mine.uuid)
    assert [one.words for one in queries.open_requests()] == [
        "Two teachers, three hubs"
    ]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((40, 25), (40, 25, 65)),
        ((40, 3), (None, None, 43)),
        ((4, 3), (None, None, None)),
        ((0, 0), (0, 0, 0)),
    ],
)
def test_a_count_of_few_students_never_leaves_the_system(cast, counts, told):
    services.ensure_member()

    services.report_year(
        year=2026,
        assets={"people": 3},
        unserved=counts[0],
        choosers=counts[1],
        by_id=cast.dana.pk,
    )

    row = OutcomeReport.objects.get()
    assert (row.unserved, row.choosers, row.students) == told


def test_only_the_lead_member_names_basics_and_partners(cast, others, chief):
    services.name_basic(title="One adult", why="Always", by_id=chief.pk)
    services.name_partner(
        name="Institute", kind=PartnerKind.FACILITATOR, brings="A call", by_id=chief.pk
    )

    assert [basic.title for basic in queries.basics()] == ["One adult"]
    assert [partner.kind for partner in queries.partners()] == ["facilitator"]
    with pytest.raises(NotAllowedError, match="name a basic"):
        services.name_basic(title="Another", why="", by_id=cast.dana.pk)
    Member.objects.mine().update(leads=False)
    with pytest.raises(NotTheLeadError):
        services.name_basic(title="Another", why="", by_id=chief.pk)


def test_a_system_keeps_the_basics_it_does_and_drops_the_others(cast, others, chief):
    for title in ("One", "Two"):
        services.name_basic(title=title, why="", by_id=chief.pk)
    one, two = (basic.id for basic in queries.basics())

    for basic_ids in ([one], [two]):
        services.keep_basics(basic_ids=basic_ids, by_id=cast.dana.pk, on=MONDAY)

    assert [(b.n_members, b.is_own) for b in queries.basics()] == [
        (0, False),
        (1, True),
    ]
