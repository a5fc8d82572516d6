"""The one e-mail of a day: only if there is something, only once, in one's language."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from tests.apps.families.conftest import families as families
from tests.apps.mentoring.conftest import NINE_TEN, TUESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.accounts.models import Person
from seedbed.apps.digests import queries, services
from seedbed.apps.digests.models import DigestSent
from seedbed.apps.pilots import queries as pilots
from seedbed.apps.pilots.queries.due import DueRow
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import OpenTally
from seedbed.apps.scheduling.models import SchoolDay

MONDAY = TUESDAY - timedelta(days=1)
UTC = ZoneInfo("UTC")


@pytest.fixture
def box(studio, families):
    """Give every adult an address; return the world and the letters that were sent."""
    for person in Person.objects.filter(student=None):
        person.email = f"{person.given_name.lower()}@example.org"
        person.save()
    studio.letters = []
    studio.families = families
    return studio


def send(box, when="morning", on=TUESDAY, post=None):
    return services.send_digests(
        system_id=box.cast.riverside.pk,
        when=when,
        on=on,
        at=NINE_TEN,
        zone=UTC,
        post=post or box.letters.append,
        address="https://school.example",
    )


def to(box, name):
    return [x for x in box.letters if x.email == f"{name}@example.org"]


def test_a_mentor_reads_whom_to_see_and_why(box):
    box.asks_for_help(box.cast.ana)

    send(box)

    (letter,) = to(box, "mateo")
    assert letter.subject == "Seedbed: Tuesday, October 20"
    assert "- Ana Alvarez: Asked for help at 9:10 am" in letter.text
    assert letter.text.endswith("https://school.example/account/\n")


def test_nothing_to_say_is_no_e_mail(box):
    sent = send(box)

    assert to(box, "mateo") == []
    assert sent.n_quiet >= 1
    assert not DigestSent.objects.filter(person=box.cast.diaz.person).exists()


def test_nobody_gets_two_on_one_day(box):
    box.asks_for_help(box.cast.ana)
    first = send(box)

    again = send(box)

    assert first.n_sent == len(box.letters) > 0
    assert again.n_sent == 0
    assert again.n_before == first.n_sent


def test_a_leader_reads_what_waits(box):
    SchoolDay.objects.update(status="draft")

    send(box)

    (letter,) = to(box, "dana")
    assert (
        "Riverside Hub\n- 4 decisions before the plan for Tuesday, October"
        in letter.text
    )


def test_a_leader_reads_how_many_decisions_and_which_pilots_wait(box, monkeypatch):
    tally = OpenTally(n_students=2, n_must=2, n_look=0)
    due = DueRow(pilot=uuid4(), name="Help hour", what="decision", since=MONDAY)
    monkeypatch.setattr(scheduling, "open_tally", lambda _unit_id, _on: tally)
    monkeypatch.setattr(pilots, "due", lambda _unit_id, _on: (due,))

    send(box)

    (letter,) = to(box, "dana")
    assert "2 decisions before the plan for Tuesday, October 20 can be" in letter.text
    assert "Help hour waits for you since Monday, October 19." in letter.text


def test_a_guardian_reads_tomorrow_in_the_evening_in_their_language(box):
    send(box, when="evening", on=MONDAY)

    (letter,) = to(box, "gloria")
    assert letter.subject == "Seedbed: martes 20 de octubre"
    assert "El día de Ana, martes 20 de octubre" in letter.text
    assert "Ratios with tables, con Clara Cho" in letter.text
    assert to(box, "mateo") == []


def test_a_day_that_is_not_published_is_not_told(box):
    SchoolDay.objects.update(status="draft")

    send(box, when="evening", on=MONDAY)

    assert to(box, "gloria") == []


def test_a_child_who_left_is_not_told(box):
    Student.objects.filter(pk=box.cast.ana.pk).update(is_active=False)

    send(box, when="evening", on=MONDAY)

    assert to(box, "gloria") == []


def test_who_chose_never_gets_none_and_who_chose_the_evening_gets_it_then(box):
    box.asks_for_help(box.cast.ana)
    for person, when in (
        (box.cast.diaz.person, "none"),
        (box.families.gloria, "morning"),
    ):
        services.choose(person_id=person.pk, when=when, at=NINE_TEN)

    send(box)

    assert to(box, "mateo") == []
    assert len(to(box, "gloria")) == 1
    assert queries.choice_of(box.cast.diaz.person_id).when == "none"


def test_a_time_that_is_none_is_refused(box):
    with pytest.raises(ValueError, match="noon"):
        services.choose(person_id=box.families.gloria.pk, when="noon", at=NINE_TEN)


def test_what_could_not_be_sent_is_tried_again(box):
    box.asks_for_help(box.cast.ana)

    def broken(_letter):
        raise OSError

    failed = send(box, post=broken)
    later = send(box)

    assert failed.n_sent == 0
    assert later.n_sent == failed.n_failed > 0
    assert len(to(box, "mateo")) == 1


def test_who_has_no_address_is_not_written_to(box):
    Person.objects.update(email="")

    assert send(box).n_sent == 0


def test_the_first_digest_of_a_month_tells_what_the_network_learned(box):
    from seedbed.apps.exchange.models import Story

    network = box.cast.riverside.network
    for kind, advice in (("success", "Do it."), ("failure", "Ask the drivers first.")):
        Story.objects.create(
            network=network, kind=kind, topic="schedule", tried="x", happened="x",
            advice=advice, released_on=TUESDAY.replace(month=9, day=30),
        )  # fmt: skip
    Story.objects.create(
        network=network, kind="process", topic="board", tried="x", happened="x",
        advice="Not yet: of this month.", released_on=TUESDAY,
    )  # fmt: skip

    send(box)
    send(box, on=TUESDAY + timedelta(days=1))

    (letter,) = to(box, "mateo")
    assert (
        "What the network learned in September: 2 stories\n"
        "- It did not work: Ask the drivers first.\n"
        "- It worked: Do it.\n"
        "https://school.example/exchange/month/?month=2026-09\n"
    ) in letter.text
    assert "Not yet" not in letter.text
    assert not any("network learned" in x.text for x in to(box, "rosa"))
