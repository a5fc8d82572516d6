"""Runs one suite of measurements; called by `seedbed bench`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seedbed.cli.output import as_plain
from seedbed.server.benches.choices import bench_choices
from seedbed.server.benches.disclosure import bench_disclosure
from seedbed.server.benches.effects import bench_effects
from seedbed.server.benches.evaluation import bench_evaluation
from seedbed.server.benches.learner import bench_learner
from seedbed.server.benches.plans import bench_demo, bench_scheduler
from seedbed.server.benches.sectioning import bench_sectioning
from seedbed.server.benches.sizing import bench_sizing
from seedbed.server.benches.survey import bench_survey
from seedbed.server.benches.trajectory import bench_trajectory
from seedbed.server.benches.value_network import bench_value_network

_STORED_DAY_SECONDS = 20.0


class Command(BaseCommand):
    """Return the measurements as JSON."""

    help = "Measure one part of Seedbed (use: seedbed bench)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("suite", choices=list(_SUITES))
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
        parser.add_argument("--electives", type=int, default=0)
        parser.add_argument("--shape", default="plain")
        parser.add_argument("--quick", action="store_true")
        parser.add_argument("--worlds", type=int, default=0)
        parser.add_argument("--waves", type=int, default=0)
        parser.add_argument("--systems", type=int, default=0)

    def handle(self, *_args: Any, **options: Any) -> str:
        """Measure and return JSON."""
        return json.dumps(as_plain(_SUITES[options["suite"]](options)))


def _data(options: dict[str, Any]) -> Path | None:
    return Path(options["data"]) if options["data"] else None


def _learner(options: dict[str, Any]) -> Any:
    return bench_learner(
        _data(options), seeds=options["seeds"], baselines=options["baselines"]
    )


def _scheduler(options: dict[str, Any]) -> Any:
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


def _sectioning(options: dict[str, Any]) -> Any:
    return bench_sectioning(
        Path(options["instance"]),
        Path(options["solution"]),
        seconds=options["seconds"],
        seed=options["seed"],
        write=Path(options["write"]) if options["write"] else None,
    )


def _choices(options: dict[str, Any]) -> Any:
    return bench_choices(
        _data(options),
        n_students=options["students"],
        n_electives=options["electives"],
        seed=options["seed"],
        seconds=options["seconds"],
        baselines=options["baselines"],
    )


def _effects(options: dict[str, Any]) -> Any:
    return bench_effects(seeds=options["seeds"])


def _evaluation(options: dict[str, Any]) -> Any:
    return bench_evaluation(
        quick=options["quick"], seed=options["seed"], worlds=options["worlds"]
    )


def _value_network(options: dict[str, Any]) -> Any:
    return bench_value_network(seed=options["seed"])


def _trajectory(options: dict[str, Any]) -> Any:
    return bench_trajectory(_data(options), seeds=options["seeds"])


def _survey(options: dict[str, Any]) -> Any:
    return bench_survey(
        n_waves=options["waves"], n_systems=options["systems"], seed=options["seed"]
    )


def _disclosure(options: dict[str, Any]) -> Any:
    return bench_disclosure(_data(options), seed=options["seed"])


def _demo(_options: dict[str, Any]) -> Any:
    return bench_demo(at=datetime.now(UTC))


_SUITES = {
    "learner": _learner,
    "scheduler": _scheduler,
    "sectioning": _sectioning,
    "choices": _choices,
    "effects": _effects,
    "evaluation": _evaluation,
    "value-network": _value_network,
    "trajectory": _trajectory,
    "survey": _survey,
    "disclosure": _disclosure,
    "demo": _demo,
}
