"""Instances and solutions of ITC-2019, well formed and not."""

from __future__ import annotations

import pytest
from tests.interop.itc2019.files import INSTANCE, SOLUTION, written

from seedbed.interop.itc2019 import (
    Itc2019Error,
    checked,
    read_instance,
    read_solution,
    write_solution,
)


def fitted(folder, *, instance=INSTANCE, solution=SOLUTION):
    """Read the two texts and check them against each other."""
    files = written(folder, instance, solution)
    found = read_instance(files[0])
    return found, checked(found, read_solution(files[1]), file_name=files[1].name)


def test_an_instance_says_who_asks_for_what(tmp_path):
    instance, _ = fitted(tmp_path)

    assert instance.students == {"Ana": ("art", "biology"), "Ben": ("art",)}
    assert instance.classes["a2"].parent == "a1"
    assert instance.classes["a1"].limit == 2
    assert instance.classes["a1"].lengths == {
        ("1000000", 90, "1111"): 10,
        ("0100000", 90, "1111"): 10,
    }


def test_a_way_between_rooms_counts_in_both_directions(tmp_path):
    instance, _ = fitted(tmp_path)

    assert instance.travel == {("1", "2"): 3, ("2", "1"): 3}


def test_a_written_solution_reads_as_it_was(tmp_path):
    _, solution = fitted(tmp_path)

    write_solution(solution, tmp_path / "again.xml")

    assert read_solution(tmp_path / "again.xml") == solution


def test_a_solution_inside_its_problem_is_found(tmp_path):
    inner = SOLUTION.split("\n", 3)[3]
    both = INSTANCE.replace("</problem>", f"{inner}</problem>")

    instance, solution = fitted(tmp_path, instance=both, solution=both)

    assert set(solution.placements) == set(instance.classes)


REFUSALS = {
    "no XML": (INSTANCE, "<solution><class", "it is no XML"),
    "no solution": (INSTANCE, INSTANCE, "it has no <solution>"),
    "no instance": (SOLUTION, SOLUTION, "its root is <solution>, not <problem>"),
    "entities": (
        INSTANCE.replace(
            '"http://www.itc2019.org/competition-format.dtd">',
            '"x.dtd" [<!ENTITY a "aaaa">]>',
        ),
        SOLUTION,
        "it declares entities",
    ),
    "no number": (
        INSTANCE.replace('limit="2"', 'limit="two"', 1),
        SOLUTION,
        "has limit='two' where a whole number belongs",
    ),
    "short weeks": (
        INSTANCE.replace('weeks="1010"', 'weeks="10"'),
        SOLUTION,
        "has weeks='10' where 4 bits belong",
    ),
    "unknown parent": (
        INSTANCE.replace('parent="a1" limit="1">', 'parent="b1" limit="1">'),
        SOLUTION,
        "class a2 names the parent b1",
    ),
    "unknown course": (
        INSTANCE.replace('<student id="Ben"><course id="art"/>', '<student id="Ben"><course id="law"/>'),
        SOLUTION,
        "student Ben names the course law",
    ),
    "two classes of one id": (
        INSTANCE.replace('<class id="a3"', '<class id="a2"'),
        SOLUTION,
        "has the class a2 twice",
    ),
    "unknown class": (
        INSTANCE,
        SOLUTION.replace('<class id="b1"', '<class id="b9"'),
        "the solution names the class b9",
    ),
    "class without a time": (
        INSTANCE,
        "\n".join(line for line in SOLUTION.split("\n") if 'id="b1"' not in line),
        "gives no time to class b1",
    ),
    "a time that is not offered": (
        INSTANCE,
        SOLUTION.replace('start="114"', 'start="115"'),
        "class b1 meets on days 1000000, slot 115, weeks 1010, which it does not offer",
    ),
    "another problem's solution": (
        INSTANCE,
        SOLUTION.replace("tiny", "other").replace('start="114"', 'start="115"'),
        "it solves other, the instance is tiny",
    ),
    "unknown room": (
        INSTANCE,
        SOLUTION.replace('room="2"', 'room="7"'),
        "class b1 names the room 7",
    ),
    "no room": (
        INSTANCE,
        SOLUTION.replace(' room="2"', ""),
        "class b1 needs a room and has none",
    ),
    "unknown student": (
        INSTANCE,
        SOLUTION.replace('start="114" weeks="1010" room="2"><student id="Ana"/>', 'start="114" weeks="1010" room="2"><student id="Cy"/>'),
        "class b1 names the student Cy",
    ),
    "one student too many": (
        INSTANCE.replace('limit="2"', 'limit="1"', 1),
        SOLUTION,
        "seats 2 students in class a1, whose limit is 1",
    ),
    "no parent": (
        INSTANCE,
        SOLUTION.replace('<student id="Ana"/><student id="Ben"/>', '<student id="Ana"/>'),
        "student Ben attends class a3 without its parent a1",
    ),
    "no class of a course": (
        INSTANCE,
        SOLUTION.replace('room="2"><student id="Ana"/>', 'room="2">'),
        "student Ana attends 0 configurations of course biology",
    ),
    "a course not asked for": (
        INSTANCE,
        SOLUTION.replace('room="2"><student id="Ana"/>', 'room="2"><student id="Ana"/><student id="Ben"/>'),
        "student Ben attends course biology without asking for it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_does_not_fit_is_refused_in_a_sentence(tmp_path, kind):
    instance, solution, sentence = REFUSALS[kind]

    with pytest.raises(Itc2019Error) as refused:
        fitted(tmp_path, instance=instance, solution=solution)

    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Itc2019Error, match=r"gone\.xml was not read as an ITC-2019"):
        read_instance(tmp_path / "gone.xml")
