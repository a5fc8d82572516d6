"""Where the nights of many units run: in processes of this machine, or on a cluster.

Units share nothing but the database, so each way gives the same results.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import connection

from . import worker
from .cards import NightCard
from .errors import ClusterNeedsPostgresError, RayNotInstalledError

#: Told how many nights are done, of how many.
Progress = Callable[[int, int], None]
Run = Callable[..., NightCard]
#: A cluster that is this machine alone, started for the night and stopped after it.
LOCAL = "local"


def in_processes(
    run: Run, work: list[tuple[Any, ...]], *, jobs: int, progress: Progress | None
) -> list[NightCard]:
    """Run nights in fresh processes; cards in the order of the work."""
    cards: dict[int, NightCard] = {}
    with ProcessPoolExecutor(
        max_workers=min(jobs, len(work)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=worker.set_up,
        initargs=(_settings(),),
    ) as pool:
        waiting = {pool.submit(run, *job): n for n, job in enumerate(work)}
        for done in as_completed(waiting):
            cards[waiting[done]] = done.result()
            tell(progress, len(cards), len(work))
    return [cards[n] for n in range(len(work))]


def on_cluster(
    run: Run, work: list[tuple[Any, ...]], *, address: str, progress: Progress | None
) -> list[NightCard]:
    """Run nights on a Ray cluster; cards in the order of the work.

    Every machine of the cluster needs this release with its ``ray`` extra and the same
    environment: the address of the database and the secret are not sent.

    Parameters
    ----------
    address
        As ``ray.init`` takes it, or ``LOCAL``; `check_cluster` has passed it.

    """
    ray = import_module("ray")
    ray.init(address=address, log_to_driver=False)
    try:
        # A worker that dies takes no other's night with it: Ray gives its unit to the
        # next, and done steps are not repeated.
        night = ray.remote(num_cpus=1, max_retries=1)(worker.run_ready)
        waiting = {
            night.remote(_settings(), _name(run), job): n for n, job in enumerate(work)
        }
        cards: dict[int, NightCard] = {}
        while len(cards) < len(work):
            (done,), _rest = ray.wait(
                [ref for ref, n in waiting.items() if n not in cards]
            )
            cards[waiting[done]] = ray.get(done)
            tell(progress, len(cards), len(work))
    finally:
        ray.shutdown()
    return [cards[n] for n in range(len(work))]


def check_cluster(address: str) -> None:
    """Refuse a cluster that could not run a night.

    Raises
    ------
    ClusterNeedsPostgresError
        If the database is a file, which other machines do not see.
    RayNotInstalledError
        Without the ``ray`` extra.
    """
    if address != LOCAL and connection.vendor != "postgresql":
        raise ClusterNeedsPostgresError
    if find_spec("ray") is None:
        raise RayNotInstalledError


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell who asked how far the nights are."""
    if progress is not None:
        progress(done, total)


def _settings() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "")


def _name(run: Run) -> str:
    """Return the name by which a fresh process imports a function."""
    return f"{run.__module__}.{run.__qualname__}"
