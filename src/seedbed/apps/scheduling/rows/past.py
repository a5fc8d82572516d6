"""Reads what earlier published days held: lessons passed, repeated, minutes given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Sum

from seedbed.apps.evidence.models import Attempt
from seedbed.apps.evidence.slips import slip_result
from seedbed.apps.scheduling.models import DayStatus, SchoolDay, Seat
from seedbed.lib.modalities import Modality

#: Lessons of days before this many days are not looked at again: a skill that is still
#: open after a month may well be met with its first lesson.
LOOK_BACK_DAYS = 30
STREAK_DAYS = 2


@dataclass(frozen=True, kw_only=True)
class PastRows:
    """Pairs of student and lesson ids, and what else earlier days decide.

    ``streak`` holds student, skill, modality where both of the last two published days
    had that skill in that modality; ``service_minutes`` tutoring and ``mentor_minutes``
    check-ins given this week; ``live_minutes`` live teaching in the last 30 days, and
    ``mean_gain`` what a day of these was expected to gain.
    """

    passed: frozenset[tuple[int, int]]
    previous: frozenset[tuple[int, int]]
    streak: frozenset[tuple[int, int, int]]
    service_minutes: dict[int, int]
    mentor_minutes: dict[int, int]
    live_minutes: dict[int, int]
    mean_gain: dict[int, float]


NO_PAST = PastRows(
    passed=frozenset(),
    previous=frozenset(),
    streak=frozenset(),
    service_minutes={},
    mentor_minutes={},
    live_minutes={},
    mean_gain={},
)


def read_past(
    unit_id: int, on: date, *, is_mastered: Callable[[int, int], bool]
) -> PastRows:
    """Return what the published days before a date held. At most four queries.

    A lesson counts as passed once its skill is mastered (``is_mastered(student_id,
    skill_id)``) or at least four of the last five answers since are right.
    """
    days = list(
        SchoolDay.objects.filter(
            unit_id=unit_id,
            status=DayStatus.PUBLISHED,
            on__lt=on,
            on__gte=on - timedelta(days=LOOK_BACK_DAYS),
        )
        .order_by("-on")
        .values_list("id", "on")
    )
    if not days:
        return NO_PAST
    on_of = dict(days)
    recent = [day_id for day_id, _on in days[:STREAK_DAYS]]
    monday = on - timedelta(days=on.weekday())
    seated: dict[tuple[int, int], tuple[int, date]] = {}
    previous: set[tuple[int, int]] = set()
    ways: list[set[tuple[int, int, int]]] = [set() for _ in range(STREAK_DAYS)]
    given: dict[int, int] = defaultdict(int)
    live: dict[int, int] = defaultdict(int)
    gained: dict[int, float] = defaultdict(float)
    n_days: dict[int, set[int]] = defaultdict(set)
    rows = Seat.objects.filter(
        day_id__in=list(on_of), lesson__isnull=False
    ).values_list(
        "day_id",
        "student_id",
        "lesson_id",
        "lesson__skill_id",
        "modality",
        "block__minutes",
        "expected_gain",
    )
    for day_id, student_id, lesson_id, skill_id, modality, minutes, gain in rows:
        pair = (student_id, lesson_id)
        last = seated.get(pair)
        if last is None or last[1] < on_of[day_id]:
            seated[pair] = (skill_id, on_of[day_id])
        if day_id == recent[0]:
            previous.add(pair)
        if day_id in recent:
            ways[recent.index(day_id)].add((student_id, skill_id, modality))
        if modality == Modality.TUTORING and on_of[day_id] >= monday:
            given[student_id] += minutes
        if modality == Modality.LIVE:
            live[student_id] += minutes
        gained[student_id] += gain
        n_days[student_id].add(day_id)
    this_week = [day_id for day_id, day_on in days if day_on >= monday]
    return PastRows(
        passed=_passed(unit_id, seated, is_mastered),
        previous=frozenset(previous),
        streak=frozenset(set.intersection(*ways)) if len(recent) > 1 else frozenset(),
        service_minutes=dict(given),
        mentor_minutes=_check_ins(this_week),
        live_minutes=dict(live),
        mean_gain={s: gained[s] / len(there) for s, there in n_days.items()},
    )


def _check_ins(day_ids: list[int]) -> dict[int, int]:
    """Return minutes of check-ins on some days, by student id."""
    if not day_ids:
        return {}
    rows = Seat.objects.filter(day_id__in=day_ids, modality=Modality.MENTOR)
    minutes = rows.values("student_id").annotate(minutes=Sum("block__minutes"))
    return {row["student_id"]: row["minutes"] for row in minutes.order_by("student_id")}


def _passed(
    unit_id: int,
    seated: dict[tuple[int, int], tuple[int, date]],
    is_mastered: Callable[[int, int], bool],
) -> frozenset[tuple[int, int]]:
    slips = _exit_slips(unit_id, seated)
    return frozenset(
        (student_id, lesson_id)
        for (student_id, lesson_id), (skill_id, seated_on) in seated.items()
        if is_mastered(student_id, skill_id)
        or _is_pass(slips.get((student_id, skill_id), []), seated_on)
    )


def _is_pass(answers: list[tuple[datetime, bool]], since: date) -> bool:
    later = [right for at, right in answers if at.date() >= since]
    return bool(slip_result(later))


def _exit_slips(
    unit_id: int, seated: dict[tuple[int, int], tuple[int, date]]
) -> dict[tuple[int, int], list[tuple[datetime, bool]]]:
    """Return answers in time order by student and skill, since the first seat."""
    if not seated:
        return {}
    skills = {skill_id for skill_id, _on in seated.values()}
    first_on = min(seated_on for _skill, seated_on in seated.values())
    rows = (
        Attempt.objects.filter(
            student__unit_id=unit_id,
            occurred_at__gte=datetime.combine(first_on, time.min, UTC),
            item__item_skills__skill_id__in=skills,
        )
        .order_by("occurred_at", "ordinal", "event_id")
        .values_list(
            "student_id", "item__item_skills__skill_id", "occurred_at", "is_correct"
        )
    )
    answers: dict[tuple[int, int], list[tuple[datetime, bool]]] = defaultdict(list)
    for student_id, skill_id, occurred_at, is_correct in rows:
        answers[student_id, skill_id].append((occurred_at, is_correct))
    return answers
