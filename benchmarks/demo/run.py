"""The demo judged: its snapshots against the simulated truth, its plans against others.

``python -m benchmarks.demo.run [HOME]``, by ``protocol.md``. Builds the demo in HOME (a
new scratch folder by default) where it is missing, and prints results.md.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from seedbed.cli.main import app

BUILD_SECONDS = 900


def run(home: str) -> dict[str, Any]:
    """Return what ``seedbed demo`` says of the demo in a folder, building it first."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.demo.run", "--build"],
        env={**os.environ, "SEEDBED_HOME": home, "SEEDBED_DEMO": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=BUILD_SECONDS,
    )
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def as_markdown(summary: dict[str, Any]) -> str:
    """Return the numbers as the tables of results.md."""
    lines = [
        "# Results", "",
        f"`python -m benchmarks.demo.run`, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {summary['seconds']:.0f} seconds in all.", "",
        "| step | seconds | result |", "|---|---:|---|",
    ]  # fmt: skip
    lines += [
        f"| {s['name']} | {s['seconds']:.1f} | {s['note']} |" for s in summary["steps"]
    ]
    lines += [
        "", "| snapshot | pairs | Pearson | Spearman | mean miss | ECE |",
        "|---|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for unit in summary["snapshots"]:
        lines += [
            f"| {unit['unit']}, {key.replace('_', ' ')} | {j['n_pairs']:,} "
            f"| {j['pearson']:.3f} | {j['spearman']:.3f} "
            f"| {j['absolute_error']:.3f} | {j['ece']:.3f} |"
            for key, j in unit["judgements"].items()
        ]
    lines += [
        "", "| calibration, by tenths of the estimate | " + " | ".join(
            str(n) for n in range(1, 11)
        ) + " |", "|---" + "|---:" * 10 + "|",
    ]  # fmt: skip
    for unit in summary["snapshots"]:
        for at, name in enumerate(("estimate", "truth")):
            cells = [
                f"{d[at]:.2f}" for d in unit["judgements"]["with_evidence"]["deciles"]
            ]
            lines.append(f"| {unit['unit']}, {name} | {' | '.join(cells)} |")
    lines += [
        "",
        "| plan | students | faults | gain | standing | greedy | bound | seconds |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    lines += [
        f"| {p['unit']} {p['on']} | {p['n_students']} | {p['n_faults']} "
        f"| {p['expected_gain']:.1f} | {p['standing_gain']:.1f} "
        f"| {p['greedy_gain']:.1f} | {p['upper_bound']:.1f} | {p['seconds']:.1f} |"
        for p in summary["plans"]
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    if list(arguments) == ["--build"]:
        app(["demo", "--no-serve", "--json"])
    if arguments:
        print(as_markdown(run(arguments[0])))
        return 0
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as home:
        print(as_markdown(run(home)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
