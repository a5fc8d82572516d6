"""Who leads a network: named once, handed on, and what only the lead may do."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from seedbed.apps.networks import queries, services
from seedbed.apps.networks.errors import (
    BasicInUseError,
    CannotLeadError,
    EmptyNameError,
    NamesInWordsError,
    NotTheLeadError,
)
from seedbed.apps.networks.models import Basic, LeadHandover, Member

ON = date(2026, 11, 2)
TOKEN = UUID(int=1)


@pytest.fixture
def lakeside(others, at_lakeside):
    at_lakeside(services.ensure_member)
    return Member.objects.get(name="Lakeside")


def hand(to, by, token=TOKEN):
    return services.hand_over_lead(token=token, to=to.uuid, by_id=by.pk, on=ON)


def test_the_lead_is_handed_over_once_and_holds_at_once(chief, lakeside, at_lakeside):
    assert queries.leads_network()

    assert hand(lakeside, chief)
    assert not hand(lakeside, chief)

    assert not queries.leads_network()
    assert at_lakeside(queries.leads_network)
    assert queries.lead_name() == "Lakeside"
    assert queries.handovers() == (("Lakeside", ON),)
    leads = [one.profile.name for one in queries.members(_all()).members if one.leads]
    assert leads == ["Lakeside"]
    with pytest.raises(NotTheLeadError):
        services.name_basic(title="One adult", why="", by_id=chief.pk)
    with pytest.raises(NotTheLeadError):
        hand(lakeside, chief, token=uuid4())


def _all():
    from seedbed.apps.networks.cards import Filters

    return Filters()


def test_only_a_member_that_is_here_can_take_it(chief, lakeside, others):
    for to in (others[0], Member.objects.mine().get()):
        with pytest.raises(CannotLeadError):
            hand(to, chief)
    assert not LeadHandover.objects.exists()


def test_a_basic_goes_only_while_nobody_else_does_it(chief, lakeside, at_lakeside):
    services.name_basic(title="One adult", why="", by_id=chief.pk)
    basic = Basic.objects.get()
    from seedbed.apps.networks.models import BasicInUse

    use = at_lakeside(
        lambda: BasicInUse.objects.create(
            basic=basic, member=lakeside, since_on=ON, system_id=lakeside.system_id
        )
    )

    with pytest.raises(BasicInUseError):
        services.drop_basic(basic_id=basic.pk, by_id=chief.pk)
    at_lakeside(use.delete)
    assert services.drop_basic(basic_id=basic.pk, by_id=chief.pk)


def test_nothing_without_a_name_is_named(chief, lakeside):
    with pytest.raises(EmptyNameError):
        services.name_basic(title=" ", why="", by_id=chief.pk)
    with pytest.raises(EmptyNameError):
        services.name_partner(name="", kind="technical", brings="", by_id=chief.pk)


@pytest.mark.parametrize(
    "words",
    ["Ana Alvarez needs a seat.", "Call 555-201-3344.", "Ask Ms. Cho how she does it."],
)
def test_words_for_others_name_nobody(cast, others, words):
    with pytest.raises(NamesInWordsError):
        services.ask_help(token=TOKEN, words=words, by_id=cast.dana.pk, on=ON)

    assert services.ask_help(
        token=TOKEN, words="A visit, any Wednesday.", by_id=cast.dana.pk, on=ON
    )


def test_cohorts_count_stages_and_training_centers(others):
    Member.objects.filter(name="Elsewhere 0").update(
        cohort=2024, stage="growing", trains=True
    )
    Member.objects.filter(name="Elsewhere 1").update(cohort=2024)

    first, open_ = queries.cohorts()

    assert (first.cohort, first.n_members, first.n_training) == (2024, 2, 1)
    assert first.stages == {"growing": 1, "": 1}
    assert (open_.cohort, open_.n_members) == (None, 5)
