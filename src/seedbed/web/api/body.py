"""Reads the body of a request: a JSON array, or one JSON object on each line."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from .errors import MAX_BYTES, BadBodyError, BodyTooLargeError

MAX_DEPTH = 32


def objects_of(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the JSON objects of a request.

    Raises
    ------
    BodyTooLargeError
        If it is over ``MAX_BYTES``; it is not read then.
    BadBodyError
        If it is not JSON objects, or they nest over ``MAX_DEPTH`` deep.
    """
    if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
        raise BodyTooLargeError
    body = request.body
    if len(body) > MAX_BYTES:
        raise BodyTooLargeError
    found = _parsed(body)
    if not found:
        raise BadBodyError("is empty")
    for place, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise BadBodyError(f"has no object in place {place}")
        if _depth(one) > MAX_DEPTH:
            raise BadBodyError(f"nests over {MAX_DEPTH} deep in place {place}")
    return found


def _parsed(body: bytes) -> list[Any]:
    """Return the values of a JSON array, of a single object, or of lines."""
    try:
        text = body.decode("utf-8-sig").strip()
        if text.startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(body)]  # one object, printed over several lines
    except (ValueError, RecursionError) as error:
        raise BadBodyError("is not JSON") from error


def _depth(value: Any) -> int:
    """Return how deep a JSON value nests; beyond the limit the rest is not walked."""
    deepest, waiting = 0, [(value, 1)]
    while waiting and deepest <= MAX_DEPTH:
        held, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = held.values() if isinstance(held, dict) else held
        if isinstance(held, dict | list):
            waiting.extend((part, depth + 1) for part in inner)
    return deepest
