"""Words of the mentor pages: states of a board, marks, and states of a skill."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.mentoring.cards import Board
from seedbed.web.kit import access

register = template.Library()

_ON_BOARD: dict[str, str | Promise] = {
    "asked": pgettext_lazy("board", "asked for help"),
    "working": pgettext_lazy("board", "working"),
    "waiting": pgettext_lazy("board", "getting ready"),
    "done": pgettext_lazy("board", "done"),
}
_ON_SKILL: dict[str, str | Promise] = {
    "secure": pgettext_lazy("evidence", "secure"),
    "shown": pgettext_lazy("evidence", "shown"),
    "now": pgettext_lazy("evidence", "working on it"),
    "ready": pgettext_lazy("evidence", "ready next"),
    "look_again": pgettext_lazy("evidence", "look again"),
}
_MARKS: dict[str, str | Promise] = {
    "here": pgettext_lazy("mark", "Here"),
    "late": pgettext_lazy("mark", "Late"),
    "away": pgettext_lazy("mark", "Away"),
}


@register.filter
def sees_today(account: AccountCard) -> bool:
    """Tell whether a person mentors, teaches or helps: has a list of their own."""
    return account.has_role(*access.ADULTS)


@register.filter
def agrees_ways(account: AccountCard) -> bool:
    """Tell whether a person agrees to another pace or place that a student asks for."""
    return account.has_role(*access.APPROVERS)


@register.filter
def sees_plan(account: AccountCard) -> bool:
    """Tell whether a person reviews the plan of a unit."""
    return account.has_role(*access.LEADERS)


@register.filter
def state_on_board(state: str) -> str:
    """Return the word for what a student of a board does."""
    return str(_ON_BOARD[state])


@register.filter
def tally(board: Board) -> list[tuple[str, int]]:
    """Return how many are in each state, leaving out the empty ones."""
    return [(state, n) for state in _ON_BOARD if (n := board.n(state))]


@register.filter
def mark_word(mark: str) -> str:
    """Return the word for a mark."""
    return str(_MARKS[mark])


@register.filter
def state_word(state: str) -> str:
    """Return the word for where a student stands with a skill; none for "later"."""
    return str(_ON_SKILL.get(state, ""))
