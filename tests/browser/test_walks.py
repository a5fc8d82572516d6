"""Each role's main task in a browser: with and without a script, by keyboard alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.apps.mentoring.conftest import studio as studio
from tests.cli.test_imports import MANIFEST, ORGS, USERS
from tests.web import cards
from tests.web.family.conftest import families as families
from tests.web.family.conftest import shown as shown
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.families.models import Concern
from seedbed.apps.mentoring.models import CheckIn
from seedbed.apps.mentoring.models import Signal as Said
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import services

from .conftest import tab_to

pytestmark = pytest.mark.browser

PLAN = "/plan/2026-10-14/"

with_and_without = pytest.mark.parametrize(
    "script", [True, False], ids=["with a script", "without"]
)


@pytest.fixture
def published(stage, monkeypatch):
    """Return what is asked of publishing; the plan has nothing that stops it."""
    asked = []
    monkeypatch.setattr(services, "publish_day", lambda **call: asked.append(call))
    stage["review"] = cards.ready_review()
    return asked


def roster():
    """Return a file with two students, and a row that is held."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("manifest", MANIFEST), ("orgs", ORGS), ("users", USERS)):
            archive.writestr(f"{name}.csv", text)
    return {
        "name": "oak.zip",
        "mimeType": "application/zip",
        "buffer": packed.getvalue(),
    }


@with_and_without
def test_a_student_who_is_stuck_reaches_the_mentor(open_page, tuesday, script):
    page = open_page("/my/day/", who="ana", script=script)

    page.get_by_role("button", name="m stuck").click()

    assert page.get_by_role("button", name="m fine now").is_visible()
    assert Said.objects.get().kind == "stuck"
    page = open_page("/mentor/", who="mateo", script=script)
    page.get_by_role("button", name="m with Ana").click()
    assert "Noted: you are going there." in page.locator("[role=status]").inner_text()


@with_and_without
def test_a_family_says_that_something_is_not_right(open_page, shown, families, script):
    child = families.cast.ana.person.uuid
    page = open_page(f"/family/{child}/", who="gloria", script=script)

    page.get_by_role("link", name="Something is not right").click()
    page.get_by_label("Your words").fill("She came home sad.")
    page.get_by_role("button", name="Send").click()

    assert "Your message is sent." in page.locator(".banner.good").inner_text()
    assert Concern.objects.get().text == "She came home sad."


@with_and_without
def test_a_mentor_notes_a_check_in(open_page, tuesday, script):
    page = open_page(
        f"/mentor/check-in/{tuesday.cast.ana.pk}/", who="mateo", script=script
    )

    page.locator("#agreed").fill("Try the quiet table.")
    page.get_by_role("button", name="Save").click()

    assert "Saved." in page.locator("[role=status]").inner_text()
    assert CheckIn.objects.get().agreed == "Try the quiet table."


@with_and_without
def test_a_leader_publishes(open_page, published, script):
    page = open_page(PLAN, who="dana", script=script)

    page.get_by_role("button", name="Publish Wednesday").click()

    assert [call["version"] for call in published] == [3]
    assert "Wednesday is published." in page.locator("[role=status]").inner_text()


def test_a_leader_publishes_by_keyboard_alone(open_page, published):
    page = open_page(PLAN, who="dana")

    tab_to(page, "Publish Wednesday")
    page.keyboard.press("Enter")

    page.get_by_text("Wednesday is published.").wait_for()
    assert len(published) == 1


@with_and_without
def test_a_registrar_saves_the_good_rows_and_takes_them_back(open_page, script):
    before = Student.objects.filter(is_active=True).count()
    page = open_page("/imports/", who="rosa", script=script)

    page.set_input_files("#file", files=[roster()])
    page.get_by_role("button", name="Check the file").click()
    assert Student.objects.filter(is_active=True).count() == before, "nothing saved"
    page.get_by_role("button", name="good row").click()
    assert Student.objects.filter(is_active=True).count() == before + 2
    page.get_by_role("button", name="Undo this import").click()

    assert Student.objects.filter(is_active=True).count() == before
