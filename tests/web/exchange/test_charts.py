"""What pilots found of a play, drawn and said: more, less, or open."""

from __future__ import annotations

from datetime import date

import pytest

from seedbed.apps.exchange.cards import EvidenceCard
from seedbed.web.exchange import charts


def found(low, high):
    return EvidenceCard(
        version=1,
        measure="Reading score",
        estimate=(low + high) / 2,
        low=low,
        high=high,
        n_students=96,
        decision="iterate",
        as_of=date(2026, 10, 1),
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.06, 0.55, "More than without it: Reading score, by 0.06 to 0.55."),
        (-0.5, -0.1, "Less than without it: Reading score, by -0.50 to -0.10."),
        (-0.1, 0.3, "It is open whether it helps: Reading score differs by -0.10 to"),
    ],
)
def test_the_sentence_says_on_which_side_of_none_the_interval_lies(low, high, said):
    assert charts.finding([found(low, high)]).startswith(said)


def test_the_drawing_has_a_range_for_each_pilot_and_the_table_the_same_numbers():
    figure = charts.intervals([found(0.06, 0.55), found(-0.5, -0.1)])

    assert str(figure.svg).count("<circle") == 2
    assert [row[2:4] for row in figure.rows] == [("0.06", "0.55"), ("-0.50", "-0.10")]


def test_no_pilot_is_no_sentence():
    assert charts.finding([]) == ""
