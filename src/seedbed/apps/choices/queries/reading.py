"""Turns rows of rounds, electives, ways and wishes into cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from seedbed.apps.choices.cards import (
    AdultCard,
    ElectiveCard,
    MeetingTime,
    RequestCard,
    RoundCard,
    WayCard,
)
from seedbed.apps.choices.models import (
    ChosenSeat,
    ElectivePrerequisite,
    Meeting,
    Preference,
    RoundElective,
    RoundStatus,
    WaitingPlace,
    WayKind,
)
from seedbed.apps.rosters.models import Staff, Student
from seedbed.lib.calendar import minutes_of


def elective_cards(electives: Sequence[Any]) -> dict[int, ElectiveCard]:
    """Return cards by id, with the seats on offer. Two queries.

    ``electives`` have ``adult__person`` and ``designed_by__person`` read already.
    """
    ids = [e.pk for e in electives]
    times: dict[int, list[MeetingTime]] = defaultdict(list)
    for m in Meeting.objects.filter(elective_id__in=ids).order_by(
        "weekday", "starts_at"
    ):
        span = MeetingTime(m.weekday, minutes_of(m.starts_at), minutes_of(m.ends_at))
        times[m.elective_id].append(span)
    needs: dict[int, list[str]] = defaultdict(list)
    needed = ElectivePrerequisite.objects.filter(elective_id__in=ids).order_by("id")
    for elective_id, title in needed.values_list("elective_id", "skill__title"):
        needs[elective_id].append(title)
    return {
        e.pk: ElectiveCard(
            id=e.pk,
            title=e.title,
            title_es=e.title_es,
            description=e.description,
            description_es=e.description_es,
            adult=e.adult.person.name,
            room=e.room,
            seats=e.seats,
            minimum=e.minimum,
            meetings=tuple(times[e.pk]),
            needs=tuple(needs[e.pk]),
            designed_by=e.designed_by.person.name if e.designed_by else "",
        )
        for e in electives
    }


def round_cards(rows: Sequence[Any], *, at: datetime) -> list[RoundCard]:
    """Return cards of rounds of one unit, in their order. Seven queries."""
    offers: Iterable[Any] = (
        RoundElective.objects.filter(round__in=rows)
        .select_related("elective__adult__person", "elective__designed_by__person")
        .order_by("elective__title", "elective_id")
    )
    by_round: dict[int, list[Any]] = defaultdict(list)
    for offer in offers:
        by_round[offer.round_id].append(offer)
    electives = {o.elective_id: o.elective for row in by_round.values() for o in row}
    cards = elective_cards(list(electives.values()))
    counts = _Counts(rows)
    return [_round_card(row, by_round[row.pk], cards, counts, at=at) for row in rows]


class _Counts:
    """How many rank, have and wait for each elective of some rounds. Four queries."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.asked: Counter[tuple[int, int]] = Counter()
        self.first: Counter[tuple[int, int]] = Counter()
        ranking: dict[int, set[int]] = defaultdict(set)
        wishes = Preference.objects.filter(round__in=rows)
        for round_id, elective_id, student_id, place in wishes.values_list(
            "round_id", "elective_id", "student_id", "rank"
        ):
            self.asked[round_id, elective_id] += 1
            self.first[round_id, elective_id] += int(place == 1)
            ranking[round_id].add(student_id)
        self.n_ranking = {round_id: len(who) for round_id, who in ranking.items()}
        self.seated = Counter(
            ChosenSeat.objects.filter(round__in=rows, given_back_at=None).values_list(
                "round_id", "elective_id"
            )
        )
        self.waiting = Counter(
            WaitingPlace.objects.filter(round__in=rows).values_list(
                "round_id", "elective_id"
            )
        )
        units = {row.unit_id for row in rows}
        here = Student.objects.filter(unit_id__in=units, is_active=True)
        self.n_students = Counter(here.values_list("unit_id", flat=True))


def _round_card(
    row: Any,
    offers: Sequence[Any],
    cards: dict[int, ElectiveCard],
    counts: _Counts,
    *,
    at: datetime,
) -> RoundCard:
    is_done = row.status == RoundStatus.ALLOTTED
    return RoundCard(
        uuid=row.uuid,
        unit_id=row.unit_id,
        title=row.title,
        title_es=row.title_es,
        method=row.method,
        load=row.load,
        state=state_of(row, at=at),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        commitment=row.commitment,
        seed=row.seed if is_done else "",
        salt=row.salt if is_done else "",
        allotted_at=row.allotted_at,
        measures=row.measures,
        electives=tuple(_in_round(row, offer, cards, counts) for offer in offers),
        n_ranking=counts.n_ranking.get(row.pk, 0),
        n_students=counts.n_students[row.unit_id],
    )


def _in_round(
    row: Any, offer: Any, cards: dict[int, ElectiveCard], counts: _Counts
) -> ElectiveCard:
    key = (row.pk, offer.elective_id)
    card = cards[offer.elective_id]
    return replace(
        card,
        seats=offer.seats,
        is_held=offer.is_held,
        n_asked=counts.asked[key],
        n_first=counts.first[key],
        n_seated=counts.seated[key],
        n_waiting=counts.waiting[key],
    )


def state_of(row: Any, *, at: datetime) -> str:
    """Return planned, open, closed or allotted."""
    if row.status == RoundStatus.ALLOTTED:
        return "allotted"
    if at < row.opens_at:
        return "planned"
    return "open" if at < row.closes_at else "closed"


def adult_cards(unit_id: int) -> tuple[AdultCard, ...]:
    """Return the adults of a unit by name. One query."""
    rows = Staff.objects.filter(unit_id=unit_id, is_active=True)
    found = [
        AdultCard(id=s.pk, name=s.person.name) for s in rows.select_related("person")
    ]
    return tuple(sorted(found, key=lambda card: (card.name, card.id)))


def way_cards(rows: Iterable[Any]) -> tuple[WayCard, ...]:
    """Return cards of ways whose student and decider are read already. No queries."""
    return tuple(
        WayCard(
            id=row.pk,
            student_id=row.student_id,
            student=row.student.person.name,
            kind=row.kind,
            subject=row.subject,
            weekday=row.weekday,
            value=row.value,
            starts=minutes_of(row.starts_at) if row.kind == WayKind.WORK else 0,
            ends=minutes_of(row.ends_at) if row.kind == WayKind.WORK else 0,
            why=row.why,
            state=row.state,
            asked_at=row.asked_at,
            decided_by=row.decided_by.person.name if row.decided_by else "",
            note=row.note,
        )
        for row in rows
    )


def request_cards(rows: Iterable[Any]) -> tuple[RequestCard, ...]:
    """Return one card for wishes alike, the most wished first. No queries.

    Student, mentor and their persons are read already.
    """
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.alike].append(row)
    found = []
    for alike in groups.values():
        told = next((row for row in alike if row.mentor_id is not None), alike[0])
        found.append(
            RequestCard(
                id=told.pk,
                title=told.title,
                n_asking=len(alike),
                description=told.description,
                designer=told.student.person.name if told.mentor else "",
                mentor=told.mentor.person.name if told.mentor else "",
                state=told.state,
            )
        )
    return tuple(sorted(found, key=lambda card: (-card.n_asking, card.title)))
