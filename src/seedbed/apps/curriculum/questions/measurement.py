"""Questions on measures: time, length, area, perimeter, angles, volume, units."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seedbed.lib.text import count

from .notation import DEGREE, dollars, show
from .people import name
from .records import Draft
from .registry import asks


@asks("3.MD.A.1")
def _minutes_later(rng: Random) -> Draft:
    start, lasts = rng.randint(8 * 60, 11 * 60 + 55), rng.randint(17, 95)
    end = start + lasts
    return Draft(
        f"{name(rng)} starts reading at {start // 60}:{start % 60:02d} and stops at "
        f"{(end // 60 - 1) % 12 + 1}:{end % 60:02d}. How many minutes is that?",
        lasts,
        (lasts + 10, abs(end % 60 - start % 60) + 2, lasts + 40),
    )


@asks("3.MD.A.2")
def _mass_and_volume(rng: Random) -> Draft:
    each, n = rng.randint(3, 9) * 10, rng.randint(3, 8)
    what, unit, total = rng.choice(
        (("apple", "gram", "mass"), ("cup", "milliliter", "volume"))
    )
    return Draft(
        f"The {total} of one {what} is {each} {unit}s. What is the {total} of {n} such "
        f"{what}s, in {unit}s?",
        each * n,
        (each + n, each * n + each, each * n // 10),
    )


@asks("3.MD.B.3")
def _scaled_picture_graph(rng: Random) -> Draft:
    scale = rng.choice((2, 5, 10))
    first, second = rng.sample(range(2, 10), 2)
    more, fewer = max(first, second), min(first, second)
    return Draft(
        f"In a picture graph each star stands for {scale} votes. Soccer has {more} "
        f"stars and swimming has {fewer}. How many more votes has soccer?",
        (more - fewer) * scale,
        (more - fewer, more * scale, (more + fewer) * scale),
    )


@asks("3.MD.C.5.b", "3.MD.C.6")
def _count_unit_squares(rng: Random) -> Draft:
    rows, each, extra = rng.randint(2, 7), rng.randint(3, 9), rng.randint(1, 4)
    unit = rng.choice(("centimeter", "inch", "meter"))
    return Draft(
        f"A figure is covered, without gaps, by {rows} rows of {each} unit squares and "
        f"{extra} more. Each square has sides of 1 {unit}. What is its area in square "
        f"{'inches' if unit == 'inch' else unit + 's'}?",
        rows * each + extra,
        (rows * each, rows + each + extra, 2 * (rows + each) + extra),
    )


@asks("3.MD.C.7.a", "3.MD.C.7.b")
def _area_of_a_rectangle(rng: Random) -> Draft:
    width, length = rng.sample(range(3, 13), 2)
    place = rng.choice(("room", "garden", "poster", "rug", "playground"))
    return Draft(
        f"A {place} is {width} feet wide and {length} feet long. What is its area in "
        "square feet?",
        width * length,
        (2 * (width + length), width + length, width * length + width),
    )


@asks("3.MD.C.7.c")
def _area_in_two_parts(rng: Random) -> Draft:
    side, first, second = rng.randint(3, 9), rng.randint(2, 9), rng.randint(2, 6)
    return Draft(
        f"A rectangle with sides {side} and {first + second} is cut into one of "
        f"{side} by {first} and one of {side} by {second}. What is the area of the "
        "whole?",
        side * (first + second),
        (side * first + second, side * first, side + first + second),
    )


@asks("3.MD.C.7.d")
def _area_of_an_l_shape(rng: Random) -> Draft:
    a, b, c, d = (
        rng.randint(3, 9),
        rng.randint(3, 9),
        rng.randint(2, 5),
        rng.randint(2, 5),
    )
    return Draft(
        f"An L-shape is made of a {a} by {b} rectangle and a {c} by {d} rectangle that "
        "do not overlap. What is its area?",
        a * b + c * d,
        (a * b, a + b + c + d, (a + c) * (b + d)),
    )


@asks("3.MD.D.8")
def _perimeter_or_missing_side(rng: Random) -> Draft:
    width, length = rng.sample(range(3, 20), 2)
    around = 2 * (width + length)
    if rng.random() < 0.5:
        return Draft(
            f"A rectangle has sides of {width} cm and {length} cm. What is its "
            "perimeter in centimeters?",
            around,
            (width + length, width * length, around + width),
        )
    return Draft(
        f"A rectangle has a perimeter of {around} cm. One side is {width} cm. How long "
        "is the side next to it, in centimeters?",
        length,
        (around - width, around - 2 * width, around // 4 + width + length),
    )


@asks("4.MD.A.1")
def _larger_to_smaller_unit(rng: Random) -> Draft:
    large, small, times = rng.choice(
        (
            ("kilometer", "meter", 1000), ("meter", "centimeter", 100),
            ("kilogram", "gram", 1000), ("hour", "minute", 60),
            ("minute", "second", 60), ("pound", "ounce", 16),
            ("liter", "milliliter", 1000),
        )
    )  # fmt: skip
    n = rng.randint(2, 12)
    wrong_times = 100 if times == 1000 else times * 10
    return Draft(
        f"How many {small}s are in {count(n, large)}?",
        n * times,
        (n * wrong_times, times, n + times),
    )


@asks("4.MD.A.2")
def _change_from_a_bill(rng: Random) -> Draft:
    n, cents = rng.randint(2, 6), 5 * rng.randint(21, 59)
    paid = 2000
    what = rng.choice(("notebook", "ticket", "sandwich", "plant", "brush"))
    plural = f"{what}es" if what[-2:] in ("ch", "sh") else f"{what}s"
    return Draft(
        f"{name(rng)} buys {n} {plural} at {dollars(cents)} each and pays with "
        f"{dollars(paid)}. How much change is due?",
        dollars(paid - n * cents),
        (dollars(n * cents), dollars(paid - cents), dollars(paid - n * cents + 100)),
    )


@asks("4.MD.A.3")
def _width_from_area(rng: Random) -> Draft:
    width, length = rng.sample(range(4, 16), 2)
    return Draft(
        f"A rectangle has an area of {width * length} square meters and is {length} "
        "meters long. What is its perimeter in meters?",
        2 * (width + length),
        (width, width + length, width * length - length),
    )


@asks("4.MD.B.4", "5.MD.B.2")
def _line_plot_of_eighths(rng: Random) -> Draft:
    low, high = rng.randint(1, 3), rng.randint(5, 7)
    n_low, n_high = rng.randint(2, 5), rng.randint(2, 5)
    what = rng.choice(("bean sprouts", "ribbons", "beetles", "leaves"))
    return Draft(
        f"A line plot of {what} shows {n_low} of length {show(Fraction(low, 8))} inch "
        f"and {n_high} of length {show(Fraction(high, 8))} inch. What is the "
        "difference between the longest and the shortest, in inches?",
        Fraction(high - low, 8),
        (
            Fraction(high + low, 8),
            n_high - n_low if n_high > n_low else 1,
            Fraction(1, 8),
        ),
    )


@asks("4.MD.C.5.a", "4.MD.C.5.b")
def _part_of_a_turn(rng: Random) -> Draft:
    parts = rng.choice((2, 3, 4, 5, 6, 8, 9, 10, 12))
    n = rng.randint(1, parts - 1)
    turn = Fraction(n, parts)
    degrees = int(360 * turn)
    return Draft(
        f"A wheel makes {show(turn)} of a full turn. Through how many degrees does it "
        "turn?",
        f"{degrees}{DEGREE}",
        tuple(
            f"{other}{DEGREE}"
            for other in (360 - degrees, degrees // 2, 180 // parts, degrees + 10)
            if other != degrees
        ),
    )


@asks("4.MD.C.7")
def _angles_that_add_up(rng: Random) -> Draft:
    whole = rng.choice((90, 180, rng.randint(100, 170)))
    part = rng.randint(15, whole - 15)
    while part in (whole - part, 45):
        part = rng.randint(15, whole - 15)
    return Draft(
        f"An angle of {whole}{DEGREE} is cut into two angles. One is {part}{DEGREE}. "
        "How large is the other?",
        f"{whole - part}{DEGREE}",
        (f"{whole + part}{DEGREE}", f"{part}{DEGREE}", f"{whole - part + 10}{DEGREE}"),
    )


@asks("5.MD.A.1")
def _convert_and_compare(rng: Random) -> Draft:
    meters = rng.randint(2, 9)
    piece = rng.choice((20, 25, 40, 50))
    n = meters * 100 // piece
    return Draft(
        f"A rope of {count(meters, 'meter')} is cut into pieces of {piece} "
        "centimeters. How many whole pieces are there?",
        n,
        (meters * piece, n + 1, meters * 10),
    )


@asks("5.MD.C.3.b", "5.MD.C.4")
def _layers_of_unit_cubes(rng: Random) -> Draft:
    layer, layers = rng.randint(4, 24), rng.randint(2, 6)
    return Draft(
        f"A box is packed, without gaps, with {layers} layers of {layer} unit cubes. "
        "What is its volume in cubic units?",
        layer * layers,
        (layer + layers, layer, layer * layers + layer),
    )


@asks("5.MD.C.5.a", "5.MD.C.5.b")
def _volume_of_a_box(rng: Random) -> Draft:
    length, width, height = (rng.randint(2, 11) for _ in range(3))
    return Draft(
        f"A box is {length} cm long, {width} cm wide and {height} cm high. What is its "
        "volume in cubic centimeters?",
        length * width * height,
        (
            length + width + height,
            length * width,
            2 * (length * width + width * height + length * height),
        ),
    )


@asks("5.MD.C.5.c")
def _volume_of_two_boxes(rng: Random) -> Draft:
    sides = [rng.randint(2, 8) for _ in range(6)]
    first, second = sides[0] * sides[1] * sides[2], sides[3] * sides[4] * sides[5]
    return Draft(
        f"A step is built of a {sides[0]} by {sides[1]} by {sides[2]} box and a "
        f"{sides[3]} by {sides[4]} by {sides[5]} box that do not overlap. What is its "
        "volume in cubic units?",
        first + second,
        (first * second, first, sum(sides)),
    )
