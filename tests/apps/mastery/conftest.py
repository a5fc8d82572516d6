"""A tiny curriculum, and answers to it, for the tests of mastery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.curriculum.models import Prerequisite
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.rosters import services as rosters

AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)
#: Ratios before rates before percent; statistics stands alone; calculus is far off.
SKILLS = [
    ("ratios", "Ratios", 6, 6),
    ("rates", "Unit rates", 6, 6),
    ("percent", "Percent", 7, 7),
    ("statistics", "Statistics", 6, 6),
    ("calculus", "Calculus", 12, 12),
]


@pytest.fixture
def skills(cast):
    ids = curriculum.make_framework(identifier="tiny", title="Tiny", skills=SKILLS)
    for before, after in (("ratios", "rates"), ("rates", "percent")):
        Prerequisite.objects.create(before_id=ids[before], after_id=ids[after])
    return ids


@pytest.fixture
def answer(skills):
    """Return a function that gives a student right or wrong answers on a skill."""

    def answered(student, code, outcomes, *, at=AS_OF - timedelta(hours=5)):
        n = len(outcomes)
        keys = [(f"{code}-{i % 8}", (skills[code],)) for i in range(n)]
        items = curriculum.ensure_items(keys=keys)
        evidence.add_attempts(
            columns=AttemptColumns(
                student_id=np.full(n, student.pk),
                item_id=np.array([items[name, str(ids[0])] for name, ids in keys]),
                is_correct=np.array(outcomes, bool),
                occurred_at=at.timestamp() + 60.0 * np.arange(n),
                ordinal=np.zeros(n, np.int64),
                event_id=[""] * n,
            ),
            source="slips",
            at=at + timedelta(hours=1),
            file_name="slips",
        )

    return answered


@pytest.fixture
def crowd(skills):
    """Return a function that lets forty students answer; half of them are stronger."""

    def answered(*, n_each=20, seed=0, at=AS_OF, days=10, difficulty=0.0):
        codes = [f"c{i}" for i in range(40)]
        students = rosters.enroll_anonymous(
            unit_name="Large", source="set", codes=codes, grade=6
        )
        keys = [
            (f"{code}-{i}", (skills[code],))
            for code in ("ratios", "rates", "statistics")
            for i in range(6)
        ]
        items = list(curriculum.ensure_items(keys=keys).values())
        draws = np.random.default_rng(seed)
        n = 40 * n_each
        strong = np.repeat(np.arange(40) % 2, n_each)
        item = draws.integers(0, len(items), n)
        share = 1 / (1 + np.exp(-(3.0 * strong - 1.0 - difficulty * (item % 6 - 2.5))))
        ago = np.sort(draws.random((40, n_each)) * days * 86_400)[:, ::-1].ravel()
        evidence.add_attempts(
            columns=AttemptColumns(
                student_id=np.repeat(list(students.values()), n_each),
                item_id=np.array(items)[item],
                is_correct=draws.random(n) < share,
                occurred_at=at.timestamp() - 1.0 - ago,
                ordinal=np.zeros(n, np.int64),
                event_id=[f"{at:%j%H}-{seed}-{i}" for i in range(n)],
            ),
            source="set",
            at=at,
            file_name="set",
        )
        return list(students.values())

    return answered
