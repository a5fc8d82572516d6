"""Says why a student's estimate is what it is: parts, past answers, one sentence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.curriculum.models import Item, Skill
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import AttemptRows
from seedbed.apps.rosters.models import Student

from . import bridge
from .cards import ExplanationCard, ExplanationPart, PastAnswer
from .moments import day_of, local_date
from .numbering import places
from .upkeep import stored_memory
from .wording import LATEST, LatestAnswers, sentence_of, words_of_part


def why_of(
    student_id: int, skill_id: int, *, n_answers: int = 6
) -> ExplanationCard | None:
    """Return why the estimate of a skill is what it is, as of the latest night.

    ``parts`` and every past answer add up to the logit behind it; of the answers the
    ``n_answers`` that add or take most are told, and the rest are one part more. None
    where the night has not estimated the student and the skill. Six queries, two more
    the first time after a night.
    """
    unit_id = Student.objects.values_list("unit_id", flat=True).get(pk=student_id)
    memory = stored_memory(unit_id)
    if memory is None or memory.ledger.as_of is None:
        return None
    wanted = np.array([student_id], np.int64)
    skill = int(places(memory.numbering.skill_ids, np.array([skill_id]))[0])
    if skill < 0 or student_id not in memory.student_ids:
        return None
    as_of = memory.ledger.as_of
    past = evidence.attempt_rows(
        until=as_of, student_ids=wanted, up_to_id=memory.ledger.read_up_to
    )
    past = past.select(past.is_due & memory.numbering.has_item(past.item_id))
    explained = bridge.explain(
        bridge.part_of(memory, wanted),
        past,
        skill=skill,
        as_of_day=day_of(as_of),
        n_telling=n_answers,
    )
    zone = ZoneInfo(accounts.current_system().time_zone)
    named = Skill.objects.values_list("code", "title").get(pk=skill_id)
    return _card(
        explained,
        past,
        student_id=student_id,
        skill_id=skill_id,
        named=named,
        as_of=as_of,
        zone=zone,
    )


def _card(
    explained: bridge.Explained,
    past: AttemptRows,
    *,
    student_id: int,
    skill_id: int,
    named: tuple[str, str],
    as_of: datetime,
    zone: ZoneInfo,
) -> ExplanationCard:
    """Return the card; names the items of the telling answers. One query."""
    telling = list(explained.telling)
    items = Item.objects.in_bulk([int(past.item_id[i]) for i in telling])
    rest = float(explained.shares.sum() - explained.shares[telling].sum())
    parts = [
        ExplanationPart(words=words_of_part(name), logit=logit)
        for name, logit in explained.parts
        if name != bridge.EARLIER
    ]
    earlier = sum(logit for name, logit in explained.parts if name == bridge.EARLIER)
    parts.append(
        ExplanationPart(words=words_of_part(bridge.EARLIER), logit=earlier + rest)
    )
    return ExplanationCard(
        student_id=student_id,
        skill_id=skill_id,
        code=named[0],
        title=named[1],
        as_of=as_of,
        mastery=explained.mastery,
        low=explained.low,
        high=explained.high,
        n_attempts=int(explained.is_on_skill.sum()),
        logit=explained.logit,
        parts=tuple(parts),
        answers=tuple(
            PastAnswer(
                on=local_date(float(past.day[i]), zone),
                item=items[int(past.item_id[i])].code,
                is_on_skill=bool(explained.is_on_skill[i]),
                is_correct=bool(past.is_correct[i]),
                logit=float(explained.shares[i]),
            )
            for i in telling
        ),
        sentence=sentence_of(_latest(explained, past, zone)),
    )


def _latest(
    explained: bridge.Explained, past: AttemptRows, zone: ZoneInfo
) -> LatestAnswers:
    """Return what is said of the latest answers on the skill."""
    last = np.flatnonzero(explained.is_on_skill)[-LATEST:]
    right = last[past.is_correct[last]]
    return LatestAnswers(
        n=len(last),
        n_right=len(right),
        n_hard=int(explained.is_hard[right].sum()),
        last_on=local_date(float(past.day[last[-1]]), zone) if len(last) else None,
    )
