"""The starter library: lesson shells in every modality, so no unit begins empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from seedbed.lib.modalities import LESSON_MODALITIES, Modality

from .models import Lesson, Skill
from .questions import covered_codes, questions_for


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What every lesson of a modality shares.

    ``minutes`` leave room for half as much time again within a 40-minute block for
    most modalities, so that a student with extra time is not shut out. Each wording of
    ``titles`` makes a lesson, with the opening and the work of the same place.
    """

    minutes: int
    seats: int
    needs: str
    titles: tuple[str, ...]
    opening: tuple[str, ...]
    work: tuple[str, ...]
    check: str


_SHAPES = {
    Modality.LIVE: _Shape(
        minutes=35, seats=15, needs="",
        titles=("Meet {}", "{}: talk it through"),
        opening=(
            "Put one problem on the board and give two quiet minutes with it. Ask "
            "three students what they noticed before anyone calculates.",
            "Show two worked answers to the same problem, one of them wrong. Students "
            "vote on which to trust and say why.",
        ),
        work=(
            "Work one example aloud, one together, and one in pairs. Pause after each: "
            "what stayed the same, what changed?",
            "Pairs solve three problems of rising difficulty, swap, and explain each "
            "other's steps. Collect two ways on the board and compare them.",
        ),
        check=(
            "Everyone answers the exit slip alone. Sort the slips before the next "
            "block."
        ),
    ),
    Modality.TUTORING: _Shape(
        minutes=20, seats=4, needs="",
        titles=("{}, step by step", "{}: find the snag"),
        opening=(
            "Ask each student to show one thing they can already do here. Begin there.",
            "Look at a recent answer together. The student explains it; the tutor only "
            "asks questions.",
        ),
        work=(
            "Take one step at a time: tutor models, student copies, student leads. "
            "Leave out one more hint each time.",
            "Find the step where it stops working. Practise that step alone three "
            "times, then put the whole problem back together.",
        ),
        check=(
            "Two questions of the exit slip, spoken aloud. Note which step each one "
            "shows."
        ),
    ),
    Modality.PEER: _Shape(
        minutes=25, seats=6, needs="",
        titles=("{}: teach each other", "{}: compare two ways"),
        opening=(
            "Groups of two or three. Each student writes one question about this skill "
            "that they would like answered.",
            "Each student solves the same problem silently, in any way they like.",
        ),
        work=(
            "Take turns as the explainer and the asker. The asker may only say 'why?' "
            "and 'show me'. Swap roles after each problem.",
            "Lay the solutions side by side. Agree on the clearest one and on one "
            "thing to borrow from each of the others.",
        ),
        check=(
            "Answer the exit slip alone, then compare. Circle the one worth asking "
            "about."
        ),
    ),
    Modality.ONLINE: _Shape(
        minutes=25, seats=40, needs="device",
        titles=("{}: watch and try", "{}: practice with hints"),
        opening=(
            "Watch the short explanation. Stop it once and say in your own words what "
            "happens next.",
            "Try the first problem before opening any hint.",
        ),
        work=(
            "Work the practice set. After two misses in a row, go back to the example "
            "and find the line that differs from yours.",
            "Work at your own pace. Write down one hint that helped and one problem to "
            "ask about.",
        ),
        check="Take the exit slip in one sitting, without hints.",
    ),
    Modality.PROJECT: _Shape(
        minutes=40, seats=40, needs="",
        titles=("{}: put it to use", "{}: find it in the world"),
        opening=(
            "Choose something from home, school or town where this skill decides "
            "something real. Say what is to be found out.",
            "Collect or look up real numbers for a question the group cares about.",
        ),
        work=(
            "Plan, estimate, then work it out. Keep a page that another group could "
            "follow without asking.",
            "Make the result into something to show: a poster, a model, a price list, "
            "a two-minute talk. Each student explains one part of it.",
        ),
        check=(
            "Show the page to another group, answer its questions, then take the exit "
            "slip."
        ),
    ),
    Modality.INDEPENDENT: _Shape(
        minutes=20, seats=40, needs="",
        titles=("{}: on your own", "{}: show what you can do"),
        opening=(
            "Read the worked example slowly. Cover the last step and write it "
            "yourself.",
            "Write down what you remember of this skill before looking anything up.",
        ),
        work=(
            "Solve five problems. Star one that you could teach and one that you would "
            "like to see again.",
            "Make up three problems, from gentle to tricky, and solve them on the "
            "back.",
        ),
        check="Take the exit slip and mark how sure you were of each answer.",
    ),
}  # fmt: skip

