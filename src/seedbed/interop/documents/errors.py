"""What stops a document from being written."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class UnprintableCharacterError(SeedbedError):
    """A text holds a character that the document's fonts do not have."""

    code = "documents.unprintable"

    def __init__(self, character: str, text: str) -> None:
        super().__init__(
            f"The document was not made: {text[:60]!r} holds {character!r} "
            f"(U+{ord(character):04X}), which its fonts cannot print; write it in "
            "Latin letters, or print the page from the browser instead."
        )
