"""Snapshots: made once from the same evidence, whole, and in words for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from seedbed.apps.accounts.models import Unit
from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.mastery import archive, bridge, queries, services
from seedbed.apps.mastery.errors import NoSkillsError, NoStudentsError
from seedbed.apps.mastery.models import Snapshot

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)


def snapshot(cast, *, as_of=AS_OF):
    return services.make_snapshot(unit_id=cast.hub.pk, as_of=as_of, at=as_of)


def arrays_of(cast, **until):
    found = queries.latest_snapshot(cast.hub.pk, **until)
    assert found is not None
    return found


def test_students_without_evidence_are_in_it_and_far_skills_are_not(
    cast, skills, answer
):
    answer(cast.ana, "ratios", [1, 1, 0, 1])

    card = snapshot(cast)
    arrays = arrays_of(cast)

    assert (card.n_students, card.n_skills, card.n_attempts) == (2, 4, 4)
    assert arrays.student_ids.tolist() == [cast.ana.pk, cast.ben.pk]
    assert skills["calculus"] not in arrays.skill_ids
    assert arrays.n_attempts.sum() == 4
    assert ((arrays.low <= arrays.mastery) & (arrays.mastery <= arrays.high)).all()
    assert card.quality["auc"] is None  # two students tell nothing about quality


def test_a_far_skill_with_evidence_is_estimated(cast, skills, answer):
    answer(cast.ana, "calculus", [1])

    assert snapshot(cast).n_skills == 5


def test_right_answers_raise_mastery_and_open_what_builds_on_it(cast, skills, answer):
    answer(cast.ana, "ratios", [1] * 12)

    snapshot(cast)
    arrays = arrays_of(cast)

    ratios = arrays.skill_ids.tolist().index(skills["ratios"])
    assert arrays.is_mastered[0, ratios]
    assert arrays.mastery[0, ratios] > arrays.mastery[1, ratios]


def test_the_same_evidence_makes_one_snapshot(cast, skills, answer, monkeypatch):
    answer(cast.ana, "ratios", [1, 0])
    first = snapshot(cast)

    monkeypatch.setattr(bridge, "estimate", None)

    assert snapshot(cast) == first
    assert Snapshot.objects.count() == 1


def test_late_evidence_makes_the_snapshot_anew_in_its_place(cast, skills, answer):
    answer(cast.ana, "ratios", [1, 0])
    first = snapshot(cast)
    before = arrays_of(cast)
    answer(cast.ben, "ratios", [1, 1])

    second = snapshot(cast)
    after = arrays_of(cast)

    assert second.inputs_hash != first.inputs_hash
    assert (second.uuid, Snapshot.objects.count()) == (first.uuid, 1)
    assert after.n_attempts.sum() == before.n_attempts.sum() + 2


def test_two_snapshots_of_the_same_evidence_are_equal_bit_for_bit(cast, skills, answer):
    answer(cast.ana, "ratios", [1, 0, 1])
    snapshot(cast)
    first = bytes(Snapshot.objects.get().arrays)
    Snapshot.objects.all().delete()

    snapshot(cast)

    assert bytes(Snapshot.objects.get().arrays) == first


def test_an_earlier_cut_off_finds_the_earlier_snapshot(cast, skills, answer):
    answer(cast.ana, "ratios", [1], at=AS_OF - timedelta(days=2))
    snapshot(cast, as_of=AS_OF - timedelta(days=1))
    snapshot(cast)

    earlier = arrays_of(cast, until=AS_OF - timedelta(hours=1))

    assert earlier.as_of == AS_OF - timedelta(days=1)
    assert arrays_of(cast).as_of == AS_OF
    assert queries.latest_snapshot(cast.hub.pk, until=AS_OF - timedelta(9)) is None
    card = queries.latest_card(cast.hub.pk)
    assert card is not None
    assert card.as_of == AS_OF


def test_what_was_mastered_and_is_not_any_more_asks_to_look_again(cast, skills, answer):
    answer(cast.ana, "ratios", [1] * 15, at=AS_OF - timedelta(days=4))
    snapshot(cast, as_of=AS_OF - timedelta(days=3))
    answer(cast.ana, "ratios", [0] * 25)

    snapshot(cast)
    found = queries.snapshot_of_student(cast.ana.pk)

    assert [(line.code, line.state) for line in found.rows] == [
        ("ratios", "look_again")
    ]
    path = queries.path_of_student(cast.ana.pk)
    assert path.steps[0].state == "look_again"


def test_a_path_says_what_is_shown_now_and_next(
    cast, skills, answer, django_assert_num_queries
):
    answer(cast.ana, "ratios", [1] * 15, at=AS_OF - timedelta(days=3))
    answer(cast.ana, "statistics", [0, 1])
    snapshot(cast)
    queries.latest_snapshot(cast.hub.pk)  # from here on the arrays are kept

    with django_assert_num_queries(5):  # two of them because places are left
        path = queries.path_of_student(cast.ana.pk)

    states = {step.code: step.state for step in path.steps}
    assert states["ratios"] in ("secure", "shown")
    assert states["statistics"] == "now"
    assert {states.get("rates"), states.get("percent")} & {"ready"}
    assert (path.n_shown, path.n_under_way) == (1, 1)
    assert path.steps[0].title == "Ratios"


def test_a_path_is_as_long_as_asked_for(cast, skills, answer):
    answer(cast.ana, "ratios", [1] * 15)
    snapshot(cast)

    assert len(queries.path_of_student(cast.ana.pk, n_steps=1).steps) == 1


def test_a_students_lines_have_local_dates(cast, skills, answer):
    # 02:00 UTC on the 2nd is still the evening of the 1st in New York.
    answer(cast.ana, "ratios", [1, 0], at=datetime(2026, 10, 2, 2, tzinfo=UTC))
    snapshot(cast)

    found = queries.snapshot_of_student(cast.ana.pk)

    (line,) = found.rows
    assert (line.code, line.title, line.n_attempts) == ("ratios", "Ratios", 2)
    assert line.last_on == date(2026, 10, 1)
    assert found.as_of == AS_OF
    assert all(step.state == "ready" for step in found.frontier)


def test_before_the_first_snapshot_there_is_nothing_to_say(cast, skills):
    assert queries.path_of_student(cast.ana.pk).steps == ()
    assert queries.snapshot_of_student(cast.ana.pk).as_of is None
    assert queries.latest_card(cast.hub.pk) is None


def test_a_student_who_came_after_the_snapshot_has_no_path_yet(cast, skills):
    cast.ben.is_active = False
    cast.ben.save()
    snapshot(cast)

    assert queries.path_of_student(cast.ben.pk).steps == ()


def test_a_unit_without_students_is_told_what_to_do(cast, skills):
    empty = Unit.objects.create(name="Empty Hub")

    with pytest.raises(NoStudentsError, match="Empty Hub has no active student"):
        services.make_snapshot(unit_id=empty.pk, as_of=AS_OF, at=AS_OF)


def test_a_system_without_a_framework_is_told_what_to_do(cast):
    with pytest.raises(NoSkillsError, match="seedbed import framework FILE"):
        snapshot(cast)


def test_arrays_survive_packing_and_cannot_be_written_to():
    arrays = {
        "mastery": np.array([[0.25, np.nan]], np.float32),
        "is_mastered": np.array([[True, False]]),
    }

    found = archive.unpack(archive.pack(arrays))

    assert found["mastery"].dtype == np.float32
    np.testing.assert_array_equal(found["mastery"], arrays["mastery"])
    with pytest.raises(ValueError, match="read-only"):
        found["is_mastered"][0, 0] = False


def test_quality_is_told_once_there_are_enough_students(cast, skills, db):
    from seedbed.apps.rosters import services as rosters

    students = rosters.enroll_anonymous(
        unit_name="Large", source="set", codes=[f"c{i}" for i in range(40)], grade=6
    )
    items = curriculum.ensure_items(
        keys=[(f"i{i}", (skills["ratios"],)) for i in range(20)]
    )
    n, rng = 40 * 20, np.random.default_rng(0)
    evidence.add_attempts(
        columns=AttemptColumns(
            student_id=np.repeat(list(students.values()), 20),
            item_id=np.tile(list(items.values()), 40),
            is_correct=rng.random(n) < np.repeat(rng.random(40), 20),
            occurred_at=np.full(n, np.nan),
            ordinal=np.tile(np.arange(20), 40),
            event_id=[""] * n,
        ),
        source="set",
        at=AS_OF,
        file_name="set",
    )
    unit = Unit.objects.get(name="Large")

    card = services.make_snapshot(unit_id=unit.pk, as_of=AS_OF, at=AS_OF)

    assert card.quality["n"] == 80
    assert 0.5 < card.quality["auc"] < 1
    assert card.quality["seconds"] > 0
