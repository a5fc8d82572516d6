"""Writes solutions as the competition's validator takes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from .records import Placement, Solution

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE solution PUBLIC "-//ITC 2019//DTD Problem Format/EN"
  "http://www.itc2019.org/competition-format.dtd">
"""


def write_solution(solution: Solution, file: Path) -> None:
    """Write a solution to a file; ``read_solution`` gives it back unchanged."""
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD)
        out.write(f"<solution{_attributes(solution.about)}>\n")
        for placement in solution.placements.values():
            out.writelines(_lines(placement))
        out.write("</solution>\n")


def _lines(placed: Placement) -> Iterator[str]:
    found = {
        "id": placed.class_id,
        "days": placed.days,
        "start": str(placed.start),
        "weeks": placed.weeks,
    }
    if placed.room is not None:
        found["room"] = placed.room
    yield f"  <class{_attributes(found)}>\n"
    for student in placed.students:
        yield f"    <student{_attributes({'id': student})}/>\n"
    yield "  </class>\n"


def _attributes(found: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in found.items())
