"""Examines the deployment; called by `seedbed doctor`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from seedbed.cli.output import as_plain
from seedbed.server.checks import examine


class Command(BaseCommand):
    """Return the findings as JSON."""

    help = "Examine the deployment (use: seedbed doctor)."

    def handle(self, *_args: Any, **_options: Any) -> str:
        """Look at everything and return JSON."""
        return json.dumps(as_plain(examine(at=datetime.now(UTC))))
