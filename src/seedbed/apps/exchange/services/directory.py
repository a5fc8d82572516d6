"""The directory of systems that a story could be about: checked first, then taken in.

It decides how narrowly a system may be described, so only a steward brings it: whoever
could list systems that are none would make five out of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from seedbed.apps.accounts.models import System
from seedbed.apps.exchange import bridge, places, stewards
from seedbed.apps.exchange.cards import DirectoryReport
from seedbed.apps.exchange.errors import DirectoryTakenError, DirectoryTooSmallError
from seedbed.apps.exchange.models import DirectoryFile, Duty, ExchangeMember
from seedbed.interop.directory import ListedSystem, RowProblem, read_directory

_AT_ONCE = 1000
_Key = tuple[str, str]


@transaction.atomic
def stage_directory(
    *, content: bytes, file_name: str, by_id: int, at: datetime
) -> tuple[UUID, tuple[RowProblem, ...]]:
    """Keep a directory to be looked over; return its token and the rows left out.

    Raises
    ------
    DirectoryFileError, DirectoryTooSmallError
        If it cannot be read, or lists too few systems.
    NotAllowedError, StewardHasPowerError
        If the account is no steward.
    """
    stewards.require(by_id, Duty.STEWARD, action="bring a directory")
    found = read_directory(content, file_name=file_name)
    _refuse_small(file_name, found.systems)
    token = uuid4()
    DirectoryFile.objects.create(
        token=token,
        file_name=file_name[:255],
        rows=[[one.name, one.state, one.size_band] for one in found.systems],
        by_id=by_id,
        staged_at=at,
    )
    return token, found.problems


def directory_report(*, token: UUID, by_id: int) -> DirectoryReport:
    """Return what a staged directory would change. Six queries.

    Raises
    ------
    DirectoryTakenError
        If it was taken in before, or is not there.
    NotAllowedError, StewardHasPowerError
        If the account is no steward.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="bring a directory")
    staged = _staged(token)
    return _report(
        staged.file_name, _listed(staged.rows), network=int(grant.network_id)
    )


@transaction.atomic
def take_directory(*, token: UUID, by_id: int, at: datetime) -> DirectoryReport:
    """Let a staged directory be the network's own from now on.

    Systems that are not in it go, unless they keep their records here.

    Raises
    ------
    DirectoryTakenError
        If it was taken in before, or is not there.
    NotAllowedError, StewardHasPowerError
        If the account is no steward.
    """
    grant = stewards.require(by_id, Duty.STEWARD, action="bring a directory")
    staged = _staged(token)
    listed = _listed(staged.rows)
    open_ones = DirectoryFile.objects.filter(pk=staged.pk, taken_at=None)
    if open_ones.update(taken_at=at, rows=[]) != 1:
        raise DirectoryTakenError
    return _take(staged.file_name, listed, network=int(grant.network_id))


@transaction.atomic
def import_directory(
    *, content: bytes, file_name: str, dry_run: bool = False
) -> tuple[DirectoryReport, tuple[RowProblem, ...]]:
    """Take in a directory on the command line, or only say what it would change.

    Raises
    ------
    DirectoryFileError, DirectoryTooSmallError
        If it cannot be read, or lists too few systems.
    """
    found = read_directory(content, file_name=file_name)
    _refuse_small(file_name, found.systems)
    work = _report if dry_run else _take
    report = work(file_name, found.systems, network=places.network_id())
    return report, found.problems


def _refuse_small(file_name: str, systems: tuple[ListedSystem, ...]) -> None:
    if len(systems) < bridge.LEAST_POSSIBLE:
        raise DirectoryTooSmallError(file_name, len(systems), bridge.LEAST_POSSIBLE)


def _staged(token: UUID) -> DirectoryFile:
    found = DirectoryFile.objects.filter(token=token, taken_at=None).first()
    if found is None:
        raise DirectoryTakenError
    staged: DirectoryFile = found
    return staged


def _listed(rows: Iterable[tuple[str, str, str]]) -> tuple[ListedSystem, ...]:
    return tuple(
        ListedSystem(name=name, state=state, size_band=band)
        for name, state, band in rows
    )


def _key(name: str, state: str) -> _Key:
    return name.casefold(), state


def _known(network: int) -> dict[_Key, ExchangeMember]:
    rows = ExchangeMember.objects.filter(network_id=network)
    return {_key(row.name, row.state): row for row in rows}


def _leaving(
    known: dict[_Key, ExchangeMember], keys: Iterable[_Key]
) -> list[ExchangeMember]:
    """Return the rows that a directory leaves out.

    A system that keeps its records here stays, unless it is listed in another state.
    """
    listed = set(keys)
    names = {name for name, _state in listed}
    return [
        row
        for key, row in known.items()
        if key not in listed and (row.system_id is None or key[0] in names)
    ]


def _report(
    file_name: str, listed: tuple[ListedSystem, ...], *, network: int
) -> DirectoryReport:
    known = _known(network)
    keys = {_key(one.name, one.state): one for one in listed}
    gone = _leaving(known, keys)
    stays = [row for key, row in known.items() if key not in keys and row not in gone]
    same = [
        key
        for key, one in keys.items()
        if key in known and known[key].size_band == one.size_band
    ]
    n_known = sum(key in known for key in keys)
    after = [(one.state, one.size_band) for one in listed]
    after += [(row.state, row.size_band) for row in stays]
    return DirectoryReport(
        file_name=file_name,
        n_rows=len(listed),
        n_new=len(keys) - n_known,
        n_changed=n_known - len(same),
        n_same=len(same),
        n_gone=len(gone),
        narrowness=bridge.narrowness(after),
    )


def _take(
    file_name: str, listed: tuple[ListedSystem, ...], *, network: int
) -> DirectoryReport:
    report = _report(file_name, listed, network=network)
    known = _known(network)
    keys = {_key(one.name, one.state): one for one in listed}
    gone = [row.pk for row in _leaving(known, keys)]
    for first in range(0, len(gone), _AT_ONCE):
        ExchangeMember.objects.filter(pk__in=gone[first : first + _AT_ONCE]).delete()
    changed = []
    for key, one in keys.items():
        row = known.get(key)
        if row is not None and row.size_band != one.size_band:
            row.size_band = one.size_band
            changed.append(row)
    ExchangeMember.objects.bulk_update(changed, ["size_band"], batch_size=_AT_ONCE)
    ExchangeMember.objects.bulk_create(
        (
            ExchangeMember(
                network_id=network,
                name=one.name,
                state=one.state,
                size_band=one.size_band,
            )
            for key, one in keys.items()
            if key not in known
        ),
        batch_size=_AT_ONCE,
    )
    _link_own(network)
    return report


def _link_own(network: int) -> None:
    """Let each system that runs here stand for the one that is listed by its name."""
    linked = ExchangeMember.objects.filter(network_id=network, system__isnull=False)
    waiting = System.objects.filter(network_id=network).exclude(
        pk__in=linked.values("system_id")
    )
    for system in waiting:
        listed = ExchangeMember.objects.filter(
            network_id=network, name__iexact=system.name, system=None
        )
        if listed.count() == 1:
            listed.update(system=system)
