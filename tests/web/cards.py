"""Hand-made cards: one day of Ana's, one plan of the hub, one import, all invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from seedbed.apps.mastery.cards import StepCard, StudentPath
from seedbed.apps.rosters.cards import ImportLine, ImportReport, ProblemGroup
from seedbed.apps.scheduling.cards import (
    AlternativeCard,
    Check,
    Choice,
    Decision,
    DecisionRow,
    FairnessRow,
    HistoryEntry,
    LimitBar,
    LoadSlot,
    PlanReview,
    SeatCard,
    StudentDay,
)
from seedbed.apps.scheduling.queries.stored import DayStatusCard

ON = date(2026, 10, 14)
MADE_AT = datetime(2026, 10, 14, 0, 4, tzinfo=UTC)
IMPORT = UUID("6f1d2c3b-0000-4000-8000-000000000001")


def seat(
    ordinal: int, starts: int, minutes: int, modality: str, title: str, **more: Any
) -> SeatCard:
    """Return one block of a day."""
    values: dict[str, Any] = {
        "seat_id": ordinal,
        "block_ordinal": ordinal,
        "block_kind": "learning",
        "starts": starts,
        "minutes": minutes,
        "modality": modality,
        "title": title,
        "skill_code": "",
        "adult": "",
        "room": "",
        "place": "hub",
        "n_others": 0,
        "origin": "plan",
        "is_locked": False,
        "reason": {},
        "expected_success": None,
    }
    return SeatCard(**(values | more))


def ana_day(on: date = ON, **more: Any) -> StudentDay:
    """Return Ana's published day of eleven blocks, 8:30 to 2:20."""
    seats = (
        seat(1, 510, 15, "mentor", "Check-in", adult="Mateo Diaz", room="Table C", origin="fixed", reason={"key": "mentor-day"}),
        seat(2, 525, 40, "online", "Compare ratios with tables", room="Commons", reason={"key": "next-step", "skill": "Ratio tables", "after": "Unit rates", "after_on": "2026-10-13"}),
        seat(3, 565, 40, "peer", "Scale the recipe", n_others=2, room="Table C", reason={"key": "practice", "skill": "Unit rates", "n_answers": 6}),
        seat(4, 605, 15, "break", ""),
        seat(5, 620, 40, "live", "Percent as a rate per 100", adult="Clara Cho", n_others=6, room="Room 2", reason={"key": "group", "skill": "Percent", "n_ready": 7}),
        seat(6, 660, 40, "project", "Map our creek", room="Maker corner", n_others=4, reason={"key": "ready", "skill": "Scale drawings"}),
        seat(7, 700, 40, "lunch", ""),
        seat(8, 740, 50, "elective", "Beekeeping", adult="Ada Okafor", room="Roof garden", origin="chosen", reason={"key": "chosen"}),
        seat(9, 790, 40, "independent", "Read a graph of two quantities", room="Commons", reason={"key": "stretch", "skill": "Graphs", "grade": 7}),
        seat(10, 830, 30, "study", "Supervised study", room="Commons", reason={"key": "study"}),
    )  # fmt: skip
    values: dict[str, Any] = {
        "student_id": 1,
        "first_name": "Ana",
        "name": "Ana Alvarez",
        "unit": "Riverside Hub",
        "mentor": "Mateo Diaz",
        "on": on,
        "status": "published",
        "note": "",
        "published_at": MADE_AT,
        "seats": seats,
    }
    return StudentDay(**(values | more))


def empty_day(on: date = ON) -> StudentDay:
    """Return a day without plan or standing schedule."""
    return replace(ana_day(on), seats=(), status="none", published_at=None)


def ana_path() -> StudentPath:
    """Return six steps in every state."""
    steps = (
        ("Ratio language", "secure"),
        ("Unit rates", "shown"),
        ("Ratio tables", "now"),
        ("Percent as a rate", "ready"),
        ("Add fractions", "look_again"),
        ("Percent problems", "later"),
    )
    return StudentPath(
        steps=tuple(StepCard(code=t, title=t, state=s) for t, s in steps),
        n_shown=2,
        n_under_way=1,
    )


def _slot(starts: int, title: str, modality: str, **more: Any) -> dict[str, Any]:
    return {
        "starts": starts,
        "minutes": 40,
        "title": title,
        "modality": modality,
        **more,
    }


def absence() -> Decision:
    """Return a decision that stops publication: a teacher is out."""
    rows = tuple(
        DecisionRow(
            student_id=None,
            who="",
            detail=title,
            data={"n_students": n},
            was=_slot(at, "Clara Cho", "live", room="Room 2"),
            becomes=_slot(at, "Sam Bell", "live", room="Room 4"),
        )
        for n, title, at in (
            (9, "Linear equations A", 620),
            (5, "Linear equations B", 660),
        )
    )
    return Decision(
        id="absence:1",
        severity="must",
        kind="absence",
        data={"staff": "Clara Cho", "n_sessions": 2, "n_students": 14},
        rows=rows,
        choices=(
            Choice(value="use_substitute", key="use-substitute", data={"substitute": "Sam Bell"}),
            Choice(value="plan_again", key="plan-again"),
            Choice(value="study", key="study"),
        ),
    )  # fmt: skip


