"""Questions on whole numbers: multiplication, division, place value, patterns."""

from __future__ import annotations

from math import gcd, lcm
from random import Random

from seedbed.lib.text import count

from .notation import DIVIDED, TIMES, show
from .people import name, thing, two_names
from .records import Draft
from .registry import asks

_PLACES = {10: "ten", 100: "hundred", 1_000: "thousand", 10_000: "ten thousand"}


@asks("3.OA.A.1")
def _groups_as_a_product(rng: Random) -> Draft:
    groups, each = rng.randint(3, 9), rng.randint(2, 9)
    while groups == each:
        each = rng.randint(2, 9)
    what = thing(rng)
    return Draft(
        f"{name(rng)} has {groups} bags with {count(each, what)} in each bag. "
        f"Which product gives the number of {what}s?",
        f"{groups} {TIMES} {each}",
        (f"{groups} + {each}", f"{groups} {TIMES} {groups}", f"{each} {TIMES} {each}"),
    )


@asks("3.OA.A.2")
def _shares_as_a_quotient(rng: Random) -> Draft:
    friends, each = rng.randint(3, 9), rng.randint(2, 9)
    what = thing(rng)
    return Draft(
        f"{count(friends * each, what)} are shared equally among {friends} friends. "
        f"How many {what}s does each friend get?",
        each,
        (friends * each - friends, each + friends, each + 1),
    )


@asks("3.OA.A.3")
def _rows_and_groups(rng: Random) -> Draft:
    rows, seats = rng.randint(3, 9), rng.randint(3, 9)
    if rng.random() < 0.5:
        return Draft(
            f"A room has {rows} rows of {seats} chairs. How many chairs are there?",
            rows * seats,
            (rows + seats, rows * seats + rows, rows * seats - seats),
        )
    return Draft(
        f"{rows * seats} chairs stand in {rows} equal rows. How many chairs are in "
        "each row?",
        seats,
        (rows * seats - rows, seats + 1, seats + rows),
    )


@asks("3.OA.A.4")
def _unknown_in_an_equation(rng: Random) -> Draft:
    known, unknown = rng.randint(2, 10), rng.randint(2, 10)
    product = known * unknown
    if rng.random() < 0.5:
        stem = f"What number makes this true?  {known} {TIMES} ? = {product}"
    else:
        stem = f"What number makes this true?  {product} {DIVIDED} ? = {known}"
    return Draft(stem, unknown, (product - known, unknown + 1, unknown + known))


@asks("3.OA.B.5")
def _break_a_factor_apart(rng: Random) -> Draft:
    factor, rest = rng.randint(3, 9), rng.randint(2, 4)
    whole = 5 + rest
    return Draft(
        f"Which is equal to {factor} {TIMES} {whole}?",
        f"({factor} {TIMES} 5) + ({factor} {TIMES} {rest})",
        (
            f"({factor} {TIMES} 5) + {rest}",
            f"({factor} + 5) {TIMES} ({factor} + {rest})",
            f"({factor} {TIMES} 5) {TIMES} ({factor} {TIMES} {rest})",
        ),
    )


@asks("3.OA.B.6")
def _division_as_a_missing_factor(rng: Random) -> Draft:
    divisor, quotient = rng.randint(3, 9), rng.randint(3, 10)
    product = divisor * quotient
    return Draft(
        f"Which multiplication fact helps most to find {product} {DIVIDED} {divisor}?",
        f"{divisor} {TIMES} {quotient} = {product}",
        (
            f"{divisor} + {product - divisor} = {product}",
            f"{product} {TIMES} {divisor} = {product * divisor}",
            f"{product} {TIMES} 1 = {product}",
        ),
    )


@asks("3.OA.C.7")
def _facts_within_a_hundred(rng: Random) -> Draft:
    first, second = rng.randint(3, 10), rng.randint(3, 10)
    product = first * second
    if rng.random() < 0.5:
        wrong = (product + first, product - second, first + second)
        return Draft(f"Work out: {first} {TIMES} {second}", product, wrong)
    wrong = (second + 1, second - 1, product - first)
    return Draft(f"Work out: {product} {DIVIDED} {first}", second, wrong)


