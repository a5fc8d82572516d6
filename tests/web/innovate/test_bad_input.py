"""What the issue lists as bad input: each is named on its page, with what to do."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.apps.charters.conftest import WHOLE
from tests.apps.charters.conftest import draft as draft
from tests.apps.charters.conftest import hub as hub
from tests.apps.charters.conftest import whole as whole
from tests.apps.charters.conftest import write as write
from tests.apps.needs.conftest import bring as bring
from tests.apps.needs.conftest import riverside as riverside
from tests.apps.stakeholders.conftest import empty as empty
from tests.apps.stakeholders.conftest import lincoln as lincoln
from tests.apps.stakeholders.conftest import standing, voice


@pytest.fixture
def see(sign_in):
    """Return a function that reads a page as Dana does, in a language."""

    def seen(address: str, language: str = "en") -> str:
        answer = sign_in("dana").get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        return str(answer.content, "utf-8")

    return seen


@pytest.mark.parametrize(
    ("language", "said", "button"),
    [
        ("en", "120 %", "Divide in the same proportions"),
        ("es", "120 %", "Repartir en la misma proporción"),
    ],
)
def test_power_shares_that_do_not_add_up(lincoln, see, language, said, button):
    lincoln.add("Press", standing("inside", voice(0.2)))
    address = f"/innovate/network/{lincoln.uuid}/"

    assert said in see(address, language)
    assert button in see(f"{address}people/", language)


def test_an_actor_without_a_channel(lincoln, see):
    actor = lincoln.add("Press", standing("inside"))
    address = f"/innovate/network/{lincoln.uuid}/"

    page = see(address)

    assert "Press" in page
    assert f'href="{address}people/{actor}/"' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the authority that can grant it"), ("es", "la autoridad")],
)
def test_a_waiver_without_an_authority(draft, sign_in, language, said):
    form = {"kind": "seat_time", "words": "Minutes", "authority": " ",
            "token": str(uuid4())}  # fmt: skip

    answer = sign_in("dana").post(
        f"/innovate/charter/{draft}/waivers/",
        form,
        headers={"accept-language": language},
    )

    page = str(answer.content, "utf-8")
    assert answer.status_code == 422
    assert said in page
    assert 'href="#waiver-authority"' in page
    assert 'value="Minutes"' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "No date: Skills shown. Write it as year, month, day."),
     ("es", "Sin fecha: Skills shown.")],
)  # fmt: skip
def test_a_charter_whose_measures_have_no_date(whole, write, see, language, said):
    dated = WHOLE["measures"]
    undated = [{**row, "decided_on": "next spring"} for row in dated["measures"]]
    write(whole, "measures", {**dated, "measures": undated})

    page = see(f"/innovate/charter/{whole}/", language)

    assert said in page
    assert "next spring" in page
    assert f"/innovate/charter/{whole}/measures/?unit=" in page


def test_a_pocket_list_with_unknown_ids(bring, see):
    uuid = bring("homebound", range(12), more="zz9,nothing\n", saves=False)

    page = see(f"/innovate/needs/lists/{uuid}/")

    assert "Ids that nobody has" in page
    assert '<td class="num">14</td><td>zz9</td>' in page
    assert "Import these students first, or correct the ids" in page
