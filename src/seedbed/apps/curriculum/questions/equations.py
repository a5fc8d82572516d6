"""Questions on equations and inequalities: writing them and solving them."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seedbed.lib.text import count

from .notation import (
    AT_LEAST,
    AT_MOST,
    MINUS,
    decimal,
    linear,
    point,
    power,
    show,
    term,
)
from .people import name, thing, two_names
from .records import Draft
from .registry import asks


@asks("6.EE.B.5")
def _which_value_fits(rng: Random) -> Draft:
    a, x, b = rng.randint(2, 9), rng.randint(2, 12), rng.randint(1, 20)
    wrong = (x + 1, x + b, a * x)
    shown = ", ".join(str(n) for n in sorted({x, *wrong}))
    return Draft(f"Which of {shown} makes {linear(a, b)} = {a * x + b} true?", x, wrong)


@asks("6.EE.B.7")
def _one_step_equation(rng: Random) -> Draft:
    x, p = Fraction(rng.randint(2, 60), rng.choice((1, 1, 2))), rng.randint(2, 15)
    if rng.random() < 0.5:
        return Draft(f"Solve for x: x + {p} = {show(x + p)}", x, (x + 2 * p, x + 1, p))
    return Draft(f"Solve for x: {p}x = {show(p * x)}", x, (p * x - p, x + p, p))


@asks("6.EE.B.8")
def _inequality_for_a_limit(rng: Random) -> Draft:
    n = rng.randint(4, 60)
    what = rng.choice(("a ride", "a contest", "a class", "a boat trip"))
    if rng.random() < 0.5:
        return Draft(
            f"For {what}, everyone must be older than {n} months. Which inequality "
            "says so for an age of a months?",
            f"a > {n}",
            (f"a < {n}", f"a = {n}", f"{n} > a"),
        )
    return Draft(
        f"For {what}, every bag must weigh less than {n} pounds. Which inequality says "
        "so for a weight of w pounds?",
        f"w < {n}",
        (f"w > {n}", f"w = {n}", f"{n} < w"),
    )


@asks("6.EE.C.9")
def _rule_for_two_quantities(rng: Random) -> Draft:
    rate, x = rng.randint(2, 60), rng.randint(2, 9)
    what, per = rng.choice(
        (("miles", "hour"), ("pages", "day"), ("liters", "minute"), ("dollars", "week"))
    )
    return Draft(
        f"{name(rng)} counts {rate * x} {what} after {x} {per}s, at a constant rate. "
        f"Which equation gives the {what} y after x {per}s?",
        f"y = {term(rate)}",
        (f"x = {term(rate, 'y')}", f"y = x + {rate}", f"y = {term(rate * x)}"),
    )


@asks("7.EE.B.3")
def _raise_and_spend(rng: Random) -> Draft:
    cents, percent = 20 * rng.randint(40, 125), rng.choice((5, 10, 15, 20, 25))
    hours = rng.randint(3, 8)
    after = cents * (100 + percent) // 100
    total = Fraction(after * hours, 100)
    return Draft(
        f"{name(rng)} earns ${decimal(Fraction(cents, 100), 2)} an hour and gets a "
        f"raise of {percent}%. What is the pay for {count(hours, 'hour')} now?",
        f"${decimal(total, 2)}",
        (
            f"${decimal(Fraction(cents * hours, 100), 2)}",
            f"${decimal(Fraction(cents * hours, 100) + percent, 2)}",
            f"${decimal(total + 1, 2)}",
        ),
    )


@asks("7.EE.B.4.a")
def _two_step_equation(rng: Random) -> Draft:
    p, x, q = rng.randint(2, 9), rng.randint(-9, 15), rng.randint(-15, 20) or 4
    if rng.random() < 0.5:
        r = p * x + q
        return Draft(
            f"Solve for x: {linear(p, q)} = {show(r)}",
            x,
            (Fraction(r + q, p), r - q, x + 1),
        )
    r = p * (x + q)
    return Draft(
        f"Solve for x: {p}({linear(1, q)}) = {show(r)}",
        x,
        (Fraction(r - q, p), x + 2 * q, r - p * q),
    )


@asks("7.EE.B.4.a")
def _equation_for_a_story(rng: Random) -> Draft:
    each, n, fee = rng.randint(3, 15), rng.randint(3, 12), rng.randint(5, 30)
    place = rng.choice(("climbing hall", "bike shop", "boat hire", "studio"))
    return Draft(
        f"A {place} asks ${fee} to begin and ${each} for each hour. {name(rng)} pays "
        f"${each * n + fee}. How many hours is that?",
        n,
        (n + 1, n + fee, each * n),
    )


@asks("7.EE.B.4.b")
def _inequality_for_savings(rng: Random) -> Draft:
    each, weeks, start = rng.randint(4, 15), rng.randint(3, 12), rng.randint(5, 40)
    goal = start + each * weeks
    return Draft(
        f"{name(rng)} has ${start} and saves ${each} a week, to have at least ${goal}. "
        "Which weeks w will do?",
        f"w {AT_LEAST} {weeks}",
        (
            f"w {AT_MOST} {weeks}",
            f"w > {weeks + start}",
            f"w {AT_LEAST} {goal // each + 1}",
        ),
    )


@asks("8.EE.C.7.a")
def _how_many_solutions(rng: Random) -> Draft:
    a, b, kind = rng.randint(2, 9), rng.randint(1, 9), rng.randrange(3)
    right = (linear(a, b), linear(a, b + rng.randint(1, 9)), linear(a + 1, b + 2))[kind]
    options = ("Every number", "No number", "Exactly one number")
    left = f"{a}x + {b}" if kind != 0 else f"{a}(x + 1) {MINUS} {a} + {b}"
    wrong = tuple(option for option in options if option != options[kind])
    return Draft(f"How many numbers make {left} = {right} true?", options[kind], wrong)


@asks("8.EE.C.7.b", "A-REI.B.3")
def _letter_on_both_sides(rng: Random) -> Draft:
    a, c = rng.sample(range(2, 10), 2)
    x, b = rng.randint(-8, 12), rng.randint(-15, 15)
    d = (a - c) * x + b
    return Draft(
        f"Solve for x: {linear(a, b)} = {linear(c, d)}",
        x,
        (Fraction(d + b, a - c), Fraction(d - b, a + c), x + 1),
    )


@asks("8.EE.C.7.b")
def _brackets_on_one_side(rng: Random) -> Draft:
    a, c = rng.sample(range(2, 8), 2)
    x, b = rng.randint(-6, 10), rng.randint(1, 9)
    d = a * (x - b) - c * x
    return Draft(
        f"Solve for x: {a}(x {MINUS} {b}) = {linear(c, d)}",
        x,
        (Fraction(d + b, a - c), -x if x else 1, x + b),
    )


@asks("A-REI.B.3")
def _inequality_with_a_negative(rng: Random) -> Draft:
    a, x, b = rng.randint(2, 9), rng.randint(-9, 9), rng.randint(1, 20)
    return Draft(
        f"Solve: {linear(-a, b)} < {show(b - a * x)}",
        f"x > {show(x)}",
        (f"x < {show(x)}", f"x > {show(-x + (x == 0))}", f"x < {show(-x + (x == 0))}"),
    )


@asks("8.EE.C.8.a")
def _meaning_of_a_crossing(rng: Random) -> Draft:
    x, y = rng.randint(-9, 9), rng.randint(-9, 9)
    return Draft(
        f"Two lines cross at {point(x, y)} and nowhere else. What is the solution of "
        "the two equations together?",
        f"x = {show(x)} and y = {show(y)}",
        (f"x = {show(y)} and y = {show(x)}", "Every point of both lines", "None"),
    )


@asks("8.EE.C.8.b", "A-REI.C.6")
def _two_equations(rng: Random) -> Draft:
    x, y = rng.sample([n for n in range(-7, 10) if n], 2)
    a, b = rng.sample(range(2, 6), 2)
    if rng.random() < 0.5:
        first, second = f"x + y = {show(x + y)}", f"{a}x + y = {show(a * x + y)}"
    else:
        first, second = f"y = {linear(a, y - a * x)}", f"y = {linear(b, y - b * x)}"
    return Draft(
        f"Solve: {first} and {second}",
        point(x, y),
        (point(y, x), point(-x, y), point(x, -y)),
    )


@asks("8.EE.C.8.c", "A-CED.A.3")
def _tickets_of_two_prices(rng: Random) -> Draft:
    adults, children = rng.randint(3, 20), rng.randint(3, 30)
    price, half = rng.sample(range(4, 15), 2)
    return Draft(
        f"A fair sells {adults + children} tickets: adults pay ${price}, children "
        f"${half}. It takes in ${adults * price + children * half}. How many adults "
        "come?",
        adults,
        (children if children != adults else adults + 3, adults + 1, adults + children),
    )


@asks("A-CED.A.1")
def _consecutive_numbers(rng: Random) -> Draft:
    n = rng.randint(5, 90)
    return Draft(
        f"Three numbers in a row, like 1, 2, 3, add up to {3 * n}. What is the "
        "smallest?",
        n - 1,
        (n, n + 1, 3 * n - 3),
    )


@asks("A-CED.A.2")
def _equation_in_two_letters(rng: Random) -> Draft:
    first, second, total = (
        rng.randint(2, 9),
        rng.randint(10, 20),
        10 * rng.randint(6, 40),
    )
    what = thing(rng)
    who, _ = two_names(rng)
    return Draft(
        f"{who} spends ${total} on {what}s at ${first} and books at ${second}. Which "
        f"equation says so for x {what}s and y books?",
        f"{first}x + {second}y = {total}",
        (
            f"{second}x + {first}y = {total}",
            f"x + y = {total}",
            f"{first + second}xy = {total}",
        ),
    )


@asks("A-CED.A.4")
def _rearrange_a_formula(rng: Random) -> Draft:
    formula, letter, answer, wrong = rng.choice(
        (
            ("V = lwh", "h", "V/(lw)", ("V {m} lw", "lw/V", "Vlw")),
            ("d = rt", "t", "d/r", ("dr", "r/d", "d {m} r")),
            ("P = 2l + 2w", "w", "(P {m} 2l)/2", ("P/2 + l", "P {m} l", "(P + 2l)/2")),
            ("A = bh/2", "b", "2A/h", ("A/(2h)", "Ah/2", "2A {m} h")),
            ("V = IR", "R", "V/I", ("VI", "I/V", "V {m} I")),
            ("C = 2{p}r", "r", "C/(2{p})", ("2{p}C", "C {m} 2{p}", "2{p}/C")),
            ("F = ma", "a", "F/m", ("Fm", "m/F", "F {m} m")),
            ("y = mx + b", "x", "(y {m} b)/m", ("y/m {m} b", "(y + b)/m", "my {m} b")),
        )
    )

    def written(text: str) -> str:
        return text.format(m=MINUS, p="\N{GREEK SMALL LETTER PI}")

    return Draft(
        f"Solve {written(formula)} for {letter}.",
        f"{letter} = {written(answer)}",
        tuple(f"{letter} = {written(text)}" for text in wrong),
    )


@asks("A-REI.A.2")
def _root_equation(rng: Random) -> Draft:
    root, shift = rng.randint(2, 12), rng.randint(1, 30)
    return Draft(
        f"Solve for x: \N{SQUARE ROOT}(x + {shift}) = {root}",
        root * root - shift,
        (root - shift, root * root + shift, 2 * root - shift),
    )


@asks("A-REI.B.4.b")
def _square_equals_a_number(rng: Random) -> Draft:
    root, shift = rng.randint(2, 15), rng.randint(-9, 9)
    low, high = shift - root, shift + root
    inside = f"({linear(1, -shift)})" if shift else "x"
    return Draft(
        f"What are the solutions of {power(inside, 2)} = {root * root}?",
        f"{show(low)} and {show(high)}",
        (
            f"{show(high)} only",
            f"{show(-high)} and {show(high)}" if shift else f"{show(root * root)} only",
            f"{show(shift - root * root)} and {show(shift + root * root)}",
        ),
    )


@asks("A-REI.B.4.a")
def _complete_the_square(rng: Random) -> Draft:
    half = rng.randint(2, 12)
    shown = f"{power('x', 2)} + {2 * half}x"
    return Draft(
        f"What must be added to {shown} to make a perfect square?",
        half * half,
        (2 * half, half, 4 * half * half),
    )
