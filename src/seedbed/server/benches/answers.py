"""Reads answers to measure the learner with, from a file or a simulation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from seedbed.engines import learner
from seedbed.interop.csv_evidence import read_evidence
from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.server.demo import learning
from seedbed.server.demo.evidence import skills_of

from .errors import COLUMNS, NotAnswersError

SECONDS_PER_DAY = 86_400.0


def read_answers(file: Path) -> learner.Answers:
    """Return the answers of a file.

    A parquet file with ``COLUMNS`` is read as it is: ``seq`` orders a student's
    answers, ``ts`` is seconds since 1970 or null, an item asked with different skills
    counts as different items. Other files are read as evidence.

    Raises
    ------
    SeedbedError
        If the file is neither, or no answer is left in it.
    """
    if file.suffix == ".parquet":
        try:
            frame = pl.read_parquet(file)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise NotAnswersError(file, f"it is no parquet file ({error})") from error
        missing = [name for name in COLUMNS if name not in frame.columns]
        if not missing:
            return _from_research(frame, file)
        if "student" in missing:
            raise NotAnswersError(file, f"it has no column {', '.join(missing)}")
    return _from_evidence(file)


def _from_research(frame: pl.DataFrame, file: Path) -> learner.Answers:
    kept = frame.drop_nulls(["student", "item", "correct"])
    if kept["correct"].dtype.is_float():
        kept = kept.filter(pl.col("correct").is_in([0.0, 1.0]))
    if not len(kept):
        raise NotAnswersError(file, "no row has a student, an item and an outcome")
    kept = kept.sort("student", "seq", nulls_last=True, maintain_order=True)
    names = _skill_names(kept)
    kept = kept.with_columns(names.alias("_skills"))
    items = kept.select("item", "_skills").unique(maintain_order=True)
    items = items.with_row_index("_number")
    kept = kept.join(
        items,
        on=["item", "_skills"],
        how="left",
        maintain_order="left",
        nulls_equal=True,
    )
    flat, starts, n_skills = _numbered([set(x) for x in items["_skills"].to_list()])
    student = _numbers(kept["student"])
    return learner.Answers(
        n_students=int(student.max()) + 1,
        n_skills=n_skills,
        student=student.astype(np.int32),
        item=kept["_number"].to_numpy().astype(np.int32),
        correct=kept["correct"].cast(pl.Float64).to_numpy() > 0.0,
        day=_days(kept["ts"]),
        item_skill_starts=starts.astype(np.int32),
        item_skills=flat.astype(np.int32),
    )


def _skill_names(frame: pl.DataFrame) -> pl.Series:
    """Return the skills of each row as a list of texts; ``skill`` where it is empty."""
    skills = frame["skills"]
    if not isinstance(skills.dtype, pl.List):
        skills = skills.cast(pl.String).str.split(";")
    skills = skills.cast(pl.List(pl.String))
    alone = frame["skill"].cast(pl.String).fill_null("")
    some = pl.Series("some", [[name] for name in alone], dtype=pl.List(pl.String))
    is_empty = skills.is_null() | (skills.list.len().fill_null(0) == 0)
    return skills.zip_with(~is_empty, some).list.sort()


def _days(times: pl.Series) -> FloatArray:
    """Return days since 1970, ``nan`` where there is no time."""
    if times.dtype.is_temporal():
        times = times.cast(pl.Datetime("us")).dt.timestamp("us") / 1e6
    days = times.cast(pl.Float64).fill_null(np.nan).to_numpy() / SECONDS_PER_DAY
    return np.where(np.isfinite(days), days, np.nan)


def _from_evidence(file: Path) -> learner.Answers:
    frame = read_evidence(file).frame.sort("student", "at", "ordinal", "event_id")
    items = frame.select("item", "skills").unique(maintain_order=True)
    items = items.with_row_index("number")
    frame = frame.join(items, on=["item", "skills"], how="left", maintain_order="left")
    flat, starts, n_skills = _numbered(
        [set(row.split(";")) for row in items["skills"].to_list()]
    )
    student = _numbers(frame["student"])
    return learner.Answers(
        n_students=int(student.max()) + 1,
        n_skills=n_skills,
        student=student.astype(np.int32),
        item=frame["number"].to_numpy().astype(np.int32),
        correct=frame["correct"].to_numpy().astype(np.bool_),
        day=frame["at"].fill_null(np.nan).to_numpy() / SECONDS_PER_DAY,
        item_skill_starts=starts.astype(np.int32),
        item_skills=flat.astype(np.int32),
    )


def _numbered(skills: list[set[str]]) -> tuple[IntArray, IntArray, int]:
    """Return the skills of items as numbers, where each begins, and how many are."""
    codes = {code: k for k, code in enumerate(sorted(set().union(*skills)))}
    flat = np.array([codes[code] for row in skills for code in sorted(row)], np.int64)
    return flat, np.cumsum([0, *map(len, skills)]), len(codes)


def _numbers(names: pl.Series) -> IntArray:
    return names.rank("dense").to_numpy().astype(np.int64) - 1


def simulated(seed: int) -> learner.Answers:
    """Return answers of 200 simulated students to 60 skills in six weeks."""
    rng = np.random.default_rng(seed)
    n_skills = 60
    low = 6 + np.arange(n_skills) % 3
    links = np.array([(k, k + 3) for k in range(0, n_skills - 3, 2)], np.int64)
    skills = skills_of(low.astype(np.int64), low.astype(np.int64), links)
    constants = learning.Constants()
    grade = 6 + np.arange(200) % 3
    students = learning.enroll(grade.astype(np.int64), skills, constants, rng)
    days = np.array([7 * w + d for w in range(6) for d in range(5)], np.int64)
    found = learning.study(students, skills, days, constants, rng)
    per_skill = learning.N_PRACTICE_ITEMS + learning.N_SLIP_ITEMS
    return learner.Answers(
        n_students=len(grade),
        n_skills=n_skills,
        student=found.student.astype(np.int32),
        item=found.item.astype(np.int32),
        correct=found.is_correct,
        day=20_000.0 + found.day + found.second / SECONDS_PER_DAY,
        item_skill_starts=np.arange(n_skills * per_skill + 1, dtype=np.int32),
        item_skills=np.repeat(np.arange(n_skills), per_skill).astype(np.int32),
    )
