"""Reads of the needs app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from seedbed.apps.rosters.queries import n_students_ever

from . import bridge
from .cards import (
    CountCard,
    ListCard,
    ListLine,
    NeedsCard,
    PocketCard,
    RequestCard,
    SourceCard,
    UnknownRow,
)
from .errors import UnknownPocketListError
from .models import (
    FamilyRequest,
    Instead,
    ListStatus,
    PocketCount,
    PocketFlag,
    PocketKind,
    PocketList,
    PocketSeats,
)
from .record import found_in_the_record

#: The kinds of pockets, in the order in which they are offered.
KINDS = tuple(str(kind) for kind in PocketKind)
#: What students do instead is said in words where at least this many are said to.
_MOST_WORDS = 3
_MOST_REQUESTS = 50
_MOST_LISTS = 40
#: What is known beats what is not, where two lists differ about a student.
_WEIGHT = {Instead.UNKNOWN: 0, Instead.SOMETHING: 1, Instead.NOTHING: 2}


def needs(on: date) -> NeedsCard:
    """Return whom nobody serves, as of a date. Six queries.

    Counts of fewer than 10, and those that would give them away, are hidden.
    """
    members, sources, words = _members(on)
    seats = dict(PocketSeats.objects.values_list("kind", "n_seats"))
    counts = _counts()
    n_students = n_students_ever()
    whole = bridge.weigh(members, seats)
    return NeedsCard(
        pockets=tuple(
            PocketCard(
                kind=one.kind,
                n=one.n,
                nothing=one.parts[0],
                something=one.parts[1],
                unknown=one.parts[2],
                sources=tuple(sources[one.kind]),
                n_seats=seats.get(one.kind),
                reached=one.reached if one.kind in seats else None,
                instead_words=_common(words[one.kind]) if one.n.n else (),
            )
            for one in whole.pockets
        ),
        overlaps=whole.overlaps,
        union=whole.union,
        n_students=n_students,
        counts=counts,
        bounds=bridge.bounds(
            whole.union, n_students, [(c.n_children, c.of_children) for c in counts]
        )
        if counts
        else None,
    )


def staged_list(uuid: UUID) -> ListCard:
    """Return a list as it was checked. Two queries.

    Raises
    ------
    UnknownPocketListError
        If this system has no such list.
    """
    found = PocketList.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPocketListError(uuid)
    is_staged = found.status == ListStatus.STAGED
    before = PocketFlag.objects.filter(
        pocket_list__kind=found.kind,
        pocket_list__source=found.source,
        pocket_list__status=ListStatus.SAVED if is_staged else ListStatus.REPLACED,
    ).exclude(pocket_list=found)
    return ListCard(
        uuid=found.uuid,
        kind=found.kind,
        source=found.source,
        file_name=found.file_name,
        as_of_on=found.as_of_on,
        how_known=found.how_known,
        n_students=found.n_students,
        n_unclear=sum(row["instead"] == Instead.UNKNOWN for row in found.rows),
        n_before=before.count(),
        unknown=tuple(UnknownRow(row=row, value=value) for row, value in found.unknown),
        status=found.status,
    )


def saved_lists() -> tuple[ListLine, ...]:
    """Return the lists that count now, the newest first. One query."""
    rows = PocketList.objects.filter(status=ListStatus.SAVED).order_by("-saved_at")
    return tuple(
        ListLine(
            uuid=row.uuid,
            kind=row.kind,
            source=row.source,
            file_name=row.file_name,
            as_of_on=row.as_of_on,
        )
        for row in rows.defer("rows", "unknown")[:_MOST_LISTS]
    )


def family_requests() -> tuple[RequestCard, ...]:
    """Return what families asked for, the newest first. One query."""
    rows = FamilyRequest.objects.order_by("-said_on", "-pk")[:_MOST_REQUESTS]
    return tuple(
        RequestCard(
            token=row.token,
            text=row.text,
            language=row.language,
            kind=row.kind,
            said_on=row.said_on,
            noted_at=row.noted_at,
            is_own=row.noted_by_id is None,
        )
        for row in rows
    )


def students_in_pockets(on: date) -> frozenset[int]:
    """Return the ids of the students in any pocket, as of a date.

    They never leave the system: pages show counts, and count who chose a unit.
    """
    members, _, _ = _members(on)
    return frozenset(student for found in members.values() for student in found)


def _members(
    on: date,
) -> tuple[
    dict[str, dict[int, str]], dict[str, list[SourceCard]], dict[str, Counter[str]]
]:
    """Return by pocket: students with what they do instead, sources, words said."""
    members: dict[str, dict[int, str]] = defaultdict(dict)
    sources: dict[str, list[SourceCard]] = defaultdict(list)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for found in found_in_the_record(on):
        sources[found.kind].append(SourceCard(source="", as_of_on=found.as_of_on))
        for student_id in found.student_ids:
            members[found.kind][student_id] = Instead.UNKNOWN
    flags: Iterable[Any] = PocketFlag.objects.filter(
        pocket_list__status=ListStatus.SAVED
    ).select_related("pocket_list")
    seen: set[int] = set()
    for flag in flags:
        said = flag.pocket_list
        mine = members[said.kind]
        before = mine.get(flag.student_id, Instead.UNKNOWN)
        mine[flag.student_id] = max(before, flag.instead, key=_weight)
        if flag.instead_words:
            words[said.kind][flag.instead_words] += 1
        if said.pk not in seen:
            seen.add(said.pk)
            sources[said.kind].append(
                SourceCard(
                    source=said.source,
                    as_of_on=said.as_of_on,
                    how_known=said.how_known,
                )
            )
    ordered = {kind: members[kind] for kind in KINDS if kind in members}
    return ordered, sources, words


def _weight(instead: str) -> int:
    return _WEIGHT[Instead(instead)]


def _common(words: Counter[str]) -> tuple[str, ...]:
    return tuple(
        said for said, n in words.most_common(_MOST_WORDS) if n >= bridge.LEAST_SHOWN
    )


def _counts() -> tuple[CountCard, ...]:
    return tuple(
        CountCard(
            kind=row.kind,
            source=row.source,
            n_children=row.n_children,
            of_children=row.of_children,
            as_of_on=row.as_of_on,
        )
        for row in PocketCount.objects.order_by("kind", "source")
    )
