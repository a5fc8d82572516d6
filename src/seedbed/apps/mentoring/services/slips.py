"""Exit slips: an adult asks, students answer once, the answers become evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.timezone import localdate

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.curriculum.items import skills_key
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.mentoring.errors import (
    BadQuestionError,
    NoSkillError,
    SlipClosedError,
    UnansweredError,
)
from seedbed.apps.mentoring.marking import is_right
from seedbed.apps.mentoring.models import ExitSlip, SlipPaper, SlipQuestion
from seedbed.apps.mentoring.papers import own_paper, read_form_key
from seedbed.apps.mentoring.permissions import require_session
from seedbed.apps.scheduling.models import Seat

SOURCE = "Exit slips"
MAX_QUESTIONS = 10
MAX_STEM = 1_000
MAX_ANSWER = 255
#: Answers given without a network may arrive so many days late.
LATE_DAYS = 7
_FEWEST_CHOICES = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as an adult asks it; without ``choices`` the answer is typed."""

    stem: str
    answer: str
    choices: tuple[str, ...] = ()


@transaction.atomic
def open_slip(
    *, session_id: int, by_id: int, at: datetime, questions: Sequence[Asked]
) -> bool:
    """Ask the students of a session; return False if the session has its slip already.

    Raises
    ------
    NotAllowedError
        If the session is not the adult's.
    NoSkillError
        If the session teaches no skill.
    BadQuestionError
        If a question has no stem, no answer, or an answer not among its choices.
    """
    session = require_session(by_id, session_id, action="ask an exit slip")
    if session.lesson is None:
        raise NoSkillError(session.title)
    _check(questions)
    slip, is_new = ExitSlip.objects.get_or_create(
        session=session,
        defaults={
            "on": session.day.on,
            "block_id": session.block_id,
            "skill_id": session.lesson.skill_id,
            "title": session.lesson.skill.title,
            "opened_at": at,
            "by_id": by_id,
        },
    )
    if not is_new:
        return False
    _write_questions(slip, questions)
    seated = Seat.objects.filter(session=session).values_list("student_id", flat=True)
    SlipPaper.objects.bulk_create(
        SlipPaper(slip=slip, student_id=student_id) for student_id in seated
    )
    return True


@transaction.atomic
def hand_in(
    *,
    student_id: int,
    slip_uuid: UUID,
    given: Sequence[str],
    unsure: Sequence[int] = (),
    on: date,
    at: datetime,
    form_key: str = "",
    answered_at: datetime | None = None,
) -> bool:
    """Take a student's answers, once; return whether these are the ones that count.

    The first answers stand. Each becomes an attempt at its question's item. The same
    form sent again, as a browser does that was without a network, changes nothing and
    counts as handed in.

    Parameters
    ----------
    given
        What was typed or chosen, question by question.
    unsure
        Ordinals of the questions that the student says not to know yet.
    on
        Today's local date.
    form_key
        What ``queries.new_form_key`` gave the form.
    answered_at
        When the browser says it was answered, if it had to wait for a network. On the
        slip's own day it counts even if it arrives up to ``LATE_DAYS`` later.

    Raises
    ------
    UnknownSlipError
        If the student has no paper of such a slip.
    OtherFormError
        If the form was made for another student.
    SlipClosedError
        If its day is over.
    UnansweredError
        If a question has neither an answer nor "I don't know yet".
    """
    name = read_form_key(form_key, student_id, slip_uuid) if form_key else None
    paper, questions = own_paper(student_id, slip_uuid)
    if paper.handed_in_at is not None:
        return _is_same(paper, name)
    told_at = _told_at(paper.slip, answered_at if name else None, at=at)
    if paper.slip.on != on and told_at is None:
        raise SlipClosedError(paper.slip.on)
    answers = _answers(questions, given, unsure)
    # One conditional UPDATE, so that a paper sent from two tabs counts once.
    waiting = SlipPaper.objects.filter(pk=paper.pk, handed_in_at=None)
    if waiting.update(handed_in_at=at, form_key=name, answers=answers) != 1:
        return _is_same(SlipPaper.objects.get(pk=paper.pk), name)
    _add_evidence(paper, questions, answers, at=told_at or at)
    return True


