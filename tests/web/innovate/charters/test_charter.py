"""The page of a charter: what a unit may decide, what is open, what the board said."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from seedbed.apps.charters.models import Charter, UnitDecision, Waiver
from seedbed.apps.scheduling.queries import rules_on

from .test_needs import text_of


@pytest.fixture
def dana(sign_in):
    return sign_in("dana")


@pytest.fixture
def lena(hub, sign_in):
    return sign_in("lena")


def at(uuid, part=""):
    return f"/innovate/charter/{uuid}/{part}"


def test_a_draft_says_what_is_open_and_links_to_it(draft, dana):
    page = text_of(dana.get(at(draft)))

    assert "Evening hub: what it may decide itself" in page
    assert "points are open" in page
    assert "Not written yet: Leader." in page
    assert "Colorado: Innovation Schools Act" in page


def test_the_page_speaks_spanish(draft, dana):
    page = text_of(dana.get(at(draft), headers={"accept-language": "es"}))

    assert "Evening hub: lo que puede decidir por sí misma" in page
    assert "Colorado: Ley de Escuelas de Innovación" in page


def test_it_takes_at_most_twelve_queries(whole, dana, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        dana.get(at(whole))


def test_a_units_address_leads_to_its_charter(hub, draft, dana):
    assert at(draft) in dana.get(at(hub.unit.uuid))["Location"]


def test_a_section_is_written_and_shown(draft, dana):
    form = {"seen": "0", "leader": "Dana Whitfield", "reports_to": "The board"}

    saved = dana.post(at(draft, "people/"), form)

    assert saved.status_code == 302
    page = text_of(dana.get(at(draft)))
    assert "Dana Whitfield" in page
    assert "Version 1, Dana Whitfield" in page


def test_rows_of_a_table_are_written_and_offered_again(draft, dana):
    form = {
        "seen": "0",
        "measures-measure": ["Skills shown", ""],
        "measures-mark": ["20", ""],
        "measures-decided_on": ["2027-01-15", ""],
        "stop_line": "Two leave.",
    }

    dana.post(at(draft, "measures/"), form)

    page = text_of(dana.get(at(draft, "measures/")))
    assert page.count('value="Skills shown"') == 1
    assert page.count('name="measures-measure"') == 3


def test_two_writers_see_both_versions_side_by_side(draft, dana, lena):
    dana.post(at(draft, "people/"), {"seen": "0", "leader": "Dana"})
    late = lena.post(at(draft, "people/"), {"seen": "0", "leader": "Rosa"})

    page = text_of(lena.get(late["Location"]))

    assert "Two people wrote this at the same time" in page
    assert "<dd>Dana</dd>" in page
    assert "<dd>Rosa</dd>" in page
    assert 'name="seen" value="2"' in page


def test_an_unfinished_charter_is_not_sent(draft, dana):
    answer = dana.post(at(draft, "send/"))

    assert answer.status_code == 422
    assert "It was not sent" in text_of(answer)


def test_the_board_votes_and_the_document_says_so(whole, dana, lena):
    assert dana.post(at(whole, "send/")).status_code == 302
    form = {"token": str(uuid4()), "board": "Riverside board", "n_for": "5",
            "n_against": "2", "outcome": "adopted"}  # fmt: skip
    assert lena.post(at(whole, "vote/"), form).status_code == 422
    assert dana.post(at(whole, "vote/"), form).status_code == 404

    voted = lena.post(at(whole, "vote/"), {**form, "voted_on": "2026-10-19"})

    assert voted.status_code == 302
    assert Charter.objects.get().state == "adopted"
    page = text_of(dana.get(at(whole)))
    assert "Riverside board, Oct. 19, 2026: 5 for, 2 against" in page
    assert "The board voted again" not in page
    assert "The board voted again" in text_of(lena.get(at(whole)))
    document = dana.get(at(whole, "board.pdf"))
    assert document["Content-Type"] == "application/pdf"
    assert document.content.startswith(b"%PDF")


def test_the_board_votes_again_on_what_it_adopted(whole, dana, lena):
    dana.post(at(whole, "send/"))
    today = timezone.localdate()
    vote = {"board": "Riverside board", "n_for": "5", "n_against": "2",
            "outcome": "adopted"}  # fmt: skip
    for day in (today - timedelta(days=400), today):
        typed = {**vote, "token": str(uuid4()), "voted_on": str(day)}
        assert lena.post(at(whole, "vote/"), typed).status_code == 302

    twice = {**vote, "token": str(uuid4()), "voted_on": str(today)}
    refused = lena.post(at(whole, "vote/"), twice)

    assert Charter.objects.get().state == "adopted"
    assert refused.status_code == 422
    assert "later than the board" in text_of(refused)


def test_a_vote_that_contradicts_itself_keeps_what_was_typed(whole, dana, lena):
    dana.post(at(whole, "send/"))
    form = {"token": str(uuid4()), "board": "Riverside board", "n_for": "1",
            "n_against": "2", "outcome": "adopted", "voted_on": "2026-10-19"}  # fmt: skip

    answer = lena.post(at(whole, "vote/"), form)

    assert answer.status_code == 422
    assert 'value="Riverside board"' in text_of(answer)


WAIVER = {
    "kind": "seat_time",
    "words": "Minutes of seat time",
    "authority": "State board",
    "rule": "screen_minutes",
}


def test_a_waiver_is_asked_for_answered_and_switches_the_rule(hub, draft, dana, lena):
    from datetime import date

    dana.post(at(draft, "waivers/"), {**WAIVER, "token": str(uuid4())})
    waiver = Waiver.objects.get()
    answer = {"answer": "grant", "answered_on": "2026-10-19", "from_on": "2026-10-26"}

    assert dana.post(at(draft, f"waivers/{waiver.uuid}/"), answer).status_code == 404
    assert lena.post(at(draft, f"waivers/{waiver.uuid}/"), answer).status_code == 302

    assert rules_on(hub.unit.pk, date(2026, 10, 26))["screen_minutes"] is None
    refuse = {"answer": "refuse", "answered_on": "2026-10-28", "why": ""}
    assert lena.post(at(draft, f"waivers/{waiver.uuid}/"), refuse).status_code == 422
    refuse["why"] = "Families asked."
    assert lena.post(at(draft, f"waivers/{waiver.uuid}/"), refuse).status_code == 302
    assert rules_on(hub.unit.pk, date(2026, 10, 28))["screen_minutes"] == 150


@pytest.mark.parametrize(
    "wrong", [{"authority": ""}, {"words": ""}, {"rule": "live_max"}]
)
def test_a_waiver_that_nobody_could_grant_is_sent_back(draft, dana, wrong):
    form = {**WAIVER, **wrong, "token": str(uuid4())}

    answer = dana.post(at(draft, "waivers/"), form)

    assert answer.status_code == 422
    assert not Waiver.objects.exists()


def test_decisions_are_noted_and_the_alarm_is_plain(whole, dana):
    for _ in range(4):
        dana.post(
            at(whole, "decisions/"),
            {"token": str(uuid4()), "what": "Start at nine", "domain": "schedule",
             "decided_by": "above", "who": "The superintendent"},
        )  # fmt: skip

    page = text_of(dana.get(at(whole)))

    assert UnitDecision.objects.count() == 4
    assert "On paper only: of 4 decisions" in page
    assert "0 to 49%" in page
    assert "By the charter 100% of the 4 decisions noted are its own." in page


def test_a_decision_without_words_is_sent_back(whole, dana):
    form = {"token": str(uuid4()), "what": "", "domain": "schedule"}

    assert dana.post(at(whole, "decisions/"), form).status_code == 404
    form["decided_by"] = "unit"
    assert dana.post(at(whole, "decisions/"), form).status_code == 422


def test_without_a_plan_no_rule_has_a_price(draft, dana):
    assert dana.post(at(draft, "price/")).status_code == 404


def test_the_list_of_charters_shows_ones_own(draft, dana, lena):
    assert "Evening hub" in text_of(dana.get("/innovate/charters/"))
    assert "Evening hub" in text_of(lena.get("/innovate/charters/"))


@pytest.mark.parametrize("who", ["ana", "clara", "rosa"])
def test_a_charter_does_not_exist_for_others(draft, sign_in, who):
    client = sign_in(who)
    for part in ("", "people/", "board.pdf"):
        assert client.get(at(draft, part)).status_code == 404


def test_what_is_not_there_does_not_exist(draft, dana):
    assert dana.get(at(uuid4())).status_code == 404
    assert dana.get(at(draft, "poems/")).status_code == 404
    assert dana.post(at(draft, "waivers/"), {"kind": "poem"}).status_code == 404
    begin = {"pocket": "poets", "token": str(uuid4())}
    assert dana.post("/innovate/charters/start/", begin).status_code == 404


def test_a_charter_without_a_unit_is_given_one_and_its_waivers_switch(hub, dana, lena):
    from datetime import date

    dana.post("/innovate/charters/start/", {"name": "Evenings", "token": str(uuid4())})
    charter = Charter.objects.get()
    assert "Which unit is it for?" in text_of(dana.get(at(charter.uuid)))
    dana.post(at(charter.uuid, "waivers/"), {**WAIVER, "token": str(uuid4())})
    waiver = Waiver.objects.get()
    answer = {"answer": "grant", "answered_on": "2026-10-19"}
    lena.post(at(charter.uuid, f"waivers/{waiver.uuid}/"), answer)
    assert rules_on(hub.unit.pk, date(2026, 10, 26))["screen_minutes"] == 150

    missing = dana.post(at(charter.uuid, "unit/"), {"named": str(uuid4())})
    named = dana.post(at(charter.uuid, "unit/"), {"named": str(hub.unit.uuid)})

    assert missing.status_code == 422
    assert "Choose the unit" in text_of(missing)
    assert named.status_code == 302
    assert rules_on(hub.unit.pk, date(2026, 10, 26))["screen_minutes"] is None
    assert "Which unit is it for?" not in text_of(dana.get(at(charter.uuid)))
    again = {"named": str(hub.unit.uuid)}
    assert dana.post(at(charter.uuid, "unit/"), again).status_code in (409, 422)


def test_the_page_names_its_days_and_what_its_rung_protects_from(whole, dana):
    page = text_of(dana.get(at(whole)))

    assert "Days that it names" in page
    assert "Ends, unless renewed" in page
    assert "Decided on: Skills shown" in page
    assert "Protects from the school&#x27;s bell schedule" in page
    form = text_of(dana.get(at(whole, "decides/")))
    assert "what that protects from" in form
    assert "lives on its own money" in form


def test_a_share_that_is_none_is_named_with_what_to_do(whole, dana):
    dana.post(at(whole, "measures/"), {"seen": "1", "mainstream_share": "a quarter",
              "stop_line": "Two leave."})  # fmt: skip

    assert "No share: a quarter. Write a number between 0 and 100" in text_of(
        dana.get(at(whole))
    )
