"""Words for whom nobody serves: pockets, counts, sources, what students do instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from seedbed.apps.needs.cards import (
    BoundsCard,
    CountCard,
    Counted,
    NeedsCard,
    PocketCard,
    SourceCard,
)
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.upset import Column, upset
from seedbed.web.kit.words import number, short_date

#: Each pocket: whole name, and a short one for the picture.
POCKETS: dict[str, tuple[str | Promise, str | Promise]] = {
    "left": (gettext_lazy("Left school"), pgettext_lazy("pocket", "Left school")),
    "homeschooled": (
        gettext_lazy("Schooled at home"),
        pgettext_lazy("pocket", "At home"),
    ),
    "homebound": (
        gettext_lazy("At home for medical reasons"),
        pgettext_lazy("pocket", "Homebound"),
    ),
    "working": (
        gettext_lazy("Working, or caring for family"),
        pgettext_lazy("pocket", "Working, caring"),
    ),
    "suspended": (
        gettext_lazy("Expelled, or suspended for long"),
        pgettext_lazy("pocket", "Suspended"),
    ),
    "away": (
        gettext_lazy("Away on one day in ten or more"),
        pgettext_lazy("pocket", "Often away"),
    ),
    "credits": (
        gettext_lazy("Short of credits"),
        pgettext_lazy("pocket", "Short of credits"),
    ),
    "refused": (
        gettext_lazy("Refused a course, or waiting for one"),
        pgettext_lazy("pocket", "Waiting, refused"),
    ),
    "no_care": (
        gettext_lazy("No child care after school"),
        pgettext_lazy("pocket", "No child care"),
    ),
    "not_offered": (
        gettext_lazy("Asked for a course that nobody offers"),
        pgettext_lazy("pocket", "Not offered"),
    ),
}
_RECORD: dict[str, str | Promise] = {
    "away": gettext_lazy("our own attendance"),
    "refused": gettext_lazy("our own rounds of electives"),
    "not_offered": gettext_lazy("wishes of students in our own record"),
}
#: A list this old is said to be old.
_OLD_DAYS = 120


@dataclass(frozen=True, kw_only=True)
class PocketRow:
    """One pocket, ready to print."""

    kind: str
    name: str
    n: str
    known: tuple[str, ...]
    is_old: bool
    instead: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    n_seats: int | None
    reached: str
    token: UUID = field(default_factory=uuid4)


def pocket_name(kind: str) -> str:
    """Return a pocket's whole name."""
    return str(POCKETS[kind][0])


def counted(n: Counted) -> str:
    """Return a count as it may be said."""
    if n.n is not None:
        return number(n.n)
    return gettext("fewer than 10") if n.is_few else gettext("not shown")


def finding(card: NeedsCard) -> str:
    """Return what the pockets say together."""
    n = card.union.n
    if n is None:
        return gettext("Who has no good option today?")
    return ngettext(
        "%(n)s student has no good option today",
        "%(n)s students have no good option today",
        n,
    ) % {"n": number(n)}


def bounds(card: BoundsCard) -> str:
    """Return between how many children have no good option, elsewhere included."""
    return gettext(
        "With the counts from elsewhere it is between %(low)s and %(high)s of %(of)s "
        "children: who is counted there may be on our lists too, so they are not added."
    ) % {
        "low": number(card.low),
        "high": number(card.high),
        "of": number(card.of_children),
    }


def pocket_row(card: PocketCard, on: date) -> PocketRow:
    """Return one pocket in words, as of a day."""
    return PocketRow(
        kind=card.kind,
        name=pocket_name(card.kind),
        n=counted(card.n),
        known=tuple(_source(card.kind, one) for one in card.sources),
        is_old=all((on - one.as_of_on).days > _OLD_DAYS for one in card.sources),
        instead=(
            (gettext("nothing"), counted(card.nothing)),
            (gettext("something"), counted(card.something)),
            (gettext("not known"), counted(card.unknown)),
        ),
        said=card.instead_words,
        n_seats=card.n_seats,
        reached=_reached(card),
    )


def alternative(card: PocketCard) -> str:
    """Return what a pocket's students do instead today, as far as it may be said."""
    said = []
    if card.n.n is not None and card.nothing.n is not None:
        said.append(
            ngettext(
                "Nothing, for %(n)s of %(of)s student.",
                "Nothing, for %(n)s of %(of)s students.",
                card.n.n,
            )
            % {"n": number(card.nothing.n), "of": number(card.n.n)}
        )
    if card.instead_words:
        said.append("; ".join(card.instead_words))
    return " ".join(said)


def _source(kind: str, source: SourceCard) -> str:
    on = short_date(source.as_of_on)
    if source.is_record:
        said = _RECORD.get(kind, gettext("our own record"))
        return gettext("%(source)s, to %(date)s") % {"source": said, "date": on}
    said = gettext("%(source)s, as of %(date)s") % {"source": source.source, "date": on}
    how_known = source.how_known.rstrip(".")
    return f"{said}. {how_known}" if how_known else said


def _reached(card: PocketCard) -> str:
    if card.reached is None:
        return ""
    low, high = (round(end) for end in card.reached)
    if low == high:
        return ngettext(
            "A lottery for these seats would reach about %(n)s student with nothing.",
            "A lottery for these seats would reach about %(n)s students with nothing.",
            low,
        ) % {"n": number(low)}
    return gettext(
        "A lottery for these seats would reach %(low)s to %(high)s students with "
        "nothing."
    ) % {"low": number(low), "high": number(high)}


def count_line(card: CountCard) -> str:
    """Return a count from elsewhere in words."""
    return gettext(
        "%(pocket)s: %(n)s of %(of)s children. %(source)s, as of %(date)s"
    ) % {
        "pocket": pocket_name(card.kind),
        "n": number(card.n_children),
        "of": number(card.of_children),
        "source": card.source,
        "date": short_date(card.as_of_on),
    }


def overlap_figure(card: NeedsCard) -> Figure | None:
    """Draw who is in which pockets at once; None where nothing may be drawn."""
    kinds = [one.kind for one in card.pockets]
    columns = [
        Column(rows=frozenset(kinds.index(kind) for kind in one.kinds), n=one.n.n)
        for one in card.overlaps
        if one.n.n is not None
    ]
    if not columns:
        return None
    names = [(str(POCKETS[kind][1]), pocket_name(kind)) for kind in kinds]
    return upset(names, columns, n_left_out=len(card.overlaps) - len(columns))


def overlap_title(card: NeedsCard) -> str:
    """Return the finding of the picture: how many are on more than one list."""
    several = [one for one in card.overlaps if len(one.kinds) > 1]
    if not several or any(one.n.n is None for one in several):
        return gettext("Who is on several lists at once")
    n = sum(one.n.low for one in several)
    return ngettext(
        "%(n)s student is on several lists at once",
        "%(n)s students are on several lists at once",
        n,
    ) % {"n": number(n)}
