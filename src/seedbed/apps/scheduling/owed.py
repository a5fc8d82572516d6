"""Minutes with an adult that a student is owed today, of those owed in a week."""

from __future__ import annotations

import math

from .problem import Material
from .rows.people import StudentRow


def service_owed(material: Material, student: StudentRow) -> int:
    """Return the minutes of service due today: the week's rest over the days left."""
    given = material.past.service_minutes.get(student.id, 0)
    rest = max(0.0, student.weekly_service_minutes - given)
    return math.ceil(rest / material.frame.days_left)


def mentor_minutes_owed(material: Material, student: StudentRow) -> int:
    """Return the minutes with the mentor due today: the week's rest over the days left.

    Nothing is owed where the unit has no rule, or to whom no mentor is named.
    """
    weekly = material.limits["mentor_minutes"]
    if weekly is None or student.mentor_id is None:
        return 0
    given = material.past.mentor_minutes.get(student.id, 0)
    return math.ceil(max(0.0, weekly - given) / material.frame.days_left)
