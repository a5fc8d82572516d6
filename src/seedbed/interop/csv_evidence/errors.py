"""Refusals of a whole evidence file."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class EvidenceFileError(SeedbedError):
    """The file as a whole cannot be used; nothing of it was read in."""

    code = "evidence-file"


class UnreadableEvidenceFileError(EvidenceFileError):
    """The bytes are not what the name of the file says."""

    code = "evidence-file-unreadable"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} could not be read: {found}. Send a CSV file with a header "
            "row, a parquet file, or xAPI statements as JSON lines."
        )


class UnknownEvidenceHeaderError(EvidenceFileError):
    """The header is of none of the known families."""

    code = "evidence-header-unknown"

    def __init__(self, found: Sequence[str], families: Sequence[str]) -> None:
        super().__init__(
            f"The header has {listing([repr(name) for name in found], at_most=12)}; "
            f"expected {'; or '.join(families)}. "
            "See docs/reference/evidence-file.md."
        )
