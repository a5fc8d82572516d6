"""Evidence in: each answer once, whatever order and however often it is sent."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.models import Person, Unit
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum import services as curriculum_services
from seedbed.apps.curriculum.models import Lesson
from seedbed.apps.evidence import intake, services
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.evidence.errors import (
    BadGradeError,
    TooManyRowsError,
    UnknownKeyError,
)
from seedbed.apps.evidence.models import Attempt, EvidenceImport, HeldEvidence
from seedbed.apps.rosters.models import Student
from seedbed.interop.csv_evidence import UnknownEvidenceHeaderError

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 2, 12, tzinfo=UTC)
HEADER = "student,skill,item,correct,at,event_id\n"
TWO = (
    "ana,ratios,q1,1,2026-10-01T10:00:00Z,e1\n"
    "ben,ratios;rates,q2,0,2026-10-01T10:01:00Z,e2\n"
)
SHARED = Path(__file__).resolve().parents[3] / "../shared/data/learner"


def test_answers_become_attempts_of_known_students(cast, skills, bring):
    report = bring(HEADER + TWO)

    assert (report.n_rows, report.n_new, report.n_held) == (2, 2, 0)
    assert report.source == "slips"
    first, second = Attempt.objects.order_by("event_id")
    assert first.student == cast.ana
    assert first.is_correct
    assert first.occurred_at == datetime(2026, 10, 1, 10, tzinfo=UTC)
    assert set(second.item.skills.values_list("code", flat=True)) == {
        "rates",
        "ratios",
    }


def test_a_file_imported_twice_changes_nothing_even_shuffled(skills, bring):
    rows = [
        f"{who},ratios,q{n},{n % 2},2026-10-01T10:{n:02}:00Z,\n"
        for n in range(20)
        for who in ("ana", "ben", "stranger")
    ]
    bring(HEADER + "".join(rows))
    before = list(Attempt.objects.order_by("pk").values())
    held = list(HeldEvidence.objects.order_by("pk").values())

    random.Random(3).shuffle(rows)
    report = bring(HEADER + "".join(rows))

    assert (report.n_new, report.n_duplicate, report.n_held) == (0, 40, 20)
    assert list(Attempt.objects.order_by("pk").values()) == before
    assert list(HeldEvidence.objects.order_by("pk").values()) == held


def test_the_same_event_with_another_answer_is_held_as_a_conflict(skills, bring):
    bring(HEADER + TWO)

    report = bring(HEADER + TWO.replace("q1,1", "q1,0"))

    assert (report.n_new, report.n_duplicate, report.n_conflict) == (0, 1, 1)
    (group,) = report.held_groups
    assert (group.reason, group.n, group.rows) == ("conflict", 1, (2,))
    assert group.message == (
        "1 row held: the same event was stored before with another answer, and stays "
        "as it is. Send a correction as a new event."
    )
    assert Attempt.objects.get(event_id="e1").is_correct


def test_within_one_file_the_first_of_two_contradicting_rows_stays(skills, bring):
    report = bring(
        HEADER
        + "ana,ratios,q1,1,2026-10-01T10:00:00Z,e1\n"
        + "ana,ratios,q1,1,2026-10-01T10:00:00Z,e1\n"
        + "ana,ratios,q1,0,2026-10-01T10:00:00Z,e1\n"
    )

    assert (report.n_new, report.n_duplicate, report.n_conflict) == (1, 1, 1)
    assert Attempt.objects.get().is_correct


def test_an_unknown_student_waits_until_a_roster_brings_the_name(cast, skills, bring):
    report = bring(HEADER + "cy,ratios,q1,1,2026-10-01T10:00:00Z,e1\n")
    assert report.held_groups[0].message == (
        "1 row held: no student on the roster is called 'cy'. They are used as soon "
        "as a roster brings the name."
    )
    assert services.release_held(at=AT) == 0

    cy = Person.objects.create(given_name="Cy", source="sis", sourced_id="cy")
    student = Student.objects.create(person=cy, unit=cast.hub, grade=6)

    assert services.release_held(at=AT) == 1
    assert Attempt.objects.get().student == student
    assert HeldEvidence.objects.get().released_at == AT
    assert services.release_held(at=AT) == 0


def test_many_requests_with_held_rows_are_released_with_few_queries(
    cast, skills, django_assert_max_num_queries
):
    key = services.issue_key(source="Tool", at=AT)
    for minute in range(12):
        services.receive_attempts(
            key=key,
            rows=[
                {
                    "student": "cy",
                    "skill": "ratios",
                    "correct": 1,
                    "at": f"2026-10-01T10:{minute:02}:00Z",
                }
            ],
            at=AT,
        )

    with django_assert_max_num_queries(12):
        assert services.release_held(at=AT) == 0
    cy = Person.objects.create(given_name="Cy", source="sis", sourced_id="cy")
    Student.objects.create(person=cy, unit=cast.hub, grade=6)
    assert services.release_held(at=AT) == 12
    assert Attempt.objects.count() == 12


def test_a_released_row_that_contradicts_a_stored_one_becomes_a_conflict(
    cast, skills, bring
):
    bring(HEADER + "cy,ratios,q1,1,2026-10-01T10:00:00Z,e1\n")
    bring(HEADER + "ana,ratios,q1,1,2026-10-01T10:00:00Z,e1\n")
    cy = Person.objects.create(given_name="Cy", source="sis", sourced_id="cy")
    Student.objects.create(person=cy, unit=cast.hub, grade=6)

    assert services.release_held(at=AT) == 0
    assert HeldEvidence.objects.get().reason == "conflict"


def test_an_unknown_skill_is_used_with_the_next_import_that_knows_it(skills, bring):
    bring(HEADER + "ana,algebra,q1,1,2026-10-01T10:00:00Z,e1\n")
    curriculum_services.make_framework(
        identifier="more", title="More", skills=[("algebra", "Algebra", 6, 6)]
    )

    report = bring(HEADER + TWO, name="other.csv")

    assert report.n_released == 1
    assert Attempt.objects.count() == 3


def test_answers_from_the_future_wait_for_their_time(skills, bring):
    report = bring(
        HEADER
        + "ana,ratios,q1,1,2026-10-02T12:04:00Z,e1\n"  # a clock may run a bit ahead
        + "ana,ratios,q2,1,2026-10-03T12:00:00Z,e2\n"
    )

    assert (report.n_new, report.n_held) == (1, 1)
    assert report.held_groups[0].reason == "from-the-future"
    assert services.release_held(at=AT + timedelta(days=1)) == 1


def test_answers_of_long_ago_are_taken_and_noted(skills, bring):
    report = bring(HEADER + "ana,ratios,q1,1,2026-08-01T10:00:00Z,e1\n")

    assert (report.n_new, report.n_late) == (1, 1)


def test_unreadable_rows_are_kept_whole(skills, bring):
    report = bring(HEADER + "ana,ratios,q1,maybe,2026-10-01T10:00:00Z,e1\n" + TWO)

    assert (report.n_new, report.n_held) == (2, 1)
    held = HeldEvidence.objects.get()
    assert (held.row, held.reason) == (2, "unreadable")
    assert held.message == "Correct is 'maybe'; expected 1 or 0."
    assert held.raw["item"] == "q1"


def test_a_dry_run_reports_and_leaves_no_trace(skills, bring):
    report = bring(
        HEADER + TWO + "cy,ratios,q1,1,,e9\n", dry_run=True, new_unit="Nowhere"
    )

    assert report.dry_run
    assert report.n_new == 3
    assert Attempt.objects.count() == 0
    assert EvidenceImport.objects.count() == 0
    assert not Unit.objects.filter(name="Nowhere").exists()


def test_a_refused_file_leaves_no_trace(skills, bring):
    with pytest.raises(UnknownEvidenceHeaderError):
        bring("a,b\n1,2\n")

    assert EvidenceImport.objects.count() == 0


def test_an_import_that_breaks_half_way_stores_nothing_and_can_be_sent_again(
    skills, bring, monkeypatch
):
    def break_down(*_args, **_kwargs):
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "hold", break_down)
        with pytest.raises(OSError, match="disk is full"), transaction.atomic():
            bring(HEADER + TWO)
    assert Attempt.objects.count() == 0

    assert bring(HEADER + TWO).n_new == 2


def test_a_set_of_strangers_gets_its_own_unit_skills_and_lessons(skills, bring):
    text = (
        "student,seq,item,skills,correct\n7,0,a,66,1\n7,1,b,66;ratios,0\n8,0,a,66,1\n"
    )

    report = bring(text, name="assist.csv", new_unit="Borrowed", grade=7)
    again = bring(text, name="assist.csv", new_unit="Borrowed", grade=7)

    assert (report.n_new, report.n_held) == (3, 0)
    assert (again.n_new, again.n_duplicate) == (0, 3)
    unit = accounts.unit_named("Borrowed")
    assert Student.objects.filter(unit_id=unit.id).count() == 2
    codes = curriculum.skill_ids_by_code()
    # A bare number means this source's own skill, never another framework's.
    assert "assist:66" in codes
    assert set(
        Attempt.objects.filter(item__code="b").values_list(
            "item__skills__code", flat=True
        )
    ) == {"assist:66", "ratios"}
    assert Lesson.objects.filter(skill_id=codes["assist:66"]).count() >= 6


def test_bare_numbers_of_two_sources_are_two_skills(skills, bring):
    for name in ("one.csv", "two.csv"):
        bring(
            "student,seq,item,skills,correct\n7,0,a,66,1\n",
            name=name,
            new_unit=name,
            grade=7,
        )

    skills_asked = Attempt.objects.values_list("item__skills__code", flat=True)
    assert set(skills_asked) == {"one:66", "two:66"}


def test_a_grade_that_does_not_exist_is_refused(skills, bring):
    with pytest.raises(BadGradeError, match="cannot be in grade 40"):
        bring("student,skill,correct\n7,66,1\n", new_unit="X", grade=40)


def test_statements_in_a_file_are_evidence_too(skills, bring):
    statement = {
        "id": "12345678-1234-4234-8234-123456789012",
        "actor": {"account": {"homePage": "https://school.example", "name": "ana"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://tool.example/items/" + "q" * 300},
        "result": {"success": True},
        "context": {
            "contextActivities": {
                "grouping": [
                    {"id": "https://tool.example/courses/math-6"},
                    {"id": "https://tool.example/skills/ratios"},
                ]
            }
        },
        "timestamp": "2026-10-01T10:00:00Z",
    }
    text = json.dumps(statement) + "\n" + json.dumps({"verb": {}}) + "\n"

    report = bring(text, name="day.jsonl")

    assert (report.n_new, report.n_held) == (1, 1)
    assert report.held_groups[0].rows == (2,)
    attempt = Attempt.objects.get()
    assert attempt.event_id == statement["id"]
    assert [s.code for s in attempt.item.skills.all()] == ["ratios"]
    assert len(attempt.item.code) <= 200


def test_a_student_is_known_by_e_mail(cast, skills, bring):
    Person.objects.filter(pk=cast.ana.person_id).update(email="Ana@school.example")

    report = bring(HEADER + "ana@school.example,ratios,q,1,2026-10-01T10:00:00Z,e1\n")

    assert report.n_new == 1


def test_attempts_cannot_be_changed_or_deleted(skills, bring):
    bring(HEADER + TWO)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Attempt.objects.update(is_correct=True)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Attempt.objects.all()._raw_delete("default")


def columns_of(cast, item_ids, n):
    return AttemptColumns(
        student_id=np.repeat([cast.ana.pk, cast.ben.pk], n),
        item_id=np.tile(np.array(item_ids)[np.arange(n) % len(item_ids)], 2),
        is_correct=np.arange(2 * n) % 3 > 0,
        occurred_at=AT.timestamp() - 60.0 * np.arange(2 * n),
        ordinal=np.zeros(2 * n, np.int64),
        event_id=[""] * (2 * n),
    )


def test_columns_of_known_ids_are_stored_as_they_are(cast, skills):
    items = curriculum_services.ensure_items(keys=[("q", (skills["ratios"],))])
    columns = columns_of(cast, list(items.values()), 50)

    first = services.add_attempts(columns=columns, source="demo", at=AT, file_name="d")
    again = services.add_attempts(columns=columns, source="demo", at=AT, file_name="d")

    assert (first.n_new, first.n_duplicate) == (100, 0)
    assert (again.n_new, again.n_duplicate) == (0, 100)
    stored = Attempt.objects.latest("occurred_at")
    assert stored.occurred_at == AT
    assert stored.received_at == AT


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="of one length"):
        AttemptColumns(
            student_id=np.array([1]),
            item_id=np.array([1, 2]),
            is_correct=np.array([True]),
            occurred_at=np.array([0.0]),
            ordinal=np.array([0]),
            event_id=[""],
        )


def test_columns_from_the_future_are_a_callers_mistake(cast, skills):
    items = curriculum_services.ensure_items(keys=[("q", (skills["ratios"],))])
    columns = columns_of(cast, list(items.values()), 1)

    with pytest.raises(ValueError, match="2 attempts happened after"):
        services.add_attempts(
            columns=columns, source="d", at=AT - timedelta(days=9), file_name="d"
        )


def test_a_key_opens_its_own_system_and_source(systems, cast, skills):
    key = services.issue_key(source="Tool", at=AT)
    rows = [{"student": "ana", "skill": "ratios", "correct": 1, "at": "2026-10-01"}]

    report = services.receive_attempts(key=key, rows=rows, at=AT)

    assert (report.source, report.n_new) == ("Tool", 1)


def test_a_key_needs_no_context_around_it(systems):
    with system_context(systems[1].pk):
        key = services.issue_key(source="Tool", at=AT)

    report = services.receive_attempts(key=key, rows=[{"student": "finn"}], at=AT)

    assert (report.source, report.n_held) == ("Tool", 1)
    with system_context(systems[1].pk):
        assert HeldEvidence.objects.count() == 1
    with system_context(systems[0].pk):
        assert HeldEvidence.objects.count() == 0


@pytest.mark.parametrize("key", ["", "sbk_x_y", "nonsense", "sbk_" + "0" * 32 + "_x"])
def test_an_unknown_key_opens_nothing(systems, key):
    with pytest.raises(UnknownKeyError, match="not known or has expired"):
        services.receive_attempts(key=key, rows=[], at=AT)


def test_a_key_expires(cast, skills):
    key = services.issue_key(source="Tool", at=AT, days=90)

    with pytest.raises(UnknownKeyError):
        services.receive_attempts(key=key, rows=[], at=AT + timedelta(days=91))


def test_too_many_rows_are_refused(cast, skills):
    key = services.issue_key(source="Tool", at=AT)

    with pytest.raises(TooManyRowsError, match="10,001 rows"):
        services.receive_attempts(key=key, rows=[{}] * 10_001, at=AT)


def test_evidence_of_one_system_is_not_seen_by_another(systems, skills, bring, cast):
    bring(HEADER + TWO)
    assert Attempt._base_manager.count() in (2,)
    assert set(Attempt.objects.values_list("system_id", flat=True)) == {
        cast.riverside.pk
    }


@pytest.mark.slow
@pytest.mark.shared_data
def test_a_real_set_comes_in_whole_and_only_once(systems):
    path = SHARED / "assist09.parquet"
    if not path.exists():
        pytest.skip("the shared learner sets are not here")
    seen = []
    with system_context(systems[0].pk):
        for expected in ((278_336, 0), (0, 278_336)):
            report = services.import_evidence(
                path=path,
                file_name=path.name,
                by_id=None,
                at=AT,
                new_unit="Assist",
                progress=lambda done, total: seen.append((done, total)),
            )
            assert (report.n_new, report.n_duplicate) == expected
            assert report.n_held == 0
        assert Student.objects.count() == 3_114
    assert seen[-1] == (278_336, 278_336)
