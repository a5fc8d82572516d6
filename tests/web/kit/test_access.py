"""Who may open which page; what one may not see looks like what does not exist."""

from __future__ import annotations

import pytest
from tests.web import cards

DAY = "/my/day/2026-10-14/"
PLAN = "/plan/2026-10-14/"
IMPORT = f"/imports/{cards.IMPORT}/"
EVERYONE = ("ana", "ben", "dana", "clara", "rosa", "finn", "")

#: Address, then the status for Ana, Ben, Dana, Ms. Cho, Rosa, Finn, and nobody.
TABLE = [
    ("/my/day/", (200, 200, 404, 404, 404, 200, 302)),
    (DAY, (200, 200, 404, 404, 404, 200, 302)),
    ("/plan/", (404, 404, 302, 404, 404, 404, 302)),
    (PLAN, (404, 404, 200, 404, 404, 404, 302)),
    (PLAN + "history/", (404, 404, 200, 404, 404, 404, 302)),
    (PLAN + "print/", (404, 404, 200, 404, 404, 404, 302)),
    (PLAN + "students/", (404, 404, 200, 404, 404, 404, 302)),
    (PLAN + "students/{ana}/", (404, 404, 200, 404, 404, 404, 302)),
    (PLAN + "students/999999/", (404, 404, 404, 404, 404, 404, 302)),
    ("/imports/", (404, 404, 404, 404, 200, 404, 302)),
    (IMPORT, (404, 404, 404, 404, 200, 404, 302)),
    (IMPORT + "held.csv", (404, 404, 404, 404, 200, 404, 302)),
]
POSTS = ["publish/", "reopen/", "decide/", "students/{ana}/move/"]


@pytest.mark.parametrize(("address", "expected"), TABLE)
def test_a_page_opens_for_those_it_is_for(sign_in, stage, cast, address, expected):
    url = address.format(ana=cast.ana.pk)

    found = tuple(sign_in(who).get(url).status_code for who in EVERYONE)

    assert found == expected, f"{url} for {EVERYONE}"


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("who", ["ana", "clara", "rosa", "finn"])
def test_only_a_leader_changes_a_plan(sign_in, stage, cast, address, who):
    url = (PLAN + address).format(ana=cast.ana.pk)

    assert sign_in(who).post(url).status_code == 404


@pytest.mark.parametrize("address", ["/imports/", IMPORT + "save/", IMPORT + "undo/"])
@pytest.mark.parametrize("who", ["ana", "dana", "clara", "finn"])
def test_only_the_office_imports(sign_in, stage, address, who):
    assert sign_in(who).post(address).status_code == 404


def test_a_leader_of_another_unit_sees_neither_plan_nor_students(sign_in, stage, cast):
    from seedbed.apps.accounts.models import Unit

    other = Unit.objects.create(name="Other Hub", kind="hub")

    answer = sign_in("dana").get(f"{PLAN}?unit={other.uuid}")

    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/my/day/2026-13-45/", "/my/day/1900-01-01/"])
def test_a_date_that_is_none_is_no_page(sign_in, stage, address):
    assert sign_in("ana").get(address).status_code == 404
