"""From whom nobody serves to tonight's plan: pocket, charter, vote, waiver, night."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.scheduling.conftest import MONDAY, SUNDAY_NIGHT
from tests.apps.scheduling.conftest import world as world

from seedbed.apps.accounts import services as accounts
from seedbed.apps.accounts.models import Account, Person
from seedbed.apps.charters.models import Charter, Waiver
from seedbed.apps.nightly.services import run_night
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.models import Session, UnitRule
from seedbed.apps.stakeholders.models import Actor, Change, ChangeCall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TUESDAY = date(2026, 10, 20)
#: What the story writes into each section, as the forms send it.
WORDS: dict[str, Any] = {
    "purpose": {
        "mission": "Every student finds a way that works.",
        "pocket_served": "Students who work",
        "alternative_today": "Nothing",
    },
    "decides": {
        "rung": "department",
        "owners-domain": ["schedule"],
        "owners-standing": ["free"],
        "owners-owner": ["Dana Whitfield"],
    },
    "people": {"leader": "Dana Whitfield", "reports_to": "The superintendent"},
    "enrolment": {"opt_in": "Families apply.", "exit_right": "Back, at any time."},
    "staff": {"return_rights": "For three years."},
    "measures": {
        "measures-measure": ["Skills shown"],
        "measures-mark": ["20"],
        "measures-decided_on": ["2027-01-15"],
        "stop_line": "Two families leave.",
    },
    "review": {
        "review_on": "2027-06-01",
        "sunset_on": "2029-06-30",
        "may_stop_it": "The board",
        "honest_failure": "Safe within ten school days.",
    },
}


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def token_in(page: str, name: str = "token") -> str:
    """Return the first value of a hidden field, as a browser would send it."""
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def find_the_pocket(dana: Client) -> None:
    """Dana brings the counselor's list, reads the check, and saves it."""
    people = [
        Person.objects.create(given_name=f"S{n}", source="sis", sourced_id=f"w{n}")
        for n in range(14)
    ]
    hub = Student.objects.filter(is_active=True)[0].unit
    for person in people:
        Student.objects.create(person=person, unit=hub, grade=6, is_active=False)
    rows = "".join(f"w{n},nothing\n" for n in range(14))
    file = SimpleUploadedFile("working.csv", f"student,instead\n{rows}".encode())
    checked = dana.post(
        "/innovate/needs/bring/",
        {"kind": "working", "source": "Counselor", "as_of_on": "2026-10-01",
         "file": file},
    )  # fmt: skip
    dana.post(checked["Location"].replace("/?", "/save/?"))


#: Who is on the map: kind, where their power is inside and apart, what they say.
PEOPLE: dict[str, Any] = {
    "Families of the fast lane": ("families", {"inside_voice_share": "100"}),
    "Families who asked": ("families", {"apart_voice_share": "100"}),
    "School board": (
        "policymaker",
        {"inside_vote_share": "100", "inside_vote_veto": "1",
         "apart_vote_share": "100", "apart_vote_veto": "1"},
    ),
}  # fmt: skip
#: Low, mode and high of what each said, of the school and of the unit.
SAID = {
    "Families of the fast lane": {"inside": (-95, -80, -60)},
    "Families who asked": {"apart": (40, 70, 95)},
    "School board": {"inside": (-70, -40, -5), "apart": (20, 50, 80)},
}


