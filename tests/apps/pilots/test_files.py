"""Files that people bring: what is wrong is named by row, and nothing is half-saved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.pilots.conftest import AT, STARTS_ON

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.errors import (
    BadListError,
    NotInPilotError,
    PilotNotDrawnError,
    ScoresAppliedError,
    UnreadableScoresError,
)
from seedbed.apps.pilots.models import Participation, PilotOutcome, ScoreFile
from seedbed.apps.rosters.models import Student
from seedbed.engines.evaluation.errors import (
    OverlappingArmsError,
    StudentInTwoArmsError,
)

ON = STARTS_ON + timedelta(days=4)


@pytest.fixture
def code(hub):
    """Return a function that gives the id by which a file names a student."""
    uuids = dict(Student.objects.values_list("pk", "person__uuid"))
    return lambda room, seat=0: str(uuids[hub.rooms[f"Room {room}"][seat]])


def staged(hub, pilot, *rows, look=1, head="student,score,date"):
    uuid = services.stage_scores(
        pilot=pilot, look=look, data="\n".join([head, *rows]).encode(),
        file_name="week1.csv", on=ON, by_id=hub.dana, at=AT,
    )  # fmt: skip
    return queries.score_file(uuid)


def listed(hub, pilot, *rows, head="student,group,arm,consent,pretest"):
    data = "\n".join([head, *rows]).encode()
    return services.bring_list(pilot=pilot, data=data, by_id=hub.dana)


def test_each_bad_row_is_named_with_what_is_wrong_and_the_good_can_be_saved(
    hub, running, code
):
    found = staged(
        hub, running,
        f"{code(1)},3,2026-09-08",
        "nobody,4,",
        f"{code(2)},four,",
        f"{code(3)},nan,",
        f"{code(4)},2,2026-09-01",
        f"{code(5)},2,2026-12-24",
        f"{code(1)},5,",
        f"{code(6)},1,someday",
        f"{code(7)},1",
    )  # fmt: skip

    assert [(one["row"], one["what"]) for one in found.problems] == [
        (3, "stranger"),
        (4, "unreadable"),
        (5, "no-number"),
        (6, "before-start"),
        (7, "future"),
        (8, "twice"),
        (9, "unreadable"),
    ]
    assert found.n_rows == 2
    assert not PilotOutcome.objects.exists()
    assert services.apply_scores(scores=found.uuid, by_id=hub.dana, at=AT) == 2
    with pytest.raises(ScoresAppliedError):
        services.apply_scores(scores=found.uuid, by_id=hub.dana, at=AT)


def test_a_file_whose_student_is_gone_meanwhile_saves_nothing_at_all(
    hub, running, code
):
    found = staged(hub, running, f"{code(1)},3", f"{code(2)},4", head="student,score")
    Participation.objects.filter(student_id=hub.rooms["Room 2"][0]).delete()

    with pytest.raises(NotInPilotError):
        services.apply_scores(scores=found.uuid, by_id=hub.dana, at=AT)

    assert not PilotOutcome.objects.exists()
    assert ScoreFile.objects.get().applied_at is None


def test_scores_of_a_week_that_was_not_planned_are_not_even_checked(hub, running, code):
    with pytest.raises(NotInPilotError, match="look 9 was not planned"):
        staged(hub, running, f"{code(1)},3", look=9)


def test_a_pretest_may_come_before_the_draw_and_a_week_may_not(hub, registered, code):
    found = staged(hub, registered, f"{code(1)},7", look=0, head="student,score")
    services.apply_scores(scores=found.uuid, by_id=hub.dana, at=AT)

    member = Participation.objects.get(student_id=hub.rooms["Room 1"][0])
    assert member.pretest == 7.0
    with pytest.raises(PilotNotDrawnError):
        staged(hub, registered, f"{code(1)},7")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "not text in UTF-8"),
        (b"name;points\n", "no column named student"),
        (b"student\n1\n", "no column named score"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_that_is_none_is_refused(hub, running, data, words):
    with pytest.raises(UnreadableScoresError, match=words):
        services.stage_scores(
            pilot=running, look=1, data=data, file_name="x", on=ON, by_id=hub.dana,
            at=AT,
        )  # fmt: skip


def test_a_list_says_who_is_in_with_consent_and_pretest(hub, draft, code):
    n = listed(
        hub, draft, f"{code(1)},6A,,yes,3", f"{code(2)},6B,,no,", f"{code(3)},6A,,sí,4"
    )

    rows = Participation.objects.order_by("student_id").values_list(
        "cluster__name", "has_consent", "pretest"
    )
    assert n == 3
    assert list(rows) == [("6A", True, 3.0), ("6B", False, None), ("6A", True, 4.0)]


def test_a_list_with_a_bad_row_changes_nothing_and_names_it(hub, registered, code):
    with pytest.raises(BadListError, match="rows of the list cannot be used: 3, 4"):
        listed(
            hub, registered, f"{code(1)},6A,,yes,3", "nobody,6A,,yes,3",
            f"{code(2)},6A,,perhaps,3", f"{code(3)},6A,,yes,three",
            f"{code(4)},6A,pilot,yes,3",
        )  # fmt: skip

    assert Participation.objects.count() == 24


def test_only_a_matched_pilot_knows_its_arms_before_it_starts(hub, draft, code):
    with pytest.raises(BadListError) as refused:
        listed(hub, draft, f"{code(1)},,pilot,yes,3")
    assert refused.value.data["problems"][0]["what"] == "arm-drawn"

    services.choose_design(pilot=draft, design="matched", by_id=hub.dana)
    listed(hub, draft, f"{code(1)},,pilot,yes,3", f"{code(2)},,comparison,yes,3")
    assert Participation.objects.filter(takes_part=True).count() == 1
    with pytest.raises(BadListError) as refused:
        listed(hub, draft, f"{code(1)},,both,yes,3")
    assert refused.value.data["problems"][0]["what"] == "arm"


def test_a_group_in_both_arms_is_refused_and_who_was_in_stays(hub, draft, code):
    services.choose_design(pilot=draft, design="matched", by_id=hub.dana)
    listed(hub, draft, f"{code(1)},6A,pilot,yes,3")

    with pytest.raises(OverlappingArmsError, match="6A is in pilot and comparison"):
        listed(hub, draft, f"{code(1)},6A,pilot,yes,3", f"{code(2)},6A,comparison,yes,")
    with pytest.raises(StudentInTwoArmsError, match="1 student would count in two"):
        listed(hub, draft, f"{code(1)},6A,pilot,yes,3", f"{code(1)},6B,comparison,yes,")

    assert Participation.objects.count() == 1


def test_an_empty_list_enrols_nobody(hub, draft):
    with pytest.raises(UnreadableScoresError, match="no row"):
        listed(hub, draft)
