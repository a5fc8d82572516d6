"""What stops a chart from being drawn."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class ChartsNotInstalledError(SeedbedError):
    """The packages that draw charts to explore are an extra, and not here."""

    code = "charts.not-installed"

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"No chart was drawn: the package {missing} is not installed. Install "
            "Seedbed with its reports extra, seedbed[reports], and start it again."
        )