def far_from_grade() -> Decision:
    """Return a decision worth a look: three students work far from their grade."""
    rows = tuple(
        DecisionRow(
            student_id=i,
            who=who,
            detail=skill,
            was={"grade": e},
            becomes={"grade": w},
            data={"grade": e, "skill_grade": w, "n_answers": n, "is_approved": True},
        )
        for i, who, skill, n, e, w in (
            (1, "Ana Alvarez", "Slope of a line", 34, 6, 8),
            (2, "Ben Brook", "Equal parts of a whole", 11, 6, 4),
            (3, "Sam Keita", "Ratio language", 1, 8, 6),
        )
    )
    return Decision(
        id="far-1",
        severity="look",
        kind="far_from_grade",
        data={},
        rows=rows,
        choices=(Choice(value="keep", key="keep"), Choice(value="hold", key="hold")),
    )


def study() -> Decision:
    """Return a decision worth a look with many rows and no choice."""
    rows = tuple(
        DecisionRow(
            student_id=i,
            who=f"Student {i}",
            detail="",
            data={"grade": 6, "n_blocks": 2},
        )
        for i in range(1, 9)
    )
    return Decision(
        id="study-1",
        severity="look",
        kind="left_in_study",
        data={},
        rows=rows,
        choices=(),
    )


def plan_review(unit_id: int = 1, on: date = ON, **more: Any) -> PlanReview:
    """Return a draft with one decision that stops it and two worth a look."""
    shape = [
        (510, 15),
        (525, 40),
        (565, 40),
        (605, 15),
        (620, 40),
        (660, 40),
        (700, 40),
        (740, 50),
        (790, 40),
        (830, 30),
    ]
    kinds = {
        "mentor": [150, 0, 0, 0, 6, 8, 0, 0, 10, 0],
        "live": [0, 58, 52, 0, 64, 49, 0, 0, 40, 0],
        "tutoring": [0, 8, 8, 0, 10, 8, 0, 0, 8, 0],
        "peer": [0, 40, 46, 0, 44, 48, 0, 0, 46, 30],
        "online": [62, 60, 58, 0, 52, 56, 0, 30, 60, 90],
        "project": [0, 26, 28, 0, 20, 23, 0, 0, 26, 40],
        "independent": [0, 20, 20, 0, 16, 20, 0, 10, 22, 30],
        "elective": [0, 0, 0, 0, 0, 0, 0, 172, 0, 0],
        "study": [0, 0, 0, 0, 0, 0, 0, 0, 0, 22],
        "break": [0, 0, 0, 212, 0, 0, 0, 0, 0, 0],
        "lunch": [0, 0, 0, 0, 0, 0, 212, 0, 0, 0],
    }
    load = tuple(
        LoadSlot(
            starts=at, minutes=m, counts={k: v[i] for k, v in kinds.items() if v[i]}
        )
        for i, (at, m) in enumerate(shape)
    )
    checks = (
        Check(key="everyone_placed", severity="must", data={"n": 198, "of": 212}),
        Check(key="close_to_grade", severity="look", data={"n": 3}),
        Check(key="screen", severity="look", data={"n": 4}),
        Check(key="seats", severity="ok", data={}),
        Check(key="largest_group", severity="ok", data={"value": 12}),
        Check(key="accommodations", severity="ok", data={"n": 31, "of": 31}),
        Check(key="mentor_seen", severity="ok", data={"n": 212, "of": 212}),
        Check(key="no_repeat", severity="ok", data={}),
        Check(key="group_spread", severity="ok", data={}),
        Check(key="choices_kept", severity="ok", data={"n": 187, "of": 187}),
    )
    values: dict[str, Any] = {
        "unit_id": unit_id,
        "unit": "Riverside Hub",
        "on": on,
        "status": "draft",
        "origin": "plan",
        "note": "",
        "version": 3,
        "made_at": MADE_AT,
        "published_at": None,
        "published_by": "",
        "n_students": 212,
        "n_staff": 19,
        "n_attempts": 4812,
        "n_hub": 131,
        "n_home": 81,
        "late_sources": ({"name": "Practice export", "age_hours": 26.0},),
        "figures": {"expected_gain": 312.4, "standing_gain": 141.0, "greedy_gain": 287.9, "upper_bound": 318.2},
        "decisions": (absence(), far_from_grade(), study()),
        "checks": checks,
        "load": load,
        "limits": (
            LimitBar(key="hub_seats", used=86, limit=96),
            LimitBar(key="largest_group", used=12, limit=12),
            LimitBar(key="devices", used=61, limit=64),
        ),
        "fairness": (
            FairnessRow(key="language", n_students=58, low=34, median=57, high=76),
            FairnessRow(key="accommodations", n_students=31, low=40, median=61, high=80),
            FairnessRow(key="hub", n_students=131, low=36, median=56, high=74),
            FairnessRow(key="home", n_students=81, low=24, median=43, high=62),
        ),
        "live_median": 52.0,
    }  # fmt: skip
    return PlanReview(**(values | more))


