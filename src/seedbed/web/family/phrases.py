"""The sentences of the path page: the answer and why, the ladder, the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.families.cards import ChildCard, PathCard, Rung, StandingCard
from seedbed.apps.scheduling.cards import MinutesCard
from seedbed.lib.grades import UNGRADED
from seedbed.web.kit.words import ACTIVITY, grade, long_date, month_day

#: An icon beside each of the four sentences.
_ICONS = {
    "yes": "check",
    "almost": "route",
    "not_yet": "handshake",
    "unknown": "circle-dashed",
}
_SUBJECTS: dict[str, str | Promise] = {
    "Mathematics": gettext_lazy("Mathematics"),
    "English Language Arts": gettext_lazy("English language arts"),
    "Science": gettext_lazy("Science"),
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The sentence, what it rests on, and the last sure one where there is no newer."""

    key: str
    icon: str
    sentence: str
    where: str
    why: str
    last_sure: str = ""


@dataclass(frozen=True, kw_only=True)
class RungLine:
    """One rung in words."""

    rung: Rung
    name: str
    shown: str
    here: str
    begins: str


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """One skill of the week: its name, a word for its state, and the counts."""

    title: str
    icon: str
    look: str
    state: str
    said: str


def subject_name(subject: str) -> str:
    """Return a subject in the reader's language, where it is known."""
    return str(_SUBJECTS.get(subject, subject))


def sentence(key: str, *, grade_level: int, due_on: date) -> str:
    """Return one of the four sentences."""
    if key == "yes" and grade_level + 1 < UNGRADED:
        return gettext("Yes, on the way to %(grade)s") % {
            "grade": grade(grade_level + 1)
        }
    if key == "yes":
        return gettext("Yes, on the way to finishing %(grade)s") % {
            "grade": grade(grade_level)
        }
    if key == "almost":
        return gettext("Almost, with a plan to %(day)s") % {"day": month_day(due_on)}
    if key == "not_yet":
        return gettext("Not yet. Let\u2019s talk")
    return gettext("We do not know yet")


def answer(child: ChildCard, card: PathCard) -> Answer:
    """Return the answer of a path in words."""
    standing = card.standing
    said = sentence(standing.answer, grade_level=child.grade, due_on=standing.due_on)
    last_sure = ""
    if standing.sure_on is not None:
        last_sure = gettext("The last sure answer is of %(day)s: “%(answer)s”.") % {
            "day": long_date(standing.sure_on),
            "answer": sentence(
                standing.sure_answer, grade_level=child.grade, due_on=standing.due_on
            ),
        }
    return Answer(
        key=standing.answer,
        icon=_ICONS[standing.answer],
        sentence=said,
        where=_where(child, card),
        why=_why(child, card),
        last_sure=last_sure,
    )


def _where(child: ChildCard, card: PathCard) -> str:
    if card.here_low is None or card.here_high is None:
        return ""
    facts = {
        "name": child.first_name,
        "here": band(card.here_low, card.here_high),
        "enrolled": grade(child.grade),
    }
    if card.here_low <= child.grade <= card.here_high:
        return gettext("%(name)s works on steps of %(here)s, as enrolled.") % facts
    if card.here_low > child.grade:
        return (
            gettext(
                "%(name)s works on steps of %(here)s now, enrolled in %(enrolled)s."
            )
            % facts
        )
    return (
        gettext(
            "%(name)s works on steps of %(here)s now, on which %(enrolled)s is built."
        )
        % facts
    )


def _why(child: ChildCard, card: PathCard) -> str:
    standing = card.standing
    facts = {
        "grade": grade(child.grade),
        "due": month_day(standing.due_on),
        "when": between(standing.from_on, standing.to_on),
        "name": child.first_name,
    }
    sentences = {
        "reached": gettext("Nearly all steps of %(grade)s are shown."),
        "in-time": gettext(
            "At the pace of the last weeks, nearly all steps of %(grade)s will be "
            "shown %(when)s. The school year ends on %(due)s."
        ),
        "part-in-time": gettext(
            "At the pace of the last weeks, nearly all steps of %(grade)s will be "
            "shown %(when)s. The school year ends on %(due)s: a plan with the mentor "
            "makes the difference."
        ),
        "too-late": gettext(
            "At the pace of the last weeks, %(grade)s takes longer than this school "
            "year. What should come first is a talk, not a date."
        ),
        "uneven": gettext(
            "Some weeks went fast and some slowly, so no date would be honest yet."
        ),
        "few-weeks": gettext(
            "There are fewer than four weeks of answers so far to take a pace from."
        ),
        "no-grade": gettext(
            "The district has no steps for the grade of %(name)s, so there is nothing "
            "to set the answers beside."
        ),
    }
    if standing.because in sentences:
        return sentences[standing.because] % facts
    return _too_little(card, standing)


