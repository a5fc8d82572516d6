"""Choices in words: one whole sentence for every reason, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from seedbed.apps.choices.cards import MeetingTime, WayCard
from seedbed.web.kit import choosing

TITLES = [("Chess", "Ajedrez"), ("Choir", "Coro"), ("Film", "Cine")]
#: Each reason the choices app stores, and what English and Spanish make of it.
REASONS = [
    ({"got": True, "kind": "turn", "turn": 1, "n": 3}, "You were drawn 1 of 3, and a seat was open.", "número 1 de 3"),
    ({"got": True, "kind": "round", "round": 2}, "A seat was open at your turn in round 2.", "ronda 2"),
    ({"got": True, "kind": "price", "price": 0.4}, "A seat cost 0.40 of your budget of about 1 point.", "0.40"),
    ({"got": True, "kind": "together"}, "You and those you asked to be with have it.", "acompañaran"),
    ({"got": True, "kind": "share", "share": 0.875}, "What you got is worth 88 % of the best you could have had alone.", "88 %"),
    ({"got": True, "kind": "drawn", "turn": 1, "n": 3}, "You were drawn 1 of 3 in the public lottery.", "sorteo público"),
    ({"got": True, "kind": "moved-up"}, "A seat became free, and you were next on the waiting list.", "lista de espera"),
    ({"got": False, "kind": "prerequisite", "skills": ["Ratios", "Rates"]}, "It builds on “Ratios”, “Rates”, which you have not shown yet.", "“Ratios”, “Rates”"),
    ({"got": False, "kind": "at-work"}, "It meets while you are at work.", "trabajas"),
    ({"got": False, "kind": "not-held", "minimum": 4}, "It is not held: it needs at least 4 students.", "4 estudiantes"),
    ({"got": False, "kind": "clash-kept", "titles": TITLES}, "It meets at the same time as Chess, Choir and Film, which you want at least as much.", "Ajedrez, Coro y Cine"),
    ({"got": False, "kind": "clash", "titles": TITLES[:1]}, "It meets at the same time as Chess; you can ask to trade.", "Ajedrez"),
    ({"got": False, "kind": "load", "n_held": 1}, "You have the 1 seat that you can have in this round.", "1 lugar"),
    ({"got": False, "kind": "no-seats"}, "It has no seats.", "No tiene lugares"),
    ({"got": False, "kind": "full-turn", "n_seats": 1, "turn": 3, "n": 3}, "Its 1 seat was taken. You were drawn 3 of 3.", "1 lugar"),
    ({"got": False, "kind": "full-drawn", "n_seats": 2, "turn": 3, "n": 3}, "All 2 seats were taken. You were drawn 3 of 3 in the public lottery.", "2 lugares"),
    ({"got": False, "kind": "full-round", "n_seats": 2, "round": 1}, "All 2 seats were taken. The last one went in round 1, before your turn for it.", "ronda 1"),
    ({"got": False, "kind": "full-price", "n_seats": 2, "price": 0.75}, "All 2 seats were taken. At 0.75 points it did not fit into your budget.", "0.75"),
    ({"got": False, "kind": "full-share", "n_seats": 2, "share": 0.5}, "it; what you got is worth 50 % of the best you could have had alone.", "50 %"),
    ({"got": False, "kind": "full-share", "n_seats": 2, "share": 0.0}, "share would have dropped more without it.", "habrían perdido más."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "english", "spanish"), REASONS, ids=lambda x: str(x)[:40]
)
def test_every_reason_is_one_sentence_in_both_languages(reason, english, spanish):
    assert choosing.why(reason).endswith(english)
    with translation.override("es"):
        said = choosing.why(reason)

    assert spanish in said
    assert "%(" not in said


def test_a_reason_that_nobody_knows_says_nothing():
    assert choosing.why({}) == ""
    assert choosing.why({"got": False, "kind": "weather"}) == ""


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ([], ""),
        ([MeetingTime(d, 780, 825) for d in range(5)], "Monday to Friday 1:00 to 1:45"),
        ([MeetingTime(0, 780, 825), MeetingTime(2, 780, 825)], "Mon, Wed 1:00 to 1:45"),
        ([MeetingTime(0, 540, 600), MeetingTime(2, 780, 825)], "Mon 9:00 to 10:00; Wed 1:00 to 1:45"),
    ],
)  # fmt: skip
def test_meetings_at_one_time_are_said_once(meetings, said):
    assert choosing.times(meetings) == said


def test_a_way_reads_in_spanish():
    card = WayCard(
        id=1, student_id=1, student="Ana", kind="place", subject="", weekday=4,
        value="home", starts=0, ends=0, why="", state="asked",
        asked_at=datetime(2026, 10, 5, tzinfo=UTC), decided_by="", note="",
    )  # fmt: skip
    work = replace(card, kind="work", weekday=-1, starts=780, ends=1020)

    with translation.override("es"):
        assert choosing.way(card) == "En casa, cada viernes"
        assert choosing.way(work) == "En el trabajo de 1:00 a 5:00, todos los días"
