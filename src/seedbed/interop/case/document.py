"""Opens a CASE file: JSON or gzipped JSON, bounded in size and depth."""

from __future__ import annotations

import json
import zlib
from typing import Any

from .errors import NotAPackageError, TooLargeError

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 40

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 31  # zlib's flag for "expect a gzip header"


def open_document(content: bytes, *, file_name: str) -> dict[str, Any]:
    """Return the JSON object of a file.

    Raises
    ------
    TooLargeError
        Over 20 MB once unpacked, or nested over 40 deep.
    NotAPackageError
        Not JSON, or JSON of another shape.
    """
    text = _unpacked(content, file_name=file_name)
    try:
        document = json.loads(text.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise NotAPackageError(file_name, f"it is not JSON ({error})") from error
    except RecursionError as error:
        raise TooLargeError(file_name, "its JSON is nested too deep") from error
    if not isinstance(document, dict):
        raise NotAPackageError(file_name, "its JSON is not an object")
    if _is_deeper(document, MAX_DEPTH):
        raise TooLargeError(file_name, f"its JSON is nested over {MAX_DEPTH} deep")
    return document


def _unpacked(content: bytes, *, file_name: str) -> bytes:
    """Return the bytes of the JSON, unpacking no more of a gzip than is allowed."""
    if content.startswith(_GZIP_MAGIC):
        try:
            content = zlib.decompressobj(_GZIP_WINDOW).decompress(
                content, MAX_BYTES + 1
            )
        except zlib.error as error:
            raise NotAPackageError(
                file_name, f"its gzip is damaged ({error})"
            ) from error
    if len(content) > MAX_BYTES:
        raise TooLargeError(file_name, "it is over 20 MB")
    return content


def _is_deeper(document: object, limit: int) -> bool:
    """Tell whether JSON nests more than ``limit`` objects or lists."""
    level: list[object] = [document]
    for _ in range(limit):
        below: list[object] = []
        for node in level:
            if isinstance(node, dict):
                below.extend(node.values())
            elif isinstance(node, list):
                below.extend(node)
        if not below:
            return False
        level = below
    return True
