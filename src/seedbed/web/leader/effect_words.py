"""Words for what the lotteries say, from the data of their cards.

Each finding is said with its range and with how many it rests on, never alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from seedbed.apps.trials.cards import ContrastCard, DrawnSkill, EffectCard, ReportCard
from seedbed.apps.trials.queries import EVERYONE
from seedbed.lib.modalities import LESSON_MODALITIES, Modality
from seedbed.web.kit import charts
from seedbed.web.kit.charts import in_100
from seedbed.web.kit.words import ACTIVITY, number
from seedbed.web.kit.words import grade as grade_name


@dataclass(frozen=True, kw_only=True)
class WayLine:
    """One way of learning in numbers that a person can say."""

    name: str
    passes: int
    low: int
    high: int
    expected: int
    n_seats: str
    n_students: str


@dataclass(frozen=True, kw_only=True)
class FamilyPart:
    """One family of skills: its chart, its lines, and what is not shown."""

    key: str
    title: str
    figure: charts.Figure
    lines: tuple[WayLine, ...]
    hidden: str


@dataclass(frozen=True, kw_only=True)
class PairLine:
    """Two ways compared, where both could be drawn."""

    skills: str
    better: str
    other: str
    more: int
    low: int
    high: int
    n_seats: str


@dataclass(frozen=True, kw_only=True)
class DrawLine:
    """One draw behind a student's day, in words."""

    skill: str
    chances: str
    chosen: str


def way_name(way: int) -> str:
    """Return the name of a way of learning."""
    return str(ACTIVITY.get(Modality(way).slug, ""))


def finding(report: ReportCard | None) -> str:
    """Return what the page found, as its title's second half."""
    clear = clear_pairs(report, family="")
    if not clear:
        return gettext("No way is clearly better than another so far")
    first = max(clear, key=lambda pair: pair.more)
    return ngettext(
        "%(way)s: %(n)s more pass in 100 than with %(other)s",
        "%(way)s: %(n)s more pass in 100 than with %(other)s",
        first.more,
    ) % {"way": first.better, "n": first.more, "other": first.other}


def clear_pairs(
    report: ReportCard | None, *, family: str | None = None
) -> list[PairLine]:
    """Return the pairs whose range leaves out no difference, the widest sample first.

    ``family`` "" is all skills together; None is every family and all of them.
    """
    pairs = report.contrasts if report else ()
    chosen = [p for p in pairs if p.is_clear and family in (None, p.family)]
    return [
        _pair(p) for p in sorted(chosen, key=lambda p: (p.family != "", -p.n_trials))
    ]


def n_unclear(report: ReportCard | None) -> int:
    """Return how many pairs show no clear difference."""
    return sum(not pair.is_clear for pair in report.contrasts) if report else 0


def _pair(pair: ContrastCard) -> PairLine:
    better, other = pair.way, pair.other
    low, middle, high = pair.low, pair.difference, pair.high
    if middle < 0:
        better, other = other, better
        low, middle, high = -high, -middle, -low
    return PairLine(
        skills=pair.family or gettext("All skills together"),
        better=way_name(better),
        other=way_name(other),
        more=in_100(middle),
        low=in_100(low),
        high=in_100(high),
        n_seats=number(pair.n_trials),
    )


def family_parts(report: ReportCard | None) -> list[FamilyPart]:
    """Return the families of which something can be shown, by name."""
    found: list[FamilyPart] = []
    for family, cells in _by_family(report).items():
        shown = [cell for cell in cells if cell.is_shown]
        if shown:
            found.append(_family(len(found), family, shown, cells))
    return found


def silent_families(report: ReportCard | None) -> list[str]:
    """Return the families of which nothing can be shown yet."""
    return [
        family
        for family, cells in _by_family(report).items()
        if not any(cell.is_shown for cell in cells)
    ]


def _by_family(report: ReportCard | None) -> dict[str, list[EffectCard]]:
    found: dict[str, list[EffectCard]] = {}
    for cell in report.effects if report else ():
        if cell.group == EVERYONE:
            found.setdefault(cell.family, []).append(cell)
    return found