def draw_the_map(dana: Client, hub: Any) -> None:
    """Dana maps who can stop it in the school and in its own unit, and makes the call.

    Inside, families with a fast lane and the board stand against it; as a unit that
    families choose, the same board is for it. The map says so, and the call is kept.
    """
    listed = dana.get("/innovate/network/").content.decode()
    begun = dana.post(
        "/innovate/network/",
        {"form_key": token_in(listed, "form_key"), "unit": str(hub.uuid),
         "title": "Afternoons for students who work", "about": "",
         "inside_name": "Lincoln Middle", "apart_name": hub.name},
    )  # fmt: skip
    change = Change.objects.get()
    address = f"/innovate/network/{change.uuid}/"
    assert begun["Location"] == f"{address}people/"
    for name, (kind, power) in PEOPLE.items():
        form = {"name": name, "kind": kind, "version": "0", "form_key": str(uuid4())}
        for place in ("inside", "apart"):
            is_there = any(one.startswith(place) for one in power)
            form |= (
                {f"{place}_on": "1", f"{place}_salience": "most"} if is_there else {}
            )
        assert dana.post(f"{address}people/new/", {**form, **power}).status_code == 302
    for actor in Actor.objects.all():
        for _ in range(3):
            talk = {"form_key": str(uuid4()), "on": "2026-10-08", "said": "Listen."}
            for place, ends in SAID[actor.name].items():
                talk |= {f"{place}_{end}": str(n) for end, n in zip(
                    ("low", "mode", "high"), ends, strict=True)}  # fmt: skip
            told = dana.post(f"{address}people/{actor.pk}/talk/", talk)
            assert told.status_code == 302
    page = dana.get(address).content.decode()
    call = {"form_key": token_in(page, "form_key"), "choice": "apart",
            "reason": "In the school it would be stopped.",
            "review_on": "2027-01-15"}  # fmt: skip
    assert dana.post(address, call).status_code == 302
    made = ChangeCall.objects.get()
    assert (made.choice, made.rule_said) == ("apart", "new space")
    assert made.inside.p_stopped > 0.5 > made.apart.p_stopped


def plan(hub_id: int, on: date) -> None:
    night = run_night(unit_id=hub_id, on=on, at=SUNDAY_NIGHT)
    assert (night.status, night.message) == ("done", "")


def n_blocks_led(staff_id: int, on: date) -> int:
    """Return in how many blocks of a plan an adult leads a group."""
    led = Session.objects.filter(day__on=on, staff_id=staff_id)
    return int(led.values("block").distinct().count())


def test_a_pocket_becomes_a_charter_and_its_waiver_tonights_plan(world):
    hub = world.hub
    UnitRule.objects.create(unit=hub, name="staff_blocks", value=1)
    lena_id = accounts.add_adult(given_name="Lena", role="system_leader")
    accounts.create_account(person_id=lena_id, username="lena")
    dana, lena = signed_in("dana"), signed_in("lena")

    find_the_pocket(dana)
    page = dana.get("/innovate/needs/").content.decode()
    assert "14 students have no good option today" in page

    begun = dana.post(
        "/innovate/charters/start/",
        {"pocket": "working", "law": "texas", "for_unit": "yes",
         "token": token_in(page.split("charters/start/", 1)[1])},
    )  # fmt: skip
    charter = Charter.objects.get()
    address = f"/innovate/charter/{charter.uuid}/"
    assert address in begun["Location"]
    for key, words in WORDS.items():
        seen = token_in(dana.get(f"{address}{key}/").content.decode(), "seen")
        assert dana.post(f"{address}{key}/", {"seen": seen, **words}).status_code == 302

    draw_the_map(dana, hub)

    assert dana.post(f"{address}send/").status_code == 302
    page = lena.get(address).content.decode()
    voted = lena.post(
        f"{address}vote/",
        {"token": token_in(page.split("/vote/", 1)[1]), "board": "School board",
         "voted_on": "2026-10-12", "n_for": "5", "n_against": "1",
         "outcome": "adopted"},
    )  # fmt: skip
    assert voted.status_code == 302
    assert "Adopted" in dana.get(address).content.decode()

    page = dana.get(address).content.decode()
    dana.post(
        f"{address}waivers/",
        {"token": token_in(page.split("/waivers/", 1)[1]), "kind": "other",
         "words": "Blocks that one adult leads", "authority": "School board",
         "rule": "staff_blocks"},
    )  # fmt: skip
    waiver = Waiver.objects.get()
    answer = {"answer": "grant", "answered_on": "2026-10-12", "from_on": str(TUESDAY)}
    granted = lena.post(f"{address}waivers/{waiver.uuid}/", answer)
    assert granted.status_code == 302

    plan(hub.pk, MONDAY)
    plan(hub.pk, TUESDAY)

    assert scheduling.rules_on(hub.pk, MONDAY)["staff_blocks"] == 1
    assert scheduling.rules_on(hub.pk, TUESDAY)["staff_blocks"] is None
    assert n_blocks_led(world.cast.cho.pk, MONDAY) == 1
    assert n_blocks_led(world.cast.cho.pk, TUESDAY) > 1
    assert scheduling.faults_of_day(hub.pk, TUESDAY) == []
