"""A session as its adult sees it: who is here, and the exit slip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.mentoring.cards import (
    SessionPage,
    SessionSeat,
    SlipCard,
    SlipQuestionCard,
)
from seedbed.apps.mentoring.models import (
    Attendance,
    ExitSlip,
    SlipPaper,
    SlipQuestion,
)
from seedbed.apps.mentoring.permissions import visible_sessions
from seedbed.apps.scheduling.models import Seat
from seedbed.apps.scheduling.rows.frame import minutes_of
from seedbed.lib.modalities import Modality


def session_page(account: AccountCard, session_id: int) -> SessionPage | None:
    """Return a session with its students, None without the right to. Six queries."""
    related = ("day", "block", "room", "staff__person", "lesson__skill", "exit_slip")
    found: Any = (
        visible_sessions(account).select_related(*related).filter(pk=session_id).first()
    )
    if found is None:
        return None
    slip = getattr(found, "exit_slip", None)
    papers: list[Any] = list(SlipPaper.objects.filter(slip=slip)) if slip else []
    skill = found.lesson.skill if found.lesson else None
    return SessionPage(
        session_id=session_id,
        on=found.day.on,
        block_id=found.block_id,
        starts=minutes_of(found.block.starts_at),
        minutes=found.block.minutes,
        title=found.title,
        modality=Modality(found.modality).slug,
        room_id=found.room_id,
        room=found.room.name if found.room else "",
        adult=found.staff.person.name if found.staff else "",
        skill_code=skill.code if skill else "",
        skill=skill.title if skill else "",
        seats=_seats(found, papers),
        slip=_slip(slip, papers) if slip else None,
    )


def _seats(session: Any, papers: Iterable[Any]) -> tuple[SessionSeat, ...]:
    """Return the students by name, with marks and papers. Two queries."""
    seats: list[Any] = list(
        Seat.objects.filter(session=session).select_related("student__person")
    )
    marks = dict(
        Attendance.objects.filter(
            student_id__in=[seat.student_id for seat in seats],
            on=session.day.on,
            block_id=session.block_id,
        ).values_list("student_id", "mark")
    )
    handed_in = {p.student_id: p for p in papers if p.handed_in_at is not None}
    cards = [
        SessionSeat(
            student_id=seat.student_id,
            name=seat.student.person.name,
            mark=marks.get(seat.student_id, ""),
            is_handed_in=seat.student_id in handed_in,
            n_right=_n_right(handed_in.get(seat.student_id)),
        )
        for seat in seats
    ]
    return tuple(sorted(cards, key=lambda c: (c.name, c.student_id)))


def _n_right(paper: Any) -> int:
    return 0 if paper is None else sum(a["is_right"] for a in paper.answers)


def _slip(slip: ExitSlip, papers: list[Any]) -> SlipCard:
    """Return a slip with how each question went. One query."""
    handed_in = [p for p in papers if p.handed_in_at is not None]
    rows: Iterable[Any] = SlipQuestion.objects.filter(slip=slip).order_by("ordinal")
    return SlipCard(
        uuid=slip.uuid,
        title=slip.title,
        questions=tuple(
            SlipQuestionCard(
                ordinal=row.ordinal,
                stem=row.stem,
                answer=row.answer,
                choices=tuple(row.choices),
                n_right=sum(p.answers[n]["is_right"] for p in handed_in),
                n_given=len(handed_in),
            )
            for n, row in enumerate(rows)
        ),
        n_papers=len(papers),
        n_handed_in=len(handed_in),
    )
