"""The published Tuesday of the mentoring tests, at 9:10 in the morning, school time."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.apps.mentoring.conftest import NINE_TEN, TUESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.accounts.models import System
from seedbed.web.kit import access


@pytest.fixture
def tuesday(studio: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let it be 9:10 on the published Tuesday; the school's clock is UTC."""
    System.objects.update(time_zone="UTC")
    monkeypatch.setattr(timezone, "now", lambda: NINE_TEN)
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: TUESDAY)
    monkeypatch.setattr(access, "local_minutes", lambda: 550)
    return studio
