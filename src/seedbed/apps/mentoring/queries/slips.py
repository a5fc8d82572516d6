"""Exit slips: what the bank proposes to ask, and a student's own paper."""

from __future__ import annotations

from uuid import UUID

from seedbed.apps.curriculum.questions import Question, questions_for
from seedbed.apps.mentoring.cards import GivenAnswer, Paper
from seedbed.apps.mentoring.papers import own_paper

N_QUESTIONS = 5


def proposed_questions(code: str, *, seed: int) -> tuple[Question, ...]:
    """Return five questions of the bank on a skill, other ones for another seed.

    Fewer, or none, where the bank does not cover the skill. No query.
    """
    return questions_for(code, n=N_QUESTIONS, seed=seed)


def paper_of(student_id: int, slip_uuid: UUID) -> Paper:
    """Return a student's paper of an exit slip. Two queries.

    The right answers are told only once it is handed in.

    Raises
    ------
    UnknownSlipError
        If the student has no paper of such a slip.
    """
    found, questions = own_paper(student_id, slip_uuid)
    is_done = found.handed_in_at is not None
    return Paper(
        uuid=slip_uuid,
        title=found.slip.title,
        on=found.slip.on,
        handed_in_at=found.handed_in_at,
        answers=tuple(
            GivenAnswer(
                ordinal=row.ordinal,
                stem=row.stem,
                choices=tuple(row.choices),
                answer=row.answer if is_done else "",
                given=found.answers[n]["given"] if is_done else "",
                is_right=found.answers[n]["is_right"] if is_done else None,
            )
            for n, row in enumerate(questions)
        ),
    )
