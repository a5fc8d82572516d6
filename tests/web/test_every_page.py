"""Every page that anyone can open, on the simulated system: few queries, and light.

The pages are found by following links, so a new one is counted without being listed.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from benchmarks.web.pages import (
    NO_PAGE,
    Page,
    client_of,
    pages,
    takes_only_forms,
    view_names,
)
from benchmarks.web.weight import first_load
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from tests.apps.exchange.test_plays import PLAY
from tests.cli.conftest import seedbed as seedbed
from tests.cli.conftest import small_demo as small_demo
from tests.cli.test_imports import MANIFEST, ORGS, USERS

from seedbed.apps.accounts import feeds, invitations, sign_in_cards
from seedbed.apps.accounts.models import Account, System
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.mentoring import services as mentoring
from seedbed.apps.mentoring.models import ExitSlip
from seedbed.apps.mentoring.services import Asked
from seedbed.apps.pilots import services as pilots
from seedbed.apps.pilots.models import FundRound, Participation, Pilot
from seedbed.apps.programs.models import StudentWeek
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import SchoolDay, Seat, Session

#: Without it pytest-django makes no database for what the module shares.
pytestmark = pytest.mark.usefixtures("db")

MOST_QUERIES, MOST_BYTES = 12, 100_000
_PLAYS = "/exchange/plays/new/"
#: What PostgreSQL does besides: savepoints, and the setting that names the system.
_FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")

#: Views that only lead to another page.
_LEADS_ELSEWHERE = {
    "kit:home",
    "kit:favicon",
    "leader:next",
    "family:home",
    "family:link",
    "kit:again",  # where no form waits; with one it is in tests/browser/test_bad_input
}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A page as it was opened once more: what it asked, and what travelled."""

    page: Page
    queries: Sequence[str]
    n_bytes: int
    text: str


@pytest.fixture(scope="module")
def visits(small_demo: Any, django_db_blocker: Any) -> list[Visit]:
    """Open every page of the demo, as `seedbed demo` serves it."""
    with (
        django_db_blocker.unblock(),
        override_settings(SEEDBED_DEMO=True),
        transaction.atomic(),
    ):
        try:
            return list(_visit(_begun(small_demo)))
        finally:
            transaction.set_rollback(True)


def _visit(begun: Mapping[str, Sequence[str]]) -> Iterator[Visit]:
    clients: dict[str, Client] = {}
    for page in pages(also=begun):
        client = clients.setdefault(page.who, client_of(page.who))
        if page.view == "account:card":
            client = Client()  # it signs somebody in
        with CaptureQueriesContext(connection) as made:
            answer = client.get(page.address, headers={"Accept-Encoding": "gzip"})
        body = answer.getvalue()
        assert answer.status_code in (200, 302), page
        packed = answer.headers.get("Content-Encoding") == "gzip"
        is_page = answer["Content-Type"].startswith("text/html")
        yield Visit(
            page=page,
            queries=[q["sql"] for q in made if not q["sql"].upper().startswith(_FRAME)],
            n_bytes=len(body),
            text=(gzip.decompress(body) if packed else body).decode()
            if is_page
            else "",
        )


def _begun(demo: Any) -> dict[str, list[str]]:
    """Begin what only somebody's work begins; return where it is, by who did it."""
    leader, registrar = client_of("leader"), client_of("registrar")
    play = {**PLAY.texts(), "topic": "schedule", "note_kind": "failure"}
    with system_context(System.objects.get().pk):
        tokens = _tokens()
        slip = _slip()
        pilot, scores = _scores()
        design = _design()
        _add_week()
        on = SchoolDay.objects.filter(status="published").earliest("on").on
        fund = FundRound.objects.order_by("-closes_on")[0].uuid
    bring = {"kind": "working", "source": "Counselor", "as_of_on": "2026-10-01"}
    return {
        "": [demo["family_link"], *tokens],
        "student": [reverse("student:slip", args=[slip])],
        # No page leads to another day where today's is the only published one.
        "family": [
            f"{client_of('family').get('/family/').headers['Location']}day/{on}/"
        ],
        "registrar": _imported(_led_to(registrar, "/imports/", file=_roster())),
        "leader": [
            _led_to(leader, "/innovate/needs/bring/", file=_list(), **bring),
            _led_to(leader, f"/innovate/fund/{fund}/apply/", key=str(uuid4())),
            _led_to(leader, f"{pilot}scores/", look="1", file=scores),
            _led_to(leader, _PLAYS, **play, step="share", token=str(uuid4())),
            _led_to(leader, _PLAYS, **play, step="keep", token=str(uuid4())),
            design,
        ],
    }


def _led_to(client: Client, address: str, **form: Any) -> str:
    """Send a form; return where it leads."""
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def _tokens() -> list[str]:
    """Return new addresses that need no sign-in: calendar, card, invitation."""
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
    office = Account.objects.get(username="registrar")
    (invited,) = invitations.invite(
        person_ids=[student.person_id], by_id=office.pk, at=now
    )
    return [
        reverse("account:welcome", args=[invited.token]),
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


def _design() -> str:
    """Return the page of a new pilot on which its arms are chosen."""
    account = account_named("leader")
    (role,) = account.roles
    assert role.unit_id is not None
    pilot = pilots.begin_pilot(
        unit_id=role.unit_id,
        name="Help line",
        aim="Homework at night",
        starts_on=timezone.localdate(),
        by_id=account.id,
        at=timezone.now(),
    )
    return reverse("innovate:pilot-design", args=[pilot])


def _add_week() -> None:
    """Count a third week, before which program health shows no figures."""
    rows = StudentWeek.objects.all()
    first = rows.order_by("monday")[0].monday
    added = list(rows.filter(monday=first))
    for row in added:
        row.pk, row.monday = None, first - timedelta(weeks=1)
    StudentWeek.objects.bulk_create(added)


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


@cache
def _size_of(address: str) -> int:
    """Return the bytes of a file that pages name; it travels as it is."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), f"{address} is named by a page and is not there."
    return Path(found).stat().st_size


def test_no_page_asks_the_database_more_than_twelve_times(visits):
    over = {v.page: len(v.queries) for v in visits if len(v.queries) > MOST_QUERIES}

    assert over == {}


def test_a_first_load_of_any_page_is_at_most_100_kb_with_its_type_face(visits):
    weights = {
        visit.page: first_load(visit.text, n_bytes=visit.n_bytes, size_of=_size_of)
        for visit in visits
        if visit.text
    }

    assert len(weights) > 100
    assert {page: n for page, n in weights.items() if n > MOST_BYTES} == {}


def test_every_page_is_named_once_in_its_head_and_once_in_its_text(visits):
    counts = {
        v.page: (len(re.findall("<title>", v.text)), len(re.findall(r"<h1\b", v.text)))
        for v in visits
        if v.text
    }

    assert {page: n for page, n in counts.items() if n != (1, 1)} == {}


def test_every_view_was_visited(visits):
    read = {visit.page.view for visit in visits}

    unread = {view for view in view_names() - read if not takes_only_forms(view)}

    assert unread - NO_PAGE.keys() - _LEADS_ELSEWHERE == set()
