"""Filters of the pages of needs and charters."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from seedbed.web.kit import words

register = template.Library()


@register.filter
def month_day(on: date | datetime) -> str:
    """Return "October 14", or "14 de octubre"; of a moment, the local day."""
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    return words.month_day(on)
