"""Runs the night: for each unit its steps in order, safe to repeat, one by one.

Each step opens its own ``system_context``, which on PostgreSQL is its transaction with
its marker; a step that fails is recorded with its sentence and stops no other unit.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, datetime
from time import perf_counter
from typing import Any
from zlib import crc32

from django.db import connection, transaction

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.accounts.tenancy import current_system_id, system_context
from seedbed.apps.rosters.models import Student
from seedbed.lib.errors import SeedbedError

from . import ledger, scaling
from .cards import NightCard, StepCard
from .models import NightStatus
from .scaling import Progress
from .steps import STEPS, NightContext, Step, digest, refit

logger = logging.getLogger(__name__)


def run_night(
    *,
    unit_id: int,
    on: date,
    at: datetime,
    seed: int | None = None,
    force: bool = False,
    system_id: int | None = None,
) -> NightCard:
    """Take in evidence, estimate, plan and verify one unit's day.

    Done steps with the same inputs are not repeated unless ``force``. What fails is in
    the card and the ledger, never raised.

    Parameters
    ----------
    on
        The school day that is planned.
    at
        The cut-off of the evidence.
    seed
        Number every draw follows from; without it one that the unit and day give.
    system_id
        Open the system's context for each step; without it the surrounding one is used.
    """
    system = current_system_id() if system_id is None else system_id
    with system_context(system):
        unit = accounts.unit_card(unit_id)
        chosen = seed_of(unit, on) if seed is None else seed
        if not Student.objects.filter(unit_id=unit_id, is_active=True).exists():
            return _card(
                unit,
                on,
                NightStatus.DONE,
                f"{unit.name} has no students on the roster: there is nothing to plan.",
            )
        try:
            night = ledger.claim(unit_id=unit_id, unit=unit.name, on=on, seed=chosen)
        except SeedbedError as refused:
            return _card(unit, on, NightStatus.RUNNING, str(refused))
    context = NightContext(unit_id=unit_id, unit=unit.name, on=on, at=at, seed=chosen)
    status = NightStatus.FAILED
    cards: list[StepCard] = []
    try:
        cards = _run_steps(context, night, system, force=force)
        status = NightStatus(cards[-1].status)
    finally:  # an interrupt ends the night too, so that it can be resumed at once
        failed = status == NightStatus.FAILED
        message = cards[-1].message if cards and failed else ""
        with system_context(system):
            ledger.release(night, status=status, message=message)
    return _card(unit, on, status, message, tuple(cards))


def _run_steps(
    context: NightContext, night: Any, system: int, *, force: bool
) -> list[StepCard]:
    """Do the steps in order up to the first that fails."""
    cards: list[StepCard] = []
    for step in STEPS:
        with system_context(system):
            cards.append(_run(step, context, night, force=force))
        if cards[-1].status == NightStatus.FAILED:
            break
    return cards


def seed_of(unit: UnitCard, on: date) -> int:
    """Return the seed of a unit's day: the same on every machine and run."""
    return crc32(f"{unit.uuid} {on.isoformat()}".encode())


def _card(
    unit: UnitCard,
    on: date,
    status: str,
    message: str,
    steps: tuple[StepCard, ...] = (),
) -> NightCard:
    return NightCard(
        unit_id=unit.id,
        unit=unit.name,
        on=on,
        status=str(status),
        message=message,
        steps=steps,
    )


def _run(step: Step, context: NightContext, night: Any, *, force: bool) -> StepCard:
    """Do one step, or find it done; a failure becomes its sentence."""
    inputs_hash = "" if step.inputs is None else digest(step.inputs(context))
    if inputs_hash and not force:
        done = ledger.done_step(night, step.name, inputs_hash)
        if done is not None:
            return done
    began = perf_counter()
    # Inside a transaction a failed step must undo its own work only: a savepoint.
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard:
            outcome = step.run(context)
    except SeedbedError as refused:
        return _failed(step, night, str(refused), began)
    except Exception as error:
        logger.exception("night of %s: step %s", context.unit, step.name)
        message = f"The step {step.name} stopped: {type(error).__name__}: {error}"
        return _failed(step, night, message, began)
    if step.inputs is not None:
        inputs_hash = digest(step.inputs(context))  # as the step left them
    card = StepCard(
        name=step.name,
        status=str(NightStatus.DONE),
        seconds=round(perf_counter() - began, 3),
        counts=outcome.counts,
        message=outcome.message,
        was_done=outcome.was_done,
    )
    return ledger.record(night, card, inputs_hash)


def _failed(step: Step, night: Any, message: str, began: float) -> StepCard:
    card = StepCard(
        name=step.name,
        status=str(NightStatus.FAILED),
        seconds=round(perf_counter() - began, 3),
        message=message,
    )
    return ledger.record(night, card, "")


def run_nights(
    *,
    system_id: int,
    unit_ids: Sequence[int],
    on: date,
    at: datetime,
    jobs: int = 1,
    cluster: str = "",
    progress: Progress | None = None,
    force: bool = False,
) -> list[NightCard]:
    """Run the nights of several units, in the order given; one's failure stops none.

    With ``jobs`` over 1, units run at the same time in processes of their own, with
    the same results: the learner model, which they share, is fitted before the first
    of them if that is due. With the address of a ``cluster`` they run there
    (`scaling.on_cluster`). ``progress`` is told how many are done, of how many.

    Raises
    ------
    ClusterNeedsPostgresError, RayNotInstalledError
        If the cluster could not run them; nothing is done.
    """
    if cluster:
        scaling.check_cluster(cluster)
    with system_context(system_id):
        refit(at=at)
    work = [(unit_id, on, at, force, system_id) for unit_id in unit_ids]
    if cluster:
        return scaling.on_cluster(_night, work, address=cluster, progress=progress)
    if jobs <= 1 or len(work) <= 1:
        cards = []
        for n, job in enumerate(work, start=1):
            cards.append(_night(*job))
            scaling.tell(progress, n, len(work))
        return cards
    return scaling.in_processes(_night, work, jobs=jobs, progress=progress)


def _night(
    unit_id: int, on: date, at: datetime, force: bool, system_id: int
) -> NightCard:
    """Run one night; whatever goes wrong around its steps becomes a card too."""
    try:
        return run_night(
            unit_id=unit_id, on=on, at=at, force=force, system_id=system_id
        )
    except Exception as error:
        logger.exception("night of unit %s", unit_id)
        return NightCard(
            unit_id=unit_id,
            unit=f"unit {unit_id}",
            on=on,
            status=str(NightStatus.FAILED),
            message=f"The night stopped: {type(error).__name__}: {error}",
        )
