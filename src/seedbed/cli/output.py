"""What commands print: tables and sentences for people, one JSON value for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from seedbed.lib.text import count

#: Results; stays clean so that it can be piped.
out = Console(highlight=False)
#: Notices, progress and refusals.
err = Console(stderr=True, highlight=False)


def as_plain(value: Any) -> Any:
    """Return a value as JSON knows it: cards as objects, dates as ISO text.

    >>> as_plain({"on": date(2026, 10, 19), "gap": float("nan")})
    {'on': '2026-10-19', 'gap': None}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, UUID | Path):
        return str(value)
    if hasattr(value, "item"):  # a NumPy scalar
        return as_plain(value.item())
    return value


def emit(value: Any, *, as_json: bool, show: Callable[[], None]) -> None:
    """Print a result once: as JSON on request, else the way ``show`` does."""
    if as_json:
        print(json.dumps(as_plain(value), ensure_ascii=False))
    else:
        show()


def table(
    *columns: str, numbers: tuple[str, ...] = (), whole: tuple[str, ...] = ()
) -> Table:
    """Return an empty table; ``numbers`` are set flush right and never broken.

    Columns named in ``whole`` are never broken either.
    """
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        is_number = name in numbers
        made.add_column(
            name,
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=is_number or name in whole,
        )
    return made


def say(sentence: str) -> None:
    """Print one sentence of the result, on one line and as it is."""
    out.print(sentence, markup=False, soft_wrap=True)


def say_addresses(
    addresses: Iterable[tuple[str, str]], *, what: str, owner: str
) -> None:
    """Print addresses that open something, each below whose it is, and their number.

    Lines and no table: one that is cut at the edge of the terminal opens nothing.
    """
    found = list(addresses)
    for whose, address in found:
        say(f"{whose}:")
        say(address)
    say(f"{count(len(found), what)}. Hand each to its {owner} alone.")


def notice(sentence: str, *, is_refusal: bool = False) -> None:
    """Print one sentence on stderr, on one line and as it is."""
    style = "bold" if is_refusal else None
    err.print(sentence, style=style, markup=False, soft_wrap=True)


def show_table(title: str, made: Table) -> None:
    """Print a table under its title."""
    out.print(f"\n[bold]{title}[/bold]")
    out.print(made)


def number(value: Any, digits: int = 0) -> str:
    """Return a number for a table, or a dash where there is none.

    >>> number(1234.56, 1), number(None), number(float("nan"))
    ('1,234.6', '-', '-')
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "-"
    return f"{value:,.{digits}f}"


@contextmanager
def progress(text: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr while work runs; yields ``tick(done, total)``."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=quiet,
    )
    with bar:
        task = bar.add_task(text, total=None)

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tick
