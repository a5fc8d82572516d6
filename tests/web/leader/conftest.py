"""What only the leader's pages read, on top of what every page reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling


@pytest.fixture
def stage(stage: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give every active student of the unit the hand-made day."""

    def days(unit_id: int, on: date, *, student_ids: Any = None, **_more: Any) -> Any:
        return tuple(
            replace(stage["day"], student_id=student.id, on=on)
            for student in rosters.students_of_unit(unit_id)
            if student_ids is None or student.id in student_ids
        )

    monkeypatch.setattr(scheduling, "student_days", days)
    return stage
