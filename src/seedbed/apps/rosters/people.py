"""The people of a roster: who comes in, with which roles, in which unit and grade."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from seedbed.apps.accounts.models import STAFF_ROLES, RoleKind
from seedbed.interop.oneroster.records import BULK, User
from seedbed.lib.grades import grade_name, parse_grade

from .frame import grade_band
from .guardians import guardian_org, link_guardians, org_of_agents
from .shapes import Fields, foreign_number
from .wanted import MISSING, Reading

#: The roles of OneRoster 1.1 and 1.2, folded, in the words of Seedbed.
ROLE_KINDS: dict[str, str] = {
    "student": RoleKind.STUDENT.value,
    "teacher": RoleKind.TEACHER.value,
    "aide": RoleKind.AIDE.value,
    "proctor": RoleKind.AIDE.value,
    "counselor": RoleKind.MENTOR.value,
    "parent": RoleKind.GUARDIAN.value,
    "guardian": RoleKind.GUARDIAN.value,
    "relative": RoleKind.GUARDIAN.value,
    "administrator": RoleKind.LEADER.value,
    "principal": RoleKind.LEADER.value,
    "siteadministrator": RoleKind.LEADER.value,
    "districtadministrator": RoleKind.LEADER.value,
    "systemadministrator": RoleKind.LEADER.value,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A role that a roster gives a user, in an organisation or in none yet."""

    kind: str
    org_id: str


@dataclass(kw_only=True)
class Attendance:
    """Where enrollments put users, before users themselves are judged."""

    sections_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def org_of(self, reading: Reading, user_id: str) -> str:
        """Return the organisation of a user's first usable section, or nothing."""
        for section_id in self.sections_of.get(user_id, ()):
            org_id = _section_fields(reading, section_id).get("unit", "")
            if reading.has_org(org_id):
                return str(org_id)
        return ""

    def grade_of(self, reading: Reading, user_id: str) -> int | None:
        """Return the grade of a user's first section that has one."""
        for section_id in self.sections_of.get(user_id, ()):
            words = str(_section_fields(reading, section_id).get("grades", ""))
            for word in words.split(","):
                grade = parse_grade(word)
                if grade is not None:
                    return grade
        return None


def _section_fields(reading: Reading, section_id: str) -> Fields:
    wanted = reading.rows["section"].get(section_id)
    return wanted or reading.known.fields("section", section_id) or {}


def read_people(reading: Reading) -> None:
    """Take in users: persons, roles, students, staff and guardianships.

    Guardians come after the others, for one without an organisation takes a child's.
    """
    attendance = _attendance(reading)
    stated = _claims(reading)
    guardians: list[tuple[User, list[Claim]]] = []
    ungraded: list[User] = []
    for user in reading.roster.users:
        if user.is_leaving or not user.is_enabled:
            reading.leaving["person"].add(user.sourced_id)
            continue
        claims = _usable_claims(reading, user, stated.get(user.sourced_id), attendance)
        if claims and all(c.kind == RoleKind.GUARDIAN for c in claims):
            guardians.append((user, claims))
        elif claims:
            _take_in(reading, user, claims)
            _place(reading, user, claims, attendance, ungraded)
    child_orgs = org_of_agents(reading)
    for user, claims in guardians:
        _take_in_guardian(reading, user, claims, child_orgs)
    for user in ungraded:
        _give_grade(reading, user)
    link_guardians(reading)


def _take_in_guardian(
    reading: Reading, user: User, claims: list[Claim], child_orgs: dict[str, str]
) -> None:
    own = next((c.org_id for c in claims if c.org_id), "")
    unit = own or guardian_org(reading, user, child_orgs)
    if unit:
        placed = [c if c.org_id else Claim(c.kind, unit) for c in claims]
        _take_in(reading, user, list(dict.fromkeys(placed)))
    else:
        reading.add("users", user.row, "no-org", name=user.name)


def _attendance(reading: Reading) -> Attendance:
    attendance = Attendance()
    for enrollment in reading.roster.enrollments:
        if not enrollment.is_leaving:
            attendance.sections_of[enrollment.user_id].append(enrollment.section_id)
    return attendance


def _claims(reading: Reading) -> dict[str, list[Claim]]:
    """Return the usable roles of roles.csv by user, the primary ones first."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for role in sorted(reading.roster.roles, key=lambda r: not r.is_primary):
        kind = ROLE_KINDS.get(role.role.lower())
        if role.is_leaving:
            if kind:
                key = (role.user_id, kind, role.org_id)
                reading.leaving["role"].add(key)
        elif reading.state("person", role.user_id) == MISSING:
            # No person is judged yet, so one of users.csv counts as held, not missing.
            reading.add("roles", role.row, "user-not-found", role.user_id)
        elif kind is None:
            reading.add("roles", role.row, "unknown-role", role.role)
        elif role.org_id and not reading.has_org(role.org_id):
            reading.add("roles", role.row, "org-not-found", role.org_id)
        else:
            found[role.user_id].append(Claim(kind, role.org_id))
    return found


def _usable_claims(
    reading: Reading,
    user: User,
    stated: list[Claim] | None,
    attendance: Attendance,
) -> list[Claim]:
    """Return a user's roles, each in an organisation but for guardians; else hold."""
    claims = stated or _claims_of_row(reading, user)
    if claims is None:
        return []
    if not claims:
        reading.add("users", user.row, "no-role", name=user.name)
        return []
    own = [c.org_id for c in claims if c.org_id]
    own += [org_id for org_id in user.org_ids if reading.has_org(org_id)]
    fallback = own[0] if own else attendance.org_of(reading, user.sourced_id)
    kept = [c if c.org_id else Claim(c.kind, fallback) for c in claims]
    homeless = [c for c in kept if not c.org_id and c.kind != RoleKind.GUARDIAN]
    if homeless:
        reading.add("users", user.row, "no-org", name=user.name)
        return []
    if fallback and not own:
        reading.add("users", user.row, "org-from-section", fallback, name=user.name)
    return list(dict.fromkeys(kept))


