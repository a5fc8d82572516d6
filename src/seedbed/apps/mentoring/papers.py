"""Finds a student's own paper of an exit slip, with its questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .errors import UnknownSlipError
from .models import SlipPaper, SlipQuestion


def own_paper(student_id: int, slip_uuid: UUID) -> tuple[Any, list[Any]]:
    """Return a student's paper with its slip, and the questions in order. Two queries.

    Raises
    ------
    UnknownSlipError
        If the student has no paper of such a slip.
    """
    papers = SlipPaper.objects.select_related("slip")
    paper = papers.filter(student_id=student_id, slip__uuid=slip_uuid).first()
    if paper is None:
        raise UnknownSlipError
    questions = SlipQuestion.objects.filter(slip=paper.slip).order_by("ordinal")
    return paper, list(questions)
