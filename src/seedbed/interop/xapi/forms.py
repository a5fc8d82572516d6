"""The forms of single values in a statement: IRIs, language maps, times, durations."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


class Fault(Exception):  # noqa: N818 - a broken rule is a fault, not an error
    """What is not valid about a statement, as a sentence."""


_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_MAILTO = re.compile(r"^mailto:[^\s@]+@[^\s@]+$")
_SHA1 = re.compile(r"^[0-9a-fA-F]{40}$")
# RFC 5646: a language of 2-3 or 4 letters (or x- and i-), then short subtags.
_LANGUAGE = re.compile(r"^([A-Za-z]{2,4}|[xXiI])(-[A-Za-z0-9]{1,8})*$")
_DURATION = re.compile(
    r"^P(?=.)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?"
    r"(T(?=.)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)$"
)


def mapping(value: Any, where: str) -> dict[str, Any]:
    """Return a JSON object, or raise that it is none."""
    if not isinstance(value, dict):
        raise Fault(f"{where} must be an object")
    return value


def only(value: dict[str, Any], keys: Collection[str], where: str) -> None:
    """Raise if an object has a key that xAPI does not give it, or a null."""
    for key, held in value.items():
        if key not in keys:
            raise Fault(f"{where} has the unknown property {key!r}")
        if held is None:
            raise Fault(f"{where}.{key} must not be null")


def text(value: Any, where: str) -> str:
    """Return a text, or raise that it is none."""
    if not isinstance(value, str):
        raise Fault(f"{where} must be text")
    return value


def flag(value: Any, where: str) -> None:
    """Raise unless a value is true or false."""
    if not isinstance(value, bool):
        raise Fault(f"{where} must be true or false")


def number(value: Any, where: str) -> float:
    """Return a number, or raise that it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Fault(f"{where} must be a number")
    return float(value)


def iri(value: Any, where: str) -> str:
    """Return an absolute IRI, or raise that it is none."""
    if not _IRI.match(text(value, where)):
        raise Fault(f"{where} must be an IRI, got {value!r}")
    return str(value)


def mailto(value: Any, where: str) -> None:
    """Raise unless a value is a mailto address."""
    if not _MAILTO.match(text(value, where)):
        raise Fault(f"{where} must be mailto: and an address, got {value!r}")


def sha1(value: Any, where: str) -> None:
    """Raise unless a value is a SHA-1 in hexadecimal digits."""
    if not _SHA1.match(text(value, where)):
        raise Fault(f"{where} must be 40 hexadecimal digits")


def uuid(value: Any, where: str) -> None:
    """Raise unless a value is a UUID in its usual form."""
    try:
        UUID(text(value, where))
    except ValueError as error:
        raise Fault(f"{where} must be a UUID, got {value!r}") from error


def language(value: Any, where: str) -> None:
    """Raise unless a value is a language tag of RFC 5646."""
    if not _LANGUAGE.match(text(value, where)):
        raise Fault(f"{where} must be a language tag, got {value!r}")


def language_map(value: Any, where: str) -> None:
    """Raise unless a value maps language tags to texts."""
    for tag, words in mapping(value, where).items():
        language(tag, f"{where}: its key")
        text(words, f"{where}.{tag}")


def extensions(value: Any, where: str) -> None:
    """Raise unless the keys of extensions are IRIs."""
    for key in mapping(value, where):
        iri(key, f"{where}: its key")


def duration(value: Any, where: str) -> None:
    """Raise unless a value is an ISO 8601 duration."""
    if not _DURATION.match(text(value, where)):
        raise Fault(f"{where} must be a duration such as PT30S, got {value!r}")


def moment(value: Any, where: str) -> datetime:
    """Return an ISO 8601 time as UTC; without an offset it is taken as UTC."""
    try:
        found = datetime.fromisoformat(text(value, where))
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Fault(
            f"{where} must be a time such as 2026-10-01T14:05:00Z, got {value!r}"
        ) from error
