"""Errors of the API: what a request itself can get wrong."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError

#: The most bytes of one request.
MAX_BYTES = 2 * 1024 * 1024


class BodyTooLargeError(SeedbedError):
    """The request is larger than is read at once."""

    code = "body-too-large"

    def __init__(self) -> None:
        super().__init__(
            f"The request is over {MAX_BYTES // 1024 // 1024} MB. Send fewer rows at "
            "a time; sending a row again never counts it twice."
        )


class BadBodyError(SeedbedError):
    """The request is not what the address takes."""

    code = "bad-body"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The request {found}. Send a JSON array of objects, or one object on "
            "each line."
        )