#: How starter lessons are called after their skill.
WORDINGS = tuple(wording for shape in _SHAPES.values() for wording in shape.titles)

#: First words of titles that say what to do rather than name a thing.
_VERBS = frozenset(
    (
        "add", "build", "choose", "classify", "combine", "compare", "complete",
        "construct", "convert", "count", "decide", "define", "describe", "divide",
        "draw", "estimate", "evaluate", "explain", "factor", "find", "fit", "graph",
        "interpret", "join", "make", "measure", "mentally", "model", "move", "multiply",
        "name", "operate", "place", "prove", "put", "read", "rearrange", "recognize",
        "report", "restrict", "rewrite", "round", "see", "show", "simulate",
        "skip-count", "solve", "sort", "split", "subtract", "summarize", "turn,", "use",
        "verify", "write",
    )
)  # fmt: skip
#: First words of titles that are a question.
_QUESTIONS = frozenset(("how", "what", "where", "why"))
#: First words that keep their capital within a sentence.
_PROPER = frozenset(("AA", "Cavalieri's"))


def lessons_of(skill: Skill) -> Iterator[Lesson]:
    """Yield the starter lessons of a skill, two for each modality of a lesson."""
    for modality in LESSON_MODALITIES:
        shape = _SHAPES[modality]
        for n in range(len(shape.titles)):
            yield Lesson(
                code=f"SB-{skill.code}-{modality.slug}-{n + 1}",
                skill=skill,
                modality=int(modality),
                title=lesson_title(skill.title, shape.titles[n]),
                minutes=shape.minutes,
                seats=shape.seats,
                needs=shape.needs,
                body=_body(skill, shape, n),
                is_shell=True,
            )


def lesson_title(skill_title: str, wording: str) -> str:
    """Return the title of a lesson from its skill's.

    >>> [lesson_title(title, "Meet {}") for title in (
    ...     "Unit rates", "Divide fractions", "What a fraction is")]
    ['Meet unit rates', 'Learn to divide fractions', 'Find out what a fraction is']
    >>> lesson_title("Unit rates", "{}: on your own")
    'Unit rates: on your own'
    """
    first = skill_title.split(" ", maxsplit=1)[0]
    if wording.startswith("{}"):
        return wording.format(skill_title)
    if first.lower() in _VERBS:
        wording = "Learn to {}"
    elif first.lower() in _QUESTIONS:
        wording = "Find out {}"
    if first in _PROPER:
        return wording.format(skill_title)
    return wording.format(skill_title[:1].lower() + skill_title[1:])


def _body(skill: Skill, shape: _Shape, n: int) -> str:
    """Return the plan of a lesson: opening, work, check with an exit slip."""
    opening = max(3, shape.minutes // 6)
    check = max(4, shape.minutes // 5)
    return "\n\n".join(
        (
            f"Skill: {skill.code} {skill.title}. {skill.statement}".strip(),
            f"Opening ({opening} minutes). {shape.opening[n]}",
            f"Work ({shape.minutes - opening - check} minutes). {shape.work[n]}",
            f"Check ({check} minutes). {shape.check} {_slip(skill.code, seed=n)}",
        )
    )


@lru_cache(maxsize=1024)
def _slip(code: str, *, seed: int) -> str:
    """Return the exit slip of a skill, or how to write one."""
    if code not in covered_codes():
        return "Exit slip: each student writes one problem on this skill and solves it."
    stems = [question.stem for question in questions_for(code, n=2, seed=seed)]
    return f"Exit slip, for example: {' '.join(stems)}"
