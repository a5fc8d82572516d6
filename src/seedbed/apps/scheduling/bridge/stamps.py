"""A day as JSON, and the hash by which a stored plan knows its problem again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from seedbed.engines import scheduler

from .planning import Problem


def day_json(problem: Problem) -> Any:
    """Return the day in its documented JSON form."""
    return scheduler.day_to_json(problem.day)


def fingerprint(problem: Problem) -> str:
    """Return a hash of everything the plan depends on."""
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest.update, problem.day)
    return digest.hexdigest()


def _feed(update: Callable[[bytes], Any], part: Any) -> None:
    if is_dataclass(part):
        for field in fields(part):
            update(field.name.encode())
            _feed(update, getattr(part, field.name))
    elif isinstance(part, np.ndarray):
        update(repr((part.shape, part.dtype.str)).encode())
        update(np.ascontiguousarray(part).tobytes())
    else:
        update(repr(part).encode())
