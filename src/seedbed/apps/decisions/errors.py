"""Refusals of the decisions app."""

from __future__ import annotations

from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class UnknownInstrumentError(SeedbedError):
    """No data file has that instrument, or it has no such question."""

    code = "unknown-instrument"

    def __init__(self, wanted: str, known: list[str]) -> None:
        super().__init__(
            f"There is no survey or question {wanted!r}; known: "
            f"{listing(known, at_most=12)}."
        )


class InstrumentFileError(SeedbedError):
    """The data file of an instrument breaks the form."""

    code = "instrument-file"

    def __init__(self, file: str, where: str, what: str) -> None:
        super().__init__(
            f"The survey in {file} was not read: {where} is wrong, {what}. Compare it "
            "with docs/reference/instrument-file.md."
        )


class SurveyNotOpenError(SeedbedError):
    """No wave takes answers now."""

    code = "survey-not-open"

    def __init__(self, name: str, closes_on: date) -> None:
        super().__init__(
            f"{name} took answers until {closes_on:%Y-%m-%d}, so nothing was saved. "
            "Wait for the next round, or ask the network's lead for one."
        )


class UnknownWaveError(SeedbedError):
    """The network has no such wave."""

    code = "unknown-wave"

    def __init__(self) -> None:
        super().__init__("There is no such round of the survey. Open the page again.")


class WaveDatesError(SeedbedError):
    """A wave would close before it opens, or overlap another of its instrument."""

    code = "wave-dates"

    def __init__(self, opens_on: date, closes_on: date, why: str) -> None:
        super().__init__(
            f"The round from {opens_on:%Y-%m-%d} to {closes_on:%Y-%m-%d} was not "
            f"opened: {why}. Choose other days."
        )


class AnswerOutsideError(SeedbedError):
    """An answer lies outside the points of its question."""

    code = "answer-outside"

    def __init__(self, item: str, n_points: int, found: int) -> None:
        super().__init__(
            f"Nothing was saved: the answer to {item!r} must lie between 1 and "
            f"{n_points}, got {found}. Choose one of the points, or leave it open."
        )


class EmptyTradeOffError(SeedbedError):
    """A trade-off names what is chosen and what it costs."""

    code = "empty-trade-off"

    def __init__(self) -> None:
        super().__init__(
            "The trade-off was not kept: say what you choose and what you give up for "
            "it, each in a few words."
        )


class RevisitInThePastError(SeedbedError):
    """A trade-off is to be looked at again on a day that is over."""

    code = "revisit-in-the-past"

    def __init__(self, revisit_on: date) -> None:
        super().__init__(
            f"Nothing was saved: {revisit_on:%Y-%m-%d} is not after today. Choose a "
            "later day to look at it again."
        )


class TradeOffEndedError(SeedbedError):
    """The trade-off is not there, or was ended before."""

    code = "trade-off-ended"

    def __init__(self) -> None:
        super().__init__(
            "This trade-off was ended before, or is not yours. Nothing was changed."
        )
