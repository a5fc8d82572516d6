"""The page of what a unit works with: each form keeps, or says why not."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seedbed.apps.scheduling import queries
from seedbed.apps.scheduling.models import Room
from seedbed.apps.scheduling.services import set_up_unit

BELLS = {
    "runs_on": ["0", "1"],
    "block": ["0", "0", "0"],
    "title": ["Morning", "Lunch", ""],
    "kind": ["learning", "lunch", "learning"],
    "starts": ["09:00", "10:00", ""],
    "minutes": ["50", "30", ""],
}


@pytest.fixture
def unit(cast, sign_in):
    """Return the hub with what was assumed."""
    set_up_unit(unit_id=cast.hub.pk)
    return cast.hub


def send(sign_in, what, form, who="dana"):
    return sign_in(who).post(f"/unit/{what}/", form, follow=True)


def frame(unit):
    return queries.unit_frame(unit.pk, since=date(2026, 1, 1))


def test_the_leader_reads_all_of_it_in_few_queries(sign_in, unit):
    client = sign_in("dana")
    client.get("/unit/")

    with CaptureQueriesContext(connection) as made:
        shown = client.get("/unit/").content.decode()

    assert "These bells were assumed" in shown
    assert "Commons" in shown
    assert "Clara Cho" in shown
    assert len(made) <= 15, "three of them frame the request"


def test_bells_are_kept_and_an_empty_title_takes_a_block_away(sign_in, unit):
    shown = send(sign_in, "bells", BELLS).content.decode()

    assert "The bells are kept" in shown
    assert [b.title for b in frame(unit).blocks] == ["Morning", "Lunch"]
    assert frame(unit).weekdays == (0, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"starts": ["09:00", "09:10", ""]}, "Two blocks run at the same time"),
        ({"minutes": ["fifty", "30", ""]}, "Say when Morning begins"),
        ({"runs_on": []}, "a weekday on which it runs"),
        ({"minutes": ["500", "30", ""]}, "out of reach"),
    ],
)
def test_bells_that_cannot_be_are_refused_with_all_that_was_typed(
    sign_in, unit, change, words
):
    answer = send(sign_in, "bells", BELLS | change)

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert 'value="Morning"' in shown
    assert len(frame(unit).blocks) > 2


@pytest.mark.parametrize(
    ("what", "form", "words"),
    [
        ("close", {"first": "2026-11-26", "reason": "Thanksgiving"}, "is planned."),
        ("room", {"name": "Studio", "seats": "12"}, "Studio is kept."),
        ("hours", {"adult": "cho"}, "Kept."),
        ("reach", {"adult": "cho", "low": "6", "high": "8"}, "Kept."),
        ("mentor", {"student": "Ana Alvarez", "adult": "cho"}, "with that mentor now"),
        (
            "right",
            {"student": "Ana Alvarez", "kind": "quiet"},
            "Every plan from now on",
        ),
    ],
)
def test_each_form_keeps_its_piece(sign_in, cast, unit, what, form, words):
    if form.get("adult"):
        form = form | {"adult": cast.cho.pk}

    assert words in send(sign_in, what, form).content.decode()


@pytest.mark.parametrize(
    ("what", "form", "words"),
    [
        ("close", {"reason": "Snow"}, "Say on which day."),
        ("close", {"first": "2026-11-26"}, "Say why there is no school."),
        ("room", {"seats": "3"}, "Say what the room is called."),
        ("room", {"name": "Studio", "seats": "many"}, "in digits"),
        ("room", {"name": "commons", "seats": "3"}, "of that name already"),
        ("hours", {"adult": "1", "weekdays": "0"}, "Say from when to when"),
        ("right", {"student": "Nobody", "kind": "quiet"}, "Nobody"),
        (
            "right",
            {"student": "Ana Alvarez", "kind": "extra_time", "amount": "x"},
            "1.5",
        ),
        ("mentor", {"student": "Nobody", "adult": "1"}, "Nobody"),
    ],
)
def test_what_is_missing_is_said(sign_in, unit, what, form, words):
    answer = send(sign_in, what, form)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_was_kept_is_taken_back(sign_in, cast, unit):
    send(sign_in, "close", {"first": "2099-11-26", "reason": "Thanksgiving"})
    send(
        sign_in, "right", {"student": "Ana Alvarez", "kind": "service", "amount": "60"}
    )
    send(sign_in, "room", {"name": "Studio", "seats": "12"})
    found = frame(unit)
    reach = next(a for a in found.adults if a.reaches).reaches[0]

    send(sign_in, "open", {"closure": found.closures[0].id})
    send(sign_in, "end-right", {"right": found.accommodations[0].id})
    send(sign_in, "drop-room", {"room": Room.objects.get(name="Studio").pk})
    send(sign_in, "drop-reach", {"reach": reach.id})

    left = frame(unit)
    assert (left.closures, left.accommodations) == ((), ())
    assert "Studio" not in [room.name for room in left.rooms]
    assert reach not in [r for a in left.adults for r in a.reaches]


@pytest.mark.parametrize("who", ["clara", "rosa", "ana"])
def test_nobody_else_opens_or_changes_it(sign_in, unit, who):
    assert sign_in(who).get("/unit/").status_code == 404
    assert (
        send(sign_in, "room", {"name": "X", "seats": "1"}, who=who).status_code == 404
    )


def test_an_unknown_change_or_somebody_elses_row_is_not_there(sign_in, unit):
    assert send(sign_in, "magic", {}).status_code == 404
    assert send(sign_in, "drop-room", {"room": "999999"}).status_code == 404
    assert send(sign_in, "right", {"kind": "wings"}).status_code == 404
