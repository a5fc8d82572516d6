"""Guardians of a roster: whose they are, and in whose unit they come in."""

from __future__ import annotations

from seedbed.apps.accounts.models import RoleKind
from seedbed.interop.oneroster.records import BULK, User

from .wanted import HELD, HERE, LEAVING, MISSING, Reading


def org_of_agents(reading: Reading) -> dict[str, str]:
    """Return the organisation of a child for each user that a student names."""
    orgs: dict[str, str] = {}
    for user in reading.roster.users:
        if user.sourced_id in reading.student_orgs:
            for agent_id in user.agent_ids:
                orgs.setdefault(agent_id, reading.student_orgs[user.sourced_id])
    return orgs


def guardian_org(reading: Reading, guardian: User, child_orgs: dict[str, str]) -> str:
    """Return a child's organisation for a guardian who names none, or nothing.

    A guardian already on record stays where it is.
    """
    for ward_id in guardian.agent_ids:
        if ward_id in reading.student_orgs:
            return reading.student_orgs[ward_id]
    for kind, unit in reading.known.roles_of.get(guardian.sourced_id, ()):
        if kind == RoleKind.GUARDIAN and reading.has_org(unit):
            return unit
    return child_orgs.get(guardian.sourced_id, "")


def link_guardians(reading: Reading) -> None:
    """Want a guardianship where either side names the other."""
    for user in reading.roster.users:
        kinds = reading.kinds_of.get(user.sourced_id, ())
        for agent_id in user.agent_ids:
            if RoleKind.STUDENT in kinds:
                _link_agent(reading, user, agent_id)
            elif RoleKind.GUARDIAN in kinds:
                _link_ward(reading, user, agent_id)


def _link_agent(reading: Reading, student: User, agent_id: str) -> None:
    state = reading.state("person", agent_id)
    kinds = reading.kinds(agent_id)
    if state == HERE and RoleKind.GUARDIAN in kinds:
        _want_guardianship(reading, agent_id, student.sourced_id)
    elif state == HERE:
        role = kinds[0] if kinds else "person without role"
        words = {"name": student.name, "role": role}
        reading.add("users", student.row, "agent-not-guardian", agent_id, **words)
    elif state in {MISSING, HELD}:
        reading.add(
            "users", student.row, "agent-not-found", agent_id, name=student.name
        )


def _link_ward(reading: Reading, guardian: User, ward_id: str) -> None:
    is_student = ward_id in reading.rows["student"] or (
        reading.roster.mode("users") != BULK
        and reading.known.fields("student", ward_id) is not None
    )
    if is_student:
        _want_guardianship(reading, guardian.sourced_id, ward_id)
    elif reading.state("person", ward_id) != LEAVING:
        reading.add(
            "users", guardian.row, "ward-not-student", ward_id, name=guardian.name
        )


def _want_guardianship(reading: Reading, guardian_id: str, student_id: str) -> None:
    reading.rows["guardianship"][(guardian_id, student_id)] = {
        "guardian": guardian_id,
        "student": student_id,
    }
