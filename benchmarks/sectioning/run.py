"""Measures sectioning on simulated instances, written and read as ITC-2019 files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks.sectioning.instances import RECIPES, write

from seedbed.server.benches.sectioning import bench_sectioning


def run(name: str, seed: int, *, seconds: float) -> dict[str, Any]:
    """Return the figures of one instance; fails if the seating has a fault."""
    with TemporaryDirectory() as folder:
        files = write(RECIPES[name], seed=seed, folder=Path(folder))
        began = process_time()
        found = bench_sectioning(*files, seconds=seconds, seed=0)
        assert found["faults"] == 0, found
        assert found["bound"] <= found["after"] <= found["before"], found
        return {**found, "cpu_seconds": round(process_time() - began, 1)}


def main() -> None:
    """Print one line of JSON for each instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipes", nargs="*", default=[], help="which; default all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--time", type=float, default=60.0)
    options = parser.parse_args()
    for name in options.recipes or RECIPES:
        for seed in range(options.seeds):
            print(json.dumps(run(name, seed, seconds=options.time)), flush=True)


if __name__ == "__main__":
    main()