def _family(
    n: int, family: str, shown: Sequence[EffectCard], cells: Sequence[EffectCard]
) -> FamilyPart:
    rows = [
        (
            way_name(c.way),
            c.low or 0.0,
            c.passes or 0.0,
            c.high or 0.0,
            c.expected or 0.0,
        )
        for c in shown
    ]
    return FamilyPart(
        key=f"family-{n}",
        title=family,
        figure=charts.pass_chances(rows, title=family),
        lines=tuple(_line(cell) for cell in shown),
        hidden=_hidden(cells),
    )


def _line(cell: EffectCard) -> WayLine:
    return WayLine(
        name=way_name(cell.way),
        passes=in_100(cell.passes or 0.0),
        low=in_100(cell.low or 0.0),
        high=in_100(cell.high or 0.0),
        expected=in_100(cell.expected or 0.0),
        n_seats=number(cell.n_trials),
        n_students=number(cell.n_students),
    )


def _hidden(cells: Sequence[EffectCard]) -> str:
    """Name the ways that were drawn but tell too little to be shown."""
    names = [way_name(c.way) for c in cells if c.n_trials and not c.is_shown]
    if not names:
        return ""
    return gettext(
        "Not shown, with fewer than ten students or too few draws: %(ways)s."
    ) % {"ways": ", ".join(names)}


def never_drawn(report: ReportCard | None) -> str:
    """Name the ways that no lottery has held: about them nothing is known."""
    drawn = {cell.way for cell in report.effects if cell.n_trials} if report else set()
    names = [way_name(way) for way in LESSON_MODALITIES if way not in drawn]
    if not report or not names:
        return ""
    return gettext(
        "No lottery has held these ways, so nothing is said of them: %(ways)s."
    ) % {"ways": ", ".join(names)}


def by_grade(report: ReportCard | None) -> list[tuple[str, str, WayLine]]:
    """Return family, grade and numbers of each grade's shown cells."""
    cells = [c for c in report.effects if c.group != EVERYONE] if report else []
    return [
        (cell.family, grade_name(cell.group), _line(cell))
        for cell in sorted(cells, key=lambda c: (c.family, c.group, c.way))
        if cell.is_shown
    ]


def rests_on(report: ReportCard) -> list[tuple[str, str]]:
    """Return what the numbers rest on and what was left out: words and a count."""
    words = {
        "n_draws": gettext("Draws of days that are over"),
        "n_overridden": gettext("Left out: an adult changed the seat"),
        "n_not_seated": gettext("Left out: the plan had no seat for the drawn way"),
        "n_without_slip": gettext("Left out: no exit slip that day"),
    }
    counts = report.counts
    return [(said, number(counts[key])) for key, said in words.items() if key in counts]


def refused(report: ReportCard) -> list[str]:
    """Return a sentence for each kind of draw that cannot be read."""
    causes = ("n_missing", "n_not_one", "n_too_small")
    missing, not_one, small = (report.counts.get(cause, 0) for cause in causes)
    sentences = (
        ngettext(
            "%(n)s draw has no logged chance, so it teaches nothing.",
            "%(n)s draws have no logged chance, so they teach nothing.",
            missing,
        ),
        ngettext(
            "%(n)s draw has chances that do not add up to one.",
            "%(n)s draws have chances that do not add up to one.",
            not_one,
        ),
        ngettext(
            "%(n)s draw gave a way less than 2 chances in 100: too few to weigh.",
            "%(n)s draws gave a way less than 2 chances in 100: too few to weigh.",
            small,
        ),
    )
    said = zip((missing, not_one, small), sentences, strict=True)
    return [sentence % {"n": number(n)} for n, sentence in said if n]


def draw_lines(
    drawn: Sequence[DrawnSkill], *, skill_codes: frozenset[str]
) -> list[DrawLine]:
    """Return the draws behind the lessons of a student's day, in words."""
    return [
        DrawLine(
            skill=each.title,
            chances=", ".join(
                gettext("%(way)s %(n)s in 100")
                % {"way": way_name(way.way), "n": in_100(way.propensity)}
                for way in each.draw.ways
            ),
            chosen=way_name(each.draw.drawn),
        )
        for each in drawn
        if each.code in skill_codes
    ]
