"""Reads the CSV files that people bring to a pilot: rows by their headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from .errors import UnreadableScoresError

MOST_BYTES = 2_000_000


def rows_of(data: bytes, *needed: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row's number in the file, from 2, and its values by heading.

    Raises
    ------
    UnreadableScoresError
        If it is no CSV file in UTF-8 with the needed columns, or too large.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableScoresError("large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableScoresError("text") from error
    reader = csv.DictReader(io.StringIO(text))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in needed if name not in names]
    if missing:
        raise UnreadableScoresError("column", missing[0])
    for number, row in enumerate(reader, start=2):
        values = [row.get(name) or "" for name in reader.fieldnames or ()]
        yield number, dict(zip(names, (one.strip() for one in values), strict=True))
