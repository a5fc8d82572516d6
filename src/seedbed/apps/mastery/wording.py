"""Says in words what an estimate rests on: English, ready to be translated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext, gettext_lazy

#: So many of the latest answers on a skill are spoken of.
LATEST = 5

_NUMBERS = (
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
)
_PARTS = {
    "average student": gettext_lazy("what students show on average"),
    "the skill": gettext_lazy("how easy the skill is"),
    "its items": gettext_lazy("how easy its questions are"),
    "grade": gettext_lazy("the grade the student is enrolled in"),
    "neighbouring skills": gettext_lazy("what was shown on neighbouring skills"),
    "right answers on the skill": gettext_lazy("the number of right answers on it"),
    "wrong answers on the skill": gettext_lazy("the number of wrong answers on it"),
    "earlier answers": gettext_lazy("all other answers"),
}


@dataclass(frozen=True, kw_only=True)
class LatestAnswers:
    """The latest answers on one skill, at most ``LATEST``.

    ``n_hard`` of the ``n_right`` were to hard questions; ``last_on`` is the local day
    of the last answer, None where the source has no times.
    """

    n: int = 0
    n_right: int = 0
    n_hard: int = 0
    last_on: date | None = None


def words_of_part(name: str) -> str:
    """Return the words for a part of an estimate, the engine's own if it is new."""
    return str(_PARTS.get(name, name))


def sentence_of(latest: LatestAnswers) -> str:
    """Return one sentence about a skill, true to the numbers.

    >>> sentence_of(LatestAnswers(n=5, n_right=4, n_hard=2))
    'Four of the last five answers were right, two of them hard.'
    """
    if latest.n == 0:
        return gettext("No answer on it yet: this is what to expect from the others.")
    said = _right(latest) + _hard(latest)
    if latest.last_on is not None:
        day = formats.date_format(latest.last_on, gettext("F j"))
        said = gettext("%(said)s; the latest was on %(day)s") % {
            "said": said,
            "day": day,
        }
    return f"{said[:1].upper()}{said[1:]}."


def _right(latest: LatestAnswers) -> str:
    facts = {"n": _NUMBERS[latest.n], "right": _NUMBERS[latest.n_right]}
    if latest.n == 1:
        if latest.n_right:
            return gettext("the one answer so far was right")
        return gettext("the one answer so far was not right yet")
    if latest.n_right == latest.n:
        return gettext("all of the last %(n)s answers were right") % facts
    if latest.n_right <= 1:
        return gettext("%(right)s of the last %(n)s answers was right") % facts
    return gettext("%(right)s of the last %(n)s answers were right") % facts


def _hard(latest: LatestAnswers) -> str:
    if latest.n_hard == 0:
        return ""
    if latest.n_right == 1:
        return gettext(", and it was hard")
    return gettext(", %(hard)s of them hard") % {"hard": _NUMBERS[latest.n_hard]}
