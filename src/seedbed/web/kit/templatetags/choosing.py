"""Filters of the pages on choices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from seedbed.apps.choices.cards import ElectiveCard, MeetingTime, WayCard
from seedbed.web.kit import choosing

register = template.Library()


@register.filter
def own_title(card: choosing.Titled) -> str:
    """Return a title in the reader's language."""
    return choosing.title_of(card)


@register.filter
def own_description(card: ElectiveCard) -> str:
    """Return a description in the reader's language."""
    spanish = card.description_es if get_language() == "es" else ""
    return spanish or card.description


@register.filter
def local_date(at: datetime) -> date:
    """Return the school's date of a moment."""
    return timezone.localtime(at).date()


@register.filter
def times(meetings: Iterable[MeetingTime]) -> str:
    """Return when an elective meets."""
    return choosing.times(meetings)


@register.filter
def way(card: WayCard) -> str:
    """Return what a student asked for."""
    return choosing.way(card)


@register.filter
def method_name(method: str) -> str:
    """Return how seats are given."""
    return str(choosing.METHOD.get(method, method))


@register.filter
def round_state(state: str) -> str:
    """Return where a round stands."""
    return str(choosing.ROUND_STATE.get(state, state))


@register.filter
def way_state(state: str) -> str:
    """Return what became of a way."""
    return str(choosing.WAY_STATE.get(state, state))


@register.filter
def request_state(state: str) -> str:
    """Return what became of a wish."""
    return str(choosing.REQUEST_STATE.get(state, state))


@register.simple_tag
def why_seat(reason: dict[str, Any]) -> str:
    """Return the one sentence on a seat that was got or missed."""
    return choosing.why(reason)
