"""What reading statements returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class StatementAttempt:
    """One answer, as a statement tells it.

    ``line`` is the line of the file, or the place in the array, from 1. ``student`` is
    the actor's account name, e-mail address, SHA-1 or OpenID; ``item`` the object's
    id. ``at`` is seconds since 1970 (UTC) or None. Where ``is_any_skill``, the skills
    are the activities that group the object, of which some may be courses or books.
    """

    line: int
    event_id: str
    student: str
    item: str
    skills: tuple[str, ...]
    is_any_skill: bool
    is_correct: bool
    at: float | None


@dataclass(frozen=True, kw_only=True)
class StatementProblem:
    """A statement that is not valid or names no student, with the reason."""

    line: int
    message: str
    raw: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StatementsRead:
    """The answers, the problems, and how many statements told of something else."""

    attempts: tuple[StatementAttempt, ...]
    problems: tuple[StatementProblem, ...]
    n_skipped: int
