"""Questions on decimals: place value, comparing, rounding, the four operations."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import DIVIDED, MINUS, TIMES, decimal
from .records import Draft
from .registry import asks

_PLACES = ("tenth", "hundredth", "thousandth")


def _hundredths(rng: Random, low: int, high: int) -> Fraction:
    """Return a number of hundredths that needs both decimal places."""
    n = rng.randint(low, high)
    return Fraction(n if n % 10 else n + 1, 100)


def _repeats(value: Fraction) -> bool:
    """Tell whether a decimal goes on: its denominator holds more than 2s and 5s."""
    return 10**12 % value.denominator != 0


@asks("4.NF.C.5")
def _tenths_and_hundredths(rng: Random) -> Draft:
    tenths, hundredths = rng.randint(1, 6), rng.randint(3, 29)
    total = tenths * 10 + hundredths
    return Draft(
        f"Write the sum with denominator 100: {tenths}/10 + {hundredths}/100",
        f"{total}/100",
        (
            f"{tenths + hundredths}/100",
            f"{tenths + hundredths}/110",
            f"{total + 10}/100",
        ),
    )


@asks("4.NF.C.6")
def _fraction_as_a_decimal(rng: Random) -> Draft:
    n = rng.randint(3, 99)
    value = Fraction(n, 100)
    return Draft(
        f"Write {n}/100 as a decimal.",
        decimal(value, 2),
        (decimal(value * 10, 1), decimal(Fraction(n, 1000), 3), f"{n}.100"),
    )


@asks("4.NF.C.7")
def _compare_hundredths(rng: Random) -> Draft:
    tenths = rng.randint(2, 9)
    n = rng.randint(10 * (tenths - 1) + 1, 10 * tenths - 1)
    short, long = f"0.{tenths}", decimal(Fraction(n, 100), 2)
    return Draft(
        f"Which statement is true about {short} and {long}?",
        f"{short} > {long}",
        (f"{short} < {long}", f"{short} = {long}"),
    )


@asks("5.NBT.A.1")
def _a_tenth_of_the_place(rng: Random) -> Draft:
    digit, n = rng.randint(2, 9), rng.randint(0, 2)
    left, right = Fraction(digit, 10**n), Fraction(digit, 10 ** (n + 1))
    return Draft(
        f"{decimal(right)} is what fraction of {decimal(left)}?",
        "1/10",
        ("1/100", f"1/{digit}", "10"),
    )


@asks("5.NBT.A.2")
def _powers_of_ten(rng: Random) -> Draft:
    value = Fraction(rng.randint(101, 999), 100)
    n = rng.randint(1, 3)
    shown = decimal(value, 2)
    if rng.random() < 0.5:
        answers = [decimal(value * 10**k) for k in (n, n + 1, n - 1)]
        stem = f"Work out: {shown} {TIMES} {10**n:,}"
    else:
        answers = [decimal(value / 10**k) for k in (n, n + 1, n - 1)]
        stem = f"Work out: {shown} {DIVIDED} {10**n:,}"
    return Draft(stem, answers[0], tuple(answers[1:]))


@asks("5.NBT.A.3.a")
def _expanded_decimals(rng: Random) -> Draft:
    ones, tenths, thousandths = (rng.randint(1, 9) for _ in range(3))
    return Draft(
        f"Which decimal is {ones} + {tenths}/10 + {thousandths}/1000?",
        f"{ones}.{tenths}0{thousandths}",
        (
            f"{ones}.{tenths}{thousandths}",
            f"{ones}.0{tenths}{thousandths}",
            f"{ones}{tenths}.{thousandths}",
        ),
    )


@asks("5.NBT.A.3.b")
def _order_thousandths(rng: Random) -> Draft:
    ones, tenths = rng.randint(0, 9), rng.randint(2, 9)
    large = f"{ones}.{tenths}"
    wrong = (
        f"{ones}.{tenths - 1}{rng.randint(1, 9)}",
        f"{ones}.0{rng.randint(1, 9)}{rng.randint(1, 9)}",
        f"{ones}.{tenths - 1}0{rng.randint(1, 9)}",
    )
    listed = ", ".join(rng.sample([large, *wrong], 4))
    return Draft(f"Which is the largest: {listed}?", large, wrong)


@asks("5.NBT.A.4")
def _round_decimals(rng: Random) -> Draft:
    thousandths = rng.randint(1_101, 9_899)
    places = rng.randint(1, 2)
    unit = 10 ** (3 - places)
    while thousandths % unit in (0, unit // 2):
        thousandths = rng.randint(1_101, 9_899)
    down = thousandths // unit * unit
    rounds_down = thousandths % unit < unit // 2
    nearest = down if rounds_down else down + unit
    other = down + unit if rounds_down else down
    return Draft(
        f"Round {decimal(Fraction(thousandths, 1000))} to the nearest "
        f"{_PLACES[places - 1]}.",
        decimal(Fraction(nearest, 1000), places),
        (
            decimal(Fraction(other, 1000), places),
            decimal(Fraction(nearest + 2 * unit, 1000), places),
        ),
    )


@asks("5.NBT.B.7")
def _add_and_subtract_decimals(rng: Random) -> Draft:
    first, second = _hundredths(rng, 412, 987), Fraction(rng.randint(11, 39), 10)
    adds = rng.random() < 0.5
    answer = first + second if adds else first - second
    # The usual slip lines up the last digits instead of the points.
    slip = first + second / 10 if adds else first - second / 10
    return Draft(
        f"Work out: {decimal(first, 2)} {'+' if adds else MINUS} {decimal(second, 1)}",
        decimal(answer, 2),
        (
            decimal(slip, 2),
            decimal(answer + 1, 2),
            decimal(answer - Fraction(1, 10), 2),
        ),
    )


@asks("5.NBT.B.7")
def _multiply_decimals(rng: Random) -> Draft:
    first, second = rng.randint(12, 89), rng.randint(3, 9)
    value = Fraction(first * second, 100)
    return Draft(
        f"Work out: {decimal(Fraction(first, 10))} {TIMES} "
        f"{decimal(Fraction(second, 10))}",
        decimal(value),
        (decimal(value * 10), decimal(value / 10), decimal(value + Fraction(1, 10))),
    )


@asks("6.NS.B.3")
def _multiply_longer_decimals(rng: Random) -> Draft:
    first, second = rng.randint(112, 987), rng.randint(12, 89)
    value = Fraction(first * second, 1000)
    return Draft(
        f"Work out: {decimal(Fraction(first, 100))} {TIMES} "
        f"{decimal(Fraction(second, 10))}",
        decimal(value),
        (decimal(value * 10), decimal(value / 10), decimal(value + 1)),
    )


@asks("6.NS.B.3")
def _divide_decimals(rng: Random) -> Draft:
    quotient, divisor = rng.randint(12, 98), rng.randint(2, 15)
    value = Fraction(quotient, 10)
    whole = value * Fraction(divisor, 10)
    return Draft(
        f"Work out: {decimal(whole)} {DIVIDED} {decimal(Fraction(divisor, 10))}",
        decimal(value),
        (decimal(value / 10), decimal(value * 10), decimal(value + Fraction(1, 10))),
    )


@asks("7.NS.A.2.d")
def _fractions_that_end(rng: Random) -> Draft:
    denominator = rng.choice((4, 5, 8, 16, 20, 25, 40))
    value = Fraction(rng.randint(1, denominator - 1), denominator)
    top, bottom = value.numerator, value.denominator
    return Draft(
        f"Write {top}/{bottom} as a decimal.",
        decimal(value),
        (decimal(value / 10), f"{top}.{bottom}", f"0.{top}{bottom}"),
    )


@asks("7.NS.A.2.d")
def _fractions_that_repeat(rng: Random) -> Draft:
    repeating = [
        f"{n}/{d}" for d in (3, 6, 9, 11, 12, 15) for n in (1, 2, 5, 7)
        if n < d and _repeats(Fraction(n, d))
    ]  # fmt: skip
    ending = [f"{n}/{d}" for d in (4, 5, 8, 20, 25, 40) for n in (1, 3, 7) if n < d]
    answer = rng.choice(repeating)
    wrong = rng.sample(ending, 3)
    listed = ", ".join(rng.sample([answer, *wrong], 4))
    return Draft(f"Which has a decimal that repeats: {listed}?", answer, tuple(wrong))
