"""The fund: open a round, apply problem first, read, answer. Each one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import Account, RoleKind
from seedbed.apps.pilots.errors import (
    BadRoundError,
    FundAnsweredError,
    FundClosedError,
    NoReaderError,
    UnfinishedApplicationError,
    UnfinishedReviewError,
    UnknownApplicationError,
    UntrainedReaderError,
)
from seedbed.apps.pilots.fund_cards import MARKS, N_READERS, STEPS, missing_in
from seedbed.apps.pilots.models import (
    FundAnswer,
    FundApplication,
    FundReader,
    FundReview,
    FundRound,
    Pilot,
)

from .lifecycle import begin_pilot
from .readers import trained_before

_FIELDS = frozenset(name for step in STEPS for name in step)
_LONGEST = 4_000


@transaction.atomic
def open_round(
    *,
    unit_id: int,
    key: UUID,
    title: str,
    budget_dollars: int,
    opens_on: date,
    closes_on: date,
    decides_by_on: date,
    is_blind: bool,
    readers: Sequence[str],
    by_id: int,
    on: date,
) -> UUID:
    """Open a round with three readers; a form sent twice opens one.

    ``readers`` are usernames. Each is trained before the first review; a training
    within the year before ``on`` counts.

    Raises
    ------
    BadRoundError
        If title, budget, order of dates or the readers do not fit.
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    permissions.require(by_id, RoleKind.LEADER, action="open a round", unit_id=unit_id)
    if not title.strip() or budget_dollars < 1:
        raise BadRoundError("title")
    if not opens_on <= closes_on <= decides_by_on:
        raise BadRoundError("dates")
    names = [name for name in dict.fromkeys(n.strip().lower() for n in readers) if name]
    system_id = Account.objects.values_list("system_id", flat=True).get(pk=by_id)
    accounts = [
        one
        for one in Account.objects.filter(system_id=system_id, is_active=True)
        if one.username.lower() in names
    ]
    if len(accounts) != len(names) or len(accounts) < N_READERS:
        raise BadRoundError("readers", n_known=len(accounts), n_named=len(names))
    made, is_new = FundRound.objects.get_or_create(
        uuid=key,
        defaults={
            "unit_id": unit_id,
            "title": title.strip(),
            "budget_dollars": budget_dollars,
            "opens_on": opens_on,
            "closes_on": closes_on,
            "decides_by_on": decides_by_on,
            "is_blind": is_blind,
            "opened_by_id": by_id,
        },
    )
    if is_new:
        FundReader.objects.bulk_create(
            FundReader(round=made, reader=one, trained_on=trained_before(one.pk, on=on))
            for one in accounts
        )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def begin_application(
    *,
    round_uuid: UUID,
    key: UUID,
    on: date,
    by_id: int,
    at: datetime,
    like: UUID | None = None,
) -> UUID:
    """Begin a draft in an open round; a form sent twice begins one.

    ``like`` is an own application of an earlier round, held or never sent: what it
    says is taken over.

    Raises
    ------
    FundClosedError
        If the round is not open.
    NotAllowedError, UnknownApplicationError
        If the account may not, or there is no such round.
    """
    found = _round(round_uuid)
    permissions.require(
        by_id, RoleKind.LEADER, action="apply to the fund", unit_id=found.unit_id
    )
    _must_be_open(found, on)
    before = FundApplication.objects.filter(uuid=like, by_id=by_id).first()
    made, _is_new = FundApplication.objects.get_or_create(
        uuid=key,
        defaults={
            "round": found,
            "by_id": by_id,
            "begun_at": at,
            "answers": before.answers if before else {},
        },
    )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def keep_answers(*, application: UUID, answers: Mapping[str, str], by_id: int) -> None:
    """Keep what was typed in a step, whatever is missing; only in a draft.

    Raises
    ------
    FundAnsweredError
        If it was sent.
    NotAllowedError, UnknownApplicationError
        If it is somebody else's, or there is none.
    """
    found = _own_draft(application, by_id)
    kept = {k: v[:_LONGEST] for k, v in answers.items() if k in _FIELDS}
    found.answers = {**found.answers, **kept}
    found.save(update_fields=["answers"])


@transaction.atomic
def send_application(*, application: UUID, on: date, by_id: int, at: datetime) -> None:
    """Send a draft to the readers; from here on it is read and no longer changed.

    One that was given back to be edited may come again until the round is answered.

    Raises
    ------
    UnfinishedApplicationError
        If measure, margin, stop line, decision date or something else is missing.
    FundClosedError
        If the round is not open.
    FundAnsweredError, NotAllowedError, UnknownApplicationError
        If it was sent, is somebody else's, or there is none.
    """
    found = _own_draft(application, by_id)
    _must_be_open(found.round, on, is_edited=found.answer == FundAnswer.EDIT)
    missing = missing_in(found.answers)
    if missing:
        raise UnfinishedApplicationError(missing)
    FundApplication.objects.filter(pk=found.pk).update(sent_at=at, answer="", why="")


