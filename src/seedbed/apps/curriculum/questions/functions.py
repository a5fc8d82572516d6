"""Questions on functions: rules, slope, rate of change, sequences, graphs."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seedbed.lib.text import count

from .notation import (
    MINUS,
    ROOT,
    TIMES,
    linear,
    numbers,
    point,
    power,
    quadratic,
    show,
    term,
)
from .people import name
from .records import Draft
from .registry import asks


def _slope(rng: Random) -> int:
    """Return a slope that is not 0."""
    return rng.choice([n for n in range(-6, 8) if n])


@asks("8.F.A.1", "F-IF.A.1")
def _is_it_a_function(rng: Random) -> Draft:
    xs = rng.sample(range(-6, 9), 4)
    ys = [rng.randint(-9, 9) for _ in xs]
    broken = list(xs)
    broken[3] = xs[0]
    while ys[3] == ys[0]:
        ys[3] = rng.randint(-9, 9)
    is_function = rng.random() < 0.5
    pairs = zip(xs if is_function else broken, ys, strict=True)
    shown = ", ".join(point(x, y) for x, y in pairs)
    yes, no = "Yes, each x goes with one y", "No, one x goes with two values of y"
    answer, wrong = (yes, no) if is_function else (no, yes)
    return Draft(
        f"Is y a function of x for the points {shown}?",
        answer,
        (wrong, "Only if the points are on a line"),
    )


@asks("8.F.A.2", "F-IF.C.9")
def _compare_two_functions(rng: Random) -> Draft:
    slope, other = rng.sample(range(2, 12), 2)
    start, begin = rng.randint(-9, 9), rng.randint(-9, 9)
    table = ", ".join(point(x, other * x + begin) for x in (0, 1, 2))
    answer, wrong = ("f", "g") if slope > other else ("g", "f")
    return Draft(
        f"f(x) = {linear(slope, start)}, and g is linear through {table}. Which one "
        "rises faster?",
        answer,
        (wrong, "Both rise alike"),
    )


@asks("8.F.A.3")
def _which_rule_is_linear(rng: Random) -> Draft:
    a, b = rng.randint(2, 9), rng.randint(1, 9)
    wrong = (
        f"y = {a}{power('x', 2)} + {b}",
        f"y = {a}/x + {b}",
        f"y = {a} to the power x",
    )
    return Draft(
        f"Which of these rules with the numbers {a} and {b} is a linear function?",
        f"y = {linear(a, b)}",
        wrong,
    )


@asks("8.F.B.4", "F-LE.A.2")
def _rule_from_two_points(rng: Random) -> Draft:
    slope, start = _slope(rng), rng.choice([n for n in range(-9, 10) if n])
    x1, x2 = sorted(rng.sample(range(1, 7), 2))
    return Draft(
        f"A line passes through {point(x1, slope * x1 + start)} and "
        f"{point(x2, slope * x2 + start)}. What is its equation?",
        f"y = {linear(slope, start)}",
        (
            f"y = {linear(-slope, start)}",
            f"y = {linear(slope, -start)}",
            f"y = {linear(start, slope)}",
        ),
    )


@asks("8.F.B.4", "F-BF.A.1.a", "F-LE.B.5")
def _rate_and_start_of_a_story(rng: Random) -> Draft:
    start, rate = rng.randint(3, 40) * 5, rng.randint(2, 15)
    place = rng.choice(("tank", "pool", "barrel", "pond"))
    return Draft(
        f"A {place} holds {start} liters and gains {rate} liters a minute. Which "
        "function gives its content after x minutes?",
        f"f(x) = {linear(rate, start)}",
        (
            f"f(x) = {linear(start, rate)}",
            f"f(x) = {term(start + rate)}",
            f"f(x) = {linear(-rate, start)}",
        ),
    )


@asks("8.F.B.5", "F-IF.B.4")
def _shape_of_a_story(rng: Random) -> Draft:
    walk, rest, back = rng.randint(5, 20), rng.randint(5, 20), rng.randint(5, 20)
    who = name(rng)
    part, answer = rng.choice(
        (
            (f"the first {walk} minutes", "It rises"),
            (f"the {rest} minutes of rest", "It stays level"),
            (f"the last {back} minutes", "It falls"),
        )
    )
    return Draft(
        f"{who} walks away from home for {walk} minutes, rests for {rest} and walks "
        f"back for {back}. What does the graph of the distance from home do in {part}?",
        answer,
        tuple(
            shape
            for shape in ("It rises", "It stays level", "It falls")
            if shape != answer
        ),
    )


@asks("8.EE.B.6")
def _slope_between_points(rng: Random) -> Draft:
    rise, run = rng.choice([n for n in range(-8, 9) if n]), rng.randint(2, 8)
    x, y = rng.randint(-6, 6), rng.randint(-6, 6)
    slope = Fraction(rise, run)
    return Draft(
        f"What is the slope of the line through {point(x, y)} and "
        f"{point(x + run, y + rise)}?",
        slope,
        (Fraction(run, rise), -slope, Fraction(rise + 1, run)),
    )


@asks("F-IF.A.2")
def _function_notation(rng: Random) -> Draft:
    a, b, x = rng.randint(1, 5), rng.randint(-9, 9), rng.randint(-5, 6)
    shown = quadratic(0, b, leading=a)
    return Draft(
        f"f(x) = {shown}. What is f({show(x)})?",
        a * x * x + b,
        (2 * a * x + b, a * x + b, -a * x * x + b),
    )


@asks("F-IF.A.3", "F-BF.A.2")
def _term_of_a_sequence(rng: Random) -> Draft:
    first, step = rng.randint(1, 15), rng.randint(2, 9)
    n = rng.randint(10, 40)
    if rng.random() < 0.6:
        shown = numbers([first + step * k for k in range(4)])
        return Draft(
            f"An arithmetic sequence begins {shown}. What is term {n}?",
            first + step * (n - 1),
            (first + step * n, step * n, first * n),
        )
    first, ratio, n = rng.randint(1, 5), rng.choice((2, 3)), rng.randint(5, 7)
    shown = numbers([first * ratio**k for k in range(4)])
    return Draft(
        f"A geometric sequence begins {shown}. What is term {n}?",
        first * ratio ** (n - 1),
        (first * ratio**n, first * ratio * n, first + ratio * (n - 1)),
    )


@asks("F-IF.B.5")
def _domain_of_a_root(rng: Random) -> Draft:
    n = rng.randint(2, 30)
    return Draft(
        f"For which x is f(x) = {ROOT}(x {MINUS} {n}) a real number?",
        f"x \N{GREATER-THAN OR EQUAL TO} {n}",
        (
            f"x \N{LESS-THAN OR EQUAL TO} {n}",
            f"x \N{GREATER-THAN OR EQUAL TO} {MINUS}{n}",
            "Every x",
        ),
    )


@asks("F-IF.B.6")
def _average_rate_of_change(rng: Random) -> Draft:
    a, b = rng.randint(-4, 4), rng.randint(5, 9)
    lead = rng.randint(1, 3)
    rate = lead * (a + b)
    rise = lead * (b * b - a * a)
    return Draft(
        "What is the average rate of change of f(x) = "
        f"{quadratic(0, 0, leading=lead)} from x = {show(a)} to x = {b}?",
        rate,
        (rise, b - a, rate + lead),
    )


@asks("F-IF.C.7.a", "F-IF.C.8.a", "A-SSE.B.3.b")
def _vertex_of_a_parabola(rng: Random) -> Draft:
    h, k = rng.choice([n for n in range(-7, 8) if n]), rng.randint(-9, 9)
    shown = quadratic(-2 * h, h * h + k)
    return Draft(
        f"What is the lowest point of the graph of f(x) = {shown}?",
        point(h, k),
        (point(-h, k), point(h, h * h + k), point(-2 * h, k)),
    )


@asks("F-BF.A.1.b")
def _sum_of_functions(rng: Random) -> Draft:
    a, b, c, d = (
        rng.randint(2, 9),
        rng.randint(-9, 9),
        rng.randint(2, 9),
        rng.randint(-9, 9),
    )
    return Draft(
        f"f(x) = {linear(a, b)} and g(x) = {linear(c, d)}. What is f(x) + g(x)?",
        linear(a + c, b + d),
        (
            linear(a * c, b * d),
            linear(a + c, b - d),
            quadratic(0, b + d, leading=a + c),
        ),
    )


@asks("F-BF.B.3")
def _moved_graph(rng: Random) -> Draft:
    n = rng.randint(2, 12)
    text, answer = rng.choice(
        (
            (f"f(x) + {n}", f"It moves {n} up"),
            (f"f(x) {MINUS} {n}", f"It moves {n} down"),
            (f"f(x {MINUS} {n})", f"It moves {n} right"),
            (f"f(x + {n})", f"It moves {n} left"),
        )
    )
    ways = [f"It moves {n} {way}" for way in ("up", "down", "right", "left")]
    return Draft(
        f"What happens to the graph of y = f(x) when it becomes y = {text}?",
        answer,
        tuple(way for way in ways if way != answer),
    )


@asks("F-BF.B.4.a")
def _inverse_of_a_line(rng: Random) -> Draft:
    a, b = rng.randint(2, 9), rng.randint(1, 15)
    return Draft(
        f"What is the inverse of f(x) = {linear(a, b)}?",
        f"(x {MINUS} {b})/{a}",
        (f"x/{a} {MINUS} {b}", f"1/({linear(a, b)})", f"(x + {b})/{a}"),
    )


@asks("F-LE.A.1.b", "F-LE.A.1.c", "F-LE.A.1.a")
def _linear_or_exponential(rng: Random) -> Draft:
    start, step = rng.randint(2, 9), rng.choice((2, 3, 4))
    added = [start + step * k * 3 for k in range(4)]
    multiplied = [start * step**k for k in range(4)]
    is_linear = rng.random() < 0.5
    shown = numbers(added if is_linear else multiplied)
    line = "Linear: equal steps add the same"
    growth = "Exponential: equal steps multiply by the same"
    answer, wrong = (line, growth) if is_linear else (growth, line)
    return Draft(
        f"At x = 0, 1, 2, 3 a function has the values {shown}. Which kind fits?",
        answer,
        (wrong, "Neither of the two"),
    )


@asks("F-LE.A.2", "F-IF.C.8.b")
def _growth_by_percent(rng: Random) -> Draft:
    start, percent = 50 * rng.randint(2, 40), rng.randint(2, 9)
    years = count(rng.randint(2, 9), "year")
    n = years.split(" ")[0]
    return Draft(
        f"A town of {start:,} people grows by {percent}% a year. Which expression "
        f"gives its size after {years}?",
        f"{start:,} {TIMES} {power(f'1.0{percent}', int(n))}",
        (
            f"{start:,} {TIMES} 1.0{percent} {TIMES} {n}",
            f"{start:,} + {percent} {TIMES} {n}",
            f"{start:,} {TIMES} {power(f'0.0{percent}', int(n))}",
        ),
    )


@asks("F-LE.A.3")
def _exponential_wins(rng: Random) -> Draft:
    slope, base = rng.choice((50, 80, 100, 200, 500, 1000)), rng.choice((2, 3))
    start = rng.randint(1, 60)
    return Draft(
        f"Which is larger for every large enough x: {slope}x + {start} or {base} to "
        "the power x?",
        f"{base} to the power x",
        (f"{slope}x + {start}", "They stay equal"),
    )
