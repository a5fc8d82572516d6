"""Questions on data: centers, spread, samples, lines through data, two-way tables."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .notation import decimal, linear, numbers, show
from .people import name
from .records import Draft
from .registry import asks

_MEASURED = (
    ("minutes of reading", "day"), ("points", "game"), ("pages", "evening"),
    ("visitors", "hour"), ("miles", "ride"),
)  # fmt: skip


def _data(rng: Random, n: int) -> list[int]:
    """Return data of ``n`` different whole numbers with a whole mean."""
    values = rng.sample(range(2, 40), n - 1)
    last = next(number for number in range(41, 90) if (sum(values) + number) % n == 0)
    return rng.sample([*values, last], n)


@asks("6.SP.A.1")
def _statistical_question(rng: Random) -> Draft:
    answers = (
        "How long do students in this school sleep?",
        "How tall are the trees in the park?",
        "How many pets do families here have?",
        "How far do teachers travel to school?",
        "How many pages do sixth-graders read in a week?",
        "How hot is it at noon in May?",
    )
    wrong = (
        "How many days are in May?",
        "How tall is the flagpole?",
        "What time is it now?",
        "How old is the principal?",
        "How many legs has a spider?",
        "On which day is the fair?",
    )
    kept = tuple(rng.sample(wrong, 3))
    answer = rng.choice(answers)
    return Draft(
        f"{name(rng)} wants a question whose answers vary, so that it takes data to "
        "answer. Which one fits?",
        answer,
        kept,
    )


@asks("6.SP.A.3", "6.SP.A.2")
def _center_or_spread(rng: Random) -> Draft:
    values = _data(rng, 5)
    low, high = min(values), max(values)
    return Draft(
        f"The data are {numbers(values)}. Which number tells how much they vary?",
        f"The range, {high - low}",
        (
            f"The mean, {sum(values) // 5}",
            f"The median, {sorted(values)[2]}",
            f"The largest, {high}",
        ),
    )


@asks("6.SP.B.5.a")
def _number_of_observations(rng: Random) -> Draft:
    counts = [rng.randint(2, 9) for _ in range(4)]
    start = rng.randint(0, 5)
    shown = ", ".join(f"{n} times {start + k}" for k, n in enumerate(counts))
    return Draft(
        f"A dot plot shows {shown}. How many observations are there?",
        sum(counts),
        (len(counts), sum(n * (start + k) for k, n in enumerate(counts)), max(counts)),
    )


@asks("6.SP.B.5.c")
def _mean_of_data(rng: Random) -> Draft:
    values = _data(rng, rng.choice((4, 5, 6)))
    mean = sum(values) // len(values)
    what, each = rng.choice(_MEASURED)
    middle = sorted(values)[len(values) // 2]
    return Draft(
        f"{name(rng)} notes {numbers(values)} {what} ({each} by {each}). What is the "
        "mean?",
        mean,
        (middle, sum(values), max(values) - min(values)),
    )


@asks("6.SP.B.5.c", "S-ID.A.2")
def _median_of_data(rng: Random) -> Draft:
    values = _data(rng, rng.choice((5, 7)))
    middle = len(values) // 2
    return Draft(
        f"What is the median of {numbers(values)}?",
        sorted(values)[middle],
        (values[middle], sum(values) // len(values), sorted(values)[middle + 1]),
    )


@asks("6.SP.B.5.c", "S-ID.A.2")
def _mean_absolute_deviation(rng: Random) -> Draft:
    mean, near, far = rng.randint(10, 40), rng.randint(1, 3), rng.randint(4, 9)
    if (near + far) % 2:
        far += 1
    values = [mean - far, mean - near, mean + near, mean + far]
    return Draft(
        f"What is the mean absolute deviation of {numbers(values)}?",
        (near + far) // 2,
        (mean, 2 * far, far),
    )


@asks("6.SP.B.5.d", "S-ID.A.3")
def _center_with_an_outlier(rng: Random) -> Draft:
    usual = rng.randint(10, 40)
    values = [usual + rng.randint(-2, 2) for _ in range(5)]
    values.append(usual * rng.randint(6, 10))
    return Draft(
        f"The data are {numbers(values)}. Which center describes most of them better?",
        "The median, because one value is far from the others",
        (
            "The mean, because it uses every value",
            "The largest, because it stands out",
        ),
    )


@asks("7.SP.A.1")
def _which_sample_is_fair(rng: Random) -> Draft:
    n = rng.choice((30, 40, 50, 60, 80))
    what = rng.choice(("lunch", "bus times", "clubs", "homework", "the library"))
    return Draft(
        f"{name(rng)} asks {n} students what the whole school thinks of {what}. Which "
        "sample is best?",
        f"{n} names drawn at random from the school's list",
        (
            f"The first {n} students who arrive in the morning",
            f"{n} friends of friends",
            f"{n} students who offer to answer",
        ),
    )


@asks("7.SP.A.2", "S-IC.B.4")
def _estimate_from_a_sample(rng: Random) -> Draft:
    sample, times = rng.choice((20, 25, 40, 50)), rng.randint(8, 30)
    yes = rng.randint(3, sample - 4)
    return Draft(
        f"Of {sample} students drawn at random, {yes} walk to school. About how many "
        f"of all {sample * times} students is that?",
        yes * times,
        (yes + times, sample * times - yes * times, yes * times + sample),
    )


@asks("7.SP.B.3", "7.SP.B.4")
def _difference_in_spreads(rng: Random) -> Draft:
    spread, n = rng.randint(2, 8), rng.randint(2, 4)
    low = rng.randint(20, 60)
    return Draft(
        f"Two groups have means of {low} and {low + n * spread}, each with a mean "
        f"absolute deviation of {spread}. How many times that deviation apart are the "
        "means?",
        n,
        (n * spread, n + 1, spread),
    )


@asks("8.SP.A.2", "8.SP.A.3", "S-ID.C.7")
def _use_a_line_of_fit(rng: Random) -> Draft:
    slope, start, x = rng.randint(2, 9), rng.randint(5, 60), rng.randint(3, 20)
    if rng.random() < 0.5:
        return Draft(
            f"A line that fits the height of a plant in cm after x weeks is "
            f"y = {linear(slope, start)}. What height does it give after {x} weeks?",
            slope * x + start,
            (slope + x + start, (slope + start) * x, slope * x),
        )
    return Draft(
        f"A line that fits the height of a plant in cm after x weeks is "
        f"y = {linear(slope, start)}. What does {slope} say?",
        f"It grows about {slope} cm a week",
        (
            f"It was {slope} cm tall at first",
            f"It grows about {start} cm a week",
            f"It was measured for {slope} weeks",
        ),
    )


@asks("8.SP.A.1")
def _direction_of_a_scatter_plot(rng: Random) -> Draft:
    first, second, answer = rng.choice(
        (
            ("hours of practice", "free throws made", "Positive"),
            ("age of a car", "its price", "Negative"),
            ("shoe size", "score on a quiz", "None"),
            ("temperature", "hot soup sold", "Negative"),
            ("height of a tree", "its age", "Positive"),
            ("distance from school", "minutes on the bus", "Positive"),
            ("altitude", "air temperature", "Negative"),
            ("length of a name", "height of the person", "None"),
        )
    )
    return Draft(
        f"What association would a scatter plot of {first} and {second} most likely "
        "show?",
        answer,
        tuple(kind for kind in ("Positive", "Negative", "None") if kind != answer),
    )


@asks("8.SP.A.4", "S-ID.B.5", "S-CP.A.4")
def _relative_frequency(rng: Random) -> Draft:
    total = rng.choice((20, 25, 40, 50))
    yes = rng.randint(3, total - 3)
    others, other_yes = rng.choice((20, 30, 50)), rng.randint(2, 18)
    return Draft(
        f"Of {total} students who play an instrument, {yes} also sing; of {others} "
        f"who do not play, {other_yes} sing. What fraction of those who play also "
        "sing?",
        Fraction(yes, total),
        (
            Fraction(yes, total + others),
            Fraction(yes, yes + other_yes),
            Fraction(yes + other_yes, total + others),
        ),
    )


@asks("S-ID.A.4")
def _normal_distribution(rng: Random) -> Draft:
    mean, deviation = 10 * rng.randint(5, 30), rng.randint(2, 9)
    n, percent = rng.choice(((1, "68%"), (2, "95%")))
    low, high = mean - n * deviation, mean + n * deviation
    wrong = tuple(value for value in ("50%", "68%", "95%", "99.7%") if value != percent)
    return Draft(
        f"Lengths are normal with mean {mean} and standard deviation {deviation}. "
        f"About how many of them are between {show(low)} and {show(high)}?",
        percent,
        wrong,
    )


@asks("S-ID.B.6.b")
def _residual(rng: Random) -> Draft:
    slope, start, x = rng.randint(2, 9), rng.randint(1, 20), rng.randint(2, 12)
    residual = rng.choice([n for n in range(-9, 10) if n])
    observed = slope * x + start + residual
    return Draft(
        f"A line of fit is y = {linear(slope, start)}. At x = {x} the data say "
        f"{observed}. What is the residual?",
        residual,
        (-residual, observed, slope * x + start),
    )


@asks("S-ID.C.9")
def _correlation_is_not_causation(rng: Random) -> Draft:
    first, second, cause = rng.choice(
        (
            ("ice cream sales", "swimming accidents", "hot weather"),
            ("shoe size", "reading speed of children", "age"),
            ("firefighters sent", "damage of a fire", "the size of the fire"),
            ("umbrellas sold", "traffic jams", "rain"),
            ("houses with storks", "babies born", "the size of the village"),
        )
    )
    return Draft(
        f"{first.capitalize()} and {second} rise together. What explains this best?",
        f"{cause[0].upper()}{cause[1:]} raises both",
        (
            f"{first.capitalize()} cause {second}",
            f"{second.capitalize()} cause {first}",
        ),
    )


@asks("7.SP.C.6")
def _expected_number(rng: Random) -> Draft:
    sides, n = rng.choice((4, 5, 6, 8, 10)), rng.randint(3, 30)
    return Draft(
        f"A fair spinner with {sides} equal parts is spun {sides * n} times. About "
        "how often does it stop at one chosen part?",
        n,
        (sides, sides * n // 2 + 1, n + sides),
    )


@asks("7.SP.C.7.b")
def _probability_from_data(rng: Random) -> Draft:
    n, seen = rng.choice((20, 25, 40, 50, 100)), rng.randint(3, 18)
    what = rng.choice(
        ("A tossed cup lands on its side", "A bus is late", "A seed sprouts")
    )
    shown = decimal(Fraction(seen, n))
    return Draft(
        f"{what} {seen} times in {n}. Which probability do these data suggest for it?",
        shown,
        (decimal(1 - Fraction(seen, n)), "0.5" if shown != "0.5" else "0.25", "1"),
    )
