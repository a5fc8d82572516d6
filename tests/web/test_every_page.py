"""Every page that anyone can open, on the simulated system: at most twelve queries.

The pages are found by following links, so a new one is counted without being listed.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from benchmarks.web.pages import (
    NO_PAGE,
    client_of,
    pages,
    takes_only_forms,
    view_names,
)
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cli.conftest import seedbed as seedbed
from tests.cli.conftest import small_demo as small_demo
from tests.cli.test_imports import MANIFEST, ORGS, USERS

from seedbed.apps.accounts import feeds, sign_in_cards
from seedbed.apps.accounts.models import Account, System
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.mentoring import services as mentoring
from seedbed.apps.mentoring.models import ExitSlip
from seedbed.apps.mentoring.services import Asked
from seedbed.apps.pilots.models import FundRound, Participation, Pilot
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Seat, Session

pytestmark = pytest.mark.usefixtures("small_demo", "db")

MOST_QUERIES = 12
#: What PostgreSQL does besides: savepoints, and the setting that names the system.
_FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")

#: Views that only lead to another page.
_LEADS_ELSEWHERE = {
    "kit:home",
    "kit:favicon",
    "leader:next",
    "family:home",
    "family:link",
}


@pytest.fixture
def simulated(settings: Any) -> None:
    """Let it be the demo, as `seedbed demo` serves it."""
    settings.SEEDBED_DEMO = True


@pytest.fixture
def begun(small_demo: Any) -> dict[str, list[str]]:
    """Begin what only somebody's work begins; return where it is, by who did it."""
    leader, registrar = client_of("leader"), client_of("registrar")
    with system_context(System.objects.get().pk):
        tokens = _tokens()
        slip = _slip()
        pilot, scores = _scores()
        fund = FundRound.objects.order_by("-closes_on")[0].uuid
    bring = {"kind": "working", "source": "Counselor", "as_of_on": "2026-10-01"}
    return {
        "": [small_demo["family_link"], *tokens],
        "student": [reverse("student:slip", args=[slip])],
        "registrar": _imported(_led_to(registrar, "/imports/", file=_roster())),
        "leader": [
            _led_to(leader, "/innovate/needs/bring/", file=_list(), **bring),
            _led_to(leader, f"/innovate/fund/{fund}/apply/", key=str(uuid4())),
            _led_to(leader, f"{pilot}scores/", look="1", file=scores),
        ],
    }


def _led_to(client: Client, address: str, **form: Any) -> str:
    """Send a form; return where it leads."""
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def _tokens() -> list[str]:
    """Return the addresses of a new calendar and a new card, which need no sign-in."""
    now = timezone.now()
    student = Student.objects.filter(is_active=True).order_by("pk")[0]
    leader = Account.objects.get(username="leader")
    feed = feeds.make_feed(person_id=leader.person_id, at=now)
    (card,) = sign_in_cards.make_cards(
        unit_id=student.unit_id,
        person_ids=[student.person_id],
        by_id=leader.pk,
        at=now,
    )
    return [
        reverse("account:feed", args=[feed]),
        reverse("account:card", args=[card.token]),
    ]


def _slip() -> Any:
    """Ask an exit slip of the simulated student, put in a session; return its key."""
    led = Session.objects.filter(day__status="published", staff__isnull=False)
    person = Account.objects.get(username="student").person_id
    own = Seat.objects.filter(student__person_id=person, day__status="published")
    session = led.filter(lesson__isnull=False, day__in=own.values("day"))[0]
    own.filter(block=session.block_id).update(session=session)
    adult = session.staff.person
    by, _is_new = Account.objects.get_or_create(
        person=adult, defaults={"username": "leads", "system_id": adult.system_id}
    )
    mentoring.open_slip(
        session_id=session.pk,
        by_id=by.pk,
        at=timezone.now(),
        questions=[Asked(stem="2 + 2?", answer="4")],
    )
    return ExitSlip.objects.latest("pk").uuid


def _scores() -> tuple[str, SimpleUploadedFile]:
    """Return the address of the simulated pilot, and a file of scores for it."""
    running = Pilot.objects.filter(closed_at=None).exclude(registered_at=None)
    pilot = running.order_by("pk")[0]
    members = Participation.objects.filter(pilot=pilot)
    codes = members.values_list("student__person__uuid", flat=True)
    rows = "".join(f"{code},3\n" for code in codes)
    file = SimpleUploadedFile("week.csv", f"student,score\n{rows}".encode())
    return reverse("innovate:pilot", args=[pilot.uuid]), file


def _list() -> SimpleUploadedFile:
    return SimpleUploadedFile("working.csv", b"student,instead\nx1,nothing\n")


def _roster() -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("manifest", MANIFEST), ("orgs", ORGS), ("users", USERS)):
            archive.writestr(f"{name}.csv", text)
    return SimpleUploadedFile("oak.zip", packed.getvalue())


def _imported(report: str) -> list[str]:
    return [report, f"{report}held.csv"]


def test_no_page_asks_the_database_more_than_twelve_times(simulated, begun):
    counted: dict[Any, list[str]] = {}
    clients: dict[str, Client] = {}
    for page in pages(also=begun):
        client = clients.setdefault(page.who, client_of(page.who))
        if page.view == "account:card":
            client = Client()  # it signs somebody in
        client.get(page.address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(page.address).status_code in (200, 302)
        counted[page] = [
            q["sql"] for q in made if not q["sql"].upper().startswith(_FRAME)
        ]

    over = {
        page: len(made) for page, made in counted.items() if len(made) > MOST_QUERIES
    }
    assert over == {}
    read = {page.view for page in counted}
    unread = {view for view in view_names() - read if not takes_only_forms(view)}
    assert unread - NO_PAGE.keys() - _LEADS_ELSEWHERE == set()