@asks("3.OA.D.8")
def _two_steps(rng: Random) -> Draft:
    packs, each, given = rng.randint(3, 8), rng.randint(4, 9), rng.randint(2, 9)
    what = thing(rng)
    who, friend = two_names(rng)
    return Draft(
        f"{who} buys {packs} packs of {count(each, what)} and gives {given} of them to "
        f"{friend}. How many {what}s does {who} have now?",
        packs * each - given,
        (packs * each, packs * each + given, packs + each - given),
    )


@asks("3.OA.D.9")
def _odd_or_even_product(rng: Random) -> Draft:
    even, other = 2 * rng.randint(2, 12), rng.randint(3, 25)
    return Draft(
        f"Without working it out: is {even} {TIMES} {other} even or odd, and why?",
        f"Even, because {even} is even",
        (
            "Even, because every product is even",
            "Odd, because products are odd",
            "It cannot be known",
        ),
    )


@asks("3.NBT.A.1")
def _round_to_ten_or_hundred(rng: Random) -> Draft:
    place = rng.choice((10, 100))
    number = rng.randint(112, 988)
    while number % place in (0, place // 2):
        number = rng.randint(112, 988)
    down = number // place * place
    answer = down if number % place < place // 2 else down + place
    return Draft(
        f"Round {number} to the nearest {_PLACES[place]}.",
        answer,
        (2 * down + place - answer, down + 2 * place, down - place),
    )


@asks("3.NBT.A.2")
def _add_or_subtract_within_a_thousand(rng: Random) -> Draft:
    first, second = rng.randint(215, 780), rng.randint(115, 210)
    if rng.random() < 0.5:
        total = first + second
        wrong = (total - 10, total + 100, total - 100)
        return Draft(f"Work out: {first} + {second}", total, wrong)
    left = first - second
    return Draft(
        f"Work out: {first} \N{MINUS SIGN} {second}",
        left,
        (left + 10, left + 100, left - 10),
    )


@asks("3.NBT.A.3")
def _multiply_by_tens(rng: Random) -> Draft:
    digit, tens = rng.randint(2, 9), rng.randint(2, 9)
    answer = digit * tens * 10
    return Draft(
        f"Work out: {digit} {TIMES} {tens * 10}",
        answer,
        (digit * tens, answer * 10, digit + tens * 10),
    )


@asks("4.OA.A.1")
def _times_as_many(rng: Random) -> Draft:
    times, small = rng.randint(3, 9), rng.randint(4, 12)
    big = times * small
    return Draft(
        f"Which sentence says the same as {big} = {times} {TIMES} {small}?",
        f"{big} is {times} times as many as {small}",
        (
            f"{big} is {times} more than {small}",
            f"{small} is {times} times as many as {big}",
            f"{times} is {small} more than {big}",
        ),
    )


@asks("4.OA.A.2")
def _compare_by_multiplying(rng: Random) -> Draft:
    times, small = rng.randint(3, 9), rng.randint(4, 15)
    who, friend = two_names(rng)
    what = thing(rng)
    if rng.random() < 0.5:
        return Draft(
            f"{who} has {count(small, what)}. {friend} has {times} times as many. How "
            f"many {what}s does {friend} have?",
            times * small,
            (times + small, small * (times + 1), small * (times - 1)),
        )
    return Draft(
        f"{friend} has {count(times * small, what)}, {times} times as many as {who}. "
        f"How many {what}s does {who} have?",
        small,
        (times * small * times, times * small - times, small + times),
    )


@asks("4.OA.A.3")
def _vans_with_a_remainder(rng: Random) -> Draft:
    seats, full = rng.randint(6, 12), rng.randint(4, 12)
    people = seats * full + rng.randint(1, seats - 1)
    return Draft(
        f"{people} people go on a trip in vans that seat {seats} people each. How many "
        "vans are needed so that everyone has a seat?",
        full + 1,
        (full, people % seats, full + 2),
    )


@asks("4.OA.B.4")
def _factor_pairs(rng: Random) -> Draft:
    number = rng.choice(
        (18, 20, 24, 28, 30, 32, 36, 40, 42, 45, 48, 54, 60, 72, 80, 90)
    )
    factors = [n for n in range(2, number) if number % n == 0]
    others = [n for n in range(3, number) if number % n != 0]
    return Draft(
        f"Which of these is a factor of {number}?",
        rng.choice(factors),
        tuple(rng.sample(others, 3)),
    )


@asks("4.OA.B.4")
def _prime_or_composite(rng: Random) -> Draft:
    primes = (11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)
    composites = (15, 21, 27, 33, 35, 39, 49, 51, 57, 63, 65, 77, 87, 91)
    wrong = rng.sample(composites, 3)
    answer = rng.choice(primes)
    shown = sorted([answer, *wrong])
    listed = ", ".join(str(number) for number in shown)
    return Draft(f"Which of {listed} is prime?", answer, tuple(wrong))


@asks("4.OA.C.5")
def _next_in_a_pattern(rng: Random) -> Draft:
    start, step = rng.randint(2, 20), rng.randint(3, 12)
    terms = [start + step * n for n in range(4)]
    listed = ", ".join(map(str, terms))
    return Draft(
        f"A pattern starts {listed} and goes on by the same rule. What is the sixth "
        "number?",
        start + 5 * step,
        (start + 4 * step, start + 6 * step, start + 5 * step + 1),
    )


@asks("4.NBT.A.1")
def _ten_times_the_place(rng: Random) -> Draft:
    digit = rng.randint(2, 9)
    low = rng.choice((1, 10, 100, 1_000))
    return Draft(
        f"How many times as much is {digit * low * 10:,} as {digit * low:,}?",
        "10 times",
        ("100 times", f"{digit} times", "1 more"),
    )


@asks("4.NBT.A.2")
def _expanded_form(rng: Random) -> Draft:
    digits = [rng.randint(1, 9) for _ in range(4)]
    parts = [digit * 10 ** (3 - n) for n, digit in enumerate(digits)]
    number = sum(parts)
    zero = rng.randint(1, 2)
    kept = [part for n, part in enumerate(parts) if n != zero]
    written = " + ".join(show(part) for part in kept)
    squeezed = int("".join(str(d) for n, d in enumerate(digits) if n != zero))
    answer = number - parts[zero]
    return Draft(f"Which number is {written}?", answer, (squeezed, number, answer * 10))


@asks("4.NBT.A.3")
def _round_large_numbers(rng: Random) -> Draft:
    place = rng.choice((100, 1_000, 10_000))
    number = rng.randint(12_345, 987_654)
    while number % place in (0, place // 2):
        number = rng.randint(12_345, 987_654)
    down = number // place * place
    answer = down if number % place < place // 2 else down + place
    return Draft(
        f"Round {number:,} to the nearest {_PLACES[place]}.",
        answer,
        (2 * down + place - answer, answer + place * 10, answer - place * 2),
    )


@asks("4.NBT.B.4")
def _add_or_subtract_large_numbers(rng: Random) -> Draft:
    first, second = rng.randint(40_000, 90_000), rng.randint(11_000, 39_000)
    if rng.random() < 0.5:
        total = first + second
        wrong = (total - 1_000, total + 10_000, total - 100)
        return Draft(f"Work out: {first:,} + {second:,}", total, wrong)
    left = first - second
    return Draft(
        f"Work out: {first:,} \N{MINUS SIGN} {second:,}",
        left,
        (left + 1_000, left + 100, left - 1_000),
    )


@asks("4.NBT.B.5")
def _multiply_larger_numbers(rng: Random) -> Draft:
    if rng.random() < 0.5:
        first, second = rng.randint(1_012, 4_987), rng.randint(3, 9)
    else:
        first, second = rng.randint(13, 89), rng.randint(12, 79)
    product = first * second
    return Draft(
        f"Work out: {first:,} {TIMES} {second}",
        product,
        (product + second, product - 10 * second, product + 100),
    )


@asks("4.NBT.B.6")
def _divide_with_a_remainder(rng: Random) -> Draft:
    divisor, quotient = rng.randint(3, 9), rng.randint(112, 987)
    rest = rng.randint(1, divisor - 1)
    return Draft(
        f"What are the quotient and the remainder of {divisor * quotient + rest:,} "
        f"{DIVIDED} {divisor}?",
        f"{quotient}, remainder {rest}",
        (
            f"{quotient + 1}, remainder {rest}",
            f"{quotient}, remainder {rest + 1}",
            f"{quotient - 10}, remainder {rest}",
        ),
    )


@asks("5.OA.A.1")
def _order_of_operations(rng: Random) -> Draft:
    outer, first, second = rng.randint(2, 9), rng.randint(2, 12), rng.randint(2, 12)
    extra = rng.randint(1, 20)
    answer = outer * (first + second) + extra
    return Draft(
        f"Work out: {outer} {TIMES} ({first} + {second}) + {extra}",
        answer,
        (
            outer * first + second + extra,
            outer * (first + second + extra),
            answer + outer,
        ),
    )


@asks("5.OA.A.2")
def _words_to_expression(rng: Random) -> Draft:
    first, second, times = rng.randint(10, 40), rng.randint(10, 40), rng.randint(2, 9)
    return Draft(
        f"Which expression says: add {first} and {second}, then multiply by {times}?",
        f"{times} {TIMES} ({first} + {second})",
        (
            f"{times} {TIMES} {first} + {second}",
            f"{first} + {second} {TIMES} {times}",
            f"({times} + {first}) {TIMES} {second}",
        ),
    )


@asks("5.OA.B.3")
def _two_patterns(rng: Random) -> Draft:
    step, times = rng.randint(2, 6), rng.randint(2, 5)
    return Draft(
        f"Two patterns start at 0. One adds {step} each time, the other adds "
        f"{step * times}. How do the terms of the second compare with those of the "
        "first?",
        f"Each is {times} times as large",
        (
            f"Each is {step * times - step} more",
            f"Each is {times} more",
            f"Each is {step} times as large as the one before",
        ),
    )


@asks("5.NBT.B.5")
def _multiply_many_digits(rng: Random) -> Draft:
    first, second = rng.randint(112, 987), rng.randint(23, 98)
    product = first * second
    return Draft(
        f"Work out: {first} {TIMES} {second}",
        product,
        (product - first * 9, product + first, product - 100),
    )


@asks("5.NBT.B.6", "6.NS.B.2")
def _divide_by_two_digits(rng: Random) -> Draft:
    divisor, quotient = rng.randint(12, 48), rng.randint(24, 198)
    return Draft(
        f"Work out: {divisor * quotient:,} {DIVIDED} {divisor}",
        quotient,
        (quotient + 10, quotient - 1, quotient + divisor),
    )


@asks("6.NS.B.4")
def _common_factor(rng: Random) -> Draft:
    shared = rng.randint(2, 12)
    first, second = rng.sample((2, 3, 4, 5, 6, 7), 2)
    a, b = shared * first, shared * second
    return Draft(
        f"What is the greatest common factor of {a} and {b}?",
        gcd(a, b),
        (lcm(a, b), a * b, 1 if gcd(a, b) > 1 else 2),
    )


@asks("6.NS.B.4")
def _common_multiple(rng: Random) -> Draft:
    a, b = rng.sample(range(3, 13), 2)
    return Draft(
        f"What is the least common multiple of {a} and {b}?",
        lcm(a, b),
        (a * b, gcd(a, b), 2 * lcm(a, b)),
    )