@transaction.atomic
def review(
    *,
    application: UUID,
    conflict: str,
    is_sustainable: bool | None,
    marks: Mapping[str, int],
    words: str,
    by_id: int,
    at: datetime,
) -> None:
    """Say what a reader thinks, once; sustainability first.

    With a conflict nothing else is kept. What cannot go on without the fund is not
    marked: the reader says why in words.

    Raises
    ------
    NoReaderError
        If the account does not read this round, wrote it, or has read it before.
    UntrainedReaderError
        If it has not finished the training.
    UnfinishedReviewError
        If the gate, the marks or the words are missing.
    FundAnsweredError, UnknownApplicationError
        If it is not sent or was answered, or there is none.
    """
    found = _sent(application)
    reader = found.round.readers.filter(reader_id=by_id).first()
    if reader is None or found.by_id == by_id:
        raise NoReaderError
    if reader.trained_on is None:
        raise UntrainedReaderError
    if not conflict.strip():
        _check_review(is_sustainable, marks, words)
    is_judged = not conflict.strip()
    kept = {name: marks[name] for name in MARKS if name in marks}
    _made, is_new = FundReview.objects.get_or_create(
        application=found,
        reader_id=by_id,
        defaults={
            "conflict": conflict.strip()[:500],
            "is_sustainable": is_sustainable if is_judged else None,
            "marks": kept if is_judged and is_sustainable else {},
            "words": words.strip()[:_LONGEST] if is_judged else "",
            "read_at": at,
        },
    )
    if not is_new:
        raise NoReaderError


@transaction.atomic
def answer_application(
    *,
    application: UUID,
    answer: str,
    why: str,
    starts_on: date,
    by_id: int,
    at: datetime,
) -> UUID | None:
    """Answer yes, no, hold or edit, with reasons; a yes begins a pilot and returns it.

    An edit gives the draft back to its team; its reviews are read anew with it.

    Raises
    ------
    UnfinishedReviewError
        If the answer or its reason is missing, or for a yes fewer than three have
        judged it (who is tied to the team does not count), too few of them say that
        it can go on without the fund, or the round's budget is given.
    FundAnsweredError, NotAllowedError, UnknownApplicationError
        If it is not sent or was answered, the account may not, or there is none.
    """
    found = _sent(application)
    permissions.require(
        by_id, RoleKind.LEADER, action="answer it", unit_id=found.round.unit_id
    )
    if answer not in FundAnswer.values or not why.strip():
        raise UnfinishedReviewError("answer")
    if answer == FundAnswer.YES:
        _must_be_sustainable(found)
        _must_be_affordable(found)
    waiting = FundApplication.objects.filter(pk=found.pk, answer="")
    changes: dict[str, object] = {
        "answer": answer,
        "why": why.strip(),
        "answered_by_id": by_id,
        "answered_at": at,
    }
    if answer == FundAnswer.EDIT:
        changes["sent_at"] = None
        found.reviews.all().delete()
    if waiting.update(**changes) != 1:
        raise FundAnsweredError("answered")
    if answer != FundAnswer.YES:
        return None
    said = found.answers
    pilot = begin_pilot(
        unit_id=found.round.unit_id,
        name=said["model"].splitlines()[0][:200],
        aim=f"{said['problem']}\n{said['whom']}",
        starts_on=starts_on,
        by_id=by_id,
        at=at,
        key=uuid4(),
    )
    FundApplication.objects.filter(pk=found.pk).update(
        pilot=Pilot.objects.get(uuid=pilot)
    )
    return pilot


def _check_review(
    is_sustainable: bool | None, marks: Mapping[str, int], words: str
) -> None:
    if is_sustainable is None:
        raise UnfinishedReviewError("gate")
    if not words.strip():
        raise UnfinishedReviewError("words")
    if is_sustainable and any(not 1 <= marks.get(name, 0) <= 4 for name in MARKS):
        raise UnfinishedReviewError("marks")


def _must_be_sustainable(found: FundApplication) -> None:
    judged = [one.is_sustainable for one in found.reviews.filter(conflict="")]
    if len(judged) < N_READERS:
        others = found.round.readers.exclude(reader_id=found.by_id)
        may_judge = others.count() - found.reviews.exclude(conflict="").count()
        raise UnfinishedReviewError("unread" if may_judge >= N_READERS else "tied")
    if 2 * sum(one is True for one in judged) <= len(judged):
        raise UnfinishedReviewError("unsustainable")


def _must_be_affordable(found: FundApplication) -> None:
    granted = FundApplication.objects.filter(round=found.round, answer=FundAnswer.YES)
    asked = [one.answers["budget_dollars"] for one in (*granted, found)]
    if sum(int(dollars) for dollars in asked) > found.round.budget_dollars:
        raise UnfinishedReviewError("budget")


def _must_be_open(found: FundRound, on: date, *, is_edited: bool = False) -> None:
    """Refuse what comes too early or late; an edit may come until all are answered."""
    if on < found.opens_on:
        raise FundClosedError(found.title, "opens", found.opens_on)
    last_on = found.decides_by_on if is_edited else found.closes_on
    if on > last_on:
        raise FundClosedError(found.title, "closed", last_on)


def _round(uuid: UUID) -> FundRound:
    found = FundRound.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownApplicationError(uuid)
    row: FundRound = found
    return row


def _application(uuid: UUID) -> FundApplication:
    rows = FundApplication.objects.select_related("round")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise UnknownApplicationError(uuid)
    row: FundApplication = found
    return row


def _own_draft(uuid: UUID, by_id: int) -> FundApplication:
    found = _application(uuid)
    if found.by_id != by_id:
        raise UnknownApplicationError(uuid)
    if found.sent_at is not None:
        raise FundAnsweredError("sent")
    return found


def _sent(uuid: UUID) -> FundApplication:
    found = _application(uuid)
    if found.sent_at is None:
        raise FundAnsweredError("not-sent")
    if found.answer:
        raise FundAnsweredError("answered")
    return found
