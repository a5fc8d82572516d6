"""Refusals of the account pages."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class SignOnError(SeedbedError):
    """The school's sign-in service cannot be used as it answers now."""

    code = "sign-on"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The school's sign-in service gave no answer that holds ({why}). Sign in "
            "with a password, or try again; `seedbed doctor` shows its settings."
        )
