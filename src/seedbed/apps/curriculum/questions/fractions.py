"""Questions on fractions: meaning, equivalence, comparing, the four operations."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seedbed.lib.text import count

from .notation import DIVIDED, MINUS, TIMES, mixed, show
from .people import name, two_names
from .records import Draft
from .registry import asks

_DENOMINATORS = (2, 3, 4, 5, 6, 8, 10, 12)
_LIQUIDS = ("water", "milk", "juice", "soup", "paint")


def _proper(rng: Random, denominator: int) -> int:
    """Return a numerator that makes a fraction between 0 and 1."""
    return rng.randint(1, denominator - 1)


@asks("3.NF.A.1")
def _parts_of_a_whole(rng: Random) -> Draft:
    parts = rng.choice((3, 4, 6, 8))
    taken = rng.randint(1, parts - 1)
    shape = rng.choice(("rectangle", "circle", "strip of paper", "garden bed", "pizza"))
    return Draft(
        f"A {shape} is cut into {parts} equal parts and {taken} of them "
        f"{'is' if taken == 1 else 'are'} shaded. What fraction is shaded?",
        f"{taken}/{parts}",
        (f"{parts}/{taken}", f"{taken}/{parts + taken}", f"{taken}/{parts + 1}"),
    )


@asks("3.NF.A.2.a")
def _unit_on_the_number_line(rng: Random) -> Draft:
    parts = rng.choice((2, 3, 4, 6, 8))
    line = rng.choice(("number line", "ruler", "strip", "path on a map"))
    mark = rng.choice(("mark", "tick", "point"))
    return Draft(
        f"On a {line} the length from 0 to 1 is cut into {parts} equal parts. What "
        f"number is at the first {mark} after 0?",
        f"1/{parts}",
        ("1", f"{parts}", f"1/{parts + 1}"),
    )


@asks("3.NF.A.2.b")
def _mark_on_the_number_line(rng: Random) -> Draft:
    parts = rng.choice((3, 4, 6, 8))
    steps = rng.randint(2, 2 * parts - 1)
    while steps == parts:
        steps = rng.randint(2, 2 * parts - 1)
    return Draft(
        f"On a number line, {steps} steps of 1/{parts} are made from 0. Which fraction "
        "is reached?",
        f"{steps}/{parts}",
        (f"1/{steps * parts}", f"{parts}/{steps}", f"{steps}/{steps + parts}"),
    )


@asks("3.NF.A.3.a")
def _same_point(rng: Random) -> Draft:
    denominator = rng.choice((2, 3, 4))
    top, times = _proper(rng, denominator), rng.choice((2, 3, 4))
    return Draft(
        "Which fraction is at the same point of the number line as "
        f"{top}/{denominator}?",
        f"{top * times}/{denominator * times}",
        (
            f"{top + times}/{denominator + times}",
            f"{top}/{denominator * times}",
            f"{top * times}/{denominator}",
        ),
    )


@asks("3.NF.A.3.b", "4.NF.A.1")
def _missing_numerator(rng: Random) -> Draft:
    denominator = rng.choice((2, 3, 4, 5, 6))
    top, times = _proper(rng, denominator), rng.randint(2, 4)
    return Draft(
        f"What number makes the fractions equal?  {top}/{denominator} = "
        f"?/{denominator * times}",
        top * times,
        (top + denominator * (times - 1), top, top * times + 1),
    )


@asks("3.NF.A.3.c")
def _whole_as_a_fraction(rng: Random) -> Draft:
    whole, parts = rng.randint(2, 9), rng.choice((1, 2, 3, 4, 6, 8))
    return Draft(
        f"Which fraction equals {whole}?",
        f"{whole * parts}/{parts}",
        (f"1/{whole}", f"{whole}/{whole}", f"{parts}/{whole * parts}"),
    )


@asks("3.NF.A.3.d")
def _compare_like_parts(rng: Random) -> Draft:
    if rng.random() < 0.5:
        denominator = rng.choice((4, 6, 8))
        small, large = sorted(rng.sample(range(1, denominator), 2))
        first, second = f"{large}/{denominator}", f"{small}/{denominator}"
    else:
        top = rng.randint(1, 5)
        fewer, more = sorted(rng.sample((2, 3, 4, 6, 8), 2))
        first, second = f"{top}/{fewer}", f"{top}/{more}"
    shown = sorted([first, second])
    return Draft(
        f"Which is greater, {shown[0]} or {shown[1]} of the same whole?",
        first,
        (second, "They are equal"),
    )


@asks("4.NF.A.2")
def _compare_unlike_parts(rng: Random) -> Draft:
    first = second = Fraction(1, 2)
    while first == second or first.denominator == second.denominator:
        first, second = (
            Fraction(_proper(rng, d), d) for d in rng.sample((3, 4, 5, 6, 8, 10, 12), 2)
        )
    sign = ">" if first > second else "<"
    other = "<" if first > second else ">"
    return Draft(
        f"Which sign belongs between {show(first)} and {show(second)}?",
        sign,
        (other, "="),
    )


@asks("4.NF.B.3.a")
def _join_like_parts(rng: Random) -> Draft:
    denominator = rng.choice((5, 6, 8, 10, 12))
    first, second = sorted((_proper(rng, denominator) for _ in range(2)), reverse=True)
    if first > second and rng.random() < 0.5:
        top, slip, sign = first - second, f"{first + second}/{denominator}", MINUS
    else:
        top, slip, sign = first + second, f"{first + second}/{2 * denominator}", "+"
    return Draft(
        f"Write with denominator {denominator}: {first}/{denominator} {sign} "
        f"{second}/{denominator}",
        f"{top}/{denominator}",
        (slip, f"{top + 1}/{denominator}", f"{first * second}/{denominator}"),
    )


@asks("4.NF.B.3.b")
def _split_a_fraction(rng: Random) -> Draft:
    denominator = rng.choice((5, 6, 8, 10, 12))
    top = rng.randint(3, denominator - 1)
    first = rng.randint(1, top - 1)
    rest = top - first
    return Draft(
        f"Which sum equals {top}/{denominator}?",
        f"{first}/{denominator} + {rest}/{denominator}",
        (
            f"{first}/{denominator} + {rest + 1}/{denominator}",
            f"{first}/{denominator} + {denominator}/{rest}",
            f"{top}/{denominator} + {first}/{denominator}",
        ),
    )


@asks("4.NF.B.3.c")
def _mixed_numbers_with_like_parts(rng: Random) -> Draft:
    denominator = rng.choice((3, 4, 5, 6, 8))
    first = rng.randint(2, 6) + Fraction(_proper(rng, denominator), denominator)
    second = 1 + Fraction(_proper(rng, denominator), denominator)
    if rng.random() < 0.5 or first == second:
        answer, sign = first + second, "+"
    else:
        answer, sign = first - second, MINUS
    return Draft(
        f"Work out: {mixed(first)} {sign} {mixed(second)}",
        mixed(answer),
        (
            mixed(answer + 1),
            mixed(answer + Fraction(1, denominator)),
            mixed(answer + 2),
        ),
    )


@asks("4.NF.B.3.d")
def _story_with_like_parts(rng: Random) -> Draft:
    denominator = rng.choice((5, 6, 8, 10))
    had = rng.randint(3, denominator - 1)
    used = rng.randint(1, had - 1)
    left = Fraction(had - used, denominator)
    what = rng.choice(_LIQUIDS)
    return Draft(
        f"{name(rng)} has {show(Fraction(had, denominator))} liter of {what} and uses "
        f"{show(Fraction(used, denominator))} liter of it. How much is left, in "
        "liters?",
        left,
        (Fraction(had + used, denominator), Fraction(used, denominator) + left / 2),
    )


@asks("4.NF.B.4.a")
def _multiple_of_a_unit_fraction(rng: Random) -> Draft:
    denominator, top = rng.choice((3, 4, 5, 6, 8)), rng.randint(2, 11)
    return Draft(
        f"Which product equals {top}/{denominator}?",
        f"{top} {TIMES} 1/{denominator}",
        (
            f"{denominator} {TIMES} 1/{top}",
            f"{top} {TIMES} {denominator}",
            f"{top} {TIMES} {top}/{denominator}",
        ),
    )


@asks("4.NF.B.4.b")
def _whole_times_fraction(rng: Random) -> Draft:
    denominator, times = rng.choice((3, 4, 5, 6, 8)), rng.randint(2, 9)
    top = rng.randint(2, denominator - 1)
    return Draft(
        f"Write with denominator {denominator}: {times} {TIMES} {top}/{denominator}",
        f"{times * top}/{denominator}",
        (
            f"{times * top}/{times * denominator}",
            f"{top}/{times * denominator}",
            f"{times + top}/{denominator}",
        ),
    )


@asks("4.NF.B.4.c")
def _story_of_repeated_fractions(rng: Random) -> Draft:
    denominator, days = rng.choice((3, 4, 5, 8)), rng.randint(3, 9)
    each = Fraction(rng.randint(1, denominator - 1), denominator)
    return Draft(
        f"{name(rng)} walks {show(each)} mile each day. How many miles is that in "
        f"{count(days, 'day')}?",
        mixed(days * each),
        (mixed(days + each), mixed(each / days), mixed(days * each + each)),
    )


@asks("5.NF.A.1")
def _add_unlike_parts(rng: Random) -> Draft:
    a, b = rng.sample((2, 3, 4, 5, 6, 8), 2)
    first, second = Fraction(_proper(rng, a), a), Fraction(_proper(rng, b), b)
    if first < second:
        first, second = second, first
    if first == second or rng.random() < 0.6:
        answer, sign = first + second, "+"
        slip = Fraction(
            first.numerator + second.numerator, first.denominator + second.denominator
        )
    else:
        answer, sign = first - second, MINUS
        slip = first + second
    nudge = Fraction(1, first.denominator * second.denominator)
    return Draft(
        f"Work out: {show(first)} {sign} {show(second)}",
        answer,
        (slip, answer + nudge, answer + 2 * nudge),
    )


@asks("5.NF.A.2")
def _story_with_unlike_parts(rng: Random) -> Draft:
    a, b = rng.sample((2, 3, 4, 5, 6), 2)
    first, second = Fraction(1, a), Fraction(1, b)
    who, friend = two_names(rng)
    return Draft(
        f"{who} paints {show(first)} of a wall and {friend} paints {show(second)} of "
        "the same wall. What fraction of the wall is not painted yet?",
        1 - first - second,
        (first + second, 1 - Fraction(2, a + b), abs(first - second)),
    )


@asks("5.NF.B.3")
def _fraction_as_division(rng: Random) -> Draft:
    people, loaves = rng.sample(range(3, 12), 2)
    return Draft(
        f"{people} people share {count(loaves, 'loaf', 'loaves')} of bread equally. "
        "How many loaves does each get?",
        Fraction(loaves, people),
        (
            Fraction(people, loaves),
            Fraction(1, people),
            Fraction(loaves, people + loaves),
        ),
    )


@asks("5.NF.B.4.a")
def _fraction_of_a_number(rng: Random) -> Draft:
    denominator = rng.choice((3, 4, 5, 6, 8))
    top = rng.randint(1, denominator - 1)
    part = Fraction(top, denominator)
    whole = denominator * rng.randint(2, 9)
    answer = int(part * whole)
    return Draft(
        f"Work out: {show(part)} {TIMES} {whole}",
        answer,
        (whole // part.denominator, whole - answer, whole * part.numerator),
    )


@asks("5.NF.B.4.b")
def _area_with_fractions(rng: Random) -> Draft:
    a, b = rng.sample((2, 3, 4, 5, 6, 8), 2)
    width, length = Fraction(_proper(rng, a), a), Fraction(_proper(rng, b), b)
    return Draft(
        f"A rectangle is {show(width)} yard wide and {show(length)} yard long. What is "
        "its area in square yards?",
        width * length,
        (width + length, 2 * (width + length), Fraction(1, a * b) + width * length),
    )


@asks("5.NF.B.5.a", "5.NF.B.5.b")
def _scaling_without_working_out(rng: Random) -> Draft:
    number = rng.randint(12, 98)
    denominator = rng.randint(3, 9)
    top = rng.randint(1, 2 * denominator - 1)
    while top == denominator:
        top = rng.randint(1, 2 * denominator - 1)
    grows = top > denominator
    options = (f"Greater than {number}", f"Less than {number}")
    answer, wrong = options if grows else options[::-1]
    return Draft(
        f"Without working it out: how large is {top}/{denominator} {TIMES} {number}?",
        answer,
        (wrong, f"Equal to {number}"),
    )


@asks("5.NF.B.6")
def _story_of_a_part_of_a_part(rng: Random) -> Draft:
    a, b = rng.choice((2, 3, 4)), rng.choice((3, 4, 5, 8))
    length = rng.randint(1, 3) + Fraction(_proper(rng, b), b)
    part = Fraction(_proper(rng, a), a)
    return Draft(
        f"A trail is {mixed(length)} miles long. {name(rng)} has run {show(part)} of "
        "it. How many miles is that?",
        mixed(part * length),
        (mixed(part + length), mixed(length - part), mixed(length / part)),
    )


@asks("5.NF.B.7.a")
def _unit_fraction_by_whole(rng: Random) -> Draft:
    parts, share = rng.randint(2, 9), rng.randint(2, 9)
    return Draft(
        f"Work out: 1/{parts} {DIVIDED} {share}",
        Fraction(1, parts * share),
        (Fraction(share, parts), Fraction(parts, share), parts * share),
    )


@asks("5.NF.B.7.b")
def _whole_by_unit_fraction(rng: Random) -> Draft:
    whole, parts = rng.randint(2, 9), rng.randint(2, 9)
    return Draft(
        f"Work out: {whole} {DIVIDED} 1/{parts}",
        whole * parts,
        (Fraction(whole, parts), Fraction(1, whole * parts), whole + parts),
    )


@asks("5.NF.B.7.c")
def _story_of_servings(rng: Random) -> Draft:
    whole, parts = rng.randint(2, 8), rng.randint(2, 6)
    what = rng.choice(_LIQUIDS)
    return Draft(
        f"{name(rng)} pours {count(whole, 'liter')} of {what} into jars that hold "
        f"1/{parts} liter each. How many jars are filled?",
        whole * parts,
        (Fraction(whole, parts), whole + parts, whole * parts - whole),
    )


@asks("6.NS.A.1")
def _divide_fractions(rng: Random) -> Draft:
    a, b = rng.choice(_DENOMINATORS[1:6]), rng.choice(_DENOMINATORS[1:6])
    first, second = Fraction(_proper(rng, a), a), Fraction(_proper(rng, b), b)
    return Draft(
        f"Work out: {show(first)} {DIVIDED} {show(second)}",
        first / second,
        (first * second, second / first, first + second),
    )


@asks("6.NS.A.1")
def _story_of_divided_fractions(rng: Random) -> Draft:
    parts, pieces = rng.choice((4, 6, 8, 10, 12)), rng.randint(3, 9)
    top = rng.choice([n for n in range(1, parts) if n * pieces != parts])
    each = Fraction(top, parts)
    whole = each * pieces
    return Draft(
        f"A ribbon measures {mixed(whole)} yd. It is cut into pieces of {show(each)} "
        "yd. How many pieces are there?",
        pieces,
        (pieces + 1, pieces - 1, pieces + parts),
    )
