"""Filters of the exchange's pages."""

from __future__ import annotations

from django import template

from seedbed.apps.exchange.cards import PlayCard, StoryCard, TellingCard
from seedbed.web.exchange import charts, phrases
from seedbed.web.kit.rules import rule_title

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """Return the name of a kind of story."""
    return str(phrases.KIND.get(kind, kind))


@register.filter
def kind_icon(kind: str) -> str:
    """Return the icon of a kind of story."""
    return phrases.KIND_ICON.get(kind, "file-text")


@register.filter
def topic_name(topic: str) -> str:
    """Return the name of a topic."""
    return str(phrases.TOPIC.get(topic, topic))


@register.filter
def status_words(status: str) -> str:
    """Return where a telling stands."""
    return str(phrases.STATUS.get(status, status))


@register.filter
def found_name(kind: str) -> str:
    """Return what was found in a text."""
    return str(phrases.FOUND.get(kind, kind))


@register.filter
def part_name(part: str) -> str:
    """Return the name of a part of a play."""
    return str(phrases.PART.get(part, part))


@register.filter
def grades(card: PlayCard) -> str:
    """Return the grades that a play is for."""
    return phrases.grades(card.words.grade_low, card.words.grade_high)


@register.filter
def measured(card: PlayCard) -> str:
    """Return what the newest pilot of a play found, in one sentence."""
    return charts.finding(card.evidence)


@register.filter
def rule_name(rule: str) -> str:
    """Return a rule of the schedule in words."""
    return rule_title(rule)


@register.filter
def as_told(context: tuple[str, str] | None) -> str:
    """Return how a story from a system would be told."""
    return phrases.context(*(context or ("", "")))


@register.filter
def told_from(card: StoryCard | TellingCard) -> str:
    """Return who tells a story: a name that was chosen, or as much as may be said."""
    return card.told_by or phrases.context(card.state, card.size_band)
