"""No hidden group can be worked out by taking the shown ones from everyone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seedbed.apps.programs.groups import MINIMUM, shown_groups

SIZES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8)


@given(SIZES)
def test_what_is_hidden_is_hidden_together(sizes):
    shown = shown_groups(sizes)

    hidden = [n for key, n in sizes.items() if n and key not in shown]
    assert all(sizes[key] >= MINIMUM for key in shown)
    if hidden and shown:
        assert len(hidden) >= 2
        assert sum(hidden) >= MINIMUM


@given(SIZES)
def test_without_a_small_group_nothing_is_hidden(sizes):
    if all(n >= MINIMUM for n in sizes.values()):
        assert shown_groups(sizes) == frozenset(sizes)


def test_two_small_groups_take_a_third_with_them_where_they_are_too_few():
    assert shown_groups({"6": 30, "7": 20, "8": 4, "9": 3}) == {"6"}
    assert shown_groups({"6": 30, "7": 20, "8": 6, "9": 5}) == {"6", "7"}