def _claims_of_row(reading: Reading, user: User) -> list[Claim] | None:
    """Return the roles that users.csv states, or None where the row is held."""
    if not user.role:
        return _known_claims(reading, user)
    kind = ROLE_KINDS.get(user.role.lower())
    if kind is None:
        reading.add("users", user.row, "unknown-role", user.role)
        return None
    lost = [org_id for org_id in user.org_ids if not reading.has_org(org_id)]
    found = [org_id for org_id in user.org_ids if reading.has_org(org_id)]
    if lost and not found:
        reading.add("users", user.row, "org-not-found", lost[0])
        return None
    for org_id in lost:
        reading.add("users", user.row, "one-org-not-found", org_id)
    reading.judged.add(user.sourced_id)
    return [Claim(kind, org_id) for org_id in found] or [Claim(kind, "")]


def _known_claims(reading: Reading, user: User) -> list[Claim]:
    """Return the roles on record: a file of changes need not repeat them."""
    if reading.roster.mode("roles") == BULK:
        return []
    person = user.sourced_id
    gone = reading.leaving["role"]
    return [
        Claim(kind, unit)
        for kind, unit in reading.known.roles_of.get(person, ())
        if (person, kind, unit) not in gone and reading.has_org(unit)
    ]


def _take_in(reading: Reading, user: User, claims: list[Claim]) -> None:
    """Want the person and the roles."""
    sourced_id = user.sourced_id
    if reading.roster.mode("roles") == BULK:
        reading.judged.add(sourced_id)
    reading.rows["person"][sourced_id] = {
        "given_name": user.given_name,
        "family_name": user.family_name,
        "preferred_name": user.preferred_name,
        "email": user.email,
        "is_active": True,
    }
    reading.kinds_of[sourced_id] = tuple(dict.fromkeys(c.kind for c in claims))
    for claim in claims:
        reading.use_org(claim.org_id)
        reading.rows["role"][(sourced_id, claim.kind, claim.org_id)] = {
            "person": sourced_id,
            "kind": claim.kind,
            "unit": claim.org_id,
        }


def _place(
    reading: Reading,
    user: User,
    claims: list[Claim],
    attendance: Attendance,
    ungraded: list[User],
) -> None:
    """Want the student or the staff row. A student is never staff as well."""
    kinds = reading.kinds_of[user.sourced_id]
    if RoleKind.STUDENT in kinds:
        _place_student(reading, user, claims, attendance, ungraded)
        return
    for claim in claims:
        if claim.kind in STAFF_ROLES:
            known = reading.known.fields("staff", user.sourced_id)
            reading.rows["staff"][user.sourced_id] = {
                "person": user.sourced_id,
                "unit": _kept_unit(known, claim.org_id),
                "kind": claim.kind,
                "is_active": True,
            }
            return


def _kept_unit(known: Fields | None, org_id: str) -> str:
    """Return the unit to hold: people whom Seedbed moved to a hub stay there."""
    if known and foreign_number(known["unit"]) is not None:
        return str(known["unit"])
    return org_id


def _place_student(
    reading: Reading,
    user: User,
    claims: list[Claim],
    attendance: Attendance,
    ungraded: list[User],
) -> None:
    orgs = [c.org_id for c in claims if c.kind == RoleKind.STUDENT]
    schools = [o for o in orgs if reading.org_kinds.get(o) == "school"]
    unit = (schools or orgs)[0]
    if len(orgs) > 1:
        value = str(len(orgs))
        reading.add("users", user.row, "several-orgs", value, name=user.name)
    reading.student_orgs[user.sourced_id] = unit
    known = reading.known.fields("student", user.sourced_id)
    grade = parse_grade(user.grades[0]) if user.grades else None
    if grade is None:
        grade = attendance.grade_of(reading, user.sourced_id)
        if grade is not None:
            _note_grade(reading, user, f"{grade_name(grade)}, that of a section")
    if grade is None and known:
        grade = int(known["grade"])
    if grade is None:
        ungraded.append(user)
    else:
        reading.use_org(unit, grade)
    reading.rows["student"][user.sourced_id] = {
        "person": user.sourced_id,
        "unit": _kept_unit(known, unit),
        "grade": grade,
        "is_active": True,
    }


def _give_grade(reading: Reading, user: User) -> None:
    """Give the middle grade of the unit to a student of whom no grade is known."""
    row = reading.rows["student"][user.sourced_id]
    low, high = grade_band(reading, row["unit"])
    row["grade"] = (low + high) // 2
    meant = f"{grade_name(row['grade'])}, the middle of the unit"
    _note_grade(reading, user, meant)


def _note_grade(reading: Reading, user: User, meant: str) -> None:
    code = "unknown-grade" if user.grades else "no-grade"
    value = user.grades[0] if user.grades else ""
    reading.add("users", user.row, code, value, name=user.name, meant=meant)
