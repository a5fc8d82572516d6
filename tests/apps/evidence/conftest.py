"""A world with two skills, for evidence to name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services

AT = datetime(2026, 10, 2, 12, tzinfo=UTC)


@pytest.fixture
def skills(cast):
    """Return the ids of the skills "ratios" and "rates" by code."""
    return curriculum.make_framework(
        identifier="tiny",
        title="Tiny",
        skills=[("ratios", "Ratios", 6, 6), ("rates", "Unit rates", 6, 6)],
    )


@pytest.fixture
def bring(tmp_path):
    """Return a function that imports the text of a file."""

    def brought(text, *, name="slips.csv", at=AT, **options):
        path = tmp_path / name
        path.write_text(text)
        return services.import_evidence(
            path=path, file_name=name, by_id=None, at=at, **options
        )

    return brought
