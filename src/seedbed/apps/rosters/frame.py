"""The frame of a roster: organisations, terms, courses and sections."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from seedbed.interop.oneroster.records import BULK, Org, Section
from seedbed.lib.grades import parse_grade

from .wanted import HERE, Reading

_SCHOOL = "school"
#: How many feeds may name a unit alike before a mark is given anew each time.
_MOST_FEEDS = 9
_LONGEST_NAME = 200
_WIDEST_BAND = (0, 12)


def read_orgs(reading: Reading) -> None:
    """Find which organisations can have people and sections."""
    for org in reading.roster.orgs:
        if org.is_leaving:
            reading.leaving["unit"].add(org.sourced_id)
        else:
            reading.org_kinds[org.sourced_id] = org.kind
    if reading.roster.mode("orgs") != BULK:
        for key in reading.known.active("unit"):
            if key not in reading.leaving["unit"]:
                reading.org_kinds.setdefault(str(key), _SCHOOL)
    for org in reading.roster.orgs:
        _check_parent(reading, org)


def _check_parent(reading: Reading, org: Org) -> None:
    """Note a parent that is missing, or that is itself a school."""
    parent = org.parent_id
    if org.is_leaving or not parent:
        return
    if not reading.has_org(parent):
        reading.add("orgs", org.row, "parent-not-found", parent)
    elif reading.org_kinds[parent] == _SCHOOL == org.kind and (
        reading.roster.mode("orgs") == BULK
    ):
        reading.add("orgs", org.row, "parent-is-school", parent, name=org.name)


def read_terms(reading: Reading) -> None:
    """Take in terms."""
    for term in reading.roster.terms:
        if term.is_leaving:
            reading.leaving["term"].add(term.sourced_id)
            continue
        reading.rows["term"][term.sourced_id] = {
            "title": term.title,
            "kind": term.kind,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "is_active": True,
        }
    for term in reading.roster.terms:
        parent = term.parent_id
        stem = "academicSessions"
        is_found = reading.roster.row_of(stem, parent) is not None or (
            reading.state("term", parent) == HERE
        )
        if parent and not term.is_leaving and not is_found:
            reading.add(stem, term.row, "term-parent-not-found", parent)


def read_courses(reading: Reading) -> None:
    """Take in courses."""
    for course in reading.roster.courses:
        if course.is_leaving:
            reading.leaving["course"].add(course.sourced_id)
            continue
        reading.rows["course"][course.sourced_id] = {
            "title": course.title,
            "code": course.code,
            "subjects": course.subjects,
            "is_active": True,
        }


def read_sections(reading: Reading) -> None:
    """Take in sections; one without a unit is held."""
    for section in reading.roster.sections:
        if section.is_leaving:
            reading.leaving["section"].add(section.sourced_id)
        elif not reading.has_org(section.org_id):
            reading.add("classes", section.row, "org-not-found", section.org_id)
        else:
            reading.use_org(section.org_id, *parse_grades(section.grades))
            reading.rows["section"][section.sourced_id] = {
                "unit": section.org_id,
                "course": _course(reading, section),
                "term": _term(reading, section),
                "title": section.title,
                "grades": ",".join(section.grades)[:100],
                "subjects": section.subjects,
                "location": section.location,
                "periods": section.periods,
                "is_homeroom": section.is_homeroom,
                "is_active": True,
            }


def parse_grades(words: Iterable[str]) -> list[int]:
    """Return the grades that are known, in their order."""
    grades = (parse_grade(word) for word in words)
    return [grade for grade in grades if grade is not None]


def _course(reading: Reading, section: Section) -> str | None:
    if not section.course_id:
        reading.add("classes", section.row, "no-course")
        return None
    if reading.state("course", section.course_id) == HERE:
        return section.course_id
    reading.add("classes", section.row, "course-not-found", section.course_id)
    return None


def _term(reading: Reading, section: Section) -> str | None:
    """Return the first of a section's terms that is there; the others are noted."""
    found = None
    for term_id in section.term_ids:
        if reading.state("term", term_id) != HERE:
            reading.add("classes", section.row, "term-not-found", term_id)
        elif found is None:
            found = term_id
    return found


def read_units(reading: Reading) -> None:
    """Make a unit of each organisation that people or sections belong to.

    Runs last, for only then is it known which those are and which grades they have.
    """
    taken = dict(reading.known.unit_names)
    for org in reading.roster.orgs:
        known = reading.known.fields("unit", org.sourced_id)
        is_used = org.sourced_id in reading.used_orgs
        if org.is_leaving or not (is_used or known):
            continue
        if org.kind != _SCHOOL and known is None:
            reading.add("orgs", org.row, "unit-from-org", org.kind, name=org.name)
        low, high = grade_band(reading, org.sourced_id)
        reading.rows["unit"][org.sourced_id] = {
            "name": _free_name(reading, org, taken),
            "kind": known["kind"] if known else _SCHOOL,
            "grade_low": low,
            "grade_high": high,
            "is_active": True,
        }


def grade_band(reading: Reading, org_id: str) -> tuple[int, int]:
    """Return the lowest and highest grade of a unit: never narrower than it was."""
    grades = set(reading.unit_grades.get(org_id, ()))
    known = reading.known.fields("unit", org_id)
    if known:
        grades |= {known["grade_low"], known["grade_high"]}
    return (min(grades), max(grades)) if grades else _WIDEST_BAND


def _free_name(reading: Reading, org: Org, taken: dict[str, str]) -> str:
    """Return the unit's name, with its sourcedId where another unit has that name.

    A unit that once got its sourcedId added keeps it, so that the same file always
    asks for the same name.
    """

    def is_free(name: str) -> bool:
        return taken.get(name, org.sourced_id) == org.sourced_id

    known = reading.known.fields("unit", org.sourced_id)
    name = org.name
    if not is_free(name):
        name = next(filter(is_free, _marked_names(org)))
        reading.add("orgs", org.row, "unit-name-taken", org.name, meant=name)
    if known and is_free(known["name"]) and known["name"] in _first_marked(org):
        name = known["name"]
    taken[name] = org.sourced_id
    return name


def _marked_names(org: Org) -> Iterator[str]:
    """Yield the name with the sourcedId; two feeds may use one id, so with a number."""
    for n in itertools.count(1):
        mark = f" ({org.sourced_id})" if n == 1 else f" ({org.sourced_id}, {n})"
        yield (org.name[: max(0, _LONGEST_NAME - len(mark))] + mark)[-_LONGEST_NAME:]


def _first_marked(org: Org) -> list[str]:
    return list(itertools.islice(_marked_names(org), _MOST_FEEDS))
