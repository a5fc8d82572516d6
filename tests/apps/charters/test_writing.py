"""A charter's words: no version is lost, and two writers both stand."""

from __future__ import annotations

from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.charters import queries, services
from seedbed.apps.charters.errors import (
    CharterStateError,
    UnfinishedCharterError,
    UnknownCharterError,
)
from seedbed.apps.charters.models import Charter, CharterSection

from .conftest import AT, TODAY, WHOLE


def test_a_form_sent_twice_begins_one_charter(hub):
    token = uuid4()
    given = {"token": token, "name": "Hub", "by_id": hub.dana, "at": AT}

    assert services.begin_charter(**given) == services.begin_charter(**given)
    assert Charter.objects.count() == 1


def test_each_version_is_kept_and_the_same_words_make_none(draft, write, see):
    first = write(draft, "people", {"leader": "Dana"})
    second = write(draft, "people", {"leader": "Dana Whitfield"})
    again = write(draft, "people", {"leader": "Dana Whitfield"})

    assert (first.number, second.number, again.number) == (1, 2, 2)
    assert see(draft).section("people").content["leader"] == "Dana Whitfield"
    assert CharterSection.objects.filter(key="people").count() == 2


def test_two_people_writing_get_both_versions_side_by_side(hub, draft, write, see):
    write(draft, "people", {"leader": "Dana"}, seen=0)
    late = write(draft, "people", {"leader": "Rosa"}, seen=0, by_id=hub.lena)

    section = see(draft).section("people")

    assert late.is_beside
    assert section.content["leader"] == "Dana"
    assert [(one.content["leader"], one.by) for one in section.beside] == [
        ("Rosa", "Lena")
    ]
    assert "beside" in {point.code for point in see(draft).open_points}


def test_who_saw_both_versions_settles_them(hub, draft, write, see):
    write(draft, "people", {"leader": "Dana"}, seen=0)
    write(draft, "people", {"leader": "Rosa"}, seen=0, by_id=hub.lena)

    settled = write(draft, "people", {"leader": "Dana"})

    section = see(draft).section("people")
    assert (settled.number, settled.is_beside) == (3, False)
    assert (section.content["leader"], section.beside) == ("Dana", ())


def test_a_late_form_sent_twice_stands_beside_once(hub, draft, write, see):
    write(draft, "people", {"leader": "Dana"}, seen=0)
    for _ in range(2):
        write(draft, "people", {"leader": "Rosa"}, seen=0, by_id=hub.lena)

    assert len(see(draft).section("people").beside) == 1


def test_what_is_wrong_in_a_draft_is_kept_and_named(draft, write, see):
    write(
        draft,
        "measures",
        {"measures": [{"measure": "Skills shown", "mark": "20", "decided_on": "soon"}]},
    )

    card = see(draft)

    assert card.section("measures").content["measures"][0]["decided_on"] == "soon"
    assert ("no_date", "Skills shown") in {(p.code, p.about) for p in card.open_points}


def test_a_charter_whose_measures_have_no_date_does_not_reach_the_board(
    hub, whole, write
):
    write(
        whole,
        "measures",
        {"measures": [{"measure": "Skills shown"}], "stop_line": "Two leave."},
    )

    with pytest.raises(UnfinishedCharterError, match="a date for 'Skills shown'"):
        services.send_to_board(charter=whole, by_id=hub.dana, at=AT)


def test_two_owners_of_one_decision_are_both_named(hub, whole, write):
    owners = [
        {"domain": "budget", "standing": "free", "owner": "Dana"},
        {"domain": "budget", "standing": "free", "owner": "Rosa"},
    ]
    write(whole, "decides", {"rung": "school", "owners": owners})

    with pytest.raises(UnfinishedCharterError, match=r"budget \(Dana and Rosa are"):
        services.send_to_board(charter=whole, by_id=hub.dana, at=AT)


def test_words_are_closed_while_the_board_reads(hub, whole, write):
    services.send_to_board(charter=whole, by_id=hub.dana, at=AT)

    with pytest.raises(CharterStateError):
        write(whole, "people", {"leader": "Rosa"})
    with pytest.raises(CharterStateError):
        services.send_to_board(charter=whole, by_id=hub.dana, at=AT)


def test_an_unknown_section_does_not_exist(hub, draft, write):
    with pytest.raises(UnknownCharterError):
        write(draft, "poems", {}, seen=0)
    with pytest.raises(UnknownCharterError):
        queries.charter_section(draft, "poems", account=hub.card)


def test_a_draft_without_a_unit_is_for_who_began_it(hub):
    from seedbed.apps.accounts.queries import account_card

    given = {"token": uuid4(), "name": "Hub", "by_id": hub.dana, "at": AT}
    uuid = services.begin_charter(**given)

    assert queries.charter(uuid, account=hub.card, on=TODAY).unit == ""
    rosa = account_card(hub.cast.rosa.pk)
    with pytest.raises(UnknownCharterError):
        queries.charter(uuid, account=rosa, on=TODAY)
    with pytest.raises(NotAllowedError):
        services.write_section(
            charter=uuid,
            key="people",
            content=WHOLE["people"],
            seen=0,
            by_id=hub.cast.rosa.pk,
            at=AT,
        )


def test_a_draft_gets_its_unit_once(hub):
    given = {"token": uuid4(), "name": "Hub", "by_id": hub.dana, "at": AT}
    uuid = services.begin_charter(**given)

    services.name_unit(charter=uuid, unit_id=hub.unit.pk, by_id=hub.dana)

    assert queries.charter_of_unit(hub.unit.uuid, account=hub.card) == uuid
    with pytest.raises(CharterStateError, match="for a unit already"):
        services.name_unit(charter=uuid, unit_id=hub.unit.pk, by_id=hub.dana)


def test_reading_a_charter_takes_five_queries(whole, see, django_assert_num_queries):
    with django_assert_num_queries(5):
        see(whole)
