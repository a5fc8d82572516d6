"""Reads one round of choices whole: who asks for what, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from seedbed.apps.mastery import queries as mastery
from seedbed.lib.calendar import minutes_of

from .models import (
    ChosenSeat,
    ElectivePrerequisite,
    Meeting,
    Preference,
    RoundElective,
    WayKind,
    WayRequest,
    WayState,
)

Pair = tuple[int, int]
Span = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class RoundRows:
    """A round by position: students n in ``student_ids``, electives c.

    ``wishes`` are positions of electives, the dearest first; ``meetings`` spans of
    weekday, start and end in minutes. ``lacking`` names the skills a student has not
    shown, ``at_work`` pairs that working hours forbid, ``given_back`` seats that were
    left. ``has`` are seats now, ``drawn`` positions in the order of the draw.
    """

    method: str
    load: int
    student_ids: tuple[int, ...]
    codes: tuple[str, ...]
    elective_ids: tuple[int, ...]
    titles: tuple[str, ...]
    seats: tuple[int, ...]
    minimum: tuple[int, ...]
    meetings: tuple[tuple[Span, ...], ...]
    wishes: tuple[tuple[int, ...], ...]
    lacking: dict[Pair, tuple[str, ...]] = field(default_factory=dict)
    at_work: frozenset[Pair] = frozenset()
    given_back: frozenset[Pair] = frozenset()
    has: frozenset[Pair] = frozenset()
    drawn: tuple[int, ...] = ()


def read_round(row: Any) -> RoundRows:
    """Return a round with its wishes and seats. At most seven queries."""
    offers: list[Any] = list(
        RoundElective.objects.filter(round=row)
        .select_related("elective")
        .order_by("elective_id")
    )
    position = {offer.elective_id: c for c, offer in enumerate(offers)}
    wishes: dict[int, list[int]] = {}
    codes: dict[int, Any] = {}
    ranked = Preference.objects.filter(round=row).order_by("student_id", "rank")
    for student_id, elective_id, code in ranked.values_list(
        "student_id", "elective_id", "student__person__uuid"
    ):
        wishes.setdefault(student_id, []).append(position[elective_id])
        codes[student_id] = code
    ids = tuple(sorted(wishes))
    at = {student_id: n for n, student_id in enumerate(ids)}
    meetings = _meetings(position)
    has, given_back = _seats(row, at, position)
    return RoundRows(
        method=row.method,
        load=row.load,
        student_ids=ids,
        codes=tuple(str(codes[student_id]) for student_id in ids),
        elective_ids=tuple(position),
        titles=tuple(offer.elective.title for offer in offers),
        seats=tuple(offer.seats if offer.is_held else 0 for offer in offers),
        minimum=tuple(offer.elective.minimum for offer in offers),
        meetings=meetings,
        wishes=tuple(tuple(wishes[student_id]) for student_id in ids),
        lacking=_lacking(row.unit_id, at, position),
        at_work=_at_work(at, meetings),
        given_back=given_back,
        has=has,
        drawn=tuple(at[i] for i in row.drawn if i in at),
    )


def _meetings(position: dict[int, int]) -> tuple[tuple[Span, ...], ...]:
    found: list[list[Span]] = [[] for _ in position]
    rows = Meeting.objects.filter(elective_id__in=position)
    for m in rows.order_by("weekday", "starts_at"):
        span = (m.weekday, minutes_of(m.starts_at), minutes_of(m.ends_at))
        found[position[m.elective_id]].append(span)
    return tuple(tuple(spans) for spans in found)


def _seats(
    row: Any, at: dict[int, int], position: dict[int, int]
) -> tuple[frozenset[Pair], frozenset[Pair]]:
    has: set[Pair] = set()
    given_back: set[Pair] = set()
    rows = ChosenSeat.objects.filter(round=row)
    for student_id, elective_id, left_at in rows.values_list(
        "student_id", "elective_id", "given_back_at"
    ):
        pair = (at[student_id], position[elective_id])
        (has if left_at is None else given_back).add(pair)
    return frozenset(has), frozenset(given_back - has)


def _lacking(
    unit_id: int, at: dict[int, int], position: dict[int, int]
) -> dict[Pair, tuple[str, ...]]:
    """Return the skills that students have not shown, where electives ask for some.

    Whoever is in no snapshot has shown nothing yet.
    """
    needs = list(
        ElectivePrerequisite.objects.filter(elective_id__in=position).values_list(
            "elective_id", "skill_id", "skill__title"
        )
    )
    if not needs:
        return {}
    shown: set[Pair] = set()
    snapshot = mastery.latest_snapshot(unit_id)
    if snapshot is not None:
        column = {int(k): n for n, k in enumerate(snapshot.skill_ids)}
        for r, student_id in enumerate(snapshot.student_ids.tolist()):
            shown |= {
                (student_id, skill_id)
                for _e, skill_id, _t in needs
                if skill_id in column and snapshot.is_mastered[r, column[skill_id]]
            }
    lacking: dict[Pair, tuple[str, ...]] = {}
    for elective_id, skill_id, title in sorted(needs):
        for student_id, n in at.items():
            if (student_id, skill_id) not in shown:
                pair = (n, position[elective_id])
                lacking[pair] = (*lacking.get(pair, ()), title)
    return lacking


def _at_work(
    at: dict[int, int], meetings: tuple[tuple[Span, ...], ...]
) -> frozenset[Pair]:
    rows = WayRequest.objects.filter(
        student_id__in=at, kind=WayKind.WORK, state=WayState.APPROVED
    )
    found = set()
    for r in rows:
        start, end = minutes_of(r.starts_at), minutes_of(r.ends_at)
        for c, spans in enumerate(meetings):
            if any(
                r.weekday in (weekday, -1) and start < to and begin < end
                for weekday, begin, to in spans
            ):
                found.add((at[r.student_id], c))
    return frozenset(found)
