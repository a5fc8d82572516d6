"""Runs one suite of measurements; called by `seedbed bench`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seedbed.cli.output import as_plain
from seedbed.server.benches.learner import bench_learner
from seedbed.server.benches.plans import bench_demo, bench_scheduler
from seedbed.server.benches.sectioning import bench_sectioning
from seedbed.server.benches.sizing import bench_sizing

_STORED_DAY_SECONDS = 20.0


class Command(BaseCommand):
    """Return the measurements as JSON."""

    help = "Measure learner, scheduler, sectioning or demo (use: seedbed bench)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        suites = ["learner", "scheduler", "sectioning", "demo"]
        parser.add_argument("suite", choices=suites)
        parser.add_argument("--instance", default="")
        parser.add_argument("--solution", default="")
        parser.add_argument("--write", default="")
        parser.add_argument("--data", default="")
        parser.add_argument("--baselines", action="store_true")
        parser.add_argument("--system", default="")
        parser.add_argument("--on", default="")
        parser.add_argument("--seconds", type=float, default=0.0)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--seeds", type=int, default=3)
        parser.add_argument("--students", type=int, default=0)
        parser.add_argument("--shape", default="plain")

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
    if options["suite"] == "sectioning":
        return bench_sectioning(
            Path(options["instance"]),
            Path(options["solution"]),
            seconds=options["seconds"],
            seed=options["seed"],
            write=Path(options["write"]) if options["write"] else None,
        )
    if options["suite"] == "demo":
        return bench_demo(at=datetime.now(UTC))
    if options["students"]:
        return bench_sizing(
            options["students"],
            seconds=options["seconds"] or None,
            seed=options["seed"],
            shape=options["shape"],
            baselines=options["baselines"],
        )
    return bench_scheduler(
        system=options["system"],
        on=date.fromisoformat(options["on"]) if options["on"] else None,
        seconds=options["seconds"] or _STORED_DAY_SECONDS,
        seed=options["seed"],
        seeds=options["seeds"],
    )
