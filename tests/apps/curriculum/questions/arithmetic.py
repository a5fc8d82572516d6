"""A small exact calculator, so that tests do not trust the templates' own arithmetic."""

from __future__ import annotations

import re
from fractions import Fraction

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
# A fraction or a mixed number is one number here: 6 / (1/2), not (6/1)/2.
_TOKEN = re.compile(
    r"(?P<mixed>\d+ \d+/\d+)|(?P<fraction>\d+/\d+)"
    r"|(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"|(?P<raised>[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)|(?P<letter>[a-z])"
    r"|(?P<sign>[-+\u2212\u00d7\u00f7()|])|(?P<space>\s+)|(?P<other>.)"
)


class NotArithmeticError(Exception):
    """The text holds something that is no arithmetic."""


class _Parser:
    def __init__(self, text: str, letters: dict[str, Fraction]) -> None:
        found = (match for match in _TOKEN.finditer(text))
        self.tokens = [
            (match.lastgroup, match.group()) for match in found
            if match.lastgroup != "space"
        ]  # fmt: skip
        self.letters = letters
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str | None, str]:
        if self.at >= len(self.tokens):
            raise NotArithmeticError
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self) -> Fraction:
        total = self.product()
        while self.peek() in ("+", "-", "\u2212") and self.peek():
            sign = self.take()[1]
            total += self.product() if sign == "+" else -self.product()
        return total

    def product(self) -> Fraction:
        total = self.power()
        while True:
            if self.peek() in ("\u00d7", "\u00f7") and self.peek():
                sign = self.take()[1]
                other = self.power()
                total = total * other if sign == "\u00d7" else total / other
            elif self.peek() == "(" or self.peek().isalpha():
                total *= self.power()
            else:
                return total

    def power(self) -> Fraction:
        value = self.atom()
        while self.peek() and self.peek()[0] in _RAISED:
            digits = "".join(str(_RAISED.index(each)) for each in self.take()[1])
            value = value ** int(digits)
        return value

    def atom(self) -> Fraction:
        kind, text = self.take()
        if text in ("-", "\u2212"):
            return -self.product()
        if text in ("(", "|"):
            value = self.sum()
            if self.take()[1] != (")" if text == "(" else "|"):
                raise NotArithmeticError
            return abs(value) if text == "|" else value
        if kind == "mixed":
            whole, _, part = text.partition(" ")
            return int(whole) + Fraction(part)
        if kind in ("fraction", "number"):
            return Fraction(text.replace(",", ""))
        if kind == "letter" and text in self.letters:
            return self.letters[text]
        raise NotArithmeticError


def value_of(text: str, letters: dict[str, Fraction] | None = None) -> Fraction | None:
    """Return the value of an expression, or None if it is not one."""
    parser = _Parser(text.strip().removesuffix("?").lstrip("$"), letters or {})
    try:
        value = parser.sum()
    except (NotArithmeticError, ZeroDivisionError, ValueError):
        return None
    return value if parser.at == len(parser.tokens) else None


def solves(equation: str, answer: str) -> bool:
    """Tell whether a value of x makes both sides of an equation the same."""
    left, right = equation.split(" = ")
    put = {"x": value_of(answer) or Fraction(0)}
    return value_of(left, put) == value_of(right, put)