def day_status(**more: Any) -> DayStatusCard:
    """Return where the draft stands."""
    values: dict[str, Any] = {
        "day_uuid": IMPORT, "unit_id": 1, "on": ON, "status": "draft", "origin": "plan",
        "note": "", "version": 3, "made_at": MADE_AT, "figures": {},
    }  # fmt: skip
    return DayStatusCard(**(values | more))


def ready_review(unit_id: int = 1, on: date = ON) -> PlanReview:
    """Return a draft that nothing stops."""
    return plan_review(unit_id, on, decisions=(far_from_grade(),))


def history() -> tuple[HistoryEntry, ...]:
    """Return a draft's short history."""
    return (
        HistoryEntry(kind="made", by="", at=MADE_AT, why="", details={}),
        HistoryEntry(kind="override", by="Dana Whitfield", at=MADE_AT.replace(minute=30), why="Asked for a tutor", details={}),
    )  # fmt: skip


def alternatives() -> tuple[AlternativeCard, ...]:
    """Return what stands, a lesson that fits, one that is blocked, and study."""

    def card(
        lesson_id: int | None, modality: str, title: str, **more: Any
    ) -> AlternativeCard:
        values: dict[str, Any] = {
            "lesson_id": lesson_id, "modality": modality, "title": title, "skill_code": "",
            "adult": "", "room": "Commons", "n_others": 0, "expected_gain": 0.2,
            "delta_gain": 0.0, "expected_success": None, "faults": (),
        }  # fmt: skip
        return AlternativeCard(**(values | more))

    return (
        card(11, "online", "Compare ratios with tables", is_now=True),
        card(12, "tutoring", "Ratio tables with a tutor", adult="Tomás Neri", delta_gain=0.11, expected_success=0.71),
        card(13, "live", "Percent as a rate", adult="Clara Cho", faults=("Session 'Percent' has 13 students and 12 seats.",)),
        card(None, "study", "Supervised study", delta_gain=-0.2),
    )  # fmt: skip


def import_report(**more: Any) -> ImportReport:
    """Return a checked roster with problems, waiting to be saved."""
    groups = (
        ProblemGroup(code="unknown-grade", file="users.csv", message="Grade 'K5' is not a grade Seedbed knows.", rows=(40, 41, 212), n_rows=3, is_held=True, values=("K5",)),
        ProblemGroup(code="unknown-org", file="enrollments.csv", message="The school is not in orgs.csv.", rows=(7, 9), n_rows=2, is_held=True, values=("SCH-9",)),
        ProblemGroup(code="outside-term", file="enrollments.csv", message="The enrollment ends before it begins.", rows=(12,), n_rows=1, is_held=False, values=()),
    )  # fmt: skip
    values: dict[str, Any] = {
        "uuid": IMPORT,
        "file_name": "riverside-october.zip",
        "source": "Riverside SIS",
        "standard": "OneRoster 1.1",
        "is_delta": False,
        "status": "staged",
        "counts": {
            "students": {
                "new": 12,
                "changed": 20,
                "same": 1180,
                "retired": 2,
                "held": 3,
            },
            "enrollments": {
                "new": 2,
                "changed": 9,
                "same": 24,
                "retired": 0,
                "held": 2,
            },
        },
        "problem_groups": groups,
        "retirements": ("Leo Marsh", "Ida Quinn"),
        "removal_share": 0.0016,
        "needs_confirmation": False,
        "refusal": "",
        "staged_at": MADE_AT,
        "applied_at": None,
        "reverted_at": None,
        "by": "Rosa Reyes",
        "can_undo": False,
    }
    return ImportReport(**(values | more))


def import_line(**more: Any) -> ImportLine:
    """Return one line of the list of imports."""
    values: dict[str, Any] = {
        "uuid": IMPORT, "file_name": "riverside-october.zip", "source": "Riverside SIS",
        "status": "staged", "n_new": 14, "n_changed": 29, "n_retired": 2, "n_held": 5,
        "by": "Rosa Reyes", "staged_at": MADE_AT, "applied_at": None, "reverted_at": None,
    }  # fmt: skip
    return ImportLine(**(values | more))
