"""The directory of systems that a story could be about, a page at a time."""

from __future__ import annotations

from collections import Counter

from seedbed.apps.exchange import bridge, places
from seedbed.apps.exchange.cards import DirectoryPage, ListedCard
from seedbed.apps.exchange.models import ExchangeMember

PAGE_SIZE = 50


def directory(*, words: str = "", state: str = "", page: int = 1) -> DirectoryPage:
    """Return a page of the directory by name, and how each could be told of. Two.

    A page that is not there gives the last one that is.
    """
    rows = list(
        ExchangeMember.objects.filter(network_id=places.network_id())
        .order_by("name", "pk")
        .values_list("name", "state", "size_band", "system_id")
    )
    told = bridge.contexts([(row[1], row[2]) for row in rows])
    wanted = words.strip().casefold()
    fits = [
        n
        for n, row in enumerate(rows)
        if wanted in row[0].casefold() and state in ("", row[1])
    ]
    n_pages = max(1, -(-len(fits) // PAGE_SIZE))
    number = min(max(1, page), n_pages)
    shown = fits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return DirectoryPage(
        systems=tuple(
            ListedCard(
                name=rows[n][0],
                state=rows[n][1],
                size_band=rows[n][2],
                is_here=rows[n][3] is not None,
                told_as=told[n],
            )
            for n in shown
        ),
        number=number,
        n_pages=n_pages,
        n_found=len(fits),
        n_all=len(rows),
        states=dict(sorted(Counter(row[1] for row in rows).items())),
        narrowness=bridge.narrowness_of(told),
    )
