"""What the digests app hands to pages and commands: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ChoiceCard:
    """When a person's digest comes, and where; ``email`` may be empty."""

    when: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    """An adult who may get a digest."""

    person_id: int
    name: str
    email: str
    language: str
    when: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a digest: a heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A digest as it is sent."""

    email: str
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SentCard:
    """What one sending did, in counts.

    ``n_quiet`` had nothing to be told; ``n_before`` had their digest of that day;
    ``n_failed`` could not be sent and are tried again next time.
    """

    n_sent: int = 0
    n_quiet: int = 0
    n_before: int = 0
    n_failed: int = 0
