"""Finds the student, the skills and the item that each row of evidence names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from seedbed.apps.accounts.models import Person
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum import services as curriculum_services
from seedbed.apps.rosters import queries as rosters

MAX_ITEM_CODE = 200


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A row that cannot be used yet: where it stands, why, and all of it.

    ``named`` is the name that is not known, for the sentence about many rows.
    """

    row: int
    reason: str
    message: str
    raw: dict[str, Any]
    named: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names that rows may use: of students and of skills, to their ids.

    ``source`` is tried first: a skill "66" of the source assist09 is "assist09:66"
    before it is any other framework's "66".
    """

    source: str
    students: dict[str, int]
    skills: dict[str, int]

    def skill_id(self, code: str) -> int | None:
        """Return the id of the skill that a code of this source names, or None."""
        own = self.skills.get(own_code(self.source, code))
        return own if own is not None else self.skills.get(code)


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """Rows with ids instead of names, and the rows whose names are not known.

    ``frame`` has the columns of the evidence table plus student_id, item_id.
    """

    frame: pl.DataFrame
    held: list[HeldRow] = field(default_factory=list)


def own_code(source: str, code: str) -> str:
    """Return a source's own name of a skill.

    >>> own_code("assist09", "66")
    'assist09:66'
    """
    return f"{source}:{code}"


def known_names(*, source: str) -> Known:
    """Return what rows of a source may name. Three queries.

    A student is known by source id, uuid, username or e-mail address, the last also
    by its SHA-1 as xAPI's ``mbox_sha1sum`` has it.
    """
    students = rosters.student_ids_by_code()
    addresses = (
        Person.objects.filter(student__isnull=False, is_active=True)
        .exclude(email="")
        .values_list("email", "student__id")
    )
    for email, student_id in addresses:
        address = email.lower()
        digest = hashlib.sha1(f"mailto:{address}".encode(), usedforsecurity=False)
        students.setdefault(address, student_id)
        students.setdefault(digest.hexdigest(), student_id)
    return Known(
        source=source, students=students, skills=curriculum.skill_ids_by_code()
    )


def resolve(frame: pl.DataFrame, known: Known) -> Resolved:
    """Replace names by ids; hold what names an unknown student or skill.

    Parameters
    ----------
    frame : DataFrame
        ``csv_evidence.FRAME_SCHEMA`` and, optionally, ``is_any``: True where one
        known skill of the row is enough (xAPI groupings name other things too).
    known : Known
        From ``known_names``.
    """
    if "is_any" not in frame.columns:
        frame = frame.with_columns(is_any=pl.lit(value=False))
    skill_sets = frame.select("skills", "is_any").unique().rows()
    named = [_skill_set(skills, known, is_any=any_) for skills, any_ in skill_sets]
    lookup = pl.DataFrame(
        {
            "skills": [skills for skills, _ in skill_sets],
            "is_any": [any_ for _, any_ in skill_sets],
            "skill_ids": [ids for ids, _ in named],
            "unknown_skill": [unknown for _, unknown in named],
        },
        schema={
            "skills": pl.String,
            "is_any": pl.Boolean,
            "skill_ids": pl.String,
            "unknown_skill": pl.String,
        },
    )
    marked = frame.join(
        lookup, on=["skills", "is_any"], how="left", maintain_order="left"
    ).with_columns(student_id=_student_ids(frame, known))
    is_unknown = pl.col("student_id").is_null() | pl.col("unknown_skill").is_not_null()
    return Resolved(
        frame=_with_items(marked.filter(~is_unknown)),
        held=[_held(row) for row in marked.filter(is_unknown).iter_rows(named=True)],
    )


def raw_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a row that is kept while it is held, and read again later."""
    names = ("student", "item", "skills", "correct", "at", "ordinal", "event_id")
    raw = {name: row[name] for name in names}
    if row.get("is_any"):
        raw["is_any"] = True
    return raw


def _student_ids(frame: pl.DataFrame, known: Known) -> pl.Series:
    """Return the id of each row's student, null where the name is not known."""
    names = frame.get_column("student").unique().to_list()
    ids = {
        name: known.students.get(name, known.students.get(name.lower()))
        for name in names
    }
    return frame.get_column("student").replace_strict(
        ids, default=None, return_dtype=pl.Int64
    )


def _skill_set(skills: str, known: Known, *, is_any: bool) -> tuple[str, str | None]:
    """Return the sorted ids of a set of skills, and the first that is not known."""
    ids = {code: known.skill_id(code) for code in skills.split(";")}
    found = sorted({i for i in ids.values() if i is not None})
    unknown = next((code for code, i in ids.items() if i is None), None)
    if is_any and found:
        unknown = None
    return ",".join(str(i) for i in found), unknown


def _held(row: dict[str, Any]) -> HeldRow:
    """Return the reason for which a row waits."""
    if row["student_id"] is None:
        name, reason = row["student"], "unknown-student"
        message = f"No student on the roster is called {name!r}."
    else:
        name, reason = row["unknown_skill"], "unknown-skill"
        message = f"No skill of any framework is called {name!r}."
    return HeldRow(
        row=row["row"],
        reason=reason,
        message=message,
        raw=raw_row(row),
        named=name,
    )


def _with_items(frame: pl.DataFrame) -> pl.DataFrame:
    """Add ``item_id``, making the items that no evidence named before."""
    pairs = frame.select("item", "skill_ids").unique()
    keys = [
        (_item_code(code), tuple(int(i) for i in ids.split(",")))
        for code, ids in pairs.iter_rows()
    ]
    ids = curriculum_services.ensure_items(keys=keys)
    pairs = pairs.with_columns(
        item_id=pl.Series(
            [
                ids[code, ",".join(str(i) for i in skill_ids)]
                for code, skill_ids in keys
            ],
            dtype=pl.Int64,
        )
    )
    return frame.join(
        pairs, on=["item", "skill_ids"], how="left", maintain_order="left"
    )


def _item_code(code: str) -> str:
    """Return an item's code, shortened with a digest where it is too long."""
    if len(code) <= MAX_ITEM_CODE:
        return code
    digest = hashlib.blake2b(code.encode(), digest_size=16).hexdigest()
    return f"{code[: MAX_ITEM_CODE - 33]}#{digest}"
