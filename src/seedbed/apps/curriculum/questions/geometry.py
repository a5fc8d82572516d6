"""Questions on shapes: classes, coordinates, angles, area, volume, right triangles."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import DEGREE, PI, decimal, point, power, show
from .people import name
from .records import Draft
from .registry import asks
from .triangles import TRIPLES, degrees


@asks("3.G.A.2")
def _equal_parts_of_a_shape(rng: Random) -> Draft:
    parts = rng.choice((2, 3, 4, 6, 8))
    shape = rng.choice(("square", "circle", "rectangle", "hexagon"))
    return Draft(
        f"A {shape} is cut into {parts} parts with equal areas. What fraction of the "
        f"area of the {shape} is one part?",
        f"1/{parts}",
        (f"{parts}/1", f"1/{parts + 1}", f"1/{2 * parts}"),
    )


@asks("4.G.A.1")
def _kind_of_angle(rng: Random) -> Draft:
    size = rng.choice([n for n in range(5, 176, 5) if n != 90] + [90, 90, 90])
    kinds = ("acute", "right", "obtuse")
    answer = kinds[0] if size < 90 else kinds[1] if size == 90 else kinds[2]
    return Draft(
        f"What kind of angle has {size}{DEGREE}?",
        answer,
        tuple(kind for kind in kinds if kind != answer),
    )


@asks("4.G.A.2")
def _kind_of_triangle(rng: Random) -> Draft:
    first = rng.randint(20, 85)
    second = rng.randint(20, 85)
    if rng.random() < 0.35:
        second = 90 - first if first < 75 else 90
    third = 180 - first - second
    largest = max(first, second, third)
    answer = "acute" if largest < 90 else "right" if largest == 90 else "obtuse"
    return Draft(
        f"A triangle has angles of {first}{DEGREE}, {second}{DEGREE} and "
        f"{third}{DEGREE}. What kind of triangle is it?",
        answer,
        tuple(kind for kind in ("acute", "right", "obtuse") if kind != answer),
    )


@asks("3.G.A.1", "5.G.B.3", "5.G.B.4")
def _member_of_a_family(rng: Random) -> Draft:
    part, whole, outside = rng.choice(
        (
            ("square", "rectangle", "trapezoid with one right angle"),
            ("square", "rhombus", "kite that is not a square"),
            ("rectangle", "parallelogram", "triangle"),
            ("rhombus", "parallelogram", "pentagon"),
            ("parallelogram", "quadrilateral", "triangle"),
            ("trapezoid", "quadrilateral", "hexagon"),
        )
    )
    who = name(rng)
    family = "rhombi" if whole == "rhombus" else f"{whole}s"
    return Draft(
        f"{who} says that all {family} have a certain property. Which figure must "
        "have it, too?",
        f"Every {part}",
        (f"Every {outside}", "Every circle", "No other figure"),
    )


@asks("5.G.A.1", "5.G.A.2")
def _walk_on_a_grid(rng: Random) -> Draft:
    x, y = rng.sample(range(1, 10), 2)
    right, up = rng.sample(range(1, 7), 2)
    return Draft(
        f"{name(rng)} starts at {point(x, y)} on a grid and goes {right} right and "
        f"{up} up. Which point is that?",
        point(x + right, y + up),
        (point(x + up, y + right), point(y + up, x + right), point(right, up)),
    )


@asks("6.G.A.1")
def _area_of_a_triangle(rng: Random) -> Draft:
    base, height = 2 * rng.randint(2, 12), rng.randint(3, 15)
    area = base * height // 2
    if rng.random() < 0.5:
        return Draft(
            f"A triangle has a base of {base} cm and a height of {height} cm. What is "
            "its area in square centimeters?",
            area,
            (base * height, base + height, area + base),
        )
    other = base + 2 * rng.randint(1, 5)
    return Draft(
        f"A trapezoid has parallel sides of {base} cm and {other} cm and a height of "
        f"{height} cm. What is its area in square centimeters?",
        (base + other) * height // 2,
        ((base + other) * height, base * height, other * height),
    )


@asks("6.G.A.2")
def _volume_with_a_fraction(rng: Random) -> Draft:
    length, width = rng.randint(2, 9), rng.randint(2, 9)
    height = Fraction(rng.choice((1, 3, 5, 7)), rng.choice((2, 4)))
    volume = length * width * height
    return Draft(
        f"A box is {length} m long, {width} m wide and {show(height)} m high. What is "
        "its volume in cubic meters?",
        volume,
        (length + width + height, Fraction(length * width), volume * 2),
    )


@asks("6.G.A.3")
def _side_on_the_plane(rng: Random) -> Draft:
    left, right = rng.randint(-9, -1), rng.randint(1, 9)
    low, high = rng.randint(-9, -1), rng.randint(1, 9)
    corners = ", ".join(
        (point(left, low), point(right, low), point(right, high), point(left, high))
    )
    width, height = right - left, high - low
    return Draft(
        f"A rectangle has corners {corners}. What is its area?",
        width * height,
        (2 * (width + height), abs((right + left) * (high + low)), right * high),
    )


@asks("6.G.A.4")
def _surface_of_a_box(rng: Random) -> Draft:
    a, b, c = (rng.randint(2, 9) for _ in range(3))
    surface = 2 * (a * b + b * c + a * c)
    return Draft(
        f"The net of a box {a} cm by {b} cm by {c} cm has six rectangles. What is its "
        "surface area in square centimeters?",
        surface,
        (a * b * c, surface // 2, surface + 2 * a),
    )


@asks("7.G.B.4")
def _circle_in_terms_of_pi(rng: Random) -> Draft:
    radius = rng.randint(2, 15)
    if rng.random() < 0.5:
        return Draft(
            f"What is the area of a circle with a radius of {radius} cm, in square "
            f"centimeters? Leave {PI} in the answer.",
            f"{radius * radius}{PI}",
            (f"{2 * radius}{PI}", f"{4 * radius * radius}{PI}", f"{radius}{PI}"),
        )
    return Draft(
        f"What is the circumference of a circle with a radius of {radius} cm, in "
        f"centimeters? Leave {PI} in the answer.",
        f"{2 * radius}{PI}",
        (f"{radius * radius}{PI}", f"{radius}{PI}", f"{4 * radius}{PI}"),
    )


@asks("7.G.B.5")
def _angle_from_a_pair(rng: Random) -> Draft:
    pair, whole = rng.choice((("supplementary", 180), ("complementary", 90)))
    angle = rng.randint(10, whole - 11)
    return Draft(
        f"Two angles are {pair}. One has {angle}{DEGREE}. How large is the other?",
        f"{whole - angle}{DEGREE}",
        degrees(270 - whole - angle, angle, whole - angle + 10),
    )


@asks("7.G.B.5")
def _angle_from_an_equation(rng: Random) -> Draft:
    times = rng.choice((2, 3, 4, 5, 8))
    whole, pair = rng.choice(((180, "a straight line"), (90, "a right angle")))
    extra = rng.randint(0, 8) * (times + 1)
    part = (whole - extra) // (times + 1)
    extra = whole - part * (times + 1)
    shown = f"{times}x + {extra}" if extra else f"{times}x"
    return Draft(
        f"Angles of x degrees and {shown} degrees together make {pair}. What is x?",
        part,
        (whole // times, part * times, (whole + extra) // (times + 1) + 1),
    )


@asks("7.G.B.6")
def _volume_of_a_prism(rng: Random) -> Draft:
    base, height, length = 2 * rng.randint(2, 8), rng.randint(2, 9), rng.randint(4, 15)
    volume = base * height // 2 * length
    return Draft(
        f"A tent is a prism {length} dm long. Its ends are triangles with a base of "
        f"{base} dm and a height of {height} dm. What is its volume in cubic dm?",
        volume,
        (2 * volume, base * height * length // 2 + length, base + height + length),
    )


@asks("8.G.A.3", "G-CO.A.5")
def _image_of_a_point(rng: Random) -> Draft:
    x, y = rng.sample([n for n in range(-8, 9) if n], 2)
    kind = rng.randrange(4)
    if kind == 0:
        a, b = rng.choice((-3, -2, 2, 3)), rng.choice((-5, -4, 4, 5))
        side = "right" if a > 0 else "left"
        way = "up" if b > 0 else "down"
        text = f"is moved {abs(a)} {side} and {abs(b)} {way}"
        image, wrong = (x + a, y + b), ((x - a, y - b), (x + b, y + a))
    elif kind == 1:
        text = "is reflected across the y-axis"
        image, wrong = (-x, y), ((x, -y), (-x, -y))
    elif kind == 2:
        text = f"is turned 90{DEGREE} counterclockwise about the origin"
        image, wrong = (-y, x), ((y, -x), (-x, -y))
    else:
        times = rng.randint(2, 4)
        text = f"is dilated from the origin by the factor {times}"
        image, wrong = (times * x, times * y), ((x + times, y + times), (x, times * y))
    return Draft(
        f"The point {point(x, y)} {text}. Where is its image?",
        point(*image),
        tuple(point(*each) for each in wrong),
    )


@asks("8.G.A.1.a", "8.G.A.1.b")
def _what_a_motion_keeps(rng: Random) -> Draft:
    length, angle = rng.randint(3, 30), rng.randint(15, 165)
    motion = rng.choice(("reflected across a line", "turned about a point", "moved"))
    if rng.random() < 0.5:
        return Draft(
            f"A segment {length} cm long is {motion}. How long is its image, in cm?",
            length,
            (2 * length, length + 1),
        )
    return Draft(
        f"An angle of {angle}{DEGREE} is {motion}. How large is its image?",
        f"{angle}{DEGREE}",
        degrees(180 - angle, 2 * angle),
    )


@asks("8.G.A.4")
def _side_of_a_similar_figure(rng: Random) -> Draft:
    a, b = rng.sample(range(3, 12), 2)
    times = rng.randint(2, 6)
    return Draft(
        f"Two triangles are similar. Sides of {a} and {b} in the first go with "
        f"{a * times} and x in the second. What is x?",
        b * times,
        (b + a * (times - 1), a * times + b, b * (times + 1)),
    )


@asks("8.G.A.5")
def _angles_of_a_triangle(rng: Random) -> Draft:
    first, second = rng.randint(25, 80), rng.randint(25, 80)
    third = 180 - first - second
    if rng.random() < 0.5:
        return Draft(
            f"Two angles of a triangle have {first}{DEGREE} and {second}{DEGREE}. How "
            "large is the third?",
            f"{third}{DEGREE}",
            degrees(first + second, 360 - first - second, third + 10),
        )
    return Draft(
        f"Two angles of a triangle have {first}{DEGREE} and {second}{DEGREE}. How "
        "large is the exterior angle at the third corner?",
        f"{first + second}{DEGREE}",
        degrees(third, 360 - third, first + second + 10),
    )


@asks("8.G.B.7")
def _side_of_a_right_triangle(rng: Random) -> Draft:
    triple = rng.choice(TRIPLES[:5])
    times = rng.randint(1, 4)
    a, b, c = (side * times for side in triple)
    if rng.random() < 0.5:
        return Draft(
            f"The legs of a right triangle are {a} cm and {b} cm long. How long is the "
            "hypotenuse, in centimeters?",
            c,
            (a + b, c + 1, b),
        )
    who = name(rng)
    return Draft(
        f"{who} leans a ladder of {c} dm against a wall, its foot {a} dm from the "
        "wall. How high does it reach, in dm?",
        b,
        (c - a, c + a, b + 1),
    )


@asks("8.G.B.6")
def _is_it_a_right_triangle(rng: Random) -> Draft:
    a, b, c = rng.choice(TRIPLES)
    wrong = rng.random() < 0.5
    c = c + 1 if wrong else c
    answer, other = ("No", "Yes") if wrong else ("Yes", "No")
    sign, opposite = ("is not", "is") if wrong else ("is", "is not")
    times = rng.randint(1, 3)
    return Draft(
        f"Does a triangle with sides {a * times}, {b * times} and {c * times} have a "
        "right angle?",
        f"{answer}: the square of the longest {sign} the sum of the other squares",
        (
            f"{other}: the square of the longest {opposite} the sum of the other "
            "squares",
        ),
    )


@asks("8.G.B.8", "G-GPE.B.7")
def _distance_between_points(rng: Random) -> Draft:
    a, b, c = rng.choice(TRIPLES[:3])
    times = 1 if c > 10 else rng.randint(1, 3)
    a, b, c = a * times, b * times, c * times
    x, y = rng.randint(-8, 8), rng.randint(-8, 8)
    return Draft(
        f"What is the distance between {point(x, y)} and {point(x + a, y + b)}?",
        c,
        (a + b, c + 1, b - a),
    )


@asks("8.G.C.9", "G-GMD.A.3")
def _round_solids(rng: Random) -> Draft:
    radius, height = rng.randint(2, 9), 3 * rng.randint(1, 6)
    kind = rng.choice(("cylinder", "cone"))
    cylinder = radius * radius * height
    volume = cylinder if kind == "cylinder" else cylinder // 3
    other = cylinder // 3 if kind == "cylinder" else cylinder
    return Draft(
        f"A {kind} has a radius of {radius} cm and a height of {height} cm. What is "
        f"its volume in cubic centimeters? Leave {PI} in the answer.",
        f"{volume}{PI}",
        (f"{other}{PI}", f"{2 * radius * height}{PI}", f"{volume + radius}{PI}"),
    )


@asks("8.G.C.9", "G-GMD.A.3")
def _sphere(rng: Random) -> Draft:
    radius = 3 * rng.randint(1, 6)
    volume = 4 * radius**3 // 3
    return Draft(
        f"What is the volume of a sphere with a radius of {radius} cm, in cubic "
        f"centimeters? Leave {PI} in the answer.",
        f"{volume:,}{PI}",
        (f"{radius**3:,}{PI}", f"{4 * radius**2:,}{PI}", f"{volume // 4:,}{PI}"),
    )


@asks("G-GPE.B.4", "G-GPE.B.6")
def _point_that_splits_a_segment(rng: Random) -> Draft:
    left, right = rng.choice(((1, 1), (1, 2), (2, 1), (1, 3), (3, 1)))
    dx, dy = (rng.choice([n for n in range(-4, 5) if n]) for _ in range(2))
    x, y = rng.randint(-6, 6), rng.randint(-6, 6)
    whole = left + right
    end = point(x + whole * dx, y + whole * dy)
    where = "is the midpoint" if left == right else f"splits it {left}:{right}"
    return Draft(
        f"A segment goes from {point(x, y)} to {end}. Which point {where}?",
        point(x + left * dx, y + left * dy),
        (
            point(x + right * dx + (left == right), y + right * dy),
            point(whole * dx, whole * dy),
            point(x + dx, y + whole * dy),
        ),
    )


@asks("G-GPE.B.5")
def _parallel_and_perpendicular(rng: Random) -> Draft:
    slope = rng.choice([n for n in range(-9, 10) if abs(n) > 1])
    constant = rng.randint(1, 12)
    word, answer = rng.choice(
        (("parallel", Fraction(slope)), ("perpendicular", Fraction(-1, slope)))
    )
    return Draft(
        f"What is the slope of a line {word} to y = {show(slope)}x + {constant}?",
        answer,
        (Fraction(-slope), Fraction(1, slope), Fraction(slope), Fraction(-1, slope)),
    )


@asks("G-GPE.A.1")
def _equation_of_a_circle(rng: Random) -> Draft:
    a, b, radius = rng.randint(1, 9), rng.randint(1, 9), rng.randint(2, 12)
    minus = "\N{MINUS SIGN}"
    left, right = power(f"(x {minus} {a})", 2), power(f"(y + {b})", 2)
    return Draft(
        f"What are the center and the radius of {left} + {right} = {radius * radius}?",
        f"{point(a, -b)} and {radius}",
        (
            f"{point(-a, b)} and {radius}",
            f"{point(a, -b)} and {radius * radius}",
            f"{point(a, b)} and {radius}",
        ),
    )


@asks("G-MG.A.2")
def _density(rng: Random) -> Draft:
    area, density = rng.randint(3, 40), 5 * rng.randint(4, 80)
    if rng.random() < 0.5:
        return Draft(
            f"{area * density:,} people live on {area} square miles. How many people "
            "is that for each square mile?",
            density,
            (area * density - area, density + area, density * 10),
        )
    mass = Fraction(rng.randint(12, 98), 10)
    volume = rng.randint(3, 30)
    return Draft(
        f"A block of {volume} cubic cm has a mass of {decimal(mass * volume)} grams. "
        "What is its density in grams per cubic cm?",
        decimal(mass),
        (decimal(mass * volume + volume), decimal(mass + 1), decimal(mass * 10)),
    )
