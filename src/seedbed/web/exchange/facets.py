"""Choices that stand in the address of a list, each with how many it would find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode


def facet(
    name: str,
    now: Mapping[str, str],
    counts: Mapping[str, int],
    names: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Return the choices of one facet, each with its address; choosing again undoes.

    What would find nothing is left out, unless it is chosen.
    """
    rows = []
    for value, words in names.items():
        is_chosen = now[name] == value
        if not counts.get(value) and not is_chosen:
            continue
        rows.append(
            {
                "words": str(words),
                "n": counts.get(value, 0),
                "is_chosen": is_chosen,
                "query": query_of({**now, name: "" if is_chosen else value}),
            }
        )
    return rows


def query_of(now: Mapping[str, str]) -> str:
    """Return what is chosen as the part of an address behind the question mark.

    >>> query_of({"words": "late bus", "topic": ""})
    'words=late+bus'
    """
    return urlencode({name: value for name, value in now.items() if value})
