"""How many small counts can be worked out of tables, and how much is left to read."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from seedbed.engines import disclosure
from seedbed.lib.arrays import BoolArray, IntArray

from .errors import NotStarError

FILE = "AER_STAR.csv"
_COLUMNS = ("schoolidk", "ethnicity", "lunchk", "gender")
_LUNCH = ("free", "non-free")
_SEXES = ("male", "female")


def bench_disclosure(data: Path | None, *, seed: int) -> list[dict[str, Any]]:
    """Return one row for each way to hide small counts.

    ``naive`` blanks small counts and shows all totals, as many reports do; ``small``
    blanks small totals too; ``seedbed`` is the engine's release. ``n_small`` is how
    many counts are small, ``n_recovered`` how many of those are known exactly to a
    reader who takes every mark for any number, ``n_recovered_by_rule`` to one who also
    knows which marks stand for fewer than ten, ``n_narrow`` to less than three people;
    ``n_merged`` tables had categories merged. ``cells_kept`` is the share of counts and
    totals that is shown, ``people_kept`` of people whose count is.

    Raises
    ------
    SeedbedError
        If the folder holds no STAR file.
    """
    tables = star_tables(data / FILE) if data else simulated(seed=seed)
    rows = []
    for method, hide in (("naive", _counts_only), ("small", _also_totals)):
        masks = [hide(table) for table in tables]
        rows.append({"method": method} | _row(tables, tables, masks))
    began = perf_counter()
    released = [disclosure.release(table) for table in tables]
    seconds = round(perf_counter() - began, 2)
    after = [one.table for one in released]
    masks = [one.shown == disclosure.HIDDEN for one in released]
    rows.append({"method": "seedbed"} | _row(tables, after, masks))
    for row in rows:
        row["seconds"] = seconds if row["method"] == "seedbed" else 0.0
    return rows


def _counts_only(table: disclosure.Table) -> BoolArray:
    return table.is_small() & table.is_inner


def _also_totals(table: disclosure.Table) -> BoolArray:
    return table.is_small()


def star_tables(file: Path) -> list[disclosure.Table]:
    """Return a table for each school of kindergarten: ethnicity by lunch and sex.

    Ethnicity is African-American, Caucasian or another; children of whom one of the
    three is not known are left out.

    Raises
    ------
    NotStarError
        If the file is absent, or has not the columns.
    """
    if not file.is_file():
        raise NotStarError(file.parent, f"it has no {FILE}")
    counts: dict[str, IntArray] = defaultdict(lambda: np.zeros((3, 4), np.int64))
    with file.open(encoding="utf-8", newline="") as rows:
        reader = csv.DictReader(rows)
        missing = set(_COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise NotStarError(file, f"the columns {sorted(missing)} are missing")
        for row in reader:
            school, ethnicity, lunch, sex = (row[name] for name in _COLUMNS)
            if school and ethnicity and lunch in _LUNCH and sex in _SEXES:
                kind = {"afam": 0, "cauc": 1}.get(ethnicity, 2)
                counts[school][kind, 2 * _LUNCH.index(lunch) + _SEXES.index(sex)] += 1
    if not counts:
        raise NotStarError(file, "it has no child in a kindergarten")
    return [disclosure.Table(counts=counts[school]) for school in sorted(counts)]


def simulated(*, seed: int, n_schools: int = 79) -> list[disclosure.Table]:
    """Return tables of schools of 80 children on average, most of one ethnicity."""
    rng = np.random.default_rng(seed)
    tables = []
    for _ in range(n_schools):
        ethnicity = rng.dirichlet([0.5, 1.0, 0.02])
        lunch = rng.beta(1.5, 1.5)
        kind = np.outer(ethnicity, np.repeat([lunch, 1.0 - lunch], 2) / 2.0)
        counts = rng.multinomial(rng.poisson(80), kind.ravel()).reshape(3, 4)
        tables.append(disclosure.Table(counts=counts))
    return tables


def _row(
    before: list[disclosure.Table],
    after: list[disclosure.Table],
    masks: list[BoolArray],
) -> dict[str, Any]:
    """Return what can be worked out, and what is left of the tables there were."""
    n_recovered = n_by_rule = n_narrow = n_shown = n_people = 0
    for table, is_hidden in zip(after, masks, strict=True):
        small = table.is_small() & table.is_inner
        plain = disclosure.audit(table, is_hidden, knows_small=False)
        sharp = disclosure.audit(table, is_hidden)
        n_recovered += int((plain.is_recovered & small).sum())
        n_by_rule += int((sharp.is_recovered & small).sum())
        n_narrow += int((sharp.is_narrow() & small).sum())
        n_shown += int((~is_hidden).sum())
        n_people += int(table.cells[table.is_inner & ~is_hidden].sum())
    n_merged = sum(
        one.counts.size > other.counts.size
        for one, other in zip(before, after, strict=True)
    )
    return {
        "n_tables": len(before),
        "n_small": sum(int(_counts_only(table).sum()) for table in before),
        "n_recovered": n_recovered,
        "n_recovered_by_rule": n_by_rule,
        "n_narrow": n_narrow,
        "n_merged": n_merged,
        "cells_kept": round(n_shown / sum(table.cells.size for table in before), 4),
        "people_kept": round(n_people / sum(int(t.counts.sum()) for t in before), 4),
    }
