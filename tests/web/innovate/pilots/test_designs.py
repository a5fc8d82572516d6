"""A leader chooses how the arms are made, and sees before the start what comes of it."""

from __future__ import annotations

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, students_of
from tests.apps.pilots.test_designs import everyone, match
from tests.apps.pilots.test_designs import wider as wider
from tests.web.innovate.pilots.test_pilots import SPANISH, opened, posted

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.models import Participation, PilotCluster
from seedbed.apps.rosters.models import Student


@pytest.fixture
def dana(sign_in):
    return sign_in("dana")


def csv(*rows, head="student,group,arm,consent,pretest"):
    data = "\n".join([head, *rows]).encode()
    return SimpleUploadedFile("list.csv", data, "text/csv")


def test_the_page_of_designs_says_what_each_could_find(hub, draft, dana):
    page = opened(dana, draft, "design/")

    assert "Who begins, and with whom are they compared?" in page
    for words in (
        "Groups drawn by lot", "A lottery of seats", "Pairs of students alike",
        "Brothers and sisters together",
    ):  # fmt: skip
        assert words in page


def test_a_lottery_needs_seats_and_is_held_from_the_list(hub, draft, dana):
    _, page = posted(dana, draft, "design/", design="lottery", seats="")
    assert "Say how many seats the lottery has." in page
    _, page = posted(dana, draft, "design/", design="lottery", seats="12")
    assert "Brothers and sisters together" in page
    assert "Each class (section of the roster)" not in page
    posted(dana, draft, "people/", what="enrol", grade="6", whole="family")
    ids = list(Participation.objects.values_list("pk", flat=True))
    _, page = posted(dana, draft, "people/", consent=ids)
    assert f"{len(ids)} students on the list for 12 seats" in page

    services.register_pilot(pilot=draft, registration=PROMISE, by_id=hub.dana, at=AT)
    assert "Hold the lottery and start" in opened(dana, draft)
    _, page = posted(dana, draft, "draw/")

    assert f"A lottery of 12 seats among {len(ids)} on the list." in page
    assert PilotCluster.objects.filter(arm="pilot").count() == 12
    assert "It is registered, so this is locked." in opened(dana, draft, "design/")


def test_too_many_seats_are_refused_in_spanish_too(hub, draft, dana):
    posted(dana, draft, "design/", design="lottery", seats="24")
    services.enrol(pilot=draft, students=students_of(hub), by_id=hub.dana)
    services.register_pilot(pilot=draft, registration=PROMISE, by_id=hub.dana, at=AT)

    answer = dana.post(f"/innovate/pilots/{draft}/draw/", headers=SPANISH)

    assert "Hay 24 lugares y 24 estudiantes en la lista" in str(answer.content, "utf-8")


def test_pairs_are_made_where_nothing_can_be_drawn_and_the_gate_answers(
    wider, draft, dana
):
    rng = np.random.default_rng(1)
    part = rng.normal(50.0, 10.0, 24)
    match(wider, draft, part, [*(part + 0.1), 90.0, None], caliper=0.25)

    page = opened(dana, draft, "register/")
    assert "24 pairs can be made" in page
    assert "Alike enough to be compared as they are." in page
    assert "1 student has no pretest and cannot be in a pair." in page

    services.register_pilot(pilot=draft, registration=PROMISE, by_id=wider.dana, at=AT)
    assert "Make the pairs and start" in opened(dana, draft)
    _, page = posted(dana, draft, "draw/")
    assert "24 pairs of students alike before the start" in page
    assert "something that was not measured may explain a difference" in page
    assert "Were the arms alike before the start?" in page
    assert "in no arm" in opened(dana, draft, "people/")


def test_groups_that_are_too_different_are_refused_with_what_differs(
    wider, draft, dana
):
    match(
        wider, draft, np.linspace(60.0, 90.0, 24), np.linspace(10.0, 65.0, 36),
        caliper=1.0,
    )  # fmt: skip
    assert "Too different to be compared" in opened(dana, draft, "register/")
    services.register_pilot(pilot=draft, registration=PROMISE, by_id=wider.dana, at=AT)

    answer, page = posted(dana, draft, "draw/")

    assert answer.status_code == 422
    assert "before the start the two sides differ in Pretest by up to" in page
    spanish = dana.post(f"/innovate/pilots/{draft}/draw/", headers=SPANISH)
    assert "los dos grupos difieren" in str(spanish.content, "utf-8")
    assert queries.pilot_card(draft).status == "registered"


def test_who_takes_part_is_ticked_beside_consent(hub, draft, dana):
    posted(dana, draft, "design/", design="matched", caliper="0.25")
    posted(dana, draft, "people/", what="enrol", grade="6", whole="section")
    ids = list(Participation.objects.order_by("pk").values_list("pk", flat=True))

    posted(dana, draft, "people/", consent=ids, part=ids[:4])

    assert Participation.objects.filter(takes_part=True).count() == 4
    assert PilotCluster.objects.count() == len(ids), "each student is alone"
    assert queries.pilot_card(draft).caliper == 0.25
    assert opened(dana, draft, "people/").count("takes part") >= len(ids)


def test_a_list_with_overlapping_arms_is_refused_and_nothing_is_lost(hub, draft, dana):
    services.choose_design(pilot=draft, design="matched", by_id=hub.dana)
    services.enrol(pilot=draft, students=students_of(hub), by_id=hub.dana)
    uuids = dict(Student.objects.values_list("pk", "person__uuid"))
    one, two = (uuids[student] for student in everyone(hub)[:2])
    overlapping = csv(f"{one},6A,pilot,yes,3", f"{two},6A,comparison,yes,4")
    twice = csv(f"{one},6A,pilot,yes,3", f"{one},6B,comparison,yes,4")
    bad = csv("nobody,6A,pilot,yes,3", f"{one},6A,both,yes,3")

    _, page = posted(dana, draft, "people/", what="list", file=overlapping)
    assert "The arms overlap: 6A is in both." in page
    _, page = posted(dana, draft, "people/", what="list", file=twice)
    assert "1 student would count in both arms: S10 Sim, through 6A and 6B" in page
    _, page = posted(dana, draft, "people/", what="list", file=bad)
    assert "Row 2: “nobody” is no student of this program." in page
    assert "Row 3: the arm of" in page
    _, page = posted(dana, draft, "people/", what="list")
    assert "it has no column named student" in page

    assert Participation.objects.count() == 24
    answer, _ = posted(
        dana, draft, "people/", what="list", file=csv(f"{one},,pilot,yes,3")
    )
    assert answer.status_code == 200
    assert Participation.objects.count() == 1


def test_who_is_in_two_pilots_is_warned_of_by_name_on_both(hub, running, dana):
    other = services.begin_pilot(
        unit_id=hub.unit.pk, name="Quiet start", aim="Noise", starts_on=STARTS_ON,
        by_id=hub.dana, at=AT,
    )  # fmt: skip
    services.enrol(pilot=other, students=students_of(hub)[:3], by_id=hub.dana)

    for pilot, more, name in (
        (running, "", "Quiet start"), (running, "people/", "Quiet start"),
        (other, "people/", "Reading hour"),
    ):  # fmt: skip
        page = opened(dana, pilot, more)
        assert "in another pilot at the same time" in page
        assert f">{name}</a> (3 students)" in page
