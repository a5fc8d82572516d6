"""Questions on ratios, rates, percents and proportional relationships."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seedbed.lib.text import count

from .notation import decimal, dollars, point, show, term
from .people import name, thing, two_names
from .records import Draft
from .registry import asks


@asks("6.RP.A.1")
def _ratio_in_words(rng: Random) -> Draft:
    first, second = rng.sample(range(2, 12), 2)
    kinds = (("dogs", "cats"), ("red beads", "blue beads"), ("pears", "plums"),
             ("circles", "squares"), ("bikes", "scooters"))  # fmt: skip
    one, other = rng.choice(kinds)
    return Draft(
        f"There are {first} {one} and {second} {other}. What is the ratio of {other} "
        f"to {one}?",
        f"{second}:{first}",
        (
            f"{first}:{second}",
            f"{second}:{first + second}",
            f"{first}:{first + second}",
        ),
    )


@asks("6.RP.A.2")
def _unit_rate_of_a_recipe(rng: Random) -> Draft:
    rate, batches = rng.randint(2, 9), rng.randint(3, 9)
    what, unit = rng.choice(
        (("flour", "cup"), ("rice", "spoon"), ("soil", "bucket"), ("juice", "glass"))
    )
    total = rate * batches
    units = f"{unit}es" if unit.endswith("s") else f"{unit}s"
    return Draft(
        f"{total} {units} of {what} make {batches} equal batches. How many {units} is "
        "that for one batch?",
        rate,
        (total - batches, Fraction(batches, total), rate + 1),
    )


@asks("6.RP.A.3.a")
def _table_of_equal_ratios(rng: Random) -> Draft:
    first, second = rng.sample(range(2, 10), 2)
    times = rng.randint(3, 9)
    return Draft(
        f"In a table of equal ratios, {first} goes with {second}. What goes with "
        f"{first * times}?",
        second * times,
        (second + first * (times - 1), second + times, second * (times + 1)),
    )


@asks("6.RP.A.3.b")
def _constant_speed(rng: Random) -> Draft:
    speed, hours, wanted = rng.randint(3, 15) * 4, rng.randint(2, 5), rng.randint(6, 9)
    vehicle = rng.choice(("train", "bus", "boat", "truck"))
    return Draft(
        f"A {vehicle} goes {speed * hours} miles in {hours} hours at a constant speed. "
        f"How far does it go in {wanted} hours, in miles?",
        speed * wanted,
        (speed * hours + wanted, speed, speed * (wanted - 1)),
    )


@asks("6.RP.A.3.b")
def _price_of_one(rng: Random) -> Draft:
    n, cents = rng.randint(3, 12), rng.randint(15, 199)
    what = thing(rng)
    return Draft(
        f"{n} {what}s cost {dollars(n * cents)} together, each the same. What does one "
        "cost?",
        dollars(cents),
        (dollars(cents + 10), dollars(n * cents - n), dollars(cents * 2)),
    )


@asks("6.RP.A.3.c")
def _percent_of_a_number(rng: Random) -> Draft:
    percent = rng.choice((5, 10, 15, 20, 25, 30, 40, 45, 60, 75, 80, 90))
    whole = 20 * rng.randint(2, 20)
    part = percent * whole // 100
    return Draft(
        f"What is {percent}% of {whole}?",
        part,
        (whole - part, abs(whole - percent), part * 10),
    )


@asks("6.RP.A.3.c")
def _whole_from_percent(rng: Random) -> Draft:
    percent = rng.choice((5, 10, 20, 25, 30, 40, 50, 60, 75, 80))
    whole = 20 * rng.randint(2, 20)
    part = percent * whole // 100
    return Draft(
        f"{part} is {percent}% of which number?",
        whole,
        (part + percent, part * percent, whole - part),
    )


@asks("6.RP.A.3.d")
def _convert_units(rng: Random) -> Draft:
    one, large, small, times = rng.choice(
        (
            ("foot", "feet", "inches", 12), ("yard", "yards", "feet", 3),
            ("gallon", "gallons", "quarts", 4), ("pound", "pounds", "ounces", 16),
            ("meter", "meters", "centimeters", 100), ("hour", "hours", "minutes", 60),
        )
    )  # fmt: skip
    n = rng.randint(2, 15)
    return Draft(
        f"There are {times} {small} in 1 {one}. How many {large} are {n * times} "
        f"{small}?",
        n,
        (n * times * times, n * times - times, n + times),
    )


@asks("7.RP.A.1")
def _rate_of_fractions(rng: Random) -> Draft:
    hours = Fraction(1, rng.choice((2, 3, 4, 5, 6)))
    miles = Fraction(rng.randint(1, 7), rng.choice((2, 3, 4, 5, 8)))
    return Draft(
        f"{name(rng)} walks {show(miles)} mi in {show(hours)} hour. What is the speed "
        "in miles per hour?",
        miles / hours,
        (miles * hours, hours / miles, miles + hours),
    )


@asks("7.RP.A.2.a")
def _is_it_proportional(rng: Random) -> Draft:
    rate, start = rng.randint(2, 9), rng.choice((0, 0, 1, 2, 5))
    xs = sorted(rng.sample(range(1, 9), 3))
    pairs = ", ".join(point(x, rate * x + start) for x in xs)
    yes, no = (
        "Yes, y is always the same number times x",
        "No, y/x is not always the same",
    )
    answer, wrong = (yes, no) if start == 0 else (no, yes)
    return Draft(
        f"A table holds the points {pairs}. Are x and y proportional?",
        answer,
        (wrong, "It cannot be told from a table"),
    )


@asks("7.RP.A.2.b")
def _constant_of_proportionality(rng: Random) -> Draft:
    rate, x = rng.randint(2, 12), rng.randint(3, 9)
    return Draft(
        f"y is proportional to x, and y = {rate * x} when x = {x}. What is the "
        "constant of proportionality?",
        rate,
        (rate * x - x, Fraction(1, rate), rate * x * x),
    )


@asks("7.RP.A.2.c")
def _equation_of_a_price(rng: Random) -> Draft:
    price, n = rng.randint(2, 15), rng.randint(3, 9)
    what = thing(rng)
    return Draft(
        f"{n} {what}s cost ${n * price}, and the cost c is proportional to the number "
        f"n of {what}s. Which equation says so?",
        f"c = {term(price, 'n')}",
        (f"n = {term(price, 'c')}", f"c = n + {price}", f"c = {term(n * price, 'n')}"),
    )


@asks("7.RP.A.2.d")
def _meaning_of_a_point(rng: Random) -> Draft:
    rate = rng.randint(3, 60)
    what, per = rng.choice(
        (("liters of water flow", "minute"), ("miles are driven", "hour"),
         ("pages are read", "day"), ("dollars are earned", "hour"))
    )  # fmt: skip
    return Draft(
        f"A graph shows that {what} in proportion to the time in {per}s. It passes "
        f"through {point(1, rate)}. What does this point say?",
        f"{rate} {what} in 1 {per}",
        (
            f"{what.capitalize()} for {count(rate, per)}",
            f"{rate} {what} before the start",
            f"{rate} {what} in {count(rate, per)}",
        ),
    )


@asks("7.RP.A.3")
def _price_after_a_discount(rng: Random) -> Draft:
    percent, price = rng.choice((10, 15, 20, 25, 30, 40)), 20 * rng.randint(2, 15)
    off = percent * price // 100
    what = rng.choice(("jacket", "lamp", "bike", "tent", "guitar"))
    return Draft(
        f"A {what} of ${price} is sold at {percent}% off. What does it cost now, in "
        "dollars?",
        price - off,
        (off, price + off, price - percent),
    )


@asks("7.RP.A.3")
def _simple_interest(rng: Random) -> Draft:
    percent, years = rng.randint(2, 6), rng.randint(2, 6)
    amount = 100 * rng.randint(2, 15)
    interest = amount * percent * years // 100
    return Draft(
        f"{name(rng)} puts ${amount:,} in a bank at {percent}% simple interest a year. "
        f"How much interest is that in {years} years, in dollars?",
        interest,
        (interest // years, amount + interest, interest + amount // 100),
    )


@asks("7.RP.A.3")
def _percent_change(rng: Random) -> Draft:
    percent, before = rng.choice((5, 10, 20, 25, 40, 50)), 20 * rng.randint(1, 15)
    after = before + before * percent // 100
    return Draft(
        f"A club grows from {before} members to {after}. By how many percent does it "
        "grow?",
        f"{percent}%",
        (f"{after - before + percent}%", f"{100 + percent}%", f"{percent + 5}%"),
    )


@asks("7.G.A.1")
def _scale_drawing(rng: Random) -> Draft:
    scale, length = rng.randint(2, 25), rng.randint(3, 15)
    if rng.random() < 0.6:
        return Draft(
            f"On a map 1 cm stands for {scale} km. Two towns are {length} cm apart on "
            "it. How many kilometers apart are they?",
            scale * length,
            (scale + length, Fraction(length, scale), scale * length + scale),
        )
    times = rng.randint(2, 6)
    return Draft(
        f"A drawing is copied with every length {times} times as long. The area was "
        f"{length} square cm. What is it now, in square cm?",
        length * times * times,
        (length * times, length + times, length * times * 2 + 1),
    )


@asks("8.EE.B.5")
def _compare_two_rates(rng: Random) -> Draft:
    slope, other = rng.sample(range(3, 15), 2)
    x = rng.randint(2, 8)
    who, friend = two_names(rng)
    faster = who if slope > other else friend
    return Draft(
        f"{who} earns y = {term(slope)} dollars in x hours. {friend} earns "
        f"${other * x} in {x} hours, at a constant rate. Who earns more in an hour?",
        faster,
        (friend if faster == who else who, "Both earn the same"),
    )


@asks("8.EE.B.5")
def _slope_as_unit_rate(rng: Random) -> Draft:
    rate, x = Fraction(rng.randint(2, 30), rng.choice((1, 2, 4))), 4 * rng.randint(1, 5)
    return Draft(
        f"The graph of a proportional relationship passes through (0, 0) and "
        f"{point(x, rate * x)}. What is its slope?",
        decimal(rate),
        (decimal(rate * x), decimal(rate + 1), decimal(rate * 2)),
    )
