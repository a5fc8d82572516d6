"""Reads rounds with their electives: what each offers, who teaches it, how many ask.

A round's electives, the unit's offers outside of any round, and what one student wished
are one query: each row is an elective in a round, or by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TimeField,
    Value,
)
from django.db.models.functions import Coalesce

from seedbed.apps.choices.cards import ElectiveCard, MeetingTime, RoundCard, WishCard
from seedbed.apps.choices.models import (
    ChoiceRound,
    ChosenSeat,
    Elective,
    ElectivePrerequisite,
    Meeting,
    Preference,
    RoundStatus,
    WaitingPlace,
)
from seedbed.apps.rosters.models import Student
from seedbed.lib.calendar import minutes_of

#: An elective in a round.
_IN_ROUND = {"round_id": OuterRef("in_round"), "elective_id": OuterRef("pk")}


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Rounds in the order asked for, one student's wishes in each, and what is offered.

    ``wishes`` are the dearest first, by position of the round; ``offered`` are the
    unit's electives on offer by title.
    """

    rounds: tuple[RoundCard, ...]
    wishes: tuple[tuple[WishCard, ...], ...]
    offered: tuple[ElectiveCard, ...]


def rounds_counted() -> QuerySet[Any]:
    """Return the rounds, each saying how many rank in it of how many students."""
    ranking = Preference.objects.filter(round_id=OuterRef("pk")).values("round_id")
    here = Student.objects.filter(unit_id=OuterRef("unit_id"), is_active=True)
    who = ranking.order_by().annotate(n=Count("student_id", distinct=True))
    all_here = here.order_by().values("unit_id").annotate(n=Count("pk"))
    rows: QuerySet[Any] = ChoiceRound.objects.annotate(
        n_ranking=Coalesce(Subquery(who.values("n")), 0),
        n_students=Coalesce(Subquery(all_here.values("n")), 0),
    )
    return rows


def read_offers(
    rows: Sequence[Any],
    *,
    at: datetime,
    unit_id: int | None = None,
    student_id: int | None = None,
) -> Offers:
    """Return rounds of ``rounds_counted`` with their electives. Two queries.

    Parameters
    ----------
    unit_id
        The unit whose electives on offer are read, too.
    student_id
        The student whose wishes are read, too.
    """
    found = list(_electives(rows, unit_id=unit_id, student_id=student_id))
    cards = _cards({e.pk: e for e in found})
    by_round: dict[int, list[Any]] = defaultdict(list)
    for elective in found:
        by_round[elective.in_round].append(elective)
    offered = {e.pk: cards[e.pk] for e in found if e.is_offered}
    in_rounds = [tuple(_in_round(e, cards) for e in by_round[row.pk]) for row in rows]
    return Offers(
        rounds=tuple(
            _round_card(row, electives, at=at)
            for row, electives in zip(rows, in_rounds, strict=True)
        ),
        wishes=tuple(
            _wishes(by_round[row.pk], {card.id: card for card in electives})
            for row, electives in zip(rows, in_rounds, strict=True)
        ),
        offered=tuple(offered.values()) if unit_id is not None else (),
    )


def _electives(
    rows: Sequence[Any], *, unit_id: int | None, student_id: int | None
) -> QuerySet[Any]:
    """Return electives by title, once for each of the rounds that holds them."""
    ids = [row.pk for row in rows] or [0]  # an empty list would empty the answer
    electives: QuerySet[Any] = Elective.objects.annotate(
        offer=FilteredRelation("rounds", condition=Q(rounds__round_id__in=ids)),
        in_round=F("offer__round_id"),
        offer_seats=F("offer__seats"),
        is_held=F("offer__is_held"),
        n_asked=_n_of(Preference.objects),
        n_first=_n_of(Preference.objects.filter(rank=1)),
        n_seated=_n_of(ChosenSeat.objects.filter(given_back_at=None)),
        n_waiting=_n_of(WaitingPlace.objects),
    )
    wanted = Q(in_round__isnull=False)
    if unit_id is not None:
        wanted |= Q(unit_id=unit_id, is_offered=True)
    electives = electives.filter(wanted)
    if student_id is not None:
        electives = electives.annotate(**_wish_of(student_id))
    beside = electives.select_related("adult__person", "designed_by__person")
    return beside.order_by("title", "pk")


