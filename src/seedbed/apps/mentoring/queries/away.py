"""How many days students were away, over the whole system."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from seedbed.apps.mentoring.cards import DaysAway
from seedbed.apps.mentoring.models import Attendance, Mark


def days_away(since: date, until: date) -> list[DaysAway]:
    """Return on how many of the days marked each student was away all day. One query.

    A day counts as away where every mark of it says so.
    """
    marked = Attendance.objects.filter(on__gte=since, on__lte=until)
    days = marked.values("student_id", "on").annotate(
        n=Count("id"), n_away=Count("id", filter=Q(mark=Mark.AWAY))
    )
    found: dict[int, tuple[int, int, date]] = {}
    for day in days.order_by("student_id", "on"):
        n_away, n_days, _last = found.get(day["student_id"], (0, 0, day["on"]))
        is_away = day["n_away"] == day["n"]
        found[day["student_id"]] = (n_away + is_away, n_days + 1, day["on"])
    return [
        DaysAway(student_id=student_id, n_away=n_away, n_days=n_days, last_on=last_on)
        for student_id, (n_away, n_days, last_on) in found.items()
    ]