def _is_same(paper: Any, name: UUID | None) -> bool:
    """Tell whether the paper that was handed in is the form of this name."""
    return name is not None and paper.form_key == name


def _told_at(
    slip: Any, answered_at: datetime | None, *, at: datetime
) -> datetime | None:
    """Return when a form was answered, if that can be: on the slip's day, not later."""
    if answered_at is None or not slip.opened_at <= answered_at <= at:
        return None
    is_fresh = at - answered_at <= timedelta(days=LATE_DAYS)
    return answered_at if is_fresh and localdate(answered_at) == slip.on else None


def _check(questions: Sequence[Asked]) -> None:
    if not 1 <= len(questions) <= MAX_QUESTIONS:
        raise BadQuestionError(1, f"is missing: ask 1 to {MAX_QUESTIONS} questions")
    for n, asked in enumerate(questions, start=1):
        _check_one(n, asked)


def _check_one(n: int, asked: Asked) -> None:
    if not asked.stem.strip() or len(asked.stem) > MAX_STEM:
        raise BadQuestionError(n, f"needs words, at most {MAX_STEM:,} characters")
    if not asked.answer.strip() or len(asked.answer) > MAX_ANSWER:
        raise BadQuestionError(
            n, f"needs its right answer, at most {MAX_ANSWER} characters", part="answer"
        )
    if asked.choices and asked.answer not in asked.choices:
        raise BadQuestionError(
            n, f"does not offer its right answer, {asked.answer!r}", part="choices"
        )
    if asked.choices and len(set(asked.choices)) < _FEWEST_CHOICES:
        raise BadQuestionError(n, "needs two different choices", part="choices")


def _write_questions(slip: ExitSlip, questions: Sequence[Asked]) -> None:
    """Store the questions, each with the item that evidence will name."""
    keys = [(_item_code(asked), (slip.skill_id,)) for asked in questions]
    items = curriculum.ensure_items(keys=keys)
    SlipQuestion.objects.bulk_create(
        SlipQuestion(
            slip=slip,
            ordinal=n,
            item_id=items[code, skills_key(skill_ids)],
            stem=asked.stem.strip(),
            answer=asked.answer,
            choices=list(asked.choices),
        )
        for n, (asked, (code, skill_ids)) in enumerate(
            zip(questions, keys, strict=True), start=1
        )
    )


def _item_code(asked: Asked) -> str:
    """Return the name of a question: the same words are the same item."""
    words = "\n".join([asked.stem.strip(), asked.answer, *sorted(asked.choices)])
    return f"slip:{hashlib.blake2b(words.encode(), digest_size=8).hexdigest()}"


def _answers(
    questions: Sequence[Any], given: Sequence[str], unsure: Sequence[int]
) -> list[dict[str, Any]]:
    """Return what is kept of each answer, or refuse a paper with open questions."""
    said = [*given, *[""] * len(questions)]
    typed = {q.ordinal: said[n].strip() for n, q in enumerate(questions)}
    left = [n for n, words in typed.items() if not words and n not in unsure]
    if left:
        raise UnansweredError(left)
    return [
        {
            "given": typed[q.ordinal][:MAX_ANSWER],
            "is_right": typed[q.ordinal] == q.answer
            if q.choices
            else is_right(typed[q.ordinal], q.answer),
        }
        for q in questions
    ]


def _add_evidence(
    paper: Any,
    questions: Sequence[Any],
    answers: Sequence[dict[str, Any]],
    *,
    at: datetime,
) -> None:
    """Store one attempt per question, named so that it can never count twice."""
    n = len(questions)
    evidence.add_attempts(
        columns=AttemptColumns(
            student_id=np.full(n, paper.student_id, np.int64),
            item_id=np.array([q.item_id for q in questions], np.int64),
            is_correct=np.array([a["is_right"] for a in answers], np.bool_),
            occurred_at=np.full(n, at.timestamp()),
            ordinal=np.arange(1, n + 1, dtype=np.int64),
            event_id=[
                f"slip-{paper.slip.uuid.hex}-{paper.student_id}-{q.ordinal}"
                for q in questions
            ],
        ),
        source=SOURCE,
        at=at,
        file_name=f"exit slip {paper.slip.uuid}",
    )
