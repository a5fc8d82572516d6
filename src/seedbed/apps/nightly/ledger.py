"""Writes the ledger: who holds a night, which steps are done on which inputs."""

from __future__ import annotations

import os
import platform
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed import __version__

from .cards import StepCard
from .errors import NightRunningError
from .models import Night, NightStatus, NightStep

#: A night that has run this long without an end was killed, and is taken over.
STALE = timedelta(minutes=30)


@transaction.atomic
def claim(*, unit_id: int, unit: str, on: date, seed: int) -> Any:
    """Take a unit's night, so that it runs once at a time; return its row.

    The row is unique, and one conditional UPDATE takes it over, alike on SQLite and
    PostgreSQL. A night whose process was killed is taken over at once on the same
    machine, and after ``STALE`` from another.

    Raises
    ------
    NightRunningError
        If another process holds it.
    """
    began_at = timezone.now()
    night, made = Night.objects.get_or_create(
        unit_id=unit_id,
        on=on,
        defaults={
            "seed": seed,
            "version": __version__,
            "status": NightStatus.RUNNING,
            "message": _holder(),
            "started_at": began_at,
        },
    )
    if made:
        return night
    # The row as it was read is part of the condition: of two that take over, one does.
    held = Night.objects.filter(pk=night.pk, started_at=night.started_at)
    is_free = (
        night.status != NightStatus.RUNNING
        or night.started_at < began_at - STALE
        or _was_killed(night.message)
    )
    taken = is_free and held.update(
        seed=seed,
        version=__version__,
        status=NightStatus.RUNNING,
        message=_holder(),
        started_at=began_at,
        ended_at=None,
    )
    if not taken:
        raise NightRunningError(unit, on, night.started_at)
    night.refresh_from_db()
    return night


def _holder() -> str:
    """Name this process, as the row of a running night does."""
    return f"process {os.getpid()} on {platform.node()}"


def _was_killed(holder: str) -> bool:
    """Tell whether the process that holds a night is gone; only known on its machine.

    >>> _was_killed("process 1 on another-machine")
    False
    """
    words = holder.split()
    if len(words) != 4 or words[3] != platform.node() or not words[1].isdigit():
        return False
    pid = int(words[1])
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)  # signal 0 only asks
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def done_step(night: Any, name: str, inputs_hash: str) -> StepCard | None:
    """Return the card of a step that is done on the same inputs, else None."""
    row = NightStep.objects.filter(
        night=night, name=name, inputs_hash=inputs_hash, status=NightStatus.DONE
    ).first()
    if row is None:
        return None
    return StepCard(
        name=name,
        status=row.status,
        seconds=0.0,
        counts=row.counts,
        message=row.message,
        was_done=True,
    )


def record(night: Any, card: StepCard, inputs_hash: str) -> StepCard:
    """Write a step's marker in the transaction of its work; return the card."""
    NightStep.objects.update_or_create(
        night=night,
        name=card.name,
        defaults={
            "inputs_hash": inputs_hash,
            "status": card.status,
            "counts": card.counts,
            "seconds": card.seconds,
            "message": card.message,
            "ended_at": timezone.now(),
        },
    )
    return card


def release(night: Any, *, status: str, message: str) -> None:
    """End a night with its status, unless it was taken over meanwhile."""
    held = Night.objects.filter(pk=night.pk, started_at=night.started_at)
    held.update(status=status, message=message, ended_at=timezone.now())


def running_since(unit_id: int, on: date) -> datetime | None:
    """Return since when a unit's night runs, None if it does not. One query."""
    row = Night.objects.filter(unit_id=unit_id, on=on, status=NightStatus.RUNNING)
    found = row.first()
    return found.started_at if found else None
