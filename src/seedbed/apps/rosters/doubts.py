"""What a roster says that is possible and unlikely: noted, and taken in as it is."""

from __future__ import annotations

from collections import Counter

from seedbed.apps.accounts.models import RoleKind
from seedbed.interop.oneroster.records import Enrollment
from seedbed.lib.grades import UNGRADED, grade_name

from .frame import parse_grades
from .shapes import Fields
from .wanted import Reading

_MOST_STUDENTS = 60
_MOST_GRADES_APART = 2


def note_doubts(reading: Reading) -> None:
    """Note enrollments that contradict their section, term, grade or each other."""
    names = {user.sourced_id: user.name for user in reading.roster.users}
    seats: dict[tuple[str, str, str], Enrollment] = {}
    sizes: Counter[str] = Counter()
    for enrollment in reading.roster.enrollments:
        wanted = reading.rows["enrollment"].get(enrollment.sourced_id)
        section = reading.rows["section"].get(enrollment.section_id)
        if wanted is None or section is None:
            continue
        _check_school(reading, enrollment, section)
        _check_dates(reading, enrollment, section)
        if wanted["role"] == RoleKind.STUDENT:
            name = names.get(enrollment.user_id, enrollment.user_id)
            sizes[enrollment.section_id] += 1
            _check_grade(reading, enrollment, section, name)
            _check_periods(reading, enrollment, section, name, seats)
    for section_row in reading.roster.sections:
        n_students = sizes[section_row.sourced_id]
        if n_students > _MOST_STUDENTS:
            reading.add("classes", section_row.row, "crowded-section", str(n_students))


def _check_school(reading: Reading, enrollment: Enrollment, section: Fields) -> None:
    if enrollment.org_id and enrollment.org_id != section["unit"]:
        reading.add("enrollments", enrollment.row, "other-school", enrollment.org_id)


def _check_dates(reading: Reading, enrollment: Enrollment, section: Fields) -> None:
    term = reading.rows["term"].get(section["term"] or "")
    begins, ends = enrollment.begins_on, enrollment.ends_on
    if term is None or begins is None or ends is None:
        return
    starts, stops = term["starts_on"], term["ends_on"]
    if starts <= begins and ends <= stops:
        return
    code = "outside-term" if ends < starts or begins > stops else "beyond-term"
    words = {"term": f"{term['title']} ({starts} to {stops})"}
    dates = f"{begins} to {ends}"
    reading.add("enrollments", enrollment.row, code, dates, **words)


def _check_grade(
    reading: Reading, enrollment: Enrollment, section: Fields, name: str
) -> None:
    student = reading.rows["student"].get(enrollment.user_id)
    grades = parse_grades(section["grades"].split(","))
    if student is None or not grades or UNGRADED in (student["grade"], *grades):
        return
    apart = [abs(student["grade"] - grade) for grade in grades]
    if min(apart) > _MOST_GRADES_APART:
        meant = grade_name(grades[apart.index(min(apart))])
        words = {"name": name, "grade": grade_name(student["grade"])}
        reading.add("enrollments", enrollment.row, "far-from-grade", meant, **words)


def _check_periods(
    reading: Reading,
    enrollment: Enrollment,
    section: Fields,
    name: str,
    seats: dict[tuple[str, str, str], Enrollment],
) -> None:
    """Note a student who sits twice at the same time; ``seats`` is added to."""
    for period in section["periods"].split(","):
        at = (enrollment.user_id, str(section["term"]), period.strip())
        if not at[2]:
            continue
        other = seats.setdefault(at, enrollment)
        if other.section_id != enrollment.section_id:
            title = reading.rows["section"][other.section_id]["title"]
            words = {"name": name, "other": title, "other_row": other.row}
            row = enrollment.row
            reading.add("enrollments", row, "double-booked", at[2], **words)
