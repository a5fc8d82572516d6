"""What commands print."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

import numpy as np

from seedbed.cli.output import as_plain, emit, number, out


@dataclass(frozen=True)
class Card:
    on: date
    gain: float
    parts: MappingProxyType[str, object]


def test_a_card_becomes_plain_json():
    card = Card(date(2026, 10, 19), float("nan"), MappingProxyType({"n": np.int64(3)}))

    assert as_plain(card) == {"on": "2026-10-19", "gain": None, "parts": {"n": 3}}


def test_everything_a_card_can_hold_can_be_printed():
    value = {
        "uuid": UUID(int=0),
        "path": Path("a/b"),
        "at": datetime(2026, 10, 19, 8, tzinfo=UTC),
        "rows": (1, {2}, [None]),
        3: np.float32(0.5),
    }

    assert json.loads(json.dumps(as_plain(value)))["3"] == 0.5


def test_json_is_one_line_and_nothing_else(capsys):
    emit({"n": 1}, as_json=True, show=lambda: out.print("for people"))

    assert capsys.readouterr().out == '{"n": 1}\n'


def test_people_get_the_other_form(capsys):
    emit({"n": 1}, as_json=False, show=lambda: out.print("for people"))

    assert capsys.readouterr().out == "for people\n"


def test_numbers_in_tables_are_grouped_and_gaps_are_dashes():
    assert [number(1234), number(0.256, 2), number(None), number(float("inf"))] == [
        "1,234",
        "0.26",
        "-",
        "-",
    ]
