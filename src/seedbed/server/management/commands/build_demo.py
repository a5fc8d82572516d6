"""Builds the simulated demo; called by `seedbed demo`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seedbed.cli.output import as_plain
from seedbed.server.demo.build import build_demo
from seedbed.server.demo.sizes import SIZES


class Command(BaseCommand):
    """Build what is missing of the demo and return its numbers as JSON."""

    help = "Build the simulated demo (use: seedbed demo)."
    #: A function that is told what is being done; only callers in Python have one.
    stealth_options = ("report",)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--scale", choices=sorted(SIZES), default="full")
        parser.add_argument("--at", default="", help="the moment it is built for")
        parser.add_argument("--jobs", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> str:
        """Build and return JSON."""
        at = options["at"]
        summary = build_demo(
            at=datetime.fromisoformat(at) if at else datetime.now(UTC),
            scale=options["scale"],
            jobs=options["jobs"],
            report=options.get("report") or (lambda _name: None),
        )
        return json.dumps(as_plain(summary))
