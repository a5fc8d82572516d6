"""Filters of the pages about decisions and members."""

from __future__ import annotations

from datetime import date

from django import template

from seedbed.web.innovate.decisions import phrases
from seedbed.web.kit import words

register = template.Library()


@register.filter
def month_day(on: date) -> str:
    """Return a date without its weekday: "October 14", or "14 de octubre"."""
    return words.month_day(on)


@register.filter
def band(value: str) -> str:
    """Return the name of a member's size, income or place."""
    return str(phrases.BAND.get(value, ""))
