"""Which columns of which table a roster feed owns, and how a feed names the rows.

Rows are compared, saved and undone by these shapes. A row's *key* is the feed's name
for it: a sourcedId, or a tuple of them for rows that the standard does not name (a
role, a guardianship). A link to a row of another feed has a key that begins with a
control character, which no sourcedId holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from seedbed.apps.accounts.models import Account, Person, Role, Unit
from seedbed.apps.accounts.tenancy import current_system_id

from .models import Course, Enrollment, Guardianship, Section, Staff, Student, Term

Key = str | tuple[str, ...]
Fields = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One table as a feed sees it.

    ``links`` maps a foreign key field to the table it points at. ``key_paths`` are the
    ORM paths that make the key; ``source_path`` the one that names the feed.
    """

    table: str
    model: type[models.Model]
    fields: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    key_paths: tuple[str, ...] = ("sourced_id",)
    source_path: str = "source"

    @property
    def is_sourced(self) -> bool:
        """Whether the table itself carries ``source`` and ``sourced_id``."""
        return self.source_path == "source"

    @property
    def can_retire(self) -> bool:
        """Whether rows leave by ``is_active``; the others are deleted."""
        return "is_active" in self.fields

    @property
    def rows(self) -> models.QuerySet[Any]:
        """The rows of the current system."""
        return rows_of(self.model)

    @property
    def columns(self) -> tuple[str, ...]:
        """The attribute of each field, links as ``*_id``."""
        return tuple(f"{f}_id" if f in self.links else f for f in self.fields)


def rows_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return a table's rows of the current system, also where no manager filters."""
    rows: models.QuerySet[Any] = model._default_manager.all()  # noqa: SLF001
    if issubclass(model, Account):
        # Accounts are read before the system is known, so they are no tenant table.
        rows = rows.filter(system_id=current_system_id())
    return rows


_ACTIVE = "is_active"

#: In the order in which rows are made; they are unmade the other way round.
SHAPES: tuple[Shape, ...] = (
    Shape(
        table="unit",
        model=Unit,
        fields=("name", "kind", "grade_low", "grade_high", _ACTIVE),
    ),
    Shape(
        table="person",
        model=Person,
        fields=("given_name", "family_name", "preferred_name", "email", _ACTIVE),
    ),
    Shape(
        table="account",
        model=Account,
        fields=(_ACTIVE,),
        key_paths=("person__sourced_id",),
        source_path="person__source",
    ),
    Shape(
        table="role",
        model=Role,
        fields=("person", "kind", "unit"),
        links={"person": "person", "unit": "unit"},
        key_paths=("person__sourced_id", "kind", "unit_id"),
        source_path="person__source",
    ),
    Shape(
        table="student",
        model=Student,
        fields=("person", "unit", "grade", _ACTIVE),
        links={"person": "person", "unit": "unit"},
        key_paths=("person__sourced_id",),
        source_path="person__source",
    ),
    Shape(
        table="staff",
        model=Staff,
        fields=("person", "unit", "kind", _ACTIVE),
        links={"person": "person", "unit": "unit"},
        key_paths=("person__sourced_id",),
        source_path="person__source",
    ),
    Shape(
        table="guardianship",
        model=Guardianship,
        fields=("guardian", "student"),
        links={"guardian": "person", "student": "student"},
        key_paths=("guardian__sourced_id", "student__person__sourced_id"),
        source_path="guardian__source",
    ),
    Shape(
        table="term",
        model=Term,
        fields=("title", "kind", "starts_on", "ends_on", _ACTIVE),
    ),
    Shape(
        table="course",
        model=Course,
        fields=("title", "code", "subjects", _ACTIVE),
    ),
    Shape(
        table="section",
        model=Section,
        fields=(
            "unit", "course", "term", "title", "grades", "subjects", "location",
            "periods", "is_homeroom", _ACTIVE,
        ),
        links={"unit": "unit", "course": "course", "term": "term"},
    ),
    Shape(
        table="enrollment",
        model=Enrollment,
        fields=(
            "section", "person", "role", "is_primary", "begins_on", "ends_on", _ACTIVE,
        ),
        links={"section": "section", "person": "person"},
    ),
)  # fmt: skip

BY_TABLE: dict[str, Shape] = {shape.table: shape for shape in SHAPES}

#: The file that says which rows of a table exist, by its name without ``.csv``.
STEM_OF_TABLE = {
    "unit": "orgs",
    "person": "users",
    "term": "academicSessions",
    "course": "courses",
    "section": "classes",
    "enrollment": "enrollments",
}


_FOREIGN = "\x01"


def foreign(pk: int) -> str:
    """Return the key of a row that belongs to another feed or was made by hand."""
    return f"{_FOREIGN}{pk}"


def foreign_number(key: object) -> int | None:
    """Return the number of another feed's row, or None for a key of this feed."""
    if isinstance(key, str) and key.startswith(_FOREIGN):
        return int(key[1:])
    return None
