"""Questions on expressions: reading, writing, evaluating, and equal forms."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import (
    MINUS,
    TIMES,
    decimal,
    dollars,
    linear,
    power,
    quadratic,
    show,
    signed,
    term,
)
from .people import name, thing
from .records import Draft
from .registry import asks


@asks("6.EE.A.1")
def _whole_number_powers(rng: Random) -> Draft:
    base, exponent, extra = rng.randint(2, 6), rng.randint(2, 4), rng.randint(1, 20)
    value = base**exponent + extra
    return Draft(
        f"Work out: {power(base, exponent)} + {extra}",
        value,
        (base * exponent + extra, exponent**base + extra, (base + extra) ** 2),
    )


@asks("6.EE.A.2.a")
def _words_with_a_letter(rng: Random) -> Draft:
    n, letter = rng.randint(2, 25), rng.choice("abkmnpy")
    kind = rng.randrange(3)
    if kind == 0:
        return Draft(
            f"Which expression says: subtract {letter} from {n}?",
            f"{n} {MINUS} {letter}",
            (f"{letter} {MINUS} {n}", f"{n}{letter}", f"{n} + {letter}"),
        )
    if kind == 1:
        return Draft(
            f"Which expression says: {n} more than {letter}?",
            f"{letter} + {n}",
            (f"{n}{letter}", f"{n} {MINUS} {letter}", f"{n} > {letter}"),
        )
    return Draft(
        f"Which expression says: {letter} divided by {n}?",
        f"{letter}/{n}",
        (f"{n}/{letter}", f"{n}{letter}", f"{letter} {MINUS} {n}"),
    )


@asks("6.EE.A.2.b")
def _parts_of_an_expression(rng: Random) -> Draft:
    a, b, c = rng.sample(range(2, 20), 3)
    letter = rng.choice("kmnxy")
    shown = f"{a}{letter} + {b}({letter} + {c})"
    if rng.random() < 0.5:
        return Draft(
            f"What is the coefficient of {letter} in the first term of {shown}?",
            a,
            (b, c, a + b),
        )
    return Draft(
        f"In {shown}, what is {b}({letter} + {c})?",
        "A product of two factors",
        ("A sum of three terms", "A quotient", "A coefficient"),
    )


@asks("6.EE.A.2.c")
def _evaluate_at_a_value(rng: Random) -> Draft:
    a, b, x = rng.randint(2, 9), rng.randint(1, 15), rng.randint(2, 9)
    if rng.random() < 0.5:
        return Draft(
            f"What is the value of {a}x + {b} when x = {x}?",
            a * x + b,
            (a + x + b, 10 * a + x + b, a * (x + b)),
        )
    return Draft(
        f"What is the value of {a}{power('x', 2)} + {b} when x = {x}?",
        a * x * x + b,
        ((a * x) ** 2 + b, 2 * a * x + b, a * x + b),
    )


@asks("6.EE.A.3")
def _distribute(rng: Random) -> Draft:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    letter = rng.choice("kmnxy")
    if rng.random() < 0.5:
        return Draft(
            f"Which expression equals {a}({letter} + {b})?",
            f"{a}{letter} + {a * b}",
            (f"{a}{letter} + {b}", f"{a * b}{letter}", f"{letter} + {a * b}"),
        )
    return Draft(
        f"Which expression equals {a}{letter} + {b}{letter}?",
        f"{a + b}{letter}",
        (f"{a + b}{power(letter, 2)}", f"{a * b}{letter}", f"{a + b} + {letter}"),
    )


@asks("6.EE.A.4")
def _always_equal(rng: Random) -> Draft:
    a, b = rng.randint(2, 6), rng.randint(2, 9)
    right, near = f"{a}(x + {b})", f"{a}x + {b}"
    return Draft(
        f"Which expression equals {a}x + {a * b} for every value of x?",
        right,
        (near, f"{a}(x + {a * b})", f"{a + a * b}x"),
    )


@asks("7.EE.A.1")
def _combine_like_terms(rng: Random) -> Draft:
    a, c = rng.randint(2, 9), rng.randint(2, 9)
    b, d = rng.randint(-9, -1), rng.randint(2, 9)
    return Draft(
        f"Simplify: {linear(a, b)} + {linear(c, d)}",
        linear(a + c, b + d),
        (linear(a + c, d - b), linear(a * c, b + d), linear(a + c + b, d)),
    )


@asks("7.EE.A.1")
def _expand_with_a_minus(rng: Random) -> Draft:
    a, b, c = rng.randint(2, 7), rng.randint(2, 5), rng.randint(2, 9)
    return Draft(
        f"Expand: {MINUS}{a}({linear(b, -c)})",
        linear(-a * b, a * c),
        (linear(-a * b, -a * c), linear(-a * b, -c), linear(a * b, -a * c)),
    )


@asks("7.EE.A.1")
def _factor_a_sum(rng: Random) -> Draft:
    a, b, c = rng.randint(3, 9), rng.choice((1, 3, 5, 7)), rng.choice((2, 4, 8))
    return Draft(
        f"Which expression equals {linear(a * b, a * c)}?",
        f"{a}({linear(b, c)})",
        (f"{a}({linear(b, a * c)})", f"{a}({linear(a * b, c)})", f"{a + c}({term(b)})"),
    )


@asks("7.EE.A.2")
def _percent_as_one_factor(rng: Random) -> Draft:
    percent = rng.choice((2, 4, 5, 8, 10, 15, 20, 25, 30, 40))
    up = rng.random() < 0.5
    word = "raised" if up else "lowered"
    letter = rng.choice("acpw")
    change = Fraction(percent if up else -percent, 100)
    return Draft(
        f"A price of {letter} dollars is {word} by {percent}%. Which product is the "
        "new price?",
        f"{decimal(1 + change, 2)}{letter}",
        (
            f"{decimal(1 - change, 2)}{letter}",
            f"{decimal(abs(change), 2)}{letter}",
            f"{decimal(2 + abs(change), 2)}{letter}",
        ),
    )


@asks("A-SSE.A.1.a")
def _meaning_of_a_coefficient(rng: Random) -> Draft:
    fee, each = rng.randint(12, 60), rng.randint(2, 11)
    what = thing(rng)
    return Draft(
        f"{name(rng)} pays {each}n + {fee} dollars for n {what}s, delivered. What does "
        f"{each} stand for?",
        f"The price of one {what}",
        ("The cost of delivery", f"The number of {what}s", "The whole cost"),
    )


@asks("A-SSE.A.1.b")
def _meaning_of_a_part(rng: Random) -> Draft:
    start, percent = 100 * rng.randint(2, 30), rng.randint(2, 9)
    factor = f"(1.0{percent})"
    return Draft(
        f"An account holds {start:,}{factor}\u1d57 dollars after t years. What does "
        f"{factor}\u1d57 tell?",
        "How many times the first amount there is after t years",
        (
            "How many dollars are added each year",
            "The amount at the beginning",
            "The percent that is added each year",
        ),
    )


@asks("A-SSE.A.2")
def _difference_of_squares(rng: Random) -> Draft:
    n, times = rng.randint(2, 12), rng.randint(1, 5)
    first = term(times)
    shown = power("x", 2) if times == 1 else f"{times * times}{power('x', 2)}"
    return Draft(
        f"Which product equals {shown} {MINUS} {n * n}?",
        f"({first} + {n})({first} {MINUS} {n})",
        (
            f"({first} {MINUS} {n})({first} {MINUS} {n})",
            f"({first} + {n})({first} + {n})",
            f"({first} + {n * n})({first} {MINUS} 1)",
        ),
    )


@asks("A-APR.A.1")
def _multiply_two_binomials(rng: Random) -> Draft:
    a, b = rng.randint(-9, 9), rng.randint(1, 9)
    while a == 0 or a + b == 0:
        a = rng.randint(-9, 9)
    return Draft(
        f"Expand: (x {signed(a)})(x {signed(b)})",
        quadratic(a + b, a * b),
        (quadratic(a + b, a + b), quadratic(a * b, a + b), quadratic(b - a, a * b)),
    )


@asks("A-APR.A.1")
def _add_polynomials(rng: Random) -> Draft:
    a, b, c, d = (rng.randint(2, 9) for _ in range(4))
    square = power("x", 2)
    return Draft(
        f"Simplify: ({a}{square} + {b}x) + ({c}{square} + {d}x)",
        f"{a + c}{square} + {b + d}x",
        (
            f"{a + c}{power('x', 4)} + {b + d}{square}",
            f"{a + b + c + d}{power('x', 3)}",
            f"{a * c}{square} + {b * d}x",
        ),
    )


@asks("6.EE.B.6")
def _expression_for_a_story(rng: Random) -> Draft:
    price, fee = rng.randint(2, 15), rng.randint(3, 20)
    place = rng.choice(("pool", "museum", "rink", "gym", "fair"))
    return Draft(
        f"A {place} asks {dollars(fee * 100)} to come in and {dollars(price * 100)} "
        "for each ride or lesson. Which expression is the cost of r of them?",
        f"{price}r + {fee}",
        (f"{fee}r + {price}", f"{price + fee}r", f"{price} {TIMES} {fee} + r"),
    )


@asks("A-APR.B.2")
def _remainder_theorem(rng: Random) -> Draft:
    a, b, c, root = (rng.randint(1, 6) for _ in range(4))
    value = a * root * root + b * root + c
    shown = f"{term(a, power('x', 2))} + {linear(b, c)}"
    return Draft(
        f"What is the remainder when {shown} is divided by x {MINUS} {root}?",
        value,
        (a * root * root - b * root + c, c, value - c),
    )


@asks("A-APR.B.3", "F-IF.C.8.a", "A-SSE.B.3.a")
def _zeros_of_a_quadratic(rng: Random) -> Draft:
    first, second = sorted(rng.sample([n for n in range(-9, 10) if n], 2))
    shown = quadratic(-(first + second), first * second)
    return Draft(
        f"What are the zeros of f(x) = {shown}?",
        f"{show(first)} and {show(second)}",
        (
            f"{show(-second)} and {show(-first)}",
            f"{show(first + second)} and {show(first * second)}",
            f"{show(first)} and {show(-second)}",
        ),
    )
