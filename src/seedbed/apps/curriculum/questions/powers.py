"""Questions on powers and roots: exponent rules, scientific notation, irrationals."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

from .notation import DIVIDED, MINUS, PI, ROOT, TIMES, decimal, power, show
from .records import Draft
from .registry import asks

_CUBE_ROOT = "\N{CUBE ROOT}"


def _scientific(digits: Fraction | int, exponent: int) -> str:
    """Write a number in scientific notation."""
    return f"{decimal(digits)} {TIMES} {power(10, exponent)}"


@asks("8.EE.A.1")
def _exponent_rules(rng: Random) -> Draft:
    base, a, b = rng.randint(2, 9), rng.randint(2, 8), _nonzero(rng)
    kind = rng.randrange(3)
    if kind == 0:
        stem = f"{power(base, a)} {TIMES} {power(base, b)}"
        answer, slips = a + b, (a * b, a - b)
    elif kind == 1:
        stem = f"{power(base, a)} {DIVIDED} {power(base, b)}"
        answer, slips = a - b, (a + b, a * b)
    else:
        stem = f"{power(f'({power(base, a)})', b)}"
        answer, slips = a * b, (a + b, a - b)
    wrong = [power(base, n) for n in (*slips, answer + 1)]
    return Draft(
        f"Write as one power of {base}: {stem}",
        power(base, answer),
        (*wrong[:2], power(base * base, answer or 1), wrong[2]),
    )


def _nonzero(rng: Random) -> int:
    """Return a small exponent other than 0."""
    return rng.choice((-5, -4, -3, -2, 2, 3, 4, 5))


@asks("8.EE.A.1")
def _negative_exponents(rng: Random) -> Draft:
    base, exponent = rng.randint(2, 5), rng.randint(1, 3)
    value = base**exponent
    return Draft(
        f"What is {power(base, -exponent)}?",
        Fraction(1, value),
        (-value, Fraction(1, base * (exponent + 1) + 1), -base * exponent - 1),
    )


@asks("8.EE.A.2")
def _square_and_cube_roots(rng: Random) -> Draft:
    if rng.random() < 0.6:
        root = rng.randint(4, 20)
        return Draft(
            f"What is {ROOT}{root * root}?",
            root,
            (root * root // 2, root + 1, root - 1),
        )
    root = rng.randint(2, 10)
    cube = root**3
    return Draft(
        f"What is {_CUBE_ROOT}{cube:,}?", root, (cube // 3, root * root, root + 1)
    )


@asks("8.EE.A.2")
def _square_equals_a_fraction(rng: Random) -> Draft:
    root, parts = rng.randint(1, 6), rng.randint(1, 5)
    value = Fraction(root, parts)
    return Draft(
        f"Which positive number x makes {power('x', 2)} = {show(value * value)} true?",
        value,
        (value * value, value / 2, value + 1),
    )


@asks("8.EE.A.3")
def _how_many_times_as_large(rng: Random) -> Draft:
    small, times, low = rng.randint(1, 3), rng.choice((2, 3)), rng.randint(2, 6)
    high = low + rng.randint(1, 4)
    factor = times * 10 ** (high - low)
    return Draft(
        f"How many times as large as {_scientific(small, low)} is "
        f"{_scientific(small * times, high)}?",
        factor,
        (factor * 10, times, times * (high - low) * 10),
    )


@asks("8.EE.A.3")
def _into_scientific_notation(rng: Random) -> Draft:
    digit, exponent = rng.randint(2, 9), rng.randint(3, 8)
    if rng.random() < 0.5:
        return Draft(
            f"Write {digit * 10**exponent:,} in scientific notation.",
            _scientific(digit, exponent),
            (_scientific(digit, exponent + 1), _scientific(digit, -exponent)),
        )
    exponent = min(exponent, 6)
    return Draft(
        f"Write {decimal(Fraction(digit, 10**exponent))} in scientific notation.",
        _scientific(digit, -exponent),
        (_scientific(digit, 1 - exponent), _scientific(digit, exponent)),
    )


@asks("8.EE.A.4")
def _multiply_in_scientific_notation(rng: Random) -> Draft:
    a, b = rng.randint(2, 4), rng.choice((1, 2))
    low, high = rng.randint(2, 5), rng.randint(3, 7)
    return Draft(
        f"Write in scientific notation: ({_scientific(a, low)}) {TIMES} "
        f"({_scientific(b, high)})",
        _scientific(a * b, low + high),
        (
            _scientific(a * b, low * high),
            _scientific(a + b, low + high),
            _scientific(a * b, low + high + 1),
        ),
    )


@asks("8.EE.A.4")
def _add_in_scientific_notation(rng: Random) -> Draft:
    a, b, exponent = rng.randint(2, 8), rng.randint(1, 9), rng.randint(3, 7)
    total = Fraction(10 * a + b, 10)
    return Draft(
        f"Write in scientific notation: ({_scientific(a, exponent)}) + "
        f"({_scientific(b, exponent - 1)})",
        _scientific(total, exponent),
        (
            _scientific(Fraction(a + b), exponent),
            _scientific(total, 2 * exponent - 1),
            _scientific(total, exponent + 1),
        ),
    )


@asks("8.NS.A.1", "N-RN.B.3")
def _rational_or_not(rng: Random) -> Draft:
    square = rng.randint(2, 12) ** 2
    other = rng.choice([n for n in range(2, 150) if isqrt(n) ** 2 != n])
    top, bottom = rng.randint(1, 9), rng.choice((3, 7, 9, 11))
    answer = f"{ROOT}{other}"
    wrong = (f"{ROOT}{square}", f"{top}/{bottom}", f"0.{top}{top}{top}... (repeating)")
    shown = "; ".join(rng.sample([answer, *wrong], 4))
    return Draft(f"Which number is irrational: {shown}?", answer, wrong)


@asks("8.NS.A.2")
def _root_between_integers(rng: Random) -> Draft:
    number = rng.choice([n for n in range(5, 190) if isqrt(n) ** 2 != n])
    low = isqrt(number)
    return Draft(
        f"Between which two neighboring whole numbers is {ROOT}{number}?",
        f"{low} and {low + 1}",
        (
            f"{low - 1} and {low}",
            f"{low + 1} and {low + 2}",
            f"{number // 2} and {number // 2 + 1}",
        ),
    )


@asks("8.NS.A.2")
def _order_of_irrationals(rng: Random) -> Draft:
    small, large = rng.choice((3, 5, 6, 7)), rng.choice((11, 12, 13, 14, 15))
    shown = "; ".join(rng.sample([f"{ROOT}{small}", PI, f"{ROOT}{large}"], 3))
    return Draft(
        f"Which order goes from least to greatest for {shown}?",
        f"{ROOT}{small} < {PI} < {ROOT}{large}",
        (
            f"{PI} < {ROOT}{small} < {ROOT}{large}",
            f"{ROOT}{small} < {ROOT}{large} < {PI}",
            f"{ROOT}{large} < {PI} < {ROOT}{small}",
        ),
    )


@asks("N-RN.A.1", "N-RN.A.2")
def _rational_exponents(rng: Random) -> Draft:
    root, degree = rng.randint(2, 5), rng.choice((2, 3))
    top = rng.choice([n for n in (1, 2, 3) if n != degree])
    base = root**degree
    stem = f"{base} to the power {top}/{degree}"
    return Draft(
        f"What is {stem}?",
        root**top,
        (base * top // degree + 1, base**top, root * top + 1),
    )


@asks("N-RN.A.2")
def _simplify_a_root(rng: Random) -> Draft:
    outside, inside = rng.randint(2, 9), rng.choice((2, 3, 5, 6, 7, 10))
    return Draft(
        f"Simplify: {ROOT}{outside * outside * inside}",
        f"{outside}{ROOT}{inside}",
        (
            f"{inside}{ROOT}{outside}" if inside != outside else f"{inside}",
            f"{outside * outside}{ROOT}{inside}",
            f"{outside}{ROOT}{inside + 1}",
        ),
    )


@asks("N-CN.A.1", "N-CN.A.2")
def _multiply_complex_numbers(rng: Random) -> Draft:
    a, b, c, d = (rng.randint(1, 7) for _ in range(4))

    def complex_number(real: int, imaginary: int) -> str:
        if imaginary == 0:
            return show(real)
        sign = "+" if imaginary >= 0 else MINUS
        size = "" if abs(imaginary) == 1 else str(abs(imaginary))
        return f"{show(real)} {sign} {size}i"

    return Draft(
        f"Multiply: ({complex_number(a, b)})({complex_number(c, -d)})",
        complex_number(a * c + b * d, b * c - a * d),
        (
            complex_number(a * c - b * d, b * c - a * d),
            complex_number(a * c + b * d, b * c + a * d),
            complex_number(a + c, b - d),
        ),
    )


@asks("N-CN.A.1")
def _powers_of_i(rng: Random) -> Draft:
    exponent = rng.randint(5, 40)
    values = ("1", "i", f"{MINUS}1", f"{MINUS}i")
    answer = values[exponent % 4]
    return Draft(
        f"What is {power('i', exponent)}?",
        answer,
        tuple(value for value in values if value != answer),
    )


@asks("F-BF.B.5", "F-LE.A.4")
def _logarithms(rng: Random) -> Draft:
    base, exponent = rng.choice(
        [(2, n) for n in range(2, 11)] + [(3, n) for n in (2, 3, 4, 5)]
        + [(5, 2), (5, 3), (10, 2), (10, 3), (10, 4), (10, 6)]
    )  # fmt: skip
    value = base**exponent
    return Draft(
        f"Which number x makes {base} to the power x equal to {value:,}?",
        exponent,
        (value // base, exponent + 1, exponent * base),
    )
