"""What turns a part of a play into rows: lessons, rules, a charter or a pilot draft."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from seedbed.apps.charters.services import begin_charter
from seedbed.apps.curriculum.models import Lesson
from seedbed.apps.curriculum.services import import_lessons
from seedbed.apps.pilots.services import begin_pilot
from seedbed.apps.scheduling.models import UnitRule

_LESSON_COLUMNS = ("code", "title", "skill", "modality", "minutes", "seats")
#: Days from adopting to the start that a pilot's draft proposes.
_DAYS_AHEAD = 14


@dataclass(frozen=True, kw_only=True)
class Adopting:
    """Who takes over what, where and when."""

    unit_id: int
    title: str
    content: Any
    by_id: int
    at: datetime
    on: date


#: Does it and returns what was made, as JSON can hold it.
Adopter = Callable[[Adopting], dict[str, Any]]


def _lessons(asked: Adopting) -> dict[str, Any]:
    """Import lessons whose code is new here; the system's own of that code stay.

    Rows whose skill is not taught here are held and counted.
    """
    codes = [str(row["code"]) for row in asked.content]
    own = set(Lesson.objects.filter(code__in=codes).values_list("code", flat=True))
    new = [row for row in asked.content if str(row["code"]) not in own]
    n_kept = len(codes) - len(new)
    if not new:
        return {"n_new": 0, "n_kept": n_kept, "n_held": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _LESSON_COLUMNS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(new)
        report = import_lessons(path=path)
    return {
        "n_new": report.n_new,
        "n_kept": n_kept,
        "n_held": len(report.problems),
    }


def _rules(asked: Adopting) -> dict[str, Any]:
    """Set the rules that the unit has no value for; its own decisions stay.

    A play never waives a rule: that takes a charter.
    """
    made = [
        UnitRule.objects.get_or_create(
            unit_id=asked.unit_id,
            name=rule["name"],
            defaults={
                "value": float(rule["value"]),
                "reason": f"From the play {asked.title}"[:300],
                "decided_by_id": asked.by_id,
            },
        )[1]
        for rule in asked.content
        if rule["value"] is not None
    ]
    return {"n_set": sum(made), "n_kept": len(made) - sum(made)}


def _pilot(asked: Adopting) -> dict[str, Any]:
    """Begin a pilot's draft; its measures are fixed when it is registered."""
    uuid = begin_pilot(
        unit_id=asked.unit_id,
        name=asked.content["name"],
        aim=asked.content["aim"],
        starts_on=asked.on + timedelta(days=_DAYS_AHEAD),
        by_id=asked.by_id,
        at=asked.at,
    )
    return {"pilot": str(uuid)}


def _charter(asked: Adopting) -> dict[str, Any]:
    """Begin a charter's draft with the play's words; a board has yet to read them."""
    uuid = begin_charter(
        token=uuid4(),
        name=asked.title,
        unit_id=asked.unit_id,
        content=asked.content,
        by_id=asked.by_id,
        at=asked.at,
    )
    return {"charter": str(uuid)}


_ADOPTERS: dict[str, Adopter] = {
    "lessons": _lessons,
    "rules": _rules,
    "pilot": _pilot,
    "charter": _charter,
}


def adopter_of(part: str) -> Adopter | None:
    """Return what takes over a part, if anything does."""
    return _ADOPTERS.get(part)
