"""Imports tiny packages into Riverside, at a fixed time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.interop.oneroster.packages import maple, write_zip

from seedbed.apps.rosters import services
from seedbed.apps.rosters.cards import ImportReport

AT = datetime(2026, 9, 1, 18, 0, tzinfo=UTC)


@dataclass
class Registrar:
    """Stages and applies packages; each import is an hour after the last."""

    folder: Path
    by_id: int | None
    at: datetime = AT

    def stage(self, **changes: Any) -> ImportReport:
        """Check Maple School's package with some files replaced."""
        return self.stage_path(write_zip(self.folder / "maple.zip", maple(**changes)))

    def stage_path(self, path: Path) -> ImportReport:
        """Check any package."""
        self.at += timedelta(hours=1)
        return services.stage_roster(
            path=path,
            file_name=path.name,
            by_id=self.by_id,
            at=self.at,
            imports_folder=self.folder / "imports",
        )

    def apply(self, report: ImportReport, **how: bool) -> ImportReport:
        """Save what a report showed."""
        return services.apply_roster(
            uuid=report.uuid, by_id=self.by_id, at=self.at, **how
        )

    def take_in(self, **changes: Any) -> ImportReport:
        """Check and save, removals included."""
        return self.apply(self.stage(**changes), allow_removals=True)

    def revert(self, report: ImportReport) -> ImportReport:
        """Undo an import."""
        return services.revert_roster(uuid=report.uuid, by_id=self.by_id, at=self.at)


@pytest.fixture
def registrar(cast: Any, tmp_path: Path) -> Registrar:
    """Return Rosa at work in Riverside, whose hub and people the cast made."""
    return Registrar(folder=tmp_path, by_id=cast.rosa.pk)
