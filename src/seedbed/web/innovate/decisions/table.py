"""Where a system stands as rows of words: the page's table and its file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from seedbed.apps.decisions.cards import ItemCard
from seedbed.web.kit import words

from .phrases import own as in_own_words
from .phrases import point


def table(cards: Sequence[ItemCard]) -> tuple[tuple[str, ...], ...]:
    """Return the whole page as rows of words."""
    rows = []
    for card in cards:
        quartiles = card.peers.quartiles
        low, middle, high = (
            [point(value) for value in quartiles] if quartiles else ["", "", ""]
        )
        rows.append(
            (
                in_own_words(card.question.title),
                "" if card.team.own is None else point(card.team.own),
                "" if card.team.wanted is None else point(card.team.wanted),
                str(card.team.n_leaders),
                low,
                middle,
                high,
                words.number(card.peers.n_systems) if quartiles else "",
            )
        )
    return tuple(rows)


def table_head() -> tuple[str, ...]:
    """Return the names of the table's columns."""
    return (
        gettext("Decision"),
        gettext("You"),
        gettext("Want to be"),
        gettext("Leaders"),
        gettext("Box from"),
        gettext("Middle system"),
        gettext("Box to"),
        gettext("Other systems"),
    )
