"""Questions on probability: single events, compound events, conditions, counting."""

from __future__ import annotations

from fractions import Fraction
from math import comb, perm
from random import Random

from .notation import decimal
from .people import name
from .records import Draft
from .registry import asks


@asks("7.SP.C.5")
def _how_likely(rng: Random) -> Draft:
    likely = Fraction(rng.randint(90, 99), 100)
    wrong = (Fraction(rng.randint(1, 10), 100), Fraction(1, 2), likely + 1)
    return Draft(
        f"Which could be the probability that it rains, when rain is very likely: "
        f"{', '.join(sorted(decimal(value, 2) for value in (likely, *wrong)))}?",
        decimal(likely, 2),
        tuple(decimal(value, 2) for value in wrong),
    )


@asks("7.SP.C.7.a")
def _draw_from_a_bag(rng: Random) -> Draft:
    red, blue, green = rng.sample(range(2, 12), 3)
    total = red + blue + green
    return Draft(
        f"A bag holds {red} red, {blue} blue and {green} green beads. One is drawn at "
        "random. What is the probability that it is red?",
        Fraction(red, total),
        (Fraction(red, blue + green), Fraction(total - red, total), Fraction(1, 3)),
    )


@asks("7.SP.C.7.a")
def _number_on_a_card(rng: Random) -> Draft:
    n, step = rng.choice((12, 20, 24, 30)), rng.choice((3, 4, 5, 6))
    hits = n // step
    return Draft(
        f"One of {n} cards with the numbers 1 to {n} is drawn at random. What is the "
        f"probability of a multiple of {step}?",
        Fraction(hits, n),
        (Fraction(1, n), Fraction(n - hits, n), Fraction(hits + 1, n)),
    )


@asks("7.SP.C.8.a")
def _sum_of_two_dice(rng: Random) -> Draft:
    if rng.random() < 0.5:
        total = rng.randint(3, 11)
        hits = 6 - abs(total - 7)
        text = f"add up to {total}"
    else:
        total = rng.randint(4, 10)
        hits = sum(6 - abs(each - 7) for each in range(2, total))
        text = f"add up to less than {total}"
    return Draft(
        f"Two fair number cubes (1 to 6) are rolled. What is the probability that they "
        f"{text}?",
        Fraction(hits, 36),
        (Fraction(1, 11), Fraction(hits, 12), Fraction(hits + 1, 36)),
    )


@asks("7.SP.C.8.b")
def _size_of_a_sample_space(rng: Random) -> Draft:
    first, second, third = rng.randint(2, 6), rng.randint(2, 6), rng.randint(2, 4)
    return Draft(
        f"{name(rng)} picks one of {first} shirts, one of {second} trousers and one of "
        f"{third} hats. How many outfits are there?",
        first * second * third,
        (first + second + third, first * second, first * second + third),
    )


@asks("7.SP.C.8.c")
def _model_by_simulation(rng: Random) -> Draft:
    percent = 10 * rng.randint(1, 9)
    digits = percent // 10
    shown = "0" if digits == 1 else f"0 to {digits - 1}"
    return Draft(
        f"{percent}% of donors have a certain blood type. Random digits 0 to 9 stand "
        "for donors. Which digits should stand for that type?",
        shown,
        (f"0 to {digits}", f"1 to {digits + 1}", f"{digits} to 9"),
    )


@asks("S-CP.A.1")
def _union_and_complement(rng: Random) -> Draft:
    n, step = rng.choice((10, 12, 15, 20)), rng.choice((3, 4, 5))
    hits = n // step
    return Draft(
        f"One number from 1 to {n} is drawn. How many outcomes are in the event 'not a "
        f"multiple of {step}'?",
        n - hits,
        (hits, n, n - hits - 1),
    )


@asks("S-CP.A.2")
def _independent_events(rng: Random) -> Draft:
    a, b = 10 * rng.randint(2, 8), 10 * rng.randint(2, 8)
    both = Fraction(a * b, 10_000)
    shift = rng.choice((0, 0, 5, 8))
    shown = decimal(both + Fraction(shift, 100))
    options = (
        "Yes, P(A and B) is P(A) times P(B)",
        "No, P(A and B) is not P(A) times P(B)",
    )
    answer, wrong = options if shift == 0 else options[::-1]
    return Draft(
        f"P(A) = {decimal(Fraction(a, 100))}, P(B) = {decimal(Fraction(b, 100))} and "
        f"P(A and B) = {shown}. Are A and B independent?",
        answer,
        (wrong, "It cannot be known"),
    )


@asks("S-CP.A.3", "S-CP.A.5", "S-CP.B.6")
def _conditional_probability(rng: Random) -> Draft:
    both, only_first, only_second = (rng.randint(4, 25) for _ in range(3))
    neither = rng.randint(4, 25)
    total = both + only_first + only_second + neither
    return Draft(
        f"Of {total} students, {both} take art and music, {only_first} art only, "
        f"{only_second} music only. What is the probability that a student who takes "
        "art also takes music?",
        Fraction(both, both + only_first),
        (
            Fraction(both, total),
            Fraction(both, both + only_second),
            Fraction(both + only_second, total),
        ),
    )


@asks("S-CP.B.7")
def _addition_rule(rng: Random) -> Draft:
    a, b = rng.randint(30, 50), rng.randint(20, 40)
    both = rng.randint(5, 15)
    union = Fraction(a + b - both, 100)
    return Draft(
        f"P(A) = {decimal(Fraction(a, 100))}, P(B) = {decimal(Fraction(b, 100))} and "
        f"P(A and B) = {decimal(Fraction(both, 100))}. What is P(A or B)?",
        decimal(union),
        (
            decimal(Fraction(a + b, 100)),
            decimal(Fraction(a * b, 10_000)),
            decimal(Fraction(a + b + both, 100)),
        ),
    )


@asks("S-CP.B.8")
def _two_draws_without_replacing(rng: Random) -> Draft:
    red, blue = rng.randint(3, 8), rng.randint(2, 9)
    total = red + blue
    return Draft(
        f"A bag holds {red} red and {blue} blue beads. Two are drawn, one after the "
        "other, and not put back. What is the probability that both are red?",
        Fraction(red * (red - 1), total * (total - 1)),
        (
            Fraction(red * red, total * total),
            Fraction(red, total),
            Fraction(2 * red, total) / 2 + Fraction(1, total),
        ),
    )


@asks("S-CP.B.9")
def _choose_or_arrange(rng: Random) -> Draft:
    n, k = rng.randint(5, 10), rng.randint(2, 3)
    if rng.random() < 0.5:
        return Draft(
            f"In how many ways can a team of {k} be chosen from {n} people?",
            comb(n, k),
            (perm(n, k), n * k, n**k),
        )
    places = "first and second" if k == 2 else "first, second and third"
    return Draft(
        f"In how many ways can {n} runners finish {places}, without ties?",
        perm(n, k),
        (comb(n, k), n * k, n**k),
    )