def _too_little(card: PathCard, standing: StandingCard) -> str:
    if standing.because == "no-recent" and card.last_on is not None:
        return gettext("The last answer came on %(day)s, and nothing since.") % {
            "day": long_date(card.last_on)
        }
    return ngettext(
        "There is %(n)s answer so far. After 20, this page can say more.",
        "There are %(n)s answers so far. After 20, this page can say more.",
        standing.n_answers,
    ) % {"n": standing.n_answers}


def between(from_on: date | None, to_on: date | None) -> str:
    """Return "between March and May 2027", in months; empty without both ends."""
    if from_on is None or to_on is None:
        return ""
    with_year = gettext("F Y")
    last = formats.date_format(to_on, with_year)
    if (from_on.year, from_on.month) == (to_on.year, to_on.month):
        return gettext("in %(month)s") % {"month": last}
    same_year = from_on.year == to_on.year
    first = formats.date_format(from_on, "F" if same_year else with_year)
    return gettext("between %(first)s and %(last)s") % {"first": first, "last": last}


def band(low: int, high: int) -> str:
    """Return the name of a grade, or of grades that share their steps."""
    if low == high:
        return grade(low)
    return gettext("grades %(low)s to %(high)s") % {"low": low, "high": high}


def rungs(child: ChildCard, card: PathCard) -> tuple[RungLine, ...]:
    """Return the ladder in words, from the top down."""
    return tuple(_rung(child, card, rung) for rung in reversed(card.rungs))


def _rung(child: ChildCard, card: PathCard, rung: Rung) -> RungLine:
    shown = ngettext(
        "%(n)s of %(of)s steps shown", "%(n)s of %(of)s steps shown", rung.n_shown
    ) % {"n": rung.n_shown, "of": rung.n_steps}
    if rung.n_look_again:
        shown = gettext("%(shown)s, %(n)s to look at again") % {
            "shown": shown,
            "n": rung.n_look_again,
        }
    here = gettext("%(name)s is here") % {"name": child.first_name}
    return RungLine(
        rung=rung,
        name=band(rung.grade_low, rung.grade_high),
        shown=shown if rung.n_shown or rung.is_here or rung.is_enrolled else "",
        here=here if rung.is_here else "",
        begins=_begins(card, rung),
    )


def _begins(card: PathCard, rung: Rung) -> str:
    """Return when the rung after the enrolled one begins, or that it is not known."""
    following = [r for r in card.rungs if _is_after_enrolled(card, r)]
    if rung not in following[:1]:
        return ""
    when = between(rung.begins_from, rung.begins_to)
    if when:
        return gettext("At today\u2019s pace: %(when)s") % {"when": when}
    if card.standing.because == "reached":
        return gettext("Open now")
    return gettext("Not enough evidence yet for a date")


def _is_after_enrolled(card: PathCard, rung: Rung) -> bool:
    enrolled = next((r for r in card.rungs if r.is_enrolled), None)
    return enrolled is not None and rung.grade_low > enrolled.grade_high


def week(card: PathCard) -> tuple[WeekLine, ...]:
    """Return what was said by answers this week, in words and counts."""
    names = {
        "secure": ("circle-check", "good", gettext("Shown")),
        "shown": ("circle-check", "good", gettext("Shown")),
        "look_again": ("repeat-2", "look", gettext("Look again")),
    }
    lines = []
    for skill in card.week:
        icon, look, state = names.get(
            skill.state, ("pencil", "now", gettext("Working on it"))
        )
        said = ngettext(
            "%(right)s of %(n)s answer right, the last on %(day)s.",
            "%(right)s of %(n)s answers right, the last on %(day)s.",
            skill.n_answers,
        ) % {
            "right": skill.n_right,
            "n": skill.n_answers,
            "day": formats.date_format(skill.last_on, "l"),
        }
        lines.append(
            WeekLine(title=skill.title, icon=icon, look=look, state=state, said=said)
        )
    return tuple(lines)


@dataclass(frozen=True, kw_only=True)
class MinutesLine:
    """How long the child does what, and with whom, on the next day."""

    modality: str
    minutes: int
    what: str


_REST = ("break", "lunch")
#: Names of the activities as the family reads them: about the child.
ACTIVITIES: dict[str, str | Promise] = {
    **ACTIVITY,
    "mentor": gettext_lazy("Time with the mentor"),
    "independent": gettext_lazy("On their own"),
}


def minutes(cards: Iterable[MinutesCard]) -> tuple[MinutesLine, ...]:
    """Return what a day is made of, without its breaks."""
    lines = []
    for card in cards:
        if card.modality in _REST:
            continue
        what = str(ACTIVITIES.get(card.modality, card.modality))
        if card.adult:
            facts = {"what": what, "adult": card.adult}
            what = gettext("%(what)s with %(adult)s") % facts
            if card.modality == "mentor":
                what = gettext("Check-in with %(adult)s") % facts
        lines.append(
            MinutesLine(modality=card.modality, minutes=card.minutes, what=what)
        )
    return tuple(lines)
