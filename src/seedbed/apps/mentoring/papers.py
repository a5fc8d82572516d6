"""Finds a student's own paper of an exit slip, and names each form it is answered on.

A form may lie in a browser without a network and be sent more than once. Its key is
signed for one student and one slip: another student who uses the same device cannot
hand it in as their own.
"""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer

from .errors import OtherFormError, UnknownSlipError
from .models import SlipPaper, SlipQuestion

_SIGNER = Signer(sep=".", salt="seedbed.slip-form")


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


def new_form_key(student_id: int, slip_uuid: UUID) -> str:
    """Return the key of one more form for a student's paper. No query."""
    return _SIGNER.sign(f"{student_id}-{slip_uuid.hex}-{uuid.uuid4().hex}")


def read_form_key(key: str, student_id: int, slip_uuid: UUID) -> UUID:
    """Return what names a form, if it was made for this student's paper. No query.

    Raises
    ------
    OtherFormError
        If it was made for another student or slip, or not here.
    """
    try:
        whose, slip_hex, name = _SIGNER.unsign(key).split("-")
    except (BadSignature, ValueError) as error:
        raise OtherFormError from error
    if (whose, slip_hex) != (str(student_id), slip_uuid.hex):
        raise OtherFormError
    return UUID(hex=name)
