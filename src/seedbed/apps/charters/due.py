"""What a unit's adopted charter waits for: all of it is read in one query."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    DateField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from .autonomy import autonomy_of
from .cards import DecisionCard, DueRow, MarkCard
from .checks import as_share
from .dates import dates_of, soon
from .models import (
    BoardVote,
    Charter,
    CharterSection,
    CharterState,
    UnitDecision,
    VoteOutcome,
    Waiver,
    WaiverState,
)

_NO_DAY = Cast(Value(None), DateField())


def due(unit_id: int, on: date) -> tuple[DueRow, ...]:
    """Return what a unit's adopted charter waits for on a day. One query.

    Reviews, ends and decisions on measures come some weeks before their day, so does
    the last day of a waiver; then comes the alarm that the unit decides on paper only.
    """
    rows = _rows_of(unit_id)
    if not rows["charter"]:
        return ()
    ((uuid, name, _, _),) = rows["charter"]
    contents: dict[str, dict[str, Any]] = defaultdict(dict)
    for key, content, _, _ in sorted(rows["section"], key=lambda row: row[2]):
        contents[key] = json.loads(content)
    granted = [(words, until_on) for words, _, _, until_on in rows["waiver"]]
    found = [
        (one.what, one.on, one.about) for one in soon(dates_of(contents, granted), on)
    ]
    decisions = [
        DecisionCard(on=day, domain=domain, what="", decided_by=by, who="")
        for domain, by, _, day in rows["decision"]
    ]
    if autonomy_of(contents["decides"], decisions).is_on_paper:
        found.append(("paper", on, ""))
    return tuple(
        DueRow(charter=UUID(uuid), name=name, what=what, on=day, about=about)
        for what, day, about in found
    )


def adopted_mark(unit_id: int) -> MarkCard | None:
    """Return the mainstream share that a unit's charter sets, or None. One query.

    It is that of the words on which the board voted: what is written into the section
    later moves no mark.
    """
    number = Cast(KeyTextTransform("measures", "versions"), IntegerField())
    voted = CharterSection.objects.filter(
        charter=OuterRef("charter"), key="measures", number=OuterRef("number")
    )
    votes = _adopting_votes(unit_id).select_related("charter").annotate(number=number)
    vote = votes.annotate(measures=Subquery(voted.values("content")[:1])).first()
    share = (
        as_share((vote.measures or {}).get("mainstream_share", "")) if vote else None
    )
    if share is None:
        return None
    return MarkCard(
        charter=vote.charter.uuid,
        name=vote.charter.name,
        share=share,
        adopted_on=vote.voted_on,
    )


def _rows_of(unit_id: int) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return what stands in a unit's adopted charter, by kind of row.

    Each row is two texts, a number and a day.
    """
    charter = Subquery(_adopting_votes(unit_id).values("charter")[:1])
    of_it = {"charter": charter}
    standing = CharterSection.objects.filter(**of_it, is_beside=False)
    taken = UnitDecision.objects.filter(**of_it)
    granted = Waiver.objects.filter(**of_it, state=WaiverState.GRANTED)
    first, *others = (
        _part("charter", Charter.objects.filter(pk=charter), "uuid", "name"),
        _part("section", standing, "key", "content", number="number"),
        _part("waiver", granted, "words", day="until_on"),
        _part("decision", taken, "domain", "decided_by", day="on"),
    )
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, *columns in first.union(*others, all=True):
        rows[kind].append(tuple(columns))
    return rows


def _part(
    kind: str,
    rows: QuerySet[Any],
    text: str,
    more: str = "",
    *,
    number: str = "",
    day: str = "",
) -> QuerySet[Any]:
    """Return rows of one kind in the columns that all kinds share."""
    return rows.order_by().values_list(
        Value(kind, TextField()),
        Cast(text, TextField()),
        Cast(more, TextField()) if more else Value("", TextField()),
        Cast(number, IntegerField()) if number else Value(0, IntegerField()),
        Cast(day, DateField()) if day else _NO_DAY,
    )


def _adopting_votes(unit_id: int) -> Any:
    """Return the votes that adopted a unit's charters, the newest first."""
    return BoardVote.objects.filter(
        charter__unit_id=unit_id,
        charter__state=CharterState.ADOPTED,
        outcome=VoteOutcome.ADOPTED,
    ).order_by("-voted_on", "-pk")
