"""How numbers, fractions, powers and signs are written in questions."""

from __future__ import annotations

from fractions import Fraction

TIMES = "\N{MULTIPLICATION SIGN}"
DIVIDED = "\N{DIVISION SIGN}"
MINUS = "\N{MINUS SIGN}"
DEGREE = "\N{DEGREE SIGN}"
PI = "\N{GREEK SMALL LETTER PI}"
ROOT = "\N{SQUARE ROOT}"
AT_MOST = "\N{LESS-THAN OR EQUAL TO}"
AT_LEAST = "\N{GREATER-THAN OR EQUAL TO}"

_RAISED = str.maketrans(
    "0123456789-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b"
)


def show(value: int | Fraction | str) -> str:
    """Write a value: integers with commas, fractions as a/b, a real minus sign.

    >>> show(12345), show(Fraction(6, 4)), show(-3) == MINUS + "3"
    ('12,345', '3/2', True)
    """
    if isinstance(value, str):
        return value
    whole = Fraction(value)
    sign = MINUS if whole < 0 else ""
    size = abs(whole)
    if size.denominator == 1:
        return f"{sign}{size.numerator:,}"
    return f"{sign}{size.numerator}/{size.denominator}"


def mixed(value: Fraction | int) -> str:
    """Write a fraction as a mixed number.

    >>> mixed(Fraction(7, 4)), mixed(Fraction(3, 4)), mixed(2)
    ('1 3/4', '3/4', '2')
    """
    part = Fraction(value)
    whole, rest = divmod(abs(part), 1)
    sign = MINUS if part < 0 else ""
    if not whole or not rest:
        return show(part)
    return f"{sign}{whole} {rest.numerator}/{rest.denominator}"


def decimal(value: Fraction | int, places: int | None = None) -> str:
    """Write a fraction whose decimal form ends.

    With ``places`` the decimal keeps its last zeros, as prices do.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(5, 2), 2)
    ('0.125', '2.50')

    Raises
    ------
    ValueError
        If the decimal does not end within 12 places, or not within ``places``.
    """
    exact = Fraction(value)
    for n in range(13) if places is None else (places,):
        scaled = exact * 10**n
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{n + 1}d}"
            sign = MINUS if scaled < 0 else ""
            whole = f"{int(digits[: len(digits) - n]):,}"
            return f"{sign}{whole}.{digits[len(digits) - n :]}" if n else sign + whole
    raise ValueError(f"{value} does not end as a decimal of {places or 12} places.")


def dollars(cents: int) -> str:
    """Write an amount of money.

    >>> dollars(250), dollars(1200)
    ('$2.50', '$12')
    """
    return f"${decimal(Fraction(cents, 100), 0 if cents % 100 == 0 else 2)}"


def power(base: str | int, exponent: int) -> str:
    """Write a power with a raised exponent.

    >>> power("x", 12)
    'x\u00b9\u00b2'
    """
    return f"{base}{str(exponent).translate(_RAISED)}"


def signed(value: int | Fraction) -> str:
    """Write a number to be added after another: with its sign and a space.

    >>> signed(3)
    '+ 3'
    """
    return f"{'+' if value >= 0 else MINUS} {show(abs(Fraction(value)))}"


def term(coefficient: int | Fraction, letter: str = "x") -> str:
    """Write a coefficient with its letter, leaving out a 1.

    >>> term(1), term(3, "n")
    ('x', '3n')
    """
    if abs(coefficient) == 1:
        return f"{MINUS if coefficient < 0 else ''}{letter}"
    number = show(coefficient)
    return f"({number}){letter}" if "/" in number else f"{number}{letter}"


def linear(slope: int, constant: int, letter: str = "x") -> str:
    """Write ``slope * letter + constant``.

    >>> linear(2, 5), linear(1, 0), linear(0, 4)
    ('2x + 5', 'x', '4')
    """
    if slope == 0:
        return show(constant)
    if constant == 0:
        return term(slope, letter)
    return f"{term(slope, letter)} {signed(constant)}"


def quadratic(middle: int, last: int, *, leading: int = 1) -> str:
    """Write ``leading x**2 + middle x + last``, leaving out what is 0.

    >>> quadratic(1, -4).endswith("x " + MINUS + " 4"), quadratic(0, 0) == power("x", 2)
    (True, True)
    """
    parts = [term(leading, power("x", 2))]
    if middle:
        parts.append(f"{'+' if middle > 0 else MINUS} {term(abs(middle))}")
    if last:
        parts.append(signed(last))
    return " ".join(parts)


def point(x: int | Fraction, y: int | Fraction) -> str:
    """Write a point of the coordinate plane.

    >>> point(3, 4)
    '(3, 4)'
    """
    return f"({show(x)}, {show(y)})"


def numbers(values: list[int]) -> str:
    """Write a list of data.

    >>> numbers([3, 1, 2])
    '3, 1, 2'
    """
    return ", ".join(show(value) for value in values)
