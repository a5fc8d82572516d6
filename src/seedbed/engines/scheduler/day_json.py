"""A day and a timetable as JSON, exactly; see docs/reference/day-problem.md."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.parts import (
    Adults,
    Fixed,
    History,
    Lessons,
    Limits,
    Locks,
    Names,
    Options,
    Pairs,
    Rooms,
    Students,
)

FORMAT = "seedbed-day-1"

_PARTS: dict[str, type] = {
    "students": Students,
    "lessons": Lessons,
    "options": Options,
    "adults": Adults,
    "rooms": Rooms,
    "fixed": Fixed,
    "history": History,
    "locks": Locks,
    "pairs": Pairs,
}
#: Parts that a day may leave out.
_OPTIONAL_PARTS = frozenset({"pairs"})
#: Optional fields of the other parts, and lists of words.
_OPTIONAL = frozenset(
    {
        ("students", "mentor_minutes"), ("students", "wants_stretch"),
        ("students", "group"), ("students", "live_minutes"),
        ("students", "gain_so_far"),
        ("students", "site"), ("rooms", "site"), ("rooms", "travel_minutes"),
        ("adults", "is_licensed"), ("locks", "by"), ("locks", "at"),
    }
)  # fmt: skip
_WORDS = frozenset({"apart_by", "together_by", "by", "at"})
_FLOATS = frozenset({"working_grade", "time_factor", "gain", "success", "gain_so_far"})
_BOOLS = frozenset(
    {
        "free", "at_home", "needs_quiet", "needs_aide", "needs_device", "teaches",
        "tutors", "is_aide", "speaks", "is_quiet", "is_online",
        "wants_stretch", "is_licensed",
    }
)  # fmt: skip
_BY_BLOCK = frozenset(
    {
        ("students", "free"), ("students", "at_home"), ("students", "fixed"),
        ("students", "site"), ("adults", "free"), ("rooms", "free"),
    }
)  # fmt: skip
# An empty list has no second axis: these widths restore it.
_WIDTHS = {"passed": 2, "previous": 2, "streak": 3, "apart": 2, "together": 2}


def day_to_json(day: Day) -> dict[str, Any]:
    """Return a day as plain JSON data; ``day_from_json`` gives back the same day."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "block_starts": day.block_starts.tolist(),
        "block_minutes": day.block_minutes.tolist(),
        "n_languages": int(day.adults.speaks.shape[1]),
    }
    for name in _PARTS:
        part = getattr(day, name)
        data[name] = {f.name: _plain(getattr(part, f.name)) for f in fields(part)}
    data["limits"] = {f.name: getattr(day.limits, f.name) for f in fields(Limits)}
    data["names"] = {f.name: list(getattr(day.names, f.name)) for f in fields(Names)}
    return data


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.tolist()


def day_from_json(data: dict[str, Any]) -> Day:
    """Return the day that ``day_to_json`` wrote.

    Raises
    ------
    ValueError
        If the data is of another format, lacks a part, or a part does not hold
        together; the message names the part.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"format must be {FORMAT!r}, got {data.get('format')!r}.")
    try:
        return _day(data)
    except KeyError as missing:
        raise ValueError(f"The day lacks the part {missing}.") from missing


def timetable_to_json(timetable: Timetable) -> dict[str, Any]:
    """Return a timetable as plain JSON data."""
    return {f.name: getattr(timetable, f.name).tolist() for f in fields(Timetable)}


def timetable_from_json(data: dict[str, Any], *, n_blocks: int) -> Timetable:
    """Return the timetable that ``timetable_to_json`` wrote, for days of B blocks."""
    try:
        arrays = {
            f.name: np.array(data[f.name], np.int64).reshape(
                (-1, n_blocks) if f.name in {"seat", "lesson", "room"} else (-1,)
            )
            for f in fields(Timetable)
        }
    except KeyError as missing:
        raise ValueError(f"The timetable lacks the part {missing}.") from missing
    return Timetable(**arrays)


def _day(data: dict[str, Any]) -> Day:
    parts = {
        part: kind(
            **{
                f.name: _values(data, part, f.name)
                for f in fields(kind)
                if (part, f.name) not in _OPTIONAL or f.name in data[part]
            }
        )
        for part, kind in _PARTS.items()
        if part not in _OPTIONAL_PARTS or part in data
    }
    names = {name: tuple(words) for name, words in data["names"].items()}
    return Day(
        block_starts=np.array(data["block_starts"], np.int64),
        block_minutes=np.array(data["block_minutes"], np.int64),
        limits=Limits(**data["limits"]),
        names=Names(**names),
        **parts,
    )


def _values(data: dict[str, Any], part: str, name: str) -> Any:
    """Return one field of a part: words, or an array in its full shape."""
    if name in _WORDS:
        return tuple(data[part][name])
    kind: type = np.int64
    if name in _FLOATS:
        kind = np.float64
    elif name in _BOOLS:
        kind = np.bool_
    values: np.ndarray[Any, Any] = np.array(data[part][name], kind)
    if (part, name) == ("locks", "seats"):
        return values.reshape(-1, 3)
    widths = _WIDTHS | {
        "speaks": int(data["n_languages"]),
        "teaches": len(data["names"]["skills"]),
    }
    if (part, name) in _BY_BLOCK:
        return values.reshape(len(data[part][name]), len(data["block_minutes"]))
    if name in widths:
        return values.reshape(len(data[part][name]), widths[name])
    return values
