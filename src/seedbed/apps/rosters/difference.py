"""Compares what a roster asks for with what stands: the changes, and their weight."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from seedbed.apps.accounts.models import RoleKind
from seedbed.interop.oneroster import Roster, RowProblem
from seedbed.interop.oneroster.records import BULK

from . import doubts, frame, people, seats
from .known import Known
from .shapes import SHAPES, STEM_OF_TABLE, Fields, Key
from .wanted import Reading

NEW, CHANGED, RETIRED, REMOVED, SAME = "new", "changed", "retired", "removed", "same"

#: A sync that removes more than this share of the people, the sections or the
#: enrollments, or of a unit's people, stops and asks.
MOST_OF_SYSTEM = 0.05
MOST_OF_UNIT = 0.10
_N_NAMES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One row to make, change, retire or take away.

    ``before`` and ``after`` hold the fields that differ, links as keys; ``before`` is
    empty for a new row, ``after`` for one taken away.
    """

    table: str
    key: Key
    action: str
    before: Fields
    after: Fields


@dataclass(frozen=True, kw_only=True)
class Removal:
    """How many rows of one kind a roster takes away, of how many."""

    what: str
    n: int
    n_before: int

    @property
    def share(self) -> float:
        """The share of the rows before that would be gone."""
        return self.n / self.n_before if self.n_before else 0.0


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Everything a roster would do, as it is shown before it is done."""

    changes: tuple[Change, ...]
    counts: dict[str, dict[str, int]]
    problems: tuple[RowProblem, ...]
    retirements: tuple[str, ...]
    removal: Removal
    removal_share: float
    needs_confirmation: bool

    @property
    def digest(self) -> str:
        """A hash of all changes: equal for equal effects."""
        lines = sorted(
            json.dumps(
                [c.table, c.key, c.action, c.before, c.after],
                default=_plain,
                sort_keys=True,
            )
            for c in self.changes
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be part of a difference.")


def compare(roster: Roster, known: Known) -> Difference:
    """Return what a roster would change."""
    reading = Reading(roster=roster, known=known)
    frame.read_orgs(reading)
    frame.read_terms(reading)
    frame.read_courses(reading)
    frame.read_sections(reading)
    people.read_people(reading)
    seats.read_enrollments(reading)
    frame.read_units(reading)
    doubts.note_doubts(reading)
    leaving = _leaving(reading)
    _reopen_accounts(reading)
    changes = tuple(_changes(reading, leaving))
    problems = tuple(reading.problems_in_order())
    gone = [c for c in changes if c.action == RETIRED and c.table in _PEOPLE]
    removal = _largest_removal(known, changes, len(gone))
    return Difference(
        changes=changes,
        counts=_counts(reading, changes, problems),
        problems=problems,
        retirements=_names(known, gone),
        removal=removal,
        removal_share=removal.share,
        needs_confirmation=removal.share > MOST_OF_SYSTEM
        or _empties_a_unit(known, gone),
    )


_PEOPLE = ("student", "staff")


def _largest_removal(known: Known, changes: Iterable[Change], n_people: int) -> Removal:
    """Return what to ask about: people if too many would go, else the worst kind.

    Enrollments count too: a page of them missing empties the sections of students who
    are all still there.
    """
    people_gone = Removal(what="person", n=n_people, n_before=known.n_active)
    if people_gone.share > MOST_OF_SYSTEM:
        return people_gone
    retired = Counter(c.table for c in changes if c.action == RETIRED)
    others = [
        Removal(what=table, n=retired[table], n_before=len(known.active(table)))
        for table in ("section", "enrollment")
    ]
    return max([people_gone, *others], key=lambda removal: removal.share)


def _leaving(reading: Reading) -> dict[str, set[Key]]:
    """Return the active rows that go: asked to, absent from a whole file, or orphaned.

    A row that is in the file and merely held stays as it is.
    """
    roster, known = reading.roster, reading.known
    leaving: dict[str, set[Key]] = {}
    for table, stem in STEM_OF_TABLE.items():
        active = set(known.active(table))
        gone = reading.leaving[table] & active
        if roster.mode(stem) == BULK:
            gone |= {k for k in active if roster.row_of(stem, str(k)) is None}
        leaving[table] = gone
    persons = leaving["person"]
    for table in (*_PEOPLE, "account"):
        active = set(known.active(table))
        gone = active & persons
        if table in _PEOPLE:
            # A person whose role changed is no longer what it was.
            judged = reading.rows["person"].keys() - reading.rows[table].keys()
            gone |= active & judged & reading.judged
        leaving[table] = gone
    for key in known.active("enrollment"):
        fields = known.rows["enrollment"][key].fields
        if fields["section"] in leaving["section"] or fields["person"] in persons:
            leaving["enrollment"].add(key)
    leaving["enrollment"] -= reading.rows["enrollment"].keys()
    leaving["role"] = _roles_lost(reading)
    leaving["guardianship"] = _guardianships_lost(reading)
    return leaving


def _roles_lost(reading: Reading) -> set[Key]:
    """Return the roles that an import gave and this roster takes away."""
    lost: set[Key] = set()
    for key, row in reading.known.rows["role"].items():
        if ("role", row.pk) not in reading.known.imported:
            continue
        is_asked = key in reading.leaving["role"]
        is_unsaid = key[0] in reading.judged and key not in reading.rows["role"]
        if is_asked or is_unsaid:
            lost.add(key)
    return lost


def _guardianships_lost(reading: Reading) -> set[Key]:
    """Return the imported guardianships that a whole file of users no longer states."""
    if reading.roster.mode("users") != BULK:
        return set()
    here = reading.rows["person"]
    return {
        key
        for key, row in reading.known.rows["guardianship"].items()
        if ("guardianship", row.pk) in reading.known.imported
        and key not in reading.rows["guardianship"]
        and key[0] in here
        and key[1] in here
    }


def _reopen_accounts(reading: Reading) -> None:
    """Let people who come back sign in again, if an import had closed the account."""
    for key, row in reading.known.rows["account"].items():
        if key in reading.rows["person"] and row.pk in reading.known.shut:
            reading.rows["account"][key] = {"is_active": True}


def _changes(reading: Reading, leaving: dict[str, set[Key]]) -> Iterator[Change]:
    for shape in SHAPES:
        table = shape.table
        known = reading.known.rows[table]
        for key, wanted in reading.rows[table].items():
            yield from _change(table, key, wanted, reading.known.fields(table, key))
        for key in sorted(leaving[table]):
            before = known[key].fields
            if shape.can_retire:
                yield Change(
                    table=table,
                    key=key,
                    action=RETIRED,
                    before={"is_active": True},
                    after={"is_active": False},
                )
            else:
                yield Change(
                    table=table, key=key, action=REMOVED, before=before, after={}
                )


def _change(
    table: str, key: Key, wanted: Fields, known: Fields | None
) -> Iterator[Change]:
    if known is None:
        yield Change(table=table, key=key, action=NEW, before={}, after=wanted)
        return
    after = {name: v for name, v in wanted.items() if known[name] != v}
    if after:
        before = {name: known[name] for name in after}
        yield Change(table=table, key=key, action=CHANGED, before=before, after=after)


def _empties_a_unit(known: Known, gone: Iterable[Change]) -> bool:
    lost = Counter(str(known.rows[c.table][c.key].fields["unit"]) for c in gone)
    return any(
        n > MOST_OF_UNIT * known.n_active_by_unit.get(unit, 0)
        for unit, n in lost.items()
    )


def _names(known: Known, gone: list[Change]) -> tuple[str, ...]:
    names = []
    for change in gone[:_N_NAMES]:
        person = known.rows["person"][change.key].fields
        given = person["preferred_name"] or person["given_name"]
        word = "student" if change.table == "student" else "staff"
        names.append(f"{given} {person['family_name']}".strip() + f" ({word})")
    return tuple(names)


# What people call the rows. A person is counted once, whatever tables it touches.
_WORDS = {
    "unit": "units",
    "term": "terms",
    "course": "courses",
    "section": "sections",
    "enrollment": "enrollments",
}
_HELD_WORDS = {
    "orgs": "units",
    "academicSessions": "terms",
    "courses": "courses",
    "users": "people",
    "roles": "roles",
    "classes": "sections",
    "enrollments": "enrollments",
}
_PERSON_TABLES = ("person", "account", "role", "student", "staff", "guardianship")


def _counts(
    reading: Reading, changes: tuple[Change, ...], problems: tuple[RowProblem, ...]
) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}

    def tally(word: str, what: str, n: int = 1) -> None:
        counts.setdefault(word, Counter())[what] += n

    touched: dict[str, str] = {}
    for change in changes:
        if change.table in _WORDS:
            tally(_WORDS[change.table], change.action)
        else:
            _touch(touched, change)
    for table, word in _WORDS.items():
        counted = counts.get(word, Counter())
        n_same = len(reading.rows[table]) - counted[NEW] - counted[CHANGED]
        if n_same:
            tally(word, SAME, n_same)
    for key in reading.rows["person"].keys() | touched.keys():
        tally(_person_word(reading, str(key)), touched.get(str(key), SAME))
    for stem, _row in {(p.file[:-4], p.row) for p in problems if p.is_held}:
        tally(_HELD_WORDS[stem], "held")
    return {word: dict(counts[word]) for word in sorted(counts)}


def _touch(touched: dict[str, str], change: Change) -> None:
    """Write down what happens to the people behind a change: the gravest counts."""
    ids = change.key if change.table == "guardianship" else change.key[:1]
    persons = [change.key] if isinstance(change.key, str) else ids
    for person in persons:
        own = change.table == "person" and change.action in {NEW, RETIRED}
        if own:
            touched[str(person)] = change.action
        else:
            touched.setdefault(str(person), CHANGED)


def _person_word(reading: Reading, sourced_id: str) -> str:
    if _has(reading, "student", sourced_id):
        return "students"
    if _has(reading, "staff", sourced_id):
        return "staff"
    is_guardian = RoleKind.GUARDIAN in reading.kinds(sourced_id)
    return "guardians" if is_guardian else "leaders"


def _has(reading: Reading, table: str, sourced_id: str) -> bool:
    known = reading.known.fields(table, sourced_id)
    return sourced_id in reading.rows[table] or known is not None
