"""The whole line in a tiny school: a roster and answers in, a published day out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.interop.oneroster.packages import maple, zip_bytes

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts import services as account_services
from seedbed.apps.accounts.models import Account, Role
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services as evidence
from seedbed.apps.nightly.services import run_night
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MONDAY = date(2026, 10, 19)
SUNDAY_EVENING = datetime(2026, 10, 18, 23, 0, tzinfo=UTC)
ANSWERS = "student,skill,item,correct,at\n" + "".join(
    f"{student},{skill},{skill}-q{n},{int((n + shift) % 4 > 0)},2026-10-16T14:{n:02d}:00Z\n"
    for shift, student in enumerate(("ana", "ben"))
    for skill in ("5.NF.A.1", "6.RP.A.1")
    for n in range(8)
)


@pytest.fixture
def riverside(systems):
    """Return Riverside with the default framework, a registrar and a system leader."""
    riverside, _lakeside = systems
    with system_context(riverside.pk):
        framework = curriculum.install_default_framework()
        curriculum.install_starter_library(
            framework_id=framework.framework_id, grades=(5, 7)
        )
        for name, role in (("rosa", "registrar"), ("lena", "system_leader")):
            person = account_services.add_adult(given_name=name.title(), role=role)
            account_services.create_account(person_id=person, username=name)
    return riverside


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def bring_in_the_roster() -> None:
    """Rosa uploads Maple School's export, reads the report, and saves it."""
    rosa = signed_in("rosa")
    export = SimpleUploadedFile("maple.zip", zip_bytes(maple()))
    report = rosa.post("/imports/", {"file": export})
    assert report.status_code == 302
    assert b"Save " in rosa.get(report["Location"]).content
    assert rosa.post(f"{report['Location']}save/").status_code == 302


def test_a_roster_and_answers_become_a_published_day(riverside, tmp_path):
    bring_in_the_roster()
    (tmp_path / "slips.csv").write_text(ANSWERS, encoding="utf-8")
    with system_context(riverside.pk):
        report = evidence.import_evidence(
            path=tmp_path / "slips.csv",
            file_name="slips.csv",
            by_id=None,
            at=SUNDAY_EVENING,
        )
        assert (report.n_new, report.n_held) == (32, 0)
        school = accounts.unit_named("Maple School")
        ana = rosters.student_named("ana")
        person_id = Role.objects.get(person__sourced_id="ana").person_id
        account_services.create_account(person_id=person_id, username="ana.maple")

    night = run_night(
        unit_id=school.id, on=MONDAY, at=SUNDAY_EVENING, system_id=riverside.pk
    )
    assert (night.status, night.message) == ("done", "")

    lena = signed_in("lena")
    plan = f"/plan/{MONDAY}/?unit={school.uuid}"
    page = lena.get(plan).content.decode()
    assert "No rule is broken" in page
    with system_context(riverside.pk):
        version = scheduling.plan_review(school.id, MONDAY, at=SUNDAY_EVENING).version
        assert scheduling.faults_of_day(school.id, MONDAY) == []
    published = lena.post(
        f"/plan/{MONDAY}/publish/?unit={school.uuid}", {"version": version}
    )
    assert published.status_code == 302

    day = signed_in("ana.maple").get(f"/my/day/{MONDAY}/").content.decode()
    assert "Clara Cho" in day
    assert "standing schedule" not in day
    with system_context(riverside.pk):
        seats = scheduling.student_day(ana.id, MONDAY).seats
        assert all(seat.title for seat in seats)
        planned = [seat for seat in seats if seat.origin == "plan" and seat.skill_code]
        assert planned
        assert all(seat.reason for seat in planned)
        [made, told] = sorted(
            entry.kind for entry in scheduling.history(school.id, MONDAY)
        )
        assert (made, told) == ("made", "published")
