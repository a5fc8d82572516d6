"""No draft is lost: signed out mid-form, refused, or written while another wrote."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.web.conftest import Outsider

from seedbed.apps.accounts.models import Account
from seedbed.apps.charters.models import CharterSection, UnitDecision, Waiver
from seedbed.apps.needs.models import FamilyRequest, PocketCount

from .test_charter import WAIVER, at
from .test_charter import dana as dana
from .test_charter import lena as lena
from .test_needs import NEEDS, text_of


def sent_signed_out(address, form, who="dana"):
    """Send a form with a session that has ended, sign in, and return what is shown."""
    client = Outsider()
    refused = client.post(address, form)
    where = refused["Location"].partition("?next=")[2].replace("%3F", "?")
    where = where.replace("%3D", "=")
    client.force_login(Account.objects.get(username=who))
    return text_of(client.get(where))


def test_a_section_comes_back_whole_with_its_tables(draft, dana):
    dana.post(at(draft, "measures/"), {"seen": "0", "stop_line": "One family leaves."})
    form = {
        "seen": "0",
        "measures-measure": ["Skills shown", "Families who stay"],
        "measures-mark": ["20", "9 of 10"],
        "measures-decided_on": ["2027-01-15", ""],
        "stop_line": "Two leave. " * 400,
    }

    page = sent_signed_out(at(draft, "measures/"), form)

    assert "Nothing you typed is lost" in page
    assert 'value="Families who stay"' in page
    assert page.count("Two leave.") == 400
    assert 'name="seen" value="0"' in page
    assert CharterSection.objects.filter(key="measures").count() == 1


@pytest.mark.parametrize(
    ("part", "form", "shown", "table"),
    [
        ("waivers/", WAIVER, 'value="Minutes of seat time"', Waiver),
        (
            "decisions/",
            {"what": "Start at nine", "domain": "schedule", "decided_by": "above"},
            'value="Start at nine"',
            UnitDecision,
        ),
    ],
)
def test_what_is_typed_on_the_charters_page_comes_back(
    hub, draft, part, form, shown, table
):
    token = str(uuid4())
    form = {**form, "token": token, "unit": str(hub.unit.uuid)}

    page = sent_signed_out(at(draft, part), form)

    assert "Nothing you typed is lost" in page
    assert shown in page
    assert token in page
    assert not table.objects.exists()


def test_an_answer_to_a_waiver_comes_back_to_its_own_form(draft, dana, lena):
    for words in ("Seat time", "Bell schedule"):
        form = {**WAIVER, "words": words, "token": str(uuid4())}
        dana.post(at(draft, "waivers/"), form)
    waiver = Waiver.objects.get(words="Bell schedule")
    form = {"waiver": str(waiver.uuid), "answer": "refuse", "why": "Buses at three",
            "answered_on": "2026-10-19"}  # fmt: skip

    page = sent_signed_out(at(draft, f"waivers/{waiver.uuid}/"), form, who="lena")

    own = page.index('value="Buses at three"')
    assert page.count('value="Buses at three"') == 1
    assert own > page.index(f'name="waiver" value="{waiver.uuid}"')


def test_a_refused_answer_keeps_what_was_typed(draft, dana, lena):
    dana.post(at(draft, "waivers/"), {**WAIVER, "token": str(uuid4())})
    waiver = Waiver.objects.get()
    form = {"waiver": str(waiver.uuid), "answer": "grant", "why": "For a year",
            "answered_on": "2026-10-19", "from_on": "2026-10-26",
            "until_on": "2026-10-20"}  # fmt: skip

    answer = lena.post(at(draft, f"waivers/{waiver.uuid}/"), form)

    assert answer.status_code == 422
    assert 'value="For a year"' in text_of(answer)
    assert 'value="2026-10-20"' in text_of(answer)


@pytest.mark.parametrize(
    ("part", "form", "shown", "table"),
    [
        (
            "request/",
            {"text": "Evening lessons", "token": str(uuid4())},
            "Evening lessons",
            FamilyRequest,
        ),
        (
            "count/",
            {"kind": "left", "source": "County", "n": "50", "of": "1000",
             "as_of_on": "2026-09-01"},
            'value="County"',
            PocketCount,
        ),
    ],
)  # fmt: skip
def test_what_is_typed_about_needs_comes_back(riverside, part, form, shown, table):
    page = sent_signed_out(f"{NEEDS}{part}", form)

    assert "Nothing you typed is lost" in page
    assert shown in page
    assert not table.objects.exists()


def test_a_charter_to_be_begun_comes_back(hub):
    form = {"name": "Evening hub", "law": "texas", "token": str(uuid4())}

    page = sent_signed_out("/innovate/charters/start/", form)

    assert 'value="Evening hub"' in page
    assert '<option value="texas" selected>' in page
