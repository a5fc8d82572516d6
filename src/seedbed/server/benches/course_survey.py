"""Reads the survey of course preferences that allotments are measured on.

The folder holds ``survey_data.csv``, ``survey_column_mapping.csv`` and
``anonymized_courses.xlsx`` of the course-allocation-data set (MIT licence).
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import polars as pl
from python_calamine import CalamineWorkbook

from seedbed.engines import choices
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .errors import NotChoicesError

FILES = ("survey_data.csv", "survey_column_mapping.csv", "anonymized_courses.xlsx")
#: Students of the department, of whom the answers are a part.
N_DEPARTMENT = 2308
#: No student is measured with more sections than this.
MOST_LOAD = 6
_USABLE_PROGRESS = 77
_TIME = re.compile(r"(\d+):(\d+) ([AP])M - (\d+):(\d+) ([AP])M")
_SECTION = re.compile(r"DEPT (\d+)(?:-(\d+))?")


def read_survey(folder: Path, *, above_one: bool = False) -> choices.Problem:
    """Return the survey as a problem: 699 answers, 96 timed sections, 2,194 seats.

    A section rated 1, "not interested", is not asked for; others are worth their
    rating, or with ``above_one`` the rating less 1. The load is the number of courses
    a student plans to enroll in, at most six. Seats are scaled to the share of the
    department that answered.

    Raises
    ------
    NotChoicesError
        If a file is missing or is not what it should be.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise NotChoicesError(folder, f"it has no {name}")
    sections = _sections(folder / FILES[2])
    ratings, load = _ratings(folder, list(sections))
    seats = np.array([seats for seats, _, _, _ in sections.values()])
    worth = np.where(ratings > 1, ratings - above_one, 0).astype(np.float64)
    return choices.Problem(
        worth=worth,
        load=np.minimum(load, MOST_LOAD),
        seats=seats * len(load) // N_DEPARTMENT,
        blocks=_blocks([times[1:] for times in sections.values()]),
        course=np.array([int(course) for course, _ in sections]),
        names=tuple(f"{course}-{number}" for course, number in sections),
    )


def greedy_ideal(problem: choices.Problem) -> FloatArray:
    """Return the worth of the sections a student alone would take best first, (S,).

    The prior measurements compare with it; the best bundle is worth .4 % more.
    """
    greedy = np.zeros(problem.n_students)
    for i, worth in enumerate(problem.worth):
        held: list[int] = []
        for c in np.argsort(-worth, kind="stable").tolist():
            fits = problem.may[i, c] and not problem.conflict[c, held].any()
            if fits and len(held) < problem.load[i]:
                held.append(c)
        greedy[i] = worth[held].sum()
    return greedy


_Section = tuple[int, list[str], int, int]


def _sections(file: Path) -> dict[tuple[str, int], _Section]:
    """Return seats, days, start and end of each section by course and number."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    header = {str(name): place for place, name in enumerate(rows[0])}
    wanted = ("Catalog", "Section", "Enrl Capacity", "zc.days", "Mtg Time")
    missing = [name for name in wanted if name not in header]
    if missing:
        raise NotChoicesError(file, f"it has no column {', '.join(missing)}")
    found: dict[tuple[str, int], _Section] = {}
    for row in rows[1:]:
        course, number, seats, days, time = (str(row[header[n]]) for n in wanted)
        start, end = _minutes(file, time)
        key = (course, int(float(number)))
        found[key] = (int(float(seats)), days.split(), start, end)
    return found


def _minutes(file: Path, time: str) -> tuple[int, int]:
    match = _TIME.search(time)
    if match is None:
        raise NotChoicesError(file, f"{time!r} is no time of day")
    h1, m1, half1, h2, m2, half2 = match.groups()
    start = (int(h1) % 12 + 12 * (half1 == "P")) * 60 + int(m1)
    return start, (int(h2) % 12 + 12 * (half2 == "P")) * 60 + int(m2)


def _blocks(times: list[tuple[list[str], int, int]]) -> BoolArray:
    """Return in which blocks sections meet: the starts of all sections, day by day.

    Two sections overlap if and only if one of them meets while the other starts.
    """
    starts = sorted({(day, start) for days, start, _ in times for day in days})
    return np.array(
        [
            [day in days and start <= at < end for day, at in starts]
            for days, start, end in times
        ]
    )


def _ratings(
    folder: Path, sections: list[tuple[str, int]]
) -> tuple[IntArray, IntArray]:
    """Return usable ratings (S, C), 0 where there is none, and planned loads (S,)."""
    file = folder / FILES[0]
    # The second of two columns of one name is the one the mapping calls by its name.1.
    answers = pl.read_csv(file, infer_schema=False)
    names = {
        column: re.sub(r"^(.*)_duplicated_0$", r"\1.1", column)
        for column in answers.columns
    }
    answers = answers.rename(names)
    column_of = _columns(folder / FILES[1])
    columns = [column_of.get(section, "") for section in sections]
    missing = [name for name in ("2", "3", "Progress", *columns) if name not in answers]
    if missing:
        raise NotChoicesError(file, f"it has no column {missing[0] or 'for a section'}")
    numbers = answers.select(
        pl.col(name).cast(pl.Int64, strict=False).fill_null(0)
        for name in ("2", "3", "Progress", *columns)
    ).to_numpy()
    load, stay, progress, ratings = (
        numbers[:, 0],
        numbers[:, 1],
        numbers[:, 2],
        numbers[:, 3:],
    )
    usable = (ratings > 1).any(axis=1) & (stay > 0) & (progress >= _USABLE_PROGRESS)
    if not usable.any():
        raise NotChoicesError(file, "it has no usable answer")
    return ratings[usable], load[usable]


def _columns(file: Path) -> dict[tuple[str, int], str]:
    """Return the survey's column of each section by course and number."""
    found: dict[tuple[str, int], str] = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        column, _, description = line.partition("|")
        match = _SECTION.search(description)
        if match is not None:
            found[match[1], int(match[2] or 1)] = column
    return found
