"""Writes docs/reference/errors.md from the error classes; run by `make reference`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import seedbed
from seedbed.lib.errors import SeedbedError

PAGE = Path(__file__).parent / "reference" / "errors.md"
HEAD = """# Refusals

What Seedbed refuses, it refuses with one sentence: what was refused, what was found,
what to do. Programs read the code, which never changes; the sentence may. The command
line exits 1, a page answers 4xx, the API answers `{ok, error, errors, code}`.

This page is made from the code by `make reference`.

| code | when |
|---|---|
"""


def errors() -> Iterator[type[SeedbedError]]:
    """Yield every error class of the product, bases included."""
    source = Path(seedbed.__path__[0]).parent
    for file in sorted(source.rglob("errors.py")):
        name = ".".join(file.relative_to(source).with_suffix("").parts)
        importlib.import_module(name)
    waiting = [SeedbedError]
    while waiting:
        error = waiting.pop()
        if "code" in vars(error):
            yield error
        waiting += error.__subclasses__()


def page() -> str:
    """Return the page as it should stand."""
    rows = {
        error.code: (error.__doc__ or "").strip().splitlines()[0]
        for error in errors()
        if error.__module__.startswith("seedbed.")
    }
    return HEAD + "".join(f"| `{code}` | {rows[code]} |\n" for code in sorted(rows))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
