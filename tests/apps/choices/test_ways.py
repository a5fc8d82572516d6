"""Pace, place and working hours hold once the one who may decide has said yes."""

import pytest
from tests.apps.choices.conftest import DURING, FRIDAY, clock

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.choices import queries, services
from seedbed.apps.choices.cards import StudentWays
from seedbed.apps.choices.errors import WayDecidedError, WayError
from seedbed.apps.choices.models import WayRequest


def ways_on(choosing, on=FRIDAY, name="Ana"):
    day = queries.chosen_day(choosing.cast.hub.pk, on)
    return day.ways.get(choosing.students[name].pk, StudentWays())


def approve(choosing, way_id):
    services.approve_way(way_id=way_id, by_id=choosing.account_id("mateo"), at=DURING)


def states():
    return list(WayRequest.objects.order_by("id").values_list("state", flat=True))


def test_a_place_holds_on_its_weekday_once_the_mentor_says_yes(choosing):
    way_id = choosing.ask()
    assert ways_on(choosing).place == ""
    (waiting,) = queries.ways_waiting(choosing.cast.hub.pk)
    assert (waiting.student, waiting.value, waiting.weekday) == (
        "Ana Alvarez",
        "home",
        4,
    )

    approve(choosing, way_id)

    assert ways_on(choosing).place == "home"
    assert ways_on(choosing, FRIDAY.replace(day=15)).place == ""
    assert queries.ways_waiting(choosing.cast.hub.pk) == ()


def test_what_was_declined_does_not_hold(choosing):
    way_id = choosing.ask()

    services.decline_way(
        way_id=way_id, by_id=choosing.account_id("mateo"), at=DURING, note="Lab day"
    )

    assert ways_on(choosing) == StudentWays()
    card = queries.my_choices(choosing.students["Ana"].pk, at=DURING).ways[0]
    assert (card.state, card.decided_by, card.note) == (
        "declined",
        "Mateo Diaz",
        "Lab day",
    )


def test_the_weekday_wins_over_every_weekday_and_a_subject_has_its_own(choosing):
    for asked in (
        {"kind": "pace", "value": "faster", "weekday": 4},
        {"kind": "pace", "value": "more_time", "weekday": -1},
        {"kind": "pace", "value": "steady", "weekday": -1, "subject": "Mathematics"},
        {"kind": "place", "value": "home", "weekday": 4, "subject": "Mathematics"},
    ):
        approve(choosing, choosing.ask(**asked))

    found = ways_on(choosing)

    assert (found.pace, found.place) == ("faster", "")
    assert found.subject_paces == {"Mathematics": "steady"}
    assert found.subject_places == {"Mathematics": "home"}
    assert ways_on(choosing, FRIDAY.replace(day=15)).pace == "more_time"


def test_a_later_approval_replaces_the_earlier_and_asking_again_the_open_one(choosing):
    approve(choosing, choosing.ask())
    choosing.ask(value="hub")
    last = choosing.ask(value="hub")
    assert ways_on(choosing).place == "home", (
        "Nothing changes before the mentor's word."
    )
    assert states() == ["approved", "ended", "asked"]

    approve(choosing, last)

    assert ways_on(choosing).place == "hub"
    assert states() == ["ended", "ended", "approved"]


def test_hours_of_work_stand_beside_each_other(choosing):
    for starts, ends in ((clock(8), clock(9)), (clock(13), clock(17))):
        approve(choosing, choosing.ask(kind="work", starts_at=starts, ends_at=ends))

    assert ways_on(choosing).work == ((480, 540), (780, 1020))


def test_where_the_unit_asks_for_no_approval_a_way_holds_at_once(choosing):
    services.set_approval(
        unit_id=choosing.cast.hub.pk, is_needed=False, by_id=choosing.leader_id
    )
    choosing.ask()
    choosing.ask(value="hub")

    assert ways_on(choosing).place == "hub"
    assert states() == ["ended", "approved"]
    assert not queries.my_choices(choosing.students["Ana"].pk, at=DURING).needs_approval


def test_a_student_withdraws_and_the_usual_way_is_back(choosing):
    way_id = choosing.ask()
    approve(choosing, way_id)

    for _twice in range(2):
        services.withdraw_way(
            way_id=way_id,
            student_id=choosing.students["Ana"].pk,
            by_id=choosing.account_id("ana"),
        )

    assert ways_on(choosing) == StudentWays()
    with pytest.raises(WayDecidedError, match="decided or withdrawn meanwhile"):
        approve(choosing, way_id)


def test_nobody_decides_for_themself_or_asks_for_another(choosing):
    way_id = choosing.ask()

    with pytest.raises(NotAllowedError):
        services.approve_way(way_id=way_id, by_id=choosing.account_id("ana"), at=DURING)
    with pytest.raises(NotAllowedError):
        services.decline_way(
            way_id=way_id, by_id=choosing.account_id("rosa"), at=DURING
        )
    with pytest.raises(NotAllowedError):
        services.withdraw_way(
            way_id=way_id,
            student_id=choosing.students["Ana"].pk,
            by_id=choosing.account_id("ben"),
        )
    with pytest.raises(NotAllowedError):
        services.set_approval(
            unit_id=choosing.cast.hub.pk,
            is_needed=False,
            by_id=choosing.account_id("mateo"),
        )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "food"}, "There is no 'food' to ask for; there are pace, place, work."),
        ({"value": "beach"}, "There is no place 'beach'; there are hub, home."),
        ({"kind": "pace", "value": "home"}, "There is no pace 'home'"),
        ({"weekday": 7}, "There is no weekday 7"),
        ({"kind": "work"}, "Say from when to when you work"),
        ({"kind": "work", "starts_at": clock(9), "ends_at": clock(9)}, "Say from when"),
    ],
)  # fmt: skip
def test_what_is_no_way_is_refused(choosing, asked, said):
    with pytest.raises(WayError, match=said):
        choosing.ask(**asked)

    assert not WayRequest.objects.exists()
