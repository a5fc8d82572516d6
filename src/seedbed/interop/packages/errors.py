"""Errors of signed packages."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class NotAPackageError(SeedbedError):
    """A file is no package of an exchange."""

    code = "package-unreadable"

    def __init__(self, file_name: str, found: str) -> None:
        self.file_name = file_name
        super().__init__(
            f"{file_name} is not a package of an exchange: {found}. Ask for a file "
            "made by seedbed exchange export."
        )


class NewerPackageError(SeedbedError):
    """A package was made by a newer version."""

    code = "package-newer"

    def __init__(self, file_name: str, version: int, known: int) -> None:
        self.file_name, self.version, self.known = file_name, version, known
        super().__init__(
            f"{file_name} has version {version}; this Seedbed reads packages up to "
            f"version {known}. Update Seedbed, or ask for an older package."
        )


class WrongSignatureError(SeedbedError):
    """A package was changed after it was signed, or by somebody else."""

    code = "package-wrong-signature"

    def __init__(self, file_name: str, sender: str) -> None:
        self.file_name, self.sender = file_name, sender
        super().__init__(
            f"{file_name} was not taken in: its signature is not that of {sender!r}, "
            "so it was changed on the way. Ask for it again."
        )
