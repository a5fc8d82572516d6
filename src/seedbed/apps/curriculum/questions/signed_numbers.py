"""Questions on numbers below zero: meaning, order, distance, the four operations."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import DEGREE, DIVIDED, MINUS, TIMES, decimal, point, show
from .people import name
from .records import Draft
from .registry import asks


def _nonzero(rng: Random, low: int, high: int) -> int:
    """Return an integer between two bounds, but not 0."""
    return rng.choice([n for n in range(low, high + 1) if n])


def _added(value: int) -> str:
    """Write a number after an operation sign: in brackets when it is below 0."""
    return f"({show(value)})" if value < 0 else show(value)


@asks("6.NS.C.5")
def _meaning_of_a_sign(rng: Random) -> Draft:
    n = rng.randint(3, 90)
    below, text = rng.choice(
        (
            (True, "{} feet below sea level"), (False, "{} feet above sea level"),
            (True, "a debt of {} dollars"), (False, "a deposit of {} dollars"),
            (True, "{} degrees below zero"), (True, "a loss of {} yards"),
        )
    )  # fmt: skip
    return Draft(
        f"Which number stands for {text.format(n)}?",
        -n if below else n,
        (n if below else -n, 0),
    )


@asks("6.NS.C.6.a")
def _opposites(rng: Random) -> Draft:
    n = _nonzero(rng, -60, 60)
    if rng.random() < 0.5:
        return Draft(f"What is the opposite of {show(n)}?", -n, (n, 0, Fraction(1, n)))
    return Draft(
        f"What is the opposite of the opposite of {show(n)}?", n, (-n, 0, 2 * n)
    )


@asks("6.NS.C.6.b")
def _quadrants_and_reflections(rng: Random) -> Draft:
    x, y = _nonzero(rng, -9, 9), _nonzero(rng, -9, 9)
    axis, mirrored = rng.choice((("x", (x, -y)), ("y", (-x, y))))
    other = (-x, y) if axis == "x" else (x, -y)
    return Draft(
        f"Which point is the reflection of {point(x, y)} across the {axis}-axis?",
        point(*mirrored),
        (point(*other), point(-x, -y), point(x, y)),
    )


@asks("6.NS.C.6.c")
def _between_which_integers(rng: Random) -> Draft:
    whole, part = rng.randint(1, 12), Fraction(rng.randint(1, 9), 10)
    return Draft(
        f"Between which two neighboring integers is {decimal(-whole - part)} on the "
        "number line?",
        f"{show(-whole - 1)} and {show(-whole)}",
        (
            f"{show(-whole)} and {show(-whole + 1)}",
            f"{whole} and {whole + 1}",
            f"{show(-whole - 2)} and {show(-whole - 1)}",
        ),
    )


@asks("6.NS.C.7.a")
def _position_from_an_inequality(rng: Random) -> Draft:
    small, large = sorted(rng.sample(range(-20, 3), 2))
    return Draft(
        f"What does {show(large)} > {show(small)} say about the number line that goes "
        "from left to right?",
        f"{show(large)} is to the right of {show(small)}",
        (
            f"{show(large)} is to the left of {show(small)}",
            f"{show(large)} is farther from 0 than {show(small)}",
        ),
    )


@asks("6.NS.C.7.b")
def _colder_or_warmer(rng: Random) -> Draft:
    low, high = sorted(rng.sample(range(-25, 0), 2))
    return Draft(
        f"One town has {show(low)}{DEGREE}C, another {show(high)}{DEGREE}C. Which "
        "statement is true?",
        f"{show(low)}{DEGREE}C is colder, because {show(low)} < {show(high)}",
        (
            f"{show(high)}{DEGREE}C is colder, because {show(high)} < {show(low)}",
            f"{show(low)}{DEGREE}C is warmer, because {-low} > {-high}",
        ),
    )


@asks("6.NS.C.7.c")
def _absolute_value(rng: Random) -> Draft:
    first, second = _nonzero(rng, -40, -1), _nonzero(rng, -30, 30)
    return Draft(
        f"Work out: |{show(first)}| + |{show(second)}|",
        abs(first) + abs(second),
        (first + second, first - second, abs(first) * 2 + abs(second)),
    )


@asks("6.NS.C.7.d")
def _debt_and_balance(rng: Random) -> Draft:
    debt = rng.randint(15, 90)
    return Draft(
        f"{name(rng)}'s account balance is less than {MINUS}{debt} dollars. What does "
        "that say about the debt?",
        f"It is more than {debt} dollars",
        (f"It is less than {debt} dollars", f"It is exactly {debt} dollars"),
    )


@asks("6.NS.C.8")
def _distance_along_a_line(rng: Random) -> Draft:
    shared, low, high = _nonzero(rng, -9, 9), rng.randint(-9, -1), rng.randint(1, 9)
    ends = [(shared, low), (shared, high)]
    if rng.random() < 0.5:
        ends = [(y, x) for x, y in ends]
    return Draft(
        f"What is the distance between {point(*ends[0])} and {point(*ends[1])}?",
        high - low,
        (high + low, abs(shared) + high, high - low + 1),
    )


@asks("7.NS.A.1.a")
def _makes_zero(rng: Random) -> Draft:
    n = rng.randint(3, 80)
    first, second = rng.choice(
        (
            ("climbs {} meters", "descends {} meters"),
            ("earns {} dollars", "spends {} dollars"),
            ("walks {} steps forward", "walks {} steps back"),
        )
    )  # fmt: skip
    return Draft(
        f"{name(rng)} {first.format(n)} and then {second.format(n)}. Which sum says "
        "so?",
        f"{n} + ({MINUS}{n}) = 0",
        (f"{n} + {n} = {2 * n}", f"{n} {MINUS} ({MINUS}{n}) = 0", f"{n} + 0 = {n}"),
    )


@asks("7.NS.A.1.b")
def _add_signed(rng: Random) -> Draft:
    first, second = _nonzero(rng, -25, 25), rng.randint(-25, -1)
    answer = first + second
    return Draft(
        f"Work out: {show(first)} + {_added(second)}",
        answer,
        (first - second, -answer if answer else 1, abs(first) + abs(second)),
    )


@asks("7.NS.A.1.c")
def _subtract_signed(rng: Random) -> Draft:
    first, second = _nonzero(rng, -25, 25), rng.randint(-25, -1)
    return Draft(
        f"Work out: {show(first)} {MINUS} {_added(second)}",
        first - second,
        (first + second, second - first, -first - second - 1),
    )


@asks("7.NS.A.1.d")
def _add_signed_fractions(rng: Random) -> Draft:
    d = rng.choice((4, 5, 6, 8, 10, 12))
    first, second = (Fraction(_nonzero(rng, -d + 1, d - 1), d) for _ in range(2))
    second = -abs(second)
    return Draft(
        f"Work out: {show(first)} + ({show(second)})",
        first + second,
        (first - second, second - first, first + second + Fraction(1, d)),
    )


@asks("7.NS.A.2.a")
def _multiply_signed(rng: Random) -> Draft:
    first, second = rng.randint(-12, -2), _nonzero(rng, -12, 12)
    product = first * second
    return Draft(
        f"Work out: {_added(first)} {TIMES} {_added(second)}",
        product,
        (-product, first + second, product + first),
    )


@asks("7.NS.A.2.b")
def _divide_signed(rng: Random) -> Draft:
    divisor, quotient = rng.randint(-12, -2), _nonzero(rng, -12, 12)
    return Draft(
        f"Work out: {_added(divisor * quotient)} {DIVIDED} {_added(divisor)}",
        quotient,
        (-quotient, quotient + 1, divisor * quotient - divisor),
    )


@asks("7.NS.A.2.c")
def _multiply_signed_fractions(rng: Random) -> Draft:
    a, b = rng.sample((2, 3, 4, 5, 6, 8), 2)
    first = -Fraction(rng.randint(1, a - 1), a)
    second = Fraction(_nonzero(rng, 1 - b, b - 1), b)
    shown = f"({show(second)})" if second < 0 else show(second)
    return Draft(
        f"Work out: ({show(first)}) {TIMES} {shown}",
        first * second,
        (-first * second, first + second, first / second),
    )


@asks("7.NS.A.3")
def _temperature_after_changes(rng: Random) -> Draft:
    start, fall, hours = rng.randint(-8, 12), rng.randint(2, 5), rng.randint(3, 6)
    rise = rng.randint(2, 9)
    return Draft(
        f"It is {show(start)}{DEGREE}C. The temperature falls {fall} degrees each hour "
        f"for {hours} hours and then rises {rise} degrees. How many degrees is it now?",
        start - fall * hours + rise,
        (start + fall * hours + rise, start - fall * hours, start - fall + rise),
    )
