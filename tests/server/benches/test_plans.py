"""The measurement of plans and of the demo."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.apps.accounts.errors import UnknownSystemError
from seedbed.server.benches.plans import bench_demo


def test_the_demo_is_measured_only_where_it_was_built(db):
    with pytest.raises(UnknownSystemError, match="No school system is called"):
        bench_demo(at=datetime(2026, 10, 13, tzinfo=UTC))
