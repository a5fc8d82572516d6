"""Exit slips: five answers on one skill, of which four right pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .models import Attempt

EXIT_SLIP_QUESTIONS = 5
EXIT_SLIP_PASS = 4

#: Student id, skill id, local date.
SlipKey = tuple[int, int, date]


def slip_result(answers: Sequence[bool]) -> bool | None:
    """Tell whether the last five answers pass; None where there are fewer.

    >>> slip_result([False, True, True, True, True]), slip_result([True] * 4)
    (True, None)
    """
    last = answers[-EXIT_SLIP_QUESTIONS:]
    if len(last) < EXIT_SLIP_QUESTIONS:
        return None
    return sum(last) >= EXIT_SLIP_PASS


def exit_slips(
    unit_id: int, days: Collection[date], *, skill_ids: Collection[int], zone: ZoneInfo
) -> dict[SlipKey, bool]:
    """Return the exit slips of a unit's students on some local dates. One query.

    A slip is the last five answers of the day on a skill; with fewer there is none.
    """
    if not days:
        return {}
    begins = datetime.combine(min(days), time.min, zone)
    ends = datetime.combine(max(days) + timedelta(days=1), time.min, zone)
    rows = (
        Attempt.objects.filter(
            student__unit_id=unit_id,
            occurred_at__gte=begins,
            occurred_at__lt=ends,
            item__item_skills__skill_id__in=skill_ids,
        )
        .order_by("occurred_at", "ordinal", "event_id")
        .values_list(
            "student_id", "item__item_skills__skill_id", "occurred_at", "is_correct"
        )
    )
    answers: dict[SlipKey, list[bool]] = defaultdict(list)
    wanted = frozenset(days)
    for student_id, skill_id, occurred_at, is_correct in rows:
        on = occurred_at.astimezone(zone).date()
        if on in wanted:
            answers[student_id, skill_id, on].append(is_correct)
    found = {key: slip_result(mine) for key, mine in answers.items()}
    return {key: result for key, result in found.items() if result is not None}
