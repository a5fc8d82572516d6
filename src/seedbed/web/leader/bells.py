"""The bells of a unit as a form: its rows, read back, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.scheduling.services import unit_frame as services
from seedbed.apps.scheduling.unit_cards import BlockLine
from seedbed.web.kit.fields import typed_time
from seedbed.web.kit.refusals import Problem

KINDS: dict[str, str | Promise] = {
    "learning": pgettext_lazy("block", "Learning"),
    "check_in": pgettext_lazy("block", "Check-in"),
    "elective": pgettext_lazy("block", "Elective"),
    "break": pgettext_lazy("block", "Break"),
    "lunch": pgettext_lazy("block", "Lunch"),
}
MIDNIGHT = time(0, 0)
#: Rows to add blocks in.
_EMPTY_ROWS = 2
_COLUMNS = ("block", "title", "kind", "starts", "minutes")
_LONGEST_TITLE = 100


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the form, as it stands or as it was typed."""

    block: str = "0"
    title: str = ""
    kind: str = "learning"
    starts: str = ""
    minutes: str = ""


def rows_of(blocks: Sequence[BlockLine], typed: QueryDict) -> list[Row]:
    """Return the rows as typed, or else the blocks, and two to add more in."""
    rows = _typed(typed) or [
        Row(
            block=str(b.id),
            title=b.title,
            kind=b.kind,
            starts=f"{b.starts_at:%H:%M}",
            minutes=str(b.minutes),
        )
        for b in blocks
    ]
    return [*(row for row in rows if row.title or row.starts), *[Row()] * _EMPTY_ROWS]


def weekdays_of(standing: Sequence[int], typed: QueryDict) -> set[int]:
    """Return the weekdays as ticked, or else those that stand."""
    if not _typed(typed):
        return set(standing)
    return set(ticked(typed, "runs_on"))


def keep(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    """Keep the bells that were typed; a row without a title takes its block away."""
    blocks = []
    for row in _typed(post):
        if not row.title:
            continue
        starts = typed_time({"starts": row.starts}, "starts")
        if starts is None or not row.minutes.isdecimal():
            words = gettext(
                "Say when %(block)s begins and how many minutes it takes, in digits."
            )
            return Problem(words=words % {"block": row.title}, field="bells-h")
        blocks.append(
            BlockLine(
                id=int(row.block) if row.block.isdecimal() else 0,
                title=row.title,
                kind=row.kind if row.kind in KINDS else "learning",
                starts_at=starts,
                minutes=int(row.minutes),
            )
        )
    services.keep_bells(
        unit_id=unit.id, weekdays=ticked(post, "runs_on"), blocks=blocks, by_id=by_id
    )
    return gettext("The bells are kept. The next night plans by them.")


def _typed(post: QueryDict) -> list[Row]:
    columns = [post.getlist(name) for name in _COLUMNS]
    return [
        Row(
            block=block[:12],
            title=" ".join(title.split())[:_LONGEST_TITLE],
            kind=kind,
            starts=starts[:8],
            minutes=minutes[:4].strip(),
        )
        for block, title, kind, starts, minutes in zip(*columns, strict=False)
    ]


def ticked(post: QueryDict, name: str) -> list[int]:
    """Return the weekdays that were ticked in a field."""
    return [int(n) for n in post.getlist(name) if n.isascii() and n.isdigit()]
