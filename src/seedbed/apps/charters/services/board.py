"""Sends a charter to its board and writes down how the board voted.

A board votes on a charter that was sent, and again on one that it adopted: to renew it,
to adopt what was changed since, or to end it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.charters.checks import open_points
from seedbed.apps.charters.errors import (
    CharterStateError,
    UnfinishedCharterError,
    VoteError,
)
from seedbed.apps.charters.models import (
    BoardVote,
    Charter,
    CharterSection,
    CharterState,
    VoteOutcome,
)
from seedbed.apps.charters.permissions import require_answerer, require_writer
from seedbed.apps.charters.stored import section_cards
from seedbed.apps.charters.wording import point_in_words

from .finding import find_charter

#: What a charter that was sent becomes.
_STATES = {
    VoteOutcome.ADOPTED: CharterState.ADOPTED,
    VoteOutcome.REFUSED: CharterState.REFUSED,
    VoteOutcome.RETURNED: CharterState.DRAFT,
}
#: What one becomes that was adopted before: returned, the words of then still stand.
_STATES_AGAIN = _STATES | {VoteOutcome.RETURNED: CharterState.ADOPTED}
_NAME_LENGTH = 200
_WHY_LENGTH = 4_000


@transaction.atomic
def send_to_board(*, charter: UUID, by_id: int, at: datetime) -> None:
    """Lay a charter before the board. Its words are closed until the board answers.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        If the account may not, or there is no such charter.
    UnfinishedCharterError
        Naming all that is open: empty fields, two owners, measures without a date.
    CharterStateError
        If it is no draft.
    """
    found = find_charter(charter)
    require_writer(found, by_id, "send the charter to the board")
    _refuse_unfinished(found)
    drafts = Charter.objects.filter(pk=found.pk, state=CharterState.DRAFT)
    sent = drafts.update(state=CharterState.SENT, sent_by_id=by_id, sent_at=at)
    if sent != 1:
        raise CharterStateError(found.get_state_display(), "send it")


@transaction.atomic
def record_vote(
    *,
    token: UUID,
    charter: UUID,
    board: str,
    voted_on: date,
    n_for: int,
    n_against: int,
    outcome: str,
    by_id: int,
    at: datetime,
    n_abstained: int = 0,
    why: str = "",
) -> None:
    """Write down how a board voted, and on which words; once for each ``token``.

    A charter that is adopted can be voted on again, on a later day.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        Unless the account leads the system, or if there is no such charter.
    VoteError
        If nobody voted, more voted against what was adopted, a no has no reasons, the
        day has not come, or the board voted on that day or later before.
    UnfinishedCharterError
        If it is adopted anew although something in it is open.
    CharterStateError
        If it is neither before the board nor adopted.
    """
    found = find_charter(charter)
    require_answerer(by_id, "write a vote down")
    if BoardVote.objects.filter(token=token).exists():
        return
    _check(n_for, n_against, n_abstained, outcome, why)
    if voted_on > at.date() + timedelta(days=1):
        raise VoteError(
            f"{voted_on:%Y-%m-%d} has not come yet", "Give the day of the vote."
        )
    states = _STATES
    if found.state == CharterState.ADOPTED:
        _check_again(found, voted_on, outcome)
        states = _STATES_AGAIN
    elif found.state != CharterState.SENT:
        raise CharterStateError(found.get_state_display(), "write a vote down")
    # One conditional UPDATE, so that two people cannot both write the answer down.
    unanswered = Charter.objects.filter(pk=found.pk, state=found.state)
    if unanswered.update(state=states[VoteOutcome(outcome)]) != 1:
        raise CharterStateError(found.get_state_display(), "write a vote down")
    standing = CharterSection.objects.filter(charter=found, is_beside=False)
    BoardVote.objects.create(
        token=token,
        charter=found,
        board=board.strip()[:_NAME_LENGTH],
        voted_on=voted_on,
        n_for=n_for,
        n_against=n_against,
        n_abstained=n_abstained,
        outcome=VoteOutcome(outcome),
        why=why.strip()[:_WHY_LENGTH],
        versions=dict(standing.order_by("number").values_list("key", "number")),
        noted_by_id=by_id,
        noted_at=at,
    )


def _refuse_unfinished(found: Charter) -> None:
    rows = CharterSection.objects.filter(charter=found).select_related("by__person")
    points = open_points(section_cards(rows.order_by("number")))
    if points:
        raise UnfinishedCharterError([point_in_words(one) for one in points])


def _check_again(found: Charter, voted_on: date, outcome: str) -> None:
    """Refuse a second vote that is the first one written down twice, or unfinished."""
    last = found.votes.order_by("-voted_on", "-pk").first()
    if last is not None and voted_on <= last.voted_on:
        raise VoteError(
            f"the board's vote of {last.voted_on:%Y-%m-%d} is written down already",
            "A review has a later day.",
        )
    if outcome == VoteOutcome.ADOPTED:
        _refuse_unfinished(found)


def _check(
    n_for: int, n_against: int, n_abstained: int, outcome: str, why: str
) -> None:
    if n_for + n_against + n_abstained == 0:
        raise VoteError("nobody voted", "Give the votes for and against.")
    if outcome == VoteOutcome.ADOPTED and n_for <= n_against:
        raise VoteError(
            f"{n_for} for and {n_against} against adopt nothing",
            "Look at the minutes: the votes or the outcome are mistaken.",
        )
    if outcome != VoteOutcome.ADOPTED and not why.strip():
        raise VoteError(
            "a no has no reasons", "Write the board's reasons; some laws ask for them."
        )