def _n_of(rows: Any) -> Coalesce:
    """Return how many of some rows an elective has in its round."""
    mine = rows.filter(**_IN_ROUND).order_by().values("elective_id")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def _wish_of(student_id: int) -> dict[str, Any]:
    """Return what one student wished of an elective in its round, and got."""
    mine = _IN_ROUND | {"student_id": student_id}
    wish = Preference.objects.filter(**mine)
    seats = ChosenSeat.objects.filter(**mine)
    place = WaitingPlace.objects.filter(**mine)
    return {
        "rank": Subquery(wish.values("rank")[:1]),
        "reason": Subquery(wish.values("reason")[:1]),
        "is_got": Exists(seats.filter(given_back_at=None)),
        "was_left": Exists(seats.exclude(given_back_at=None)),
        "place": Coalesce(Subquery(place.values("place")[:1]), 0),
    }


def _cards(electives: dict[int, Any]) -> dict[int, ElectiveCard]:
    """Return cards by id, with the seats on offer. One query."""
    times: dict[int, list[MeetingTime]] = defaultdict(list)
    needs: dict[int, list[str]] = defaultdict(list)
    for elective_id, weekday, starts_at, ends_at, skill, _key in _beside(electives):
        if starts_at is None:
            needs[elective_id].append(skill)
            continue
        span = MeetingTime(weekday, minutes_of(starts_at), minutes_of(ends_at))
        times[elective_id].append(span)
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
            meetings=tuple(sorted(times[e.pk])),
            needs=tuple(needs[e.pk]),
            designed_by=e.designed_by.person.name if e.designed_by else "",
        )
        for e in electives.values()
    }


def _beside(electives: Iterable[int]) -> list[Any]:
    """Return when electives meet and, without times, which skills they ask for."""
    ids = list(electives)
    nowhen = Value(None, output_field=TimeField())
    meetings = Meeting.objects.filter(elective_id__in=ids).order_by()
    skills = ElectivePrerequisite.objects.filter(elective_id__in=ids).order_by()
    rows = meetings.values_list(
        "elective_id", "weekday", "starts_at", "ends_at", Value(""), "pk"
    ).union(
        skills.values_list(
            "elective_id", Value(0), nowhen, nowhen, "skill__title", "pk"
        ),
        all=True,
    )
    return sorted(rows, key=lambda row: row[-1])


def _in_round(elective: Any, cards: dict[int, ElectiveCard]) -> ElectiveCard:
    return replace(
        cards[elective.pk],
        seats=elective.offer_seats,
        is_held=elective.is_held,
        n_asked=elective.n_asked,
        n_first=elective.n_first,
        n_seated=elective.n_seated,
        n_waiting=elective.n_waiting,
    )


def _round_card(
    row: Any, electives: tuple[ElectiveCard, ...], *, at: datetime
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
        electives=electives,
        n_ranking=row.n_ranking,
        n_students=row.n_students,
    )


def _wishes(
    found: Sequence[Any], electives: dict[int, ElectiveCard]
) -> tuple[WishCard, ...]:
    """Return one student's wishes in a round, where they were read."""
    ranked = [e for e in found if getattr(e, "rank", None) is not None]
    return tuple(
        _wish(e, electives) for e in sorted(ranked, key=lambda wish: wish.rank)
    )


def _wish(wish: Any, electives: dict[int, ElectiveCard]) -> WishCard:
    reason = dict(wish.reason)
    named = [electives[e] for e in reason.pop("electives", ()) if e in electives]
    if named:
        reason["titles"] = [(e.title, e.title_es or e.title) for e in named]
    return WishCard(
        elective=electives[wish.pk],
        rank=wish.rank,
        is_got=wish.is_got,
        is_given_back=wish.was_left and not wish.is_got,
        reason=reason,
        place=wish.place,
    )


def state_of(row: Any, *, at: datetime) -> str:
    """Return planned, open, closed or allotted."""
    if row.status == RoundStatus.ALLOTTED:
        return "allotted"
    if at < row.opens_at:
        return "planned"
    return "open" if at < row.closes_at else "closed"
