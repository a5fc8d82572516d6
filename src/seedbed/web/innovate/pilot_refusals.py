"""What the pages of pilots say when a service refuses, whole in both languages.

Each sentence is made here from what the refusal found; the engine's own words stay
English, for the command line and the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.pilots import queries
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.refusals import Problem, problem_of
from seedbed.web.kit.words import number, short_date

from . import fund_words, pilot_words

_Data = Mapping[str, Any]
_MOST_NAMED = 5
#: What a registration or a decision may lack, by the app's name of it.
_LACKS: dict[str, str | Promise] = {
    "a measure": gettext_lazy("a measure"),
    "a margin above 0": gettext_lazy("a margin above 0"),
    "one planned look at least": gettext_lazy("one planned look at least"),
    "a stop line": gettext_lazy("a stop line"),
    "a decision date": gettext_lazy("a decision date"),
    "a decision": gettext_lazy("a decision"),
    "a reason for the decision": gettext_lazy("a reason for the decision"),
    "a reason for the amendment": gettext_lazy("a reason for the amendment"),
}
_UNREADABLE: dict[str, str | Promise] = {
    "large": gettext_lazy("it is larger than 2 MB"),
    "text": gettext_lazy("it is not text in UTF-8"),
    "empty": gettext_lazy("it has no row"),
}
#: What is wrong with a row of a file.
ROW: dict[str, str | Promise] = {
    "stranger": gettext_lazy("“%(who)s” is not in this pilot."),
    "not-in-unit": gettext_lazy("“%(who)s” is no student of this program."),
    "unreadable": gettext_lazy("the score or the date of %(who)s cannot be read."),
    "no-number": gettext_lazy("the score of %(who)s is no number."),
    "twice": gettext_lazy("%(who)s comes twice; the first row counts."),
    "future": gettext_lazy("the day of %(who)s has not come yet."),
    "before-start": gettext_lazy(
        "%(who)s was measured before the pilot began. Bring it as the pretest, or "
        "correct the date."
    ),
    "arm": gettext_lazy("the arm of %(who)s is neither “pilot” nor “comparison”."),
    "arm-drawn": gettext_lazy(
        "the arm of %(who)s is made by the draw. Leave the column out."
    ),
    "consent": gettext_lazy("the consent of %(who)s is neither “yes” nor “no”."),
    "pretest": gettext_lazy("the pretest of %(who)s is no number."),
}
_PLAIN: dict[str, str | Promise] = {
    "pilot-unnamed": gettext_lazy(
        "The pilot was not begun. Say whom the problem concerns and what shall be "
        "better, and give it a short name."
    ),
    "pilot-registered": gettext_lazy(
        "What was registered is locked. Amend it with a reason instead; both will be "
        "shown."
    ),
    "pilot-not-registered": gettext_lazy("Register what is promised first."),
    "pilot-drawn": gettext_lazy(
        "The arms are drawn. Who is in which arm no longer changes; students who move "
        "are counted where the draw found them."
    ),
    "pilot-not-drawn": gettext_lazy("The arms are not drawn yet. Draw them first."),
    "pilot-closed": gettext_lazy(
        "This pilot has ended. Its journal stays open to read; start a new pilot to go "
        "on."
    ),
    "pilot-no-outcome-yet": gettext_lazy(
        "There is no outcome yet. Record the first week's first."
    ),
    "pilot-journal-moved": gettext_lazy(
        "Somebody else wrote into this pilot's journal at the same moment. Look at "
        "what they wrote, then do it again."
    ),
    "pilot-empty-concern": gettext_lazy(
        "Nothing was written down. Say in one sentence what was said, without names."
    ),
    "pilot-too-late-for-consent": gettext_lazy(
        "The arms are drawn, so nobody new is counted. The student may take part all "
        "the same, and may leave at any time."
    ),
    "fund-untrained-reader": gettext_lazy(
        "Your review was not saved: readers are trained first. Answer the three cases."
    ),
    "fund-training": gettext_lazy(
        "Not every case is read as the fund reads it. The reason stands beside each; "
        "answer again."
    ),
    "fund-no-reader": gettext_lazy(
        "This review was not saved: only a named reader of the round, not of the team "
        "itself, reviews an application, and once."
    ),
}
_FOUND: dict[tuple[str, str], str | Promise] = {
    ("pilot-bad-design", "design"): gettext_lazy(
        "Choose one of the three ways to make the arms."
    ),
    ("pilot-bad-design", "seats"): gettext_lazy("Say how many seats the lottery has."),
    ("pilot-bad-design", "caliper"): gettext_lazy(
        "Choose how near the two of a pair must be."
    ),
    ("pilot-nothing-to-draw", "nobody"): gettext_lazy(
        "Nobody with consent is in it yet. Put students in and note who has consent."
    ),
    ("pilot-nothing-to-draw", "grades"): gettext_lazy(
        "Nobody was put in: no active student is in these grades and in such a group. "
        "Choose other grades, or draw each student alone."
    ),
    ("pilot-nothing-to-draw", "few"): gettext_lazy(
        "Nothing was drawn. With %(n_students)s students in %(n_groups)s groups chance "
        "alone gives a p of %(smallest_p)s at best, so this pilot could never decide "
        "at 5 %%. At least 8 groups and 20 students are needed, or a lottery of "
        "students one by one."
    ),
    ("pilot-nothing-to-draw", "blocks"): gettext_lazy(
        "Nothing was drawn. The arms could only come out in %(n_ways)s ways, too few "
        "to decide anything. Use fewer and larger blocks or families, or none."
    ),
    ("pilot-nothing-to-draw", "seats"): gettext_lazy(
        "Nothing was drawn. There are %(n_seats)s seats and %(n_students)s students on "
        "the list; a lottery needs fewer seats than students. Give everybody a seat, "
        "or offer fewer."
    ),
    ("pilot-cycle", "no-prediction"): gettext_lazy(
        "Say what the change will do before you try it."
    ),
    ("pilot-cycle", "studied"): gettext_lazy(
        "This week was studied before. A prediction cannot follow what happened; plan "
        "the next week."
    ),
    ("pilot-cycle", "unfinished"): gettext_lazy(
        "Write what happened, and choose what comes of the change."
    ),
    ("pilot-cycle", "not-open"): gettext_lazy(
        "This week was not planned, or was studied before. Plan a week with its "
        "prediction first, and study it once."
    ),
    ("fund-closed", "opens"): gettext_lazy(
        "%(name)s opens on %(on)s. Your draft is kept."
    ),
    ("fund-closed", "closed"): gettext_lazy(
        "%(name)s closed on %(on)s. Your draft is kept for the next round."
    ),
    ("fund-answered", "sent"): gettext_lazy(
        "This application is sent and no longer changed."
    ),
    ("fund-answered", "not-sent"): gettext_lazy("This application is not sent yet."),
    ("fund-answered", "answered"): gettext_lazy(
        "Somebody has answered this application meanwhile. Nothing was changed."
    ),
    ("fund-unfinished-review", "answer"): gettext_lazy(
        "Choose an answer and write the reason."
    ),
    ("fund-unfinished-review", "gate"): gettext_lazy(
        "Say first whether it can go on without the fund."
    ),
    ("fund-unfinished-review", "words"): gettext_lazy(
        "Write what you would tell the team."
    ),
    ("fund-unfinished-review", "marks"): gettext_lazy(
        "Give each of the three marks from 1 to 4."
    ),
    ("fund-unfinished-review", "budget"): gettext_lazy(
        "It asks for more than is left of the round's budget. Hold it, or give it back "
        "to be edited."
    ),
    ("fund-unfinished-review", "unread"): gettext_lazy(
        "Three readers have to judge it, and not all have yet."
    ),
    ("fund-unfinished-review", "tied"): gettext_lazy(
        "Three readers have to judge it, and fewer are free to. Name one more reader "
        "of the round."
    ),
    ("fund-unfinished-review", "unsustainable"): gettext_lazy(
        "Most readers say that it cannot go on without the fund, so it cannot be "
        "granted. Hold it, or give it back to be edited."
    ),
    ("fund-bad-round", "title"): gettext_lazy(
        "A round needs a title and a budget above 0 dollars."
    ),
    ("fund-bad-round", "dates"): gettext_lazy(
        "A round opens first, then closes, then answers."
    ),
    ("fund-bad-round", "readers"): gettext_lazy(
        "Three readers are needed, and each must have an account here; %(n_known)s of "
        "%(n_named)s names are known."
    ),
    ("fund-bad-round", "reader"): gettext_lazy(
        "Give the username of somebody with an account here."
    ),
}


def problem(error: SeedbedError, *, field: str = "") -> Problem:
    """Return the line for a refusal, made from what it found.

    Raises
    ------
    Http404
        If the person may not do this: that answers like a page that does not exist.
    """
    words = _words(error)
    return problem_of(error, field=field) if not words else Problem(
        words=words, field=field
    )  # fmt: skip


def row_words(one: _Data) -> str:
    """Return what is wrong with one row of a file, with its number."""
    found = ROW.get(one["what"])
    if found is None:
        return str(one["what"])  # Files of earlier versions keep English sentences.
    what = str(found) % {"who": one["who"] or gettext("nobody")}
    return gettext("Row %(row)s: %(what)s") % {"row": one["row"], "what": what}


def names_in_words(names: Any) -> str:
    """Join names as a sentence would, the first few of them."""
    shown = [str(one) for one in list(names)[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        n = len(names) - _MOST_NAMED
        shown.append(ngettext("%(n)s more", "%(n)s more", n) % {"n": n})
    if len(shown) < 2:
        return "".join(shown)
    return gettext("%(some)s and %(last)s") % {
        "some": ", ".join(shown[:-1]),
        "last": shown[-1],
    }


def _words(error: SeedbedError) -> str:
    data = error.data
    plain = _PLAIN.get(error.code) or _FOUND.get((error.code, data.get("found", "")))
    if plain is not None:
        return str(plain) % _shown(data) if "%(" in str(plain) else str(plain)
    made = _MADE.get(error.code)
    return made(data) if made else ""


def _shown(data: _Data) -> dict[str, Any]:
    return {
        name: short_date(value)
        if name == "on"
        else number(value, decimals=3)
        if isinstance(value, float)
        else value
        for name, value in data.items()
    }


def _students(ids: Any) -> str:
    names = queries.names_of(ids)
    return names_in_words(sorted(names.get(one, one) for one in ids))


def _overlap(data: _Data) -> str:
    return gettext(
        "The arms overlap: %(group)s is in both. Say which arm it was assigned to; its "
        "students and what was measured are kept."
    ) % {"group": data["cluster"]}


def _in_two(data: _Data) -> str:
    return ngettext(
        "%(n)s student would count in both arms: %(names)s, through %(groups)s. Count "
        "each where the student was first assigned, even after a move; what was "
        "measured is kept.",
        "%(n)s students would count in both arms: %(names)s, the first through "
        "%(groups)s. Count each where the student was first assigned, even after a "
        "move; what was measured is kept.",
        len(data["students"]),
    ) % {
        "n": len(data["students"]),
        "names": _students(data["students"]),
        "groups": names_in_words(data["clusters"]),
    }


def _too_early(data: _Data) -> str:
    return ngettext(
        "%(n)s outcome cannot be the pilot's: it was measured on %(first)s, before the "
        "pilot began on %(starts)s. Give what came before as the pretest, or correct "
        "the date.",
        "%(n)s outcomes cannot be the pilot's: they were measured from %(first)s on, "
        "before the pilot began on %(starts)s. Give what came before as the pretest, "
        "or correct the date.",
        data["n"],
    ) % {
        "n": data["n"],
        "first": short_date(data["first_on"]),
        "starts": short_date(data["starts_on"]),
    }


def _untested(data: _Data) -> str:
    n = len(data["students"])
    return ngettext(
        "%(n)s of %(of)s students has no pretest: %(names)s. Bring it, or amend the "
        "registration to fill missing pretests with the mean and mark them; nobody is "
        "left out.",
        "%(n)s of %(of)s students have no pretest: %(names)s. Bring them, or amend the "
        "registration to fill missing pretests with the mean and mark them; nobody is "
        "left out.",
        n,
    ) % {"n": n, "of": data["n_students"], "names": _students(data["students"])}


def _equal(data: _Data) -> str:
    return gettext(
        "Nothing can be compared: all %(n)s outcomes are %(value)s. Check that the "
        "right column was read, or choose a measure that not everybody reaches."
    ) % {"n": data["n"], "value": number(data["value"], decimals=2)}


def _no_outcome(data: _Data) -> str:
    return gettext(
        "Nothing can be compared: no student of the arm “%(arm)s” has an outcome. Look "
        "again after the next measurement."
    ) % {"arm": pilot_words.ARM[data["arm"]]}


def _dissolved(data: _Data) -> str:
    said = {"group": data["cluster"], "n": data["n"], "look": data["look"]}
    if not data["look"]:
        return (
            ngettext(
                "%(group)s, with %(n)s student, never had an outcome: it was "
                "dissolved, or its outcomes are late. Measure its students where they "
                "are now, or amend the registration to go on with the last measure; "
                "the loss is reported.",
                "%(group)s, with %(n)s students, never had an outcome: it was "
                "dissolved, or its outcomes are late. Measure its students where they "
                "are now, or amend the registration to go on with the last measure; "
                "the loss is reported.",
                data["n"],
            )
            % said
        )
    return (
        ngettext(
            "%(group)s, with %(n)s student, has had no outcome since week %(look)s: "
            "it was dissolved, or its outcomes are late. Measure its students where "
            "they are now, or amend the registration to go on with the last measure; "
            "the loss is reported.",
            "%(group)s, with %(n)s students, has had no outcome since week %(look)s: "
            "it was dissolved, or its outcomes are late. Measure its students where "
            "they are now, or amend the registration to go on with the last measure; "
            "the loss is reported.",
            data["n"],
        )
        % said
    )


def _unequal(data: _Data) -> str:
    return gettext(
        "These students cannot be compared: before the start the two sides differ in "
        "%(names)s by up to %(worst)s standard deviations, and no adjustment mends "
        "more than %(limit)s. Ask for nearer pairs, or assign by lottery."
    ) % {
        "names": names_in_words([pilot_words.covariate_name(n) for n in data["names"]]),
        "worst": number(data["worst"], decimals=2),
        "limit": number(data["limit"], decimals=2),
    }


def _no_match(data: _Data) -> str:
    return gettext(
        "Nobody is alike enough: none of %(n)s students of the pilot has anybody "
        "within %(caliper)s standard deviations to be compared with. Bring more "
        "students to choose from, or assign by lottery."
    ) % {"n": data["n"], "caliper": number(data["caliper"], decimals=2)}


def _few_pairs(data: _Data) -> str:
    return gettext(
        "The %(n)s pairs differ before the start in %(names)s, and it takes %(wanted)s "
        "pairs to adjust for that. Bring more students to choose from, or assign by "
        "lottery."
    ) % {
        "n": data["n_pairs"],
        "wanted": data["n_wanted"],
        "names": names_in_words([pilot_words.covariate_name(n) for n in data["names"]]),
    }


def _lacks(data: _Data) -> str:
    return gettext(
        "This is missing: %(names)s. It is fixed before the start, so that nobody "
        "chooses it afterwards."
    ) % {"names": names_in_words([_LACKS.get(n, n) for n in data["missing"]])}


def _undecided(data: _Data) -> str:
    return gettext(
        "Nothing was decided, for this is missing: %(names)s. Choose one of the three "
        "and say why; both go into the journal."
    ) % {"names": names_in_words([_LACKS.get(n, n) for n in data["missing"]])}


def _unsent(data: _Data) -> str:
    names = [fund_words.SHORT.get(one, one) for one in data["missing"]]
    return gettext(
        "It cannot be sent yet. Still missing: %(names)s. The draft is kept."
    ) % {"names": ", ".join(str(one) for one in names)}


def _stranger(data: _Data) -> str:
    if data["look"] is not None:
        return gettext("Week %(look)s was not planned, so nothing was saved.") % data
    return ngettext(
        "%(n)s of the students is not in this pilot, so nothing was saved. Leave the "
        "row out or correct it.",
        "%(n)s of the students are not in this pilot, so nothing was saved. Leave the "
        "rows out or correct them.",
        data["n"],
    ) % {"n": data["n"]}


def _unreadable(data: _Data) -> str:
    found = _UNREADABLE.get(data["found"])
    why = found or gettext("it has no column named %(name)s") % data
    return gettext(
        "The file was not read: %(why)s. Save it as CSV in UTF-8 with a first line of "
        "headings; nothing was changed."
    ) % {"why": why}


def _bad_list(data: _Data) -> str:
    rows = [row_words(one) for one in data["problems"]]
    return gettext("Nobody was put in. %(rows)s") % {"rows": " ".join(rows[:20])}


def _saved_before(data: _Data) -> str:
    return (
        gettext(
            "%(name)s was saved before; it counts once. Bring a new file to correct "
            "it: the later score of a student counts."
        )
        % data
    )


_MADE: dict[str, Callable[[_Data], str]] = {
    "evaluation-overlapping-arms": _overlap,
    "evaluation-student-in-two-arms": _in_two,
    "evaluation-outcome-before-start": _too_early,
    "evaluation-missing-pretest": _untested,
    "evaluation-equal-outcomes": _equal,
    "evaluation-no-outcomes": _no_outcome,
    "evaluation-dissolved-class": _dissolved,
    "evaluation-unequal-groups": _unequal,
    "evaluation-no-match": _no_match,
    "pilot-too-few-pairs": _few_pairs,
    "pilot-unfinished-registration": _lacks,
    "pilot-unfinished-decision": _undecided,
    "fund-unfinished-application": _unsent,
    "pilot-not-in-it": _stranger,
    "pilot-unreadable-scores": _unreadable,
    "pilot-bad-list": _bad_list,
    "pilot-scores-applied": _saved_before,
}
