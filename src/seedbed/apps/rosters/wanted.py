"""What a roster asks the tables to hold, and which of its rows cannot be used.

Pure: records and known rows in, wanted rows and problems out. ``frame``, ``people`` and
``seats`` each fill a part of one ``Reading``, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from seedbed.interop.oneroster import Roster, RowProblem
from seedbed.interop.oneroster.records import BULK

from .known import Known
from .shapes import SHAPES, STEM_OF_TABLE, Fields, Key

HERE, LEAVING, HELD, MISSING = "here", "leaving", "held", "missing"


def _empty_rows() -> dict[str, dict[Key, Fields]]:
    return {shape.table: {} for shape in SHAPES}


def _empty_keys() -> dict[str, set[Key]]:
    return {shape.table: set() for shape in SHAPES}


@dataclass(kw_only=True)
class Reading:
    """One roster being read against what is known.

    ``rows`` are wanted, ``leaving`` are asked to go. ``org_kinds`` maps each usable
    organisation to its kind, ``used_orgs`` are those that people or sections belong
    to. ``kinds_of`` maps each usable user to the kinds of role it has, ``judged`` are
    the users whose roles this roster states in full. ``student_orgs`` maps each student
    to the organisation the roster puts it in.
    """

    roster: Roster
    known: Known
    rows: dict[str, dict[Key, Fields]] = field(default_factory=_empty_rows)
    leaving: dict[str, set[Key]] = field(default_factory=_empty_keys)
    problems: list[RowProblem] = field(default_factory=list)
    org_kinds: dict[str, str] = field(default_factory=dict)
    used_orgs: set[str] = field(default_factory=set)
    unit_grades: dict[str, set[int]] = field(default_factory=dict)
    kinds_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    student_orgs: dict[str, str] = field(default_factory=dict)

    def add(
        self, stem: str, row: int, code: str, value: str = "", **words: object
    ) -> None:
        """Write down one problem of one row."""
        self.problems.append(self.roster.problem(stem, row, code, value, **words))

    def state(self, table: str, sourced_id: str) -> str:
        """Tell whether a row that another one names is here, leaving, held or missing.

        Where the file is complete only the file counts; else the database counts too.
        """
        if sourced_id in self.rows[table]:
            return HERE
        if sourced_id in self.leaving[table]:
            return LEAVING
        stem = STEM_OF_TABLE[table]
        if self.roster.row_of(stem, sourced_id) is not None:
            return HELD
        is_known = self._is_known(table, sourced_id)
        return HERE if is_known and self.roster.mode(stem) != BULK else MISSING

    def _is_known(self, table: str, sourced_id: str) -> bool:
        fields = self.known.fields(table, sourced_id)
        return fields is not None and bool(fields["is_active"])

    def has_org(self, org_id: str) -> bool:
        """Tell whether an organisation can have people and sections."""
        return org_id in self.org_kinds

    def kinds(self, person_id: str) -> tuple[str, ...]:
        """Return the kinds of role of a person of the file or of the database."""
        if person_id in self.kinds_of:
            return self.kinds_of[person_id]
        return tuple(kind for kind, _unit in self.known.roles_of.get(person_id, ()))

    def use_org(self, org_id: str, *grades: int) -> None:
        """Write down that people or sections of these grades belong to an org."""
        self.used_orgs.add(org_id)
        self.unit_grades.setdefault(org_id, set()).update(grades)

    def problems_in_order(self) -> Iterator[RowProblem]:
        """Yield all problems, of reading and of linking, file by file, row by row."""
        both = [*self.roster.problems, *self.problems]
        yield from sorted(both, key=lambda p: (p.file, p.row))
