"""Files for spreadsheets, whose cells are shown as text and never run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.http import HttpResponse

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: str) -> str:
    """Return a value with a quote before it if a spreadsheet would run it.

    >>> safe_cell("=HYPERLINK(0)"), safe_cell("Ana"), safe_cell("-1")
    ("'=HYPERLINK(0)", 'Ana', "'-1")
    """
    return f"'{value}" if value.startswith(_STARTS_FORMULA) else value


def csv_file(
    name: str, head: Iterable[str], rows: Iterable[Iterable[str | float]]
) -> HttpResponse:
    """Return rows as a CSV file of a name; words are made safe, numbers are none."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")  # Excel reads UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows(
        [safe_cell(cell) if isinstance(cell, str) else cell for cell in row]
        for row in rows
    )
    return response
