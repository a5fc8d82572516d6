"""Errors of the nightly app."""

from __future__ import annotations

from datetime import date, datetime

from seedbed.lib.errors import SeedbedError


class NightRunningError(SeedbedError):
    """Another process is running this unit's night."""

    code = "night-running"

    def __init__(self, unit: str, on: date, since: datetime) -> None:
        super().__init__(
            f"The night of {unit} before {on:%Y-%m-%d} has been running since "
            f"{since:%H:%M} UTC. Wait for it to end; one that stopped is taken over "
            "after half an hour."
        )
