"""A cluster that could not run a night is refused before anything is done."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from seedbed.apps.nightly import scaling
from seedbed.apps.nightly.errors import ClusterNeedsPostgresError, RayNotInstalledError
from seedbed.apps.nightly.models import Night
from seedbed.apps.nightly.services import run_nights

MONDAY = date(2026, 10, 19)
AT = datetime(2026, 10, 18, 20, 0, tzinfo=UTC)


@pytest.fixture
def without_ray(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        scaling, "find_spec", lambda name: None if name == "ray" else find(name)
    )


def plan(cast, cluster):
    return run_nights(
        system_id=cast.riverside.pk,
        unit_ids=[cast.hub.pk],
        on=MONDAY,
        at=AT,
        cluster=cluster,
    )


def test_without_the_extra_it_says_what_to_install(cast, without_ray):
    with pytest.raises(RayNotInstalledError, match=r"seedbed\[ray\]"):
        plan(cast, scaling.LOCAL)

    assert not Night.objects.exists()


def test_a_file_is_no_database_for_a_cluster(cast):
    if connection.vendor == "postgresql":
        pytest.skip("other machines see PostgreSQL")
    with pytest.raises(ClusterNeedsPostgresError, match="SEEDBED_DATABASE_URL"):
        plan(cast, "auto")

    assert not Night.objects.exists()
