"""Opens a round of wishes and takes the wishes in."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.choices import bridge
from seedbed.apps.choices.cards import RoundTerms
from seedbed.apps.choices.errors import RoundNotOpenError, RoundTermsError, WishError
from seedbed.apps.choices.finding import round_row
from seedbed.apps.choices.models import (
    ChoiceRound,
    Elective,
    Meeting,
    Method,
    Preference,
    RoundElective,
    RoundStatus,
)
from seedbed.apps.choices.permissions import require_leader, student_for
from seedbed.lib.text import count

TITLE_LENGTH = 200
MOST_LOAD = 12  # what the engine can hold of one student


@transaction.atomic
def open_round(
    *, unit_id: int, terms: RoundTerms, seed: str, salt: str, by_id: int
) -> UUID:
    """Open a round and publish the hash of its seed; return its key.

    Parameters
    ----------
    seed, salt
        Secret until seats are allotted: the caller draws them, this publishes their
        hash, so that nobody can choose a draw after the wishes are known.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    RoundTermsError
        If the dates do not follow each other, there is nothing to choose, or the
        method or the number of seats per student does not exist.
    """
    require_leader(by_id, unit_id, action="open a round of choices")
    offered = Elective.objects.filter(unit_id=unit_id, is_offered=True)
    offered = offered.select_related("adult__person").order_by("id")
    if terms.elective_ids:
        offered = offered.filter(pk__in=terms.elective_ids)
    electives: list[Any] = list(offered)
    _check(terms, electives)
    _check_shared(electives)
    try:
        committed = bridge.commitment(seed, salt)
    except ValueError as error:
        raise RoundTermsError(str(error)) from error
    row: Any = ChoiceRound.objects.create(
        unit_id=unit_id,
        title=terms.title.strip(),
        title_es=terms.title_es.strip()[:TITLE_LENGTH],
        method=terms.method,
        load=terms.load,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        seed=seed,
        salt=salt,
        commitment=committed,
        opened_by_id=by_id,
    )
    RoundElective.objects.bulk_create(
        RoundElective(round=row, elective=elective, seats=elective.seats)
        for elective in electives
    )
    key: UUID = row.uuid
    return key


@transaction.atomic
def rank(
    *,
    round_uuid: UUID,
    student_id: int,
    elective_ids: tuple[int, ...],
    by_id: int,
    at: datetime,
) -> None:
    """Keep a student's wishes, the dearest first, in place of the earlier ones.

    The same list again changes nothing; an empty one takes the student out.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    RoundNotOpenError
        Before the round opens, and from its deadline on.
    WishError
        If an elective is named twice or is not in the round.
    """
    row = round_row(round_uuid)
    student = student_for(student_id, by_id, action="rank electives for a student")
    if student.unit_id != row.unit_id:
        raise WishError(f"{row.title} is a round of another unit.")
    is_open = row.status == RoundStatus.OPEN and row.opens_at <= at < row.closes_at
    if not is_open:
        raise RoundNotOpenError(row.title, row.opens_at, row.closes_at)
    if len(set(elective_ids)) != len(elective_ids):
        raise WishError("An elective is on your list twice.")
    known = set(
        RoundElective.objects.filter(round=row).values_list("elective_id", flat=True)
    )
    unknown = [e for e in elective_ids if e not in known]
    if unknown:
        n = count(len(unknown), "elective")
        raise WishError(f"{n} on your list cannot be chosen in {row.title}.")
    Preference.objects.filter(round=row, student=student).delete()
    Preference.objects.bulk_create(
        Preference(round=row, student=student, elective_id=elective_id, rank=n)
        for n, elective_id in enumerate(elective_ids, start=1)
    )


def _check(terms: RoundTerms, electives: list[Any]) -> None:
    _check_times(terms)
    if terms.method not in Method:
        known = ", ".join(Method.values)
        raise RoundTermsError(
            f"There is no method {terms.method!r}; there are {known}."
        )
    if not 1 <= terms.load <= MOST_LOAD:
        raise RoundTermsError(
            f"A student gets 1 to {MOST_LOAD} electives, found {terms.load}."
        )
    if not electives:
        raise RoundTermsError("Nothing is on offer, so there is nothing to choose.")
    missing = set(terms.elective_ids) - {elective.pk for elective in electives}
    if missing:
        n = count(len(missing), "elective")
        raise RoundTermsError(f"{n} named is not on offer.")
    if terms.method == Method.LOTTERY and len(electives) != 1:
        raise RoundTermsError(
            f"A public lottery is for one program, found {len(electives)}."
        )


def _check_shared(electives: list[Any]) -> None:
    """Refuse electives that need one adult or one room at the same time."""
    named = {elective.pk: elective for elective in electives}
    meetings = Meeting.objects.filter(elective_id__in=named)
    spans = [
        (m.weekday, m.starts_at, m.ends_at, named[m.elective_id]) for m in meetings
    ]
    spans.sort(key=lambda span: (*span[:3], span[3].pk))
    for (day, _starts, ends, one), (other_day, starts, _ends, other) in combinations(
        spans, 2
    ):
        if day != other_day or starts >= ends or one.pk == other.pk:
            continue
        if one.adult_id == other.adult_id:
            raise RoundTermsError(
                f"{one.adult} would lead {one.title} and {other.title} at one time."
            )
        if one.room and one.room.casefold() == other.room.casefold():
            raise RoundTermsError(
                f"{one.title} and {other.title} would be in {one.room} at one time."
            )


def _check_times(terms: RoundTerms) -> None:
    if not 1 <= len(terms.title.strip()) <= TITLE_LENGTH:
        raise RoundTermsError(
            f"A round needs a title of at most {TITLE_LENGTH} letters."
        )
    if terms.opens_at >= terms.closes_at:
        raise RoundTermsError("A round opens before its deadline.")
    if terms.starts_on > terms.ends_on:
        raise RoundTermsError("The first day comes before the last one.")
    if terms.closes_at.date() > terms.ends_on:
        raise RoundTermsError("The deadline lies after the last day.")
