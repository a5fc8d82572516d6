"""Words for people."""

from __future__ import annotations

from collections.abc import Sequence


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "student"), count(3, "student"), count(2, "person", "people")
    ('1 student', '3 students', '2 people')
    >>> count(12345, "answer")
    '12,345 answers'
    """
    word = noun if n == 1 else plural or f"{noun}s"
    return f"{n:,} {word}"


def listing(names: Sequence[str], *, at_most: int = 5) -> str:
    """Join names as a sentence would, naming at most ``at_most`` of them.

    >>> listing(["Ana"]), listing(["Ana", "Ben"]), listing(["Ana", "Ben", "Cy"])
    ('Ana', 'Ana and Ben', 'Ana, Ben and Cy')
    >>> listing(["a", "b", "c", "d"], at_most=2)
    'a, b and 2 more'
    """
    shown = list(names[:at_most])
    if len(names) > at_most:
        shown.append(f"{len(names) - at_most} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
