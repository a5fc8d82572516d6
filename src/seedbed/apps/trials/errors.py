"""Errors of the trials app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class LotteryRuleError(SeedbedError):
    """A number of a unit's lottery lies outside what it may be."""

    code = "lottery-rule"

    def __init__(self, name: str, found: float, low: float, high: float) -> None:
        super().__init__(
            f"The lottery was left as it is: {name} is {found:g} and must lie between "
            f"{low:g} and {high:g}. Give a number in that range."
        )
