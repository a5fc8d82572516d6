"""Why an estimate of one student and skill is what it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.apps.evidence.cards import AttemptRows
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, FloatArray

from .memory import Memory
from .rows import answers_of

#: Logits by which an item lies below the mean item of its skill to be called hard: a
#: student who gets half of the mean items right gets three in eight of these.
HARD = 0.5
#: An item is called neither hard nor easy on the word of fewer answers.
LEAST_ANSWERS_OF_ITEM = 10
#: The engine's name for what answers add that are not given one by one.
EARLIER = "earlier answers"


@dataclass(frozen=True, kw_only=True)
class Explained:
    """An estimate, taken apart.

    ``parts`` are names and logits; ``shares`` (N,) what each past answer adds;
    ``is_on_skill`` and ``is_hard`` (N,) tell of the past answers; ``telling`` their
    indices, the weightiest first.
    """

    mastery: float
    low: float
    high: float
    logit: float
    parts: tuple[tuple[str, float], ...]
    shares: FloatArray
    is_on_skill: BoolArray
    is_hard: BoolArray
    telling: tuple[int, ...]


def explain(
    memory: Memory, past: AttemptRows, *, skill: int, as_of_day: float, n_telling: int
) -> Explained:
    """Take apart the estimate of a skill, by its place.

    Parameters
    ----------
    memory : Memory
        Of one student, ready to be asked.
    past : AttemptRows
        The attempts that are in it, at numbered items.
    """
    answers = answers_of(memory.numbering, memory.student_ids, past)
    found = learner.explain(memory.state, 0, skill, as_of=as_of_day, past=answers)
    estimates = learner.snapshot(memory.state, as_of=as_of_day)
    return Explained(
        mastery=float(estimates.mastery[0, skill]),
        low=float(estimates.low[0, skill]),
        high=float(estimates.high[0, skill]),
        logit=found.logit,
        parts=tuple((part.name, part.logit) for part in found.parts),
        shares=found.shares,
        is_on_skill=_on_skill(answers, skill),
        is_hard=_hard(memory.state.model, answers, skill),
        telling=tuple(found.most_telling(n_telling)),
    )


def _on_skill(answers: learner.Answers, skill: int) -> BoolArray:
    """Return which answers (N,) are at items that ask the skill."""
    owner = np.repeat(np.arange(answers.n_items), np.diff(answers.item_skill_starts))
    asks = np.zeros(answers.n_items, np.bool_)
    asks[owner[answers.item_skills == skill]] = True
    return asks[answers.item]


def _hard(model: learner.Model, answers: learner.Answers, skill: int) -> BoolArray:
    """Return which answers (N,) are at items harder than the skill's mean item."""
    ease = model.population.item - model.reference_item[skill]
    is_known = model.population.item_n >= LEAST_ANSWERS_OF_ITEM
    return np.asarray(((ease <= -HARD) & is_known)[answers.item], np.bool_)
