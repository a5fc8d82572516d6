"""Address parts that Django does not know; importing this makes ``<date:on>`` known."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter


class DateConverter:
    """A school date as ``2026-10-14``; anything else is no address of ours."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ``ValueError`` makes Django try other addresses."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the date as it stands in an address."""
        return value.isoformat()


register_converter(DateConverter, "date")
