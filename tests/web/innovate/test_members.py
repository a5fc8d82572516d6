"""The pages of a network: the own line, the list, help, and what is done together."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from seedbed.apps.networks import queries, services
from seedbed.apps.networks.models import (
    Contribution,
    HelpRequest,
    Member,
    OutcomeReport,
)

PAGE = "/innovate/members/"
LINE = {"name": "Riverside", "size": "large", "place": "city", "stage": "trying"}


def text(answer):
    return str(answer.content, "utf-8")


@pytest.mark.parametrize("who", ["ana", "clara", "mateo", "rosa"])
@pytest.mark.parametrize("address", ["", "together/"])
def test_the_pages_do_not_exist_for_others(sign_in, others, who, address) -> None:
    assert sign_in(who).get(PAGE + address).status_code == 404


def test_a_leader_reads_who_is_there_in_few_queries(
    sign_in, others, django_assert_max_num_queries
) -> None:
    client = sign_in("dana")

    with django_assert_max_num_queries(12):
        page = text(client.get(PAGE))
    with django_assert_max_num_queries(12):
        client.get(f"{PAGE}together/")

    assert "7 members" in page
    assert "leads the network" in page


def test_the_pages_speak_spanish(sign_in, others) -> None:
    client = sign_in("dana")
    spanish = {"accept-language": "es"}

    assert "¿Quién está con nosotros" in text(client.get(PAGE, headers=spanish))
    assert "¿Qué ponemos" in text(client.get(f"{PAGE}together/", headers=spanish))


def test_a_system_that_is_not_listed_writes_its_line(sign_in, cast) -> None:
    client = sign_in("dana")
    assert 'value="Riverside"' in text(client.get(PAGE))

    answer = client.post(f"{PAGE}line/", {**LINE, "is_findable": "on"}, follow=True)

    assert "Saved. The members read it now." in text(answer)
    own = queries.own_member()
    assert own is not None
    assert own.profile.is_findable


def test_a_name_that_is_taken_is_refused_and_the_line_is_kept(sign_in, others) -> None:
    answer = sign_in("dana").post(
        f"{PAGE}line/", {**LINE, "name": "Elsewhere 1", "asks": "A reader"}
    )

    assert answer.status_code == 422
    assert "A reader" in text(answer)


def test_help_is_asked_and_taken_up(sign_in, others) -> None:
    theirs = HelpRequest.objects.create(
        token=uuid.uuid4(),
        member=others[0],
        words="Two teachers, three hubs",
        asked_on=timezone.localdate(),
    )
    client = sign_in("dana")
    token = str(uuid.uuid4())

    for _ in range(2):
        client.post(f"{PAGE}ask/", {"token": token, "words": "A waiver for seat time"})
    page = text(client.get(PAGE))
    assert page.count("A waiver for seat time") == 1
    assert page.count("We can help") == 1

    client.post(f"{PAGE}help/{theirs.uuid}/")
    page = text(client.get(f"{PAGE}together/"))
    assert "Riverside helped</dt><dd>Elsewhere 0</dd>" in page
    assert client.post(f"{PAGE}ask/", {"words": ""}).status_code == 422
    assert client.post(f"{PAGE}help/{uuid.uuid4()}/").status_code == 422


def test_the_list_is_filtered_by_its_address(sign_in, others) -> None:
    Member.objects.filter(name="Elsewhere 3").update(offers="A visit on Wednesdays")

    page = text(sign_in("dana").get(f"{PAGE}?words=wednesday&stage=nonsense&page=7"))

    assert "1 member" in page
    assert "Elsewhere 3" in page
    assert "Elsewhere 2" not in page


def test_a_year_is_reported_and_small_counts_stay_at_home(sign_in, others) -> None:
    client = sign_in("dana")
    year = timezone.localdate().year

    answer = client.post(
        f"{PAGE}report/",
        {"year": year, "people": "3", "unserved": "40", "choosers": "3"},
        follow=True,
    )

    assert "did not leave your system" in text(answer)
    row = OutcomeReport.objects.get()
    assert (row.unserved, row.choosers, row.students) == (None, None, 43)
    assert Contribution.objects.get().amount == 3
    assert client.post(f"{PAGE}report/", {"year": "1999"}).status_code == 422


def test_a_year_that_few_told_is_not_shown(sign_in, others) -> None:
    for n, member in enumerate(others[:5]):
        OutcomeReport.objects.create(
            member=member, year=2026, unserved=30, choosers=12, students=42
        )
        if n == 3:
            few = text(sign_in("dana").get(f"{PAGE}together/"))

    page = text(sign_in("dana").get(f"{PAGE}together/"))

    assert "168" not in few
    assert "In 2026 210 students were in new units of 5 members." in page


def test_years_are_drawn_for_each_member_beside_ones_own(sign_in, others) -> None:
    for year, n in ((2025, 20), (2026, 50)):
        for member in others[:5]:
            Contribution.objects.create(
                member=member, year=year, kind="people", amount=n / 10
            )
            OutcomeReport.objects.create(
                member=member, year=year, unserved=None, choosers=None, students=n
            )
    client = sign_in("dana")
    form = {"year": "2026", "people": "4", "unserved": "40", "choosers": "25"}
    client.post(f"{PAGE}report/", form)

    page = text(client.get(f"{PAGE}together/"))

    assert "From 2 for a member in 2025 to 4.8 in 2026. You: 4." in page
    assert "From 20 for a member in 2025 to 52 in 2026. You: 65." in page
    assert "The same" not in page, "one member more told 2026"


def test_a_leader_says_which_basics_the_system_does(sign_in, others, chief) -> None:
    services.name_basic(title="One adult for each student", why="", by_id=chief.pk)
    (basic,) = queries.basics()
    client = sign_in("dana")

    client.post(f"{PAGE}basics/", {"basics": basic.id})

    assert "1 member does it." in text(client.get(f"{PAGE}together/"))
