"""The page of what works: findings with their ranges, what is hidden, the unit's rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.web.effect_cards import PEER, PROJECT, REPORT, RULE, pair

from seedbed.apps.trials import queries, services
from seedbed.apps.trials.cards import DrawCard, DrawnSkill, LotteryCard, WayCard
from seedbed.web.leader import effect_words

PAGE = "/what-works/"


@pytest.fixture
def shown(stage: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let the page show a hand-made report, and record what is changed."""
    found: dict[str, Any] = {"report": REPORT, "asked": {}}
    monkeypatch.setattr(queries, "latest_report", lambda _unit_id: found["report"])
    monkeypatch.setattr(queries, "lottery_of", lambda _unit_id: RULE)
    return found


def page_of(client: Any) -> str:
    return str(client.get(PAGE).content.decode())


def test_the_clear_difference_is_the_finding(sign_in: Any, shown: Any):
    page = page_of(sign_in("dana"))

    assert "Project: 12 more pass in 100 than with Work together" in page
    assert "12 more in 100 with Project than with Work together" in page
    assert "Between 8 and 16 more. Seats: 1,204." in page
    assert "1 other pair shows no clear difference." in page


def test_without_a_clear_pair_the_page_says_so(sign_in: Any, shown: Any):
    shown["report"] = replace(REPORT, contrasts=(pair(0.01),))

    page = page_of(sign_in("dana"))

    assert "No way is clearly better than another so far" in page


def test_each_way_says_its_range_and_for_how_many(sign_in: Any, shown: Any):
    page = page_of(sign_in("dana"))

    assert "Project: 69 in 100, between 63 and 75; expected before: 60." in page
    assert "Seats: 310; students: 84." in page
    assert 'aria-label="Ratios. Work together: 57 in 100, between 50 and 64;' in page


def test_fewer_than_ten_students_are_named_and_not_shown(sign_in: Any, shown: Any):
    page = page_of(sign_in("dana"))

    assert "fewer than ten students or too few draws: Live lesson." in page
    assert "Too few students so far to say anything of:" in page
    assert "Functions." in page
    assert "Live lesson: " not in page


def test_ways_that_no_lottery_held_are_named(sign_in: Any, shown: Any):
    page = page_of(sign_in("dana"))

    sentence = "No lottery has held these ways, so nothing is said of them: "
    assert f"{sentence}Tutoring, Online activity, On your own." in page


def test_what_the_numbers_rest_on_is_counted(sign_in: Any, shown: Any):
    page = page_of(sign_in("dana"))

    for said in ("4,200", "an adult changed the seat", "160", "no exit slip", "1,500"):
        assert said in page


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("n_missing", "3 draws have no logged chance, so they teach nothing."),
        ("n_not_one", "3 draws have chances that do not add up to one."),
        ("n_too_small", "3 draws gave a way less than 2 chances in 100"),
    ],
)
def test_refused_draws_are_named_by_their_cause(
    sign_in: Any, shown: Any, cause: str, sentence: str
):
    shown["report"] = replace(REPORT, counts={**REPORT.counts, cause: 3})

    page = page_of(sign_in("dana"))

    assert sentence in page
    assert "They were left out." in page


def test_a_report_that_was_refused_shows_no_number(sign_in: Any, shown: Any):
    shown["report"] = replace(
        REPORT, refusal="Way 2 was drawn too often.", effects=(), contrasts=()
    )

    page = page_of(sign_in("dana"))

    assert "does not fit what was logged" in page
    assert "Way 2 was drawn too often." in page
    assert "How many in 100" not in page


def test_before_the_first_report_the_page_says_when_it_comes(sign_in: Any, shown: Any):
    shown["report"] = None

    assert "Nothing can be said yet." in page_of(sign_in("dana"))


def test_simulated_students_are_called_simulated(sign_in: Any, shown: Any, cast: Any):
    assert "was invented" not in page_of(sign_in("dana"))
    type(cast.riverside).objects.filter(pk=cast.riverside.pk).update(is_simulated=True)

    assert "These students are simulated" in page_of(sign_in("dana"))


