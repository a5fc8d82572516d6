"""The enrollments of a roster: who sits in which section, as what."""

from __future__ import annotations

from seedbed.apps.accounts.models import RoleKind
from seedbed.interop.oneroster.records import Enrollment

from .people import ROLE_KINDS
from .wanted import HELD, HERE, LEAVING, Reading

_CODES = {HELD: "held", LEAVING: "leaving"}


def read_enrollments(reading: Reading) -> None:
    """Take in enrollments whose user and section are both here."""
    names = {user.sourced_id: user.name for user in reading.roster.users}
    for enrollment in reading.roster.enrollments:
        if enrollment.is_leaving:
            reading.leaving["enrollment"].add(enrollment.sourced_id)
        elif _is_usable(reading, enrollment, names):
            reading.rows["enrollment"][enrollment.sourced_id] = {
                "section": enrollment.section_id,
                "person": enrollment.user_id,
                "role": ROLE_KINDS[enrollment.role.lower()],
                "is_primary": enrollment.is_primary,
                "begins_on": enrollment.begins_on,
                "ends_on": enrollment.ends_on,
                "is_active": True,
            }


def _is_usable(reading: Reading, enrollment: Enrollment, names: dict[str, str]) -> bool:
    """Tell whether an enrollment can come in; a problem says why not."""
    for table, word, stem, key in (
        ("section", "section", "classes", enrollment.section_id),
        ("person", "user", "users", enrollment.user_id),
    ):
        state = reading.state(table, key)
        if state != HERE:
            _hold(reading, enrollment, word, stem, key, state)
            return False
    kind = ROLE_KINDS.get(enrollment.role.lower())
    if kind is None:
        reading.add("enrollments", enrollment.row, "unknown-role", enrollment.role)
        return False
    kinds = reading.kinds(enrollment.user_id)
    if (kind == RoleKind.STUDENT) != (RoleKind.STUDENT in kinds) or (
        set(kinds) == {RoleKind.GUARDIAN}
    ):
        name = names.get(enrollment.user_id, enrollment.user_id)
        words = {"name": name, "role": kinds[0] if kinds else "person without role"}
        role = enrollment.role
        reading.add("enrollments", enrollment.row, "role-mismatch", role, **words)
        return False
    return True


def _hold(
    reading: Reading,
    enrollment: Enrollment,
    word: str,
    stem: str,
    key: str,
    state: str,
) -> None:
    other_row = reading.roster.row_of(stem, key)
    code = f"{word}-{_CODES.get(state, 'not-found')}"
    if state == LEAVING:
        # An enrollment already on record goes with its user or its section.
        reading.leaving["enrollment"].add(enrollment.sourced_id)
    reading.add("enrollments", enrollment.row, code, key, other_row=other_row)
