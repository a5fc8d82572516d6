"""Packs of sheets: cut by name, and whole for whoever asks."""

from __future__ import annotations

from uuid import UUID

import pytest

from seedbed.apps.rosters.cards import StudentCard
from seedbed.web.kit.parts import pack_of


def students(n: int) -> list[StudentCard]:
    return [
        StudentCard(
            id=i, uuid=UUID(int=i), name=f"Student {i}", first_name="S", grade=6
        )
        for i in range(n)
    ]


def test_a_pack_of_few_is_not_cut():
    pack = pack_of(students(25), "2")

    assert (len(pack.students), pack.parts, pack.is_whole) == (25, (), True)


@pytest.mark.parametrize(
    ("asked", "first", "n"),
    [("1", 0, 25), ("3", 50, 1), ("", 0, 25), ("4", 0, 25), ("all", 0, 51)],
)
def test_a_part_has_the_students_it_names(asked, first, n):
    pack = pack_of(students(51), asked)

    assert [one.id for one in pack.students] == list(range(first, first + n))
    assert [(part.first, part.last) for part in pack.parts] == [
        ("Student 0", "Student 24"),
        ("Student 25", "Student 49"),
        ("Student 50", "Student 50"),
    ]
    assert pack.is_whole == (asked == "all")