def test_a_leader_changes_the_lottery(sign_in: Any, stage: Any, cast: Any):
    client = sign_in("dana")

    answer = client.post(
        "/what-works/lottery/", {"tolerance": "5", "floor": "10"}, follow=True
    )

    assert "Saved. The next plan is drawn by it." in answer.content.decode()
    assert queries.lottery_of(cast.hub.pk) == LotteryCard(
        is_on=False, tolerance=0.05, floor=0.1
    )


def test_a_number_out_of_range_comes_back_with_the_reason(sign_in: Any, stage: Any):
    answer = sign_in("dana").post(
        "/what-works/lottery/", {"is_on": "1", "tolerance": "90", "floor": "3"}
    )

    assert answer.status_code == 422
    assert "must lie between 0 and 0.5" in answer.content.decode()


@pytest.mark.parametrize("number", ["", "abc", "nan"])
def test_what_is_no_number_is_not_found(sign_in: Any, stage: Any, number: str):
    answer = sign_in("dana").post(
        "/what-works/lottery/", {"tolerance": number, "floor": "3"}
    )

    assert answer.status_code == (422 if number == "nan" else 404)


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 404), ("rosa", 404), ("dana", 200), ("", 302)]
)
def test_leaders_alone_see_it(sign_in: Any, shown: Any, who: str, status: int):
    assert sign_in(who).get(PAGE).status_code == status


def test_it_speaks_spanish(sign_in: Any, shown: Any):
    client = sign_in("dana")
    client.cookies["django_language"] = "es"

    page = page_of(client)

    assert "Lo que funciona" in page
    assert "12 más de cada 100 la superan que con" in page


def test_a_draw_behind_a_students_day_is_said_with_its_chances():
    ways = tuple(
        WayCard(way=way, gain=1.0, mean=1.0, sd=0.1, propensity=p)
        for way, p in ((PEER, 0.25), (PROJECT, 0.75))
    )
    draw = DrawCard(
        student_id=1,
        skill_id=5,
        family="Ratios",
        ways=ways,
        drawn=PROJECT,
        expected=0.5,
        tolerance=0.02,
    )
    drawn = (
        DrawnSkill(code="6.A", title="Ratios", draw=draw),
        DrawnSkill(code="6.B", title="Unit rates", draw=draw),
    )

    (line,) = effect_words.draw_lines(drawn, skill_codes=frozenset({"6.A"}))

    assert (line.skill, line.chosen) == ("Ratios", "Project")
    assert line.chances == "Work together 25 in 100, Project 75 in 100"


def test_the_leader_sees_the_draws_behind_a_students_day(
    sign_in: Any, stage: Any, cast: Any, monkeypatch: Any
):
    seats = tuple(replace(seat, skill_code="6.A") for seat in stage["day"].seats)
    stage["day"] = replace(stage["day"], seats=seats)
    ways = (WayCard(way=PEER, gain=1.0, mean=1.0, sd=0.1, propensity=1.0),)
    draw = DrawCard(
        student_id=cast.ana.pk,
        skill_id=5,
        family="Ratios",
        ways=ways,
        drawn=PEER,
        expected=0.5,
        tolerance=0.02,
    )
    drawn = (DrawnSkill(code="6.A", title="Unit rates", draw=draw),)
    monkeypatch.setattr(queries, "draws_of_student", lambda *_: drawn)

    page = sign_in("dana").get(f"/plan/2026-10-14/students/{cast.ana.pk}/")

    assert "What the draw chose" in page.content.decode()
    assert "The draw chose: Work together." in page.content.decode()


def test_the_service_is_asked_for_shares(sign_in: Any, stage: Any, monkeypatch: Any):
    asked: dict[str, Any] = {}
    monkeypatch.setattr(services, "set_lottery", lambda **given: asked.update(given))

    sign_in("dana").post(
        "/what-works/lottery/", {"is_on": "1", "tolerance": "2.5", "floor": "3"}
    )

    assert (asked["is_on"], asked["tolerance"], asked["floor"]) == (True, 0.025, 0.03)
