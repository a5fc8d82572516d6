"""A question as people see it, and the draft that a template returns."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: What a template may give as an answer; numbers are written out by ``notation.show``.
Value = int | Fraction | str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of an exit slip.

    ``choices`` hold the answer among plausible wrong answers, in a shuffled order; an
    open question has none.
    """

    code: str
    stem: str
    answer: str
    choices: tuple[str, ...] = ()

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong answers among the choices."""
        return tuple(choice for choice in self.choices if choice != self.answer)


@dataclass(frozen=True)
class Draft:
    """What a template makes: a stem, the answer, and wrong answers with a reason."""

    stem: str
    answer: Value
    wrong: tuple[Value, ...] = ()
