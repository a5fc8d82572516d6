"""Turns templates into exit slips: different questions, the same for the same seed."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

from . import (  # noqa: F401  templates register themselves when imported
    chance,
    decimals,
    equations,
    expressions,
    fractions,
    functions,
    geometry,
    measurement,
    powers,
    ratios,
    signed_numbers,
    statistics,
    trigonometry,
    whole_numbers,
)
from .notation import show
from .records import Draft, Question, Value
from .registry import TEMPLATES, Template

#: The letter of a sub-skill, written without the dot before it.
_LETTER = re.compile(r"(\d)([a-z])$")
_MAX_CHOICES = 4
_TRIES_PER_QUESTION = 60


def covered_codes() -> frozenset[str]:
    """Return the codes of the skills that the bank can ask."""
    return frozenset(TEMPLATES)


def questions_for(code: str, *, n: int, seed: int) -> tuple[Question, ...]:
    """Return ``n`` different questions on a skill, the same for the same seed.

    Parameters
    ----------
    code
        The skill's code as in Common Core mathematics: ``6.RP.A.3.b``, also written
        ``6.RP.A.3b``. The code of a group, ``6.RP.A.3``, draws on all its skills.

    Returns
    -------
    tuple of Question
        Empty for a skill that the bank does not cover; fewer than ``n`` where its
        templates have no more.
    """
    templates = _templates(code)
    rng = Random(f"{code}:{seed}")  # noqa: S311  a slip must repeat, not be secret
    slip: dict[str, Question] = {}
    first = rng.randrange(len(templates)) if templates else 0
    for turn in range(n * _TRIES_PER_QUESTION if templates else 0):
        if len(slip) == n:
            break
        template = templates[(first + turn) % len(templates)]
        question = _question(code, template(rng), rng)
        slip.setdefault(question.stem, question)
    return tuple(slip.values())


def _templates(code: str) -> list[Template]:
    """Return the templates of a skill, or of all skills of a group."""
    dotted = _LETTER.sub(r"\1.\2", code)
    if dotted in TEMPLATES:
        return TEMPLATES[dotted]
    return [
        template
        for below in sorted(TEMPLATES)
        if below.startswith(f"{dotted}.")
        for template in TEMPLATES[below]
    ]


def _question(code: str, draft: Draft, rng: Random) -> Question:
    """Return a draft as a question, its choices written out and shuffled."""
    answer = show(draft.answer)
    choices: list[str] = []
    if draft.wrong:
        filled = [*draft.wrong, *_near(draft.answer)]
        written = dict.fromkeys(show(value) for value in filled)
        written.pop(answer, None)
        choices = [answer, *list(written)[: _MAX_CHOICES - 1]]
        rng.shuffle(choices)
    return Question(code=code, stem=draft.stem, answer=answer, choices=tuple(choices))


def _near(answer: Value) -> list[Value]:
    """Return numbers near an answer, for when its own wrong answers coincide."""
    if isinstance(answer, int):
        steps = (1, 2, 10, 3) if answer >= 0 else (-1, -2, -10, -3)
        return [answer + step for step in steps]
    if isinstance(answer, Fraction):
        return [answer + Fraction(step, answer.denominator) for step in (1, 2, 3)]
    return []
