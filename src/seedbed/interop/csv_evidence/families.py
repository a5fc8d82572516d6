"""The families of evidence tables: how each is known by its header and read.

A family is a function from the raw table to canonical text columns; adding one is one
entry of ``FAMILIES``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

#: Other headings that mean a column of Seedbed's own file.
ALIASES = {
    "student_id": "student",
    "skills": "skill",
    "item_id": "item",
    "is_correct": "correct",
    "time": "at",
    "timestamp": "at",
    "occurred_at": "at",
    "seq": "ordinal",
    "order": "ordinal",
}
_TEXT = ("student", "item", "skill", "correct", "at", "ordinal", "event_id")


@dataclass(frozen=True)
class Family:
    """One kind of table: the columns that mark it, and how it becomes text columns.

    ``canonical`` returns the columns ``row`` (kept from the raw table) and student,
    item, skill, correct, at, ordinal, event_id as text, null where absent.
    """

    name: str
    marks: frozenset[str]
    says: str
    canonical: Callable[[pl.DataFrame], pl.DataFrame]
    titles: Callable[[pl.DataFrame], dict[str, str]] = lambda _raw: {}


def _text_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``row`` and the seven text columns, absent ones null."""
    return frame.select(
        pl.col("row").cast(pl.Int64),
        *(
            pl.col(name).cast(pl.String)
            if name in frame.columns
            else pl.lit(None, dtype=pl.String).alias(name)
            for name in _TEXT
        ),
    )


def _own(raw: pl.DataFrame) -> pl.DataFrame:
    """Read Seedbed's own columns; a row may name its columns by their aliases."""
    names = {
        old: new
        for old, new in ALIASES.items()
        if old in raw.columns and new not in raw.columns
    }
    return _text_columns(raw.rename(names))


def _learner_set(raw: pl.DataFrame) -> pl.DataFrame:
    """Read a learner set: student, seq, item, skills (a list), correct, ts."""
    skills = pl.col("skills")
    if isinstance(raw.schema["skills"], pl.List):
        skills = skills.cast(pl.List(pl.String)).list.join(";")
    else:
        # A CSV writes the list as "[1, 24, 44]" or "1;24;44".
        skills = skills.str.replace_all(r"[\[\]\s]", "").str.replace_all(",", ";")
    at = pl.col("ts") if "ts" in raw.columns else pl.lit(None, dtype=pl.Float64)
    return _text_columns(
        raw.select(
            "row",
            "student",
            "item",
            "correct",
            skill=skills,
            at=at,
            ordinal=pl.col("seq"),
            event_id=pl.format("{}-{}", "student", "seq"),
        )
    )


def _first_present(raw: pl.DataFrame, names: Collection[str]) -> pl.Expr:
    """Return the first of several columns that the table has, or null."""
    for name in names:
        if name in raw.columns:
            return pl.col(name)
    return pl.lit(None, dtype=pl.String)


def _assistments(raw: pl.DataFrame) -> pl.DataFrame:
    """Read an ASSISTments export: one row for each answer and skill.

    Rows of one answer share ``order_id`` and are merged; scaffolding rows
    (``original`` 0) are help after a first try, not first tries, and are left out.
    ``correct`` between 0 and 1 is partial credit after hints: not a right first try.
    """
    order = _first_present(raw, ("order_id", "problem_log_id"))
    if "original" in raw.columns:
        raw = raw.filter(pl.col("original").cast(pl.String).is_in(["1", "1.0"]))
    skill = _first_present(raw, ("skill_id", "skill", "skill_name"))
    right = pl.col("correct").cast(pl.Float64, strict=False)
    rows = raw.select(
        "row",
        student=pl.col("user_id"),
        item=pl.col("problem_id"),
        skill=skill.cast(pl.String).replace({"NA": None, "": None}),
        correct=pl.when(right.is_between(0, 1))
        .then((right == 1).cast(pl.Int8))
        .otherwise(None),
        at=_first_present(raw, ("start_time",)),
        ordinal=order,
        event_id=order,
    )
    one_an_answer = rows.group_by("event_id", "student", maintain_order=True).agg(
        pl.col("skill").drop_nulls().cast(pl.String).unique().sort().str.join(";"),
        pl.exclude("skill").first(),
    )
    return _text_columns(one_an_answer)


def _assistments_titles(raw: pl.DataFrame) -> dict[str, str]:
    """Return the names of the skills by their ids."""
    if not {"skill_id", "skill_name"} <= set(raw.columns):
        return {}
    named = raw.select("skill_id", "skill_name").drop_nulls().unique("skill_id")
    return {str(code): str(name).strip() for code, name in named.iter_rows()}


#: In the order in which they are tried: the most specific header first.
FAMILIES = (
    Family(
        name="assistments",
        marks=frozenset({"user_id", "problem_id", "correct"}),
        says="an ASSISTments export (order_id, user_id, problem_id, correct, skill_id)",
        canonical=_assistments,
        titles=_assistments_titles,
    ),
    Family(
        name="learner-set",
        marks=frozenset({"student", "seq", "item", "skills", "correct"}),
        says="a learner set (student, seq, item, skills, correct, ts)",
        canonical=_learner_set,
    ),
    Family(
        name="seedbed",
        marks=frozenset({"student", "skill", "correct"}),
        says="Seedbed's columns (student, skill, correct; item, at, event_id)",
        canonical=_own,
    ),
)


def family_of(columns: Collection[str]) -> Family | None:
    """Return the family that a header belongs to, or None."""
    present = set(columns)
    with_aliases = present | {ALIASES[name] for name in present if name in ALIASES}
    for family in FAMILIES:
        names = with_aliases if family.name == "seedbed" else present
        if family.marks <= names:
            return family
    return None
