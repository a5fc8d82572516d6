"""Intervals of shares: published numbers, coverage, and looking as often as one likes."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import needs


@pytest.mark.golden
@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_as_printed(n, of, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = needs.wilson(n, of)

    assert found[0] == pytest.approx(low, abs=5e-5)
    assert found[1] == pytest.approx(high, abs=5e-5)


def test_of_nobody_nothing_is_said():
    assert np.isnan(needs.wilson(0, 0)).all()
    assert np.isnan(needs.watched(0, 0)).all()


@pytest.mark.parametrize("interval", [needs.wilson, needs.watched])
@pytest.mark.parametrize("n", [-1, 5])
def test_a_share_beyond_all_is_refused(interval, n):
    with pytest.raises(ValueError, match="between 0 and all"):
        interval(n, 4)


@given(of=st.integers(1, 400), data=st.data())
def test_intervals_hold_the_share_and_the_watched_one_is_wider(of, data):
    n = data.draw(st.integers(0, of))

    once, often = needs.wilson(n, of), needs.watched(n, of)

    assert 0.0 <= often[0] <= once[0] <= n / of <= once[1] <= often[1] <= 1.0


@given(of=st.integers(1, 60), data=st.data())
def test_a_share_mirrored_has_the_interval_mirrored(of, data):
    n = data.draw(st.integers(0, of))

    low, high = needs.watched(n, of)
    other_low, other_high = needs.watched(of - n, of)

    assert low == pytest.approx(1 - other_high, abs=1e-9)
    assert high == pytest.approx(1 - other_low, abs=1e-9)


@pytest.mark.parametrize("share", [0.03, 0.3, 0.5])
def test_looking_after_everyone_misses_as_rarely_as_promised(share):
    """Exact, no simulation: all paths of 40 people, those that ever miss removed."""
    alive = {0: 1.0}
    for of in range(1, 41):
        met: dict[int, float] = {}
        for n, p in alive.items():
            for more, chance in ((0, 1 - share), (1, share)):
                met[n + more] = met.get(n + more, 0.0) + p * chance
        low, high = needs.watched(np.array(sorted(met)), of)
        kept = dict(zip(sorted(met), (low <= share) & (share <= high), strict=True))
        alive = {n: p for n, p in met.items() if kept[n]}

    assert sum(alive.values()) >= 0.95


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_wilson_covers_about_as_promised_at_one_look(share):
    n = np.arange(61)
    chance = np.array([comb(60, k) * share**k * (1 - share) ** (60 - k) for k in n])
    low, high = needs.wilson(n, 60)

    assert chance[(low <= share) & (share <= high)].sum() == pytest.approx(
        0.95, abs=0.02
    )
