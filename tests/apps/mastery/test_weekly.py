"""How many skills were newly mastered between moments, each counted once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seedbed.apps.mastery import queries, services

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)
WEEKS = [AS_OF - timedelta(weeks=n) for n in (2, 1, 0)]


def counts(cast):
    ids, found = queries.newly_mastered(cast.hub.pk, WEEKS)
    return dict(zip(ids.tolist(), found.tolist(), strict=True))


def test_a_skill_counts_in_the_week_in_which_it_was_first_shown(cast, answer):
    answer(cast.ana, "ratios", [1] * 12, at=AS_OF - timedelta(days=12))
    answer(cast.ana, "rates", [1] * 12, at=AS_OF - timedelta(days=5))
    answer(cast.ana, "ratios", [1] * 6, at=AS_OF - timedelta(days=4))
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)

    assert counts(cast)[cast.ana.pk] == [1, 1]
    assert counts(cast)[cast.ben.pk] == [0, 0]


def test_what_was_shown_before_the_first_week_is_not_new(cast, answer):
    answer(cast.ana, "ratios", [1] * 12, at=AS_OF - timedelta(days=20))
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)

    assert counts(cast)[cast.ana.pk] == [0, 0]


def test_before_the_first_night_nobody_has_shown_anything(cast):
    ids, found = queries.newly_mastered(cast.hub.pk, WEEKS)

    assert ids.tolist() == []
    assert found.shape == (0, 2)
