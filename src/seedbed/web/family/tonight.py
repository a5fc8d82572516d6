"""A question for tonight: five minutes at the table, no mathematics needed.

Written by hand in both languages, by domain of the standards and by stage; which one
is asked follows from the skill of the week, the student and the date alone.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from seedbed.apps.families.cards import PathCard
from seedbed.apps.mastery.cards import LatelySkill

#: "6.RP.A.3" and "K.CC.A.1"; "A-REI.B.3" of high school.
_CODE = re.compile(r"^(?:(K|\d)\.([A-Z]+)|([A-Z])-[A-Z]+)\.")
_MIDDLE = 6
_SHOWN = ("secure", "shown")

_RATIOS = (
    gettext_lazy("“If 3 tickets cost 12 dollars, what do 5 cost? How do you know?”"),
    gettext_lazy(
        "“Which is the better buy in our kitchen: the big package or the small one? "
        "How could we find out?”"
    ),
)
_NUMBERS_EARLY = (
    gettext_lazy(
        "“How would you share 13 cookies among 4 people so that it is fair? What "
        "happens to the rest?”"
    ),
    gettext_lazy("“Work out 48 plus 27 in your head. What did you do first, and why?”"),
)
_NUMBERS = (
    gettext_lazy(
        "“It is 3 degrees and gets 8 degrees colder. How cold is it? Show me on a "
        "line.”"
    ),
    gettext_lazy(
        "“Which is more: three quarters or five sixths? Convince me without a "
        "calculator.”"
    ),
)
_EXPRESSIONS = (
    gettext_lazy(
        "“I think of a number, double it, add 5 and get 17. What was it? How do you "
        "know?”"
    ),
    gettext_lazy(
        "“A taxi costs 4 dollars and then 2 for each mile. What would you write to "
        "find the price of any ride?”"
    ),
)
_GEOMETRY = (
    gettext_lazy(
        "“How much paint would the wall of this room take? What must we measure?”"
    ),
    gettext_lazy("“What is the same about all triangles, and what can be different?”"),
)
_DATA = (
    gettext_lazy(
        "“If we asked everyone we know how long they slept, what one number would you "
        "tell about it? What would it hide?”"
    ),
    gettext_lazy(
        "“How likely is it that it rains tomorrow? What would you look at to say so?”"
    ),
)
_MEASURES = (
    gettext_lazy(
        "“How long is our table? Guess first, then measure. How close were you?”"
    ),
    gettext_lazy(
        "“School begins at 8:30 and the way takes 25 minutes. When do we have to "
        "leave? How do you know?”"
    ),
)
_FUNCTIONS = (
    gettext_lazy(
        "“A phone loses 10 percent of its charge every hour. Is it empty after ten "
        "hours? Why, or why not?”"
    ),
    gettext_lazy(
        "“One job pays the same every hour, another pays a little more each hour. When "
        "does the second one pay better?”"
    ),
)
_ANY = (
    gettext_lazy(
        "“Show me something you worked on this week. How would you explain it to a "
        "younger child?”"
    ),
    gettext_lazy(
        "“What was hard this week, and what did you try when you were stuck?”"
    ),
)

_BY_DOMAIN: dict[str, tuple[str | Promise, ...]] = {
    "CC": _NUMBERS_EARLY, "OA": _NUMBERS_EARLY, "NBT": _NUMBERS_EARLY,
    "NF": _NUMBERS, "NS": _NUMBERS, "N": _NUMBERS,
    "MD": _MEASURES, "RP": _RATIOS, "EE": _EXPRESSIONS, "A": _EXPRESSIONS,
    "G": _GEOMETRY, "SP": _DATA, "S": _DATA, "F": _FUNCTIONS,
}  # fmt: skip


def question(card: PathCard, *, student_id: int, on: date) -> str:
    """Return the question for an evening, the same however often the page is opened.

    It is about a skill shown this week or, without one, about one worked on; the last
    questions to fall back on fit any week.
    """
    skill = next((s for s in card.week if s.state in _SHOWN), None)
    chosen = skill or next(iter(card.week), None)
    questions = _questions(chosen) if chosen else _ANY
    return str(questions[(on.toordinal() + student_id) % len(questions)])


def _questions(skill: LatelySkill) -> tuple[str | Promise, ...]:
    found = _CODE.match(skill.code)
    if found is None:
        return _ANY
    grade, domain, high_school = found.groups()
    if high_school:
        return _BY_DOMAIN.get(high_school, _ANY)
    is_early = grade == "K" or int(grade) < _MIDDLE
    if is_early and domain == "G":
        return _MEASURES
    return _BY_DOMAIN.get(domain, _ANY)
