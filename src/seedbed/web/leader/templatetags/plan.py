"""Filters of the plan pages: cards in, words out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from seedbed.apps.scheduling.cards import Choice, Decision, DecisionRow
from seedbed.web.leader import phrases

register = template.Library()


@register.filter
def decision_title(decision: Decision) -> str:
    """Return what a decision is about."""
    return phrases.title(decision)


@register.filter
def decision_lead(decision: Decision) -> str:
    """Return why a decision matters."""
    return phrases.lead(decision)


@register.filter
def decision_icon(decision: Decision) -> str:
    """Return the icon of a decision."""
    return phrases.ICONS.get(decision.kind, "triangle-alert")


@register.filter
def choice_words(choice: Choice) -> phrases.Words:
    """Return the words of a choice."""
    return phrases.choice(choice)


@register.filter
def event(kind: str) -> str:
    """Return what happened to a day."""
    return phrases.event(kind)


@register.filter
def consequence(delta_gain: float) -> str:
    """Return what a swap does to the learning that is expected of the day."""
    return phrases.consequence(delta_gain)


@register.filter
def percent(share: float) -> int:
    """Return a share as whole per cent."""
    return round(100 * share)


@register.filter
def row_line(row: DecisionRow, kind: str) -> phrases.Words:
    """Return whom a row of a decision is about, and the small line under it."""
    return phrases.row_line(row, kind)


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping has under a key that is only known here; else nothing."""
    return found.get(key, "")
