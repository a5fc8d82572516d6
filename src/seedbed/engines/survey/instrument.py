"""What is asked: items between two poles, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question, answered by 1 (the low pole) to ``n_points`` (the high pole).

    No pole is right. A question of yes or no has two points. ``code`` names it for
    good, ``low`` and ``high`` are the poles in the words of a page.

    Raises
    ------
    ValueError
        If there are fewer than two points.
    """

    code: str
    low: str
    high: str
    n_points: int = 7

    def __post_init__(self) -> None:
        if self.n_points < 2:
            raise ValueError(
                f"Item {self.code!r} must have 2 points or more, got {self.n_points}."
            )

    @property
    def middle(self) -> float:
        """The point that leans to neither pole."""
        return (1 + self.n_points) / 2


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A questionnaire: items in the order of the axis letter Q.

    Raises
    ------
    ValueError
        If it has no item, or two of one code.
    """

    code: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        codes = [item.code for item in self.items]
        if not codes or len(set(codes)) < len(codes):
            raise ValueError(
                f"Instrument {self.code!r} must have items of different codes, "
                f"got {codes}."
            )


@dataclass(frozen=True, kw_only=True)
class FieldReference:
    """Published shares of leaders who lean to each pole of an item.

    Shares of leaders, not of systems, and without a sample size: they are shown as a
    line with their ``source``, and compared with shares of leaders only.

    Raises
    ------
    ValueError
        If the shares are negative or more than one together.
    """

    item: str
    low_share: float
    high_share: float
    source: str

    def __post_init__(self) -> None:
        low, high = self.low_share, self.high_share
        if low < 0.0 or high < 0.0 or low + high > 1.0:
            raise ValueError(
                f"The shares of {self.item!r} must be 0 or more and at most 1 "
                f"together, got {low} and {high}."
            )
