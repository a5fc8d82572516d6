"""Questions on trigonometry: ratios in right triangles, radians, special angles."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import DEGREE, PI, ROOT
from .records import Draft
from .registry import asks
from .triangles import TRIPLES, degrees


@asks("G-SRT.C.6", "G-SRT.C.8")
def _ratios_of_a_right_triangle(rng: Random) -> Draft:
    a, b, c = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    ratios = {"sine": (a, c), "cosine": (b, c), "tangent": (a, b)}
    ratio = rng.choice(list(ratios))
    top, bottom = ratios[ratio]
    written = {f"{n}/{d}" for n, d in ratios.values()} | {f"{bottom}/{top}"}
    return Draft(
        f"In a right triangle the leg opposite angle A is {a}, the leg beside it {b}, "
        f"the hypotenuse {c}. What is the {ratio} of A?",
        f"{top}/{bottom}",
        tuple(sorted(written - {f"{top}/{bottom}"})),
    )


@asks("G-SRT.C.7")
def _complementary_sine(rng: Random) -> Draft:
    angle = rng.randint(5, 85)
    while angle == 45:
        angle = rng.randint(5, 85)
    first, second = rng.choice((("sin", "cos"), ("cos", "sin")))
    return Draft(
        f"{first} {angle}{DEGREE} equals {second} of which acute angle?",
        f"{90 - angle}{DEGREE}",
        degrees(angle, 180 - angle, 90 + angle),
    )


@asks("G-C.B.5")
def _area_of_a_sector(rng: Random) -> Draft:
    radius, parts = 6 * rng.randint(1, 4), rng.choice((2, 3, 4, 6, 12))
    angle = 360 // parts
    area = radius * radius // parts
    return Draft(
        f"A circle has a radius of {radius} cm. What is the area of a sector of "
        f"{angle}{DEGREE}, in square centimeters? Leave {PI} in the answer.",
        f"{area}{PI}",
        (f"{radius * radius}{PI}", f"{2 * radius // parts}{PI}", f"{area * 2}{PI}"),
    )


@asks("F-TF.A.1")
def _radians(rng: Random) -> Draft:
    n, d = rng.choice(
        [(n, d) for d in (2, 3, 4, 5, 6, 9, 10, 12) for n in (1, 2, 3, 5, 7)]
    )
    turn = Fraction(n, d)
    top = f"{PI}" if turn.numerator == 1 else f"{turn.numerator}{PI}"
    shown = f"{top}/{turn.denominator}" if turn.denominator > 1 else top
    size = int(180 * turn)
    return Draft(
        f"How many degrees are {shown} radians?",
        f"{size}{DEGREE}",
        degrees(2 * size, size // 2, size + 30),
    )


@asks("F-TF.C.8")
def _pythagorean_identity(rng: Random) -> Draft:
    a, b, c = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    return Draft(
        f"An angle between 0{DEGREE} and 90{DEGREE} has the sine {a}/{c}. What is its "
        "cosine?",
        Fraction(b, c),
        (Fraction(c - a, c), Fraction(a, b), Fraction(c, b)),
    )


@asks("F-TF.A.3")
def _special_angles(rng: Random) -> Draft:
    root2, root3 = f"{ROOT}2/2", f"{ROOT}3/2"
    values = {
        ("sin", "6"): "1/2", ("sin", "4"): root2, ("sin", "3"): root3,
        ("cos", "6"): root3, ("cos", "4"): root2, ("cos", "3"): "1/2",
        ("tan", "6"): f"{ROOT}3/3", ("tan", "4"): "1", ("tan", "3"): f"{ROOT}3",
    }  # fmt: skip
    (function, part), answer = rng.choice(list(values.items()))
    wrong = sorted(set(values.values()) - {answer})
    return Draft(
        f"What is {function}({PI}/{part})?", answer, tuple(rng.sample(wrong, 3))
    )
