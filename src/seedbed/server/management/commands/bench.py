"""Runs one suite of measurements; called by `seedbed bench`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seedbed.cli.output import as_plain
from seedbed.server.benches.effects import bench_effects
from seedbed.server.benches.learner import bench_learner
from seedbed.server.benches.plans import bench_demo, bench_scheduler


class Command(BaseCommand):
    """Return the measurements as JSON."""

    help = "Measure a part of Seedbed (use: seedbed bench)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "suite", choices=["learner", "scheduler", "effects", "demo"]
        )
        parser.add_argument("--data", default="")
        parser.add_argument("--baselines", action="store_true")
        parser.add_argument("--system", default="")
        parser.add_argument("--on", default="")
        parser.add_argument("--seconds", type=float, default=20.0)
        parser.add_argument("--seeds", type=int, default=3)

    def handle(self, *_args: Any, **options: Any) -> str:
        """Measure and return JSON."""
        return json.dumps(as_plain(_run(options)))


def _run(options: dict[str, Any]) -> Any:
    if options["suite"] == "learner":
        return bench_learner(
            Path(options["data"]) if options["data"] else None,
            seeds=options["seeds"],
            baselines=options["baselines"],
        )
    if options["suite"] == "effects":
        return bench_effects(seeds=options["seeds"])
    if options["suite"] == "demo":
        return bench_demo(at=datetime.now(UTC))
    return bench_scheduler(
        system=options["system"],
        on=date.fromisoformat(options["on"]) if options["on"] else None,
        seconds=options["seconds"],
        seeds=options["seeds"],
    )
