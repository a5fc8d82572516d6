"""Reads instances and solutions from XML, element by element."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from .errors import NotItc2019Error, RepeatedIdError, UnknownReferenceError
from .records import Instance, OfferedClass, Pattern, Placement, Solution
from .stream import Element, elements


def read_instance(file: Path) -> Instance:
    """Return the problem that a file states.

    Penalties, room capacities and distribution constraints are passed over: with times
    and rooms fixed they do not touch the students.

    Raises
    ------
    Itc2019Error
        If the file is no instance, or its identifiers do not hold together.
    """
    reading = _InstanceReading(file.name)
    for element in elements(file, wanted="instance"):
        reading.take(element)
    return reading.instance()


def read_solution(file: Path) -> Solution:
    """Return the solution that a file gives, alone or inside its problem.

    Raises
    ------
    Itc2019Error
        If the file has no solution, or places a class or names a student twice.
    """
    about: dict[str, str] | None = None
    reading = _SolutionReading(file.name)
    for element in elements(file, wanted="solution"):
        if element.tag == "solution":
            about = dict(element.attributes)
        elif about is not None:
            reading.take(element)
    if about is None:
        raise NotItc2019Error(file.name, "solution", "it has no <solution>")
    return Solution(
        name=about.get("name", ""), placements=reading.placements(), about=about
    )


class _InstanceReading:
    """What has been read of an instance so far, and where in it the reading is."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.problem: Element | None = None
        self.n_days = self.n_weeks = self.slots = 0
        self.part = ""
        self.room = self.course = self.config = self.subpart = self.student = ""
        self.rooms: dict[str, None] = {}
        self.travel: dict[tuple[str, str], int] = {}
        self.courses: dict[str, None] = {}
        self.classes: dict[str, OfferedClass] = {}
        self.students: dict[str, tuple[str, ...]] = {}
        self.take_in: dict[str, dict[str, Callable[[Element], None]]] = {
            "rooms": {"room": self._room, "travel": self._travel},
            "courses": {
                "course": self._course,
                "config": self._config,
                "subpart": self._subpart,
                "class": self._class,
                "time": self._time,
            },
            "students": {"student": self._student, "course": self._wish},
        }

    def take(self, element: Element) -> None:
        if self.problem is None:
            self._problem(element)
        elif element.tag in ("rooms", "courses", "distributions", "students"):
            self.part = element.tag
        elif element.tag == "solution":
            self.part = ""
        else:
            handler = self.take_in.get(self.part, {}).get(element.tag)
            if handler:
                handler(element)

    def instance(self) -> Instance:
        if self.problem is None or not self.courses:
            raise NotItc2019Error(self.file_name, "instance", "it has no courses")
        for offered in self.classes.values():
            self._follow_parent(offered)
        for student, wishes in self.students.items():
            for course in wishes:
                if course not in self.courses:
                    raise UnknownReferenceError(
                        self.file_name, f"student {student}", "course", course
                    )
        return Instance(
            name=self.problem.attributes.get("name", ""),
            n_days=self.n_days,
            n_weeks=self.n_weeks,
            slots_per_day=self.slots,
            rooms=frozenset(self.rooms),
            travel=self.travel,
            classes=self.classes,
            courses=tuple(self.courses),
            students=self.students,
        )

    def _follow_parent(self, offered: OfferedClass) -> None:
        if offered.parent is None:
            return
        parent = self.classes.get(offered.parent)
        if parent is None or (parent.course, parent.config) != (
            offered.course,
            offered.config,
        ):
            raise UnknownReferenceError(
                self.file_name, f"class {offered.id}", "parent", offered.parent
            )

    def _problem(self, element: Element) -> None:
        if element.tag != "problem":
            found = f"its root is <{element.tag}>, not <problem>"
            raise NotItc2019Error(self.file_name, "instance", found)
        self.problem = element
        self.n_days = element.whole("nrDays", 7)
        self.n_weeks = element.whole("nrWeeks", 13)
        self.slots = element.whole("slotsPerDay", 288)
        if not (1 <= self.n_days <= 62 and 1 <= self.n_weeks <= 62):
            raise element.bad("has no calendar of 1 to 62 days and weeks")

    def _room(self, element: Element) -> None:
        self.room = element.text("id")
        self._once("room", self.room, self.rooms)
        self.rooms[self.room] = None

    def _travel(self, element: Element) -> None:
        to, slots = element.text("room"), element.whole("value")
        # The format gives each pair once; where a file gives both ways, the longer.
        for pair in ((self.room, to), (to, self.room)):
            self.travel[pair] = max(slots, self.travel.get(pair, 0))

    def _course(self, element: Element) -> None:
        self.course = element.text("id")
        self._once("course", self.course, self.courses)
        self.courses[self.course] = None

    def _config(self, element: Element) -> None:
        self.config = element.text("id")

    def _subpart(self, element: Element) -> None:
        self.subpart = element.text("id")

    def _class(self, element: Element) -> None:
        found = element.attributes
        self.offered = OfferedClass(
            id=element.text("id"),
            course=self.course,
            config=self.config,
            subpart=self.subpart,
            limit=element.whole("limit") if "limit" in found else None,
            parent=found.get("parent") or None,
            needs_room=found.get("room", "true").lower() != "false",
            lengths={},
        )
        self._once("class", self.offered.id, self.classes)
        self.classes[self.offered.id] = self.offered

    def _time(self, element: Element) -> None:
        pattern: Pattern = (
            sys.intern(element.bits("days", self.n_days)),
            element.whole("start"),
            sys.intern(element.bits("weeks", self.n_weeks)),
        )
        self.offered.lengths[pattern] = element.whole("length")

    def _student(self, element: Element) -> None:
        self.student = element.text("id")
        self._once("student", self.student, self.students)
        self.students[self.student] = ()

    def _wish(self, element: Element) -> None:
        wishes = self.students[self.student]
        course = sys.intern(element.text("id"))
        if course not in wishes:
            self.students[self.student] = (*wishes, course)

    def _once(self, kind: str, named: str, known: object) -> None:
        if isinstance(known, dict) and named in known:
            raise RepeatedIdError(self.file_name, kind, named)


class _SolutionReading:
    """The placements of a solution read so far."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.opened: dict[str, Element] = {}
        self.students: dict[str, dict[str, None]] = {}
        self.current = ""

    def take(self, element: Element) -> None:
        if element.tag == "class":
            self.current = element.text("id")
            if self.current in self.opened:
                raise RepeatedIdError(self.file_name, "class", self.current)
            self.opened[self.current] = element
            self.students[self.current] = {}
        elif element.tag == "student" and self.current:
            student = element.text("id")
            if student in self.students[self.current]:
                where = f"class {self.current}"
                found = f"names student {student} twice in {where}"
                raise element.bad(found)
            self.students[self.current][student] = None

    def placements(self) -> dict[str, Placement]:
        return {
            class_id: Placement(
                class_id=class_id,
                days=element.text("days"),
                start=element.whole("start"),
                weeks=element.text("weeks"),
                room=element.attributes.get("room") or None,
                students=tuple(self.students[class_id]),
            )
            for class_id, element in self.opened.items()
        }
