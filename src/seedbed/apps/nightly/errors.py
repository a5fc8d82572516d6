"""Errors of the nightly app."""

from __future__ import annotations

from datetime import date, datetime

from seedbed.lib.errors import SeedbedError


class NightRunningError(SeedbedError):
    """Another process is running this unit's night."""

    code = "night-running"

    def __init__(self, unit: str, on: date, since: datetime) -> None:
        super().__init__(
            f"The night of {unit} before {on:%Y-%m-%d} has been running since "
            f"{since:%H:%M} UTC. Wait for it to end; one that stopped is taken over "
            "after half an hour."
        )


class RayNotInstalledError(SeedbedError):
    """Nights on a cluster need a package that is an extra, and not here."""

    code = "ray-not-installed"

    def __init__(self) -> None:
        super().__init__(
            "No night was run: the package ray is not installed. Install Seedbed with "
            "its ray extra, seedbed[ray], here and on every machine of the cluster, or "
            "leave --cluster out."
        )


class ClusterNeedsPostgresError(SeedbedError):
    """The database is a file of this machine, which a cluster cannot read."""

    code = "cluster-needs-postgres"

    def __init__(self) -> None:
        super().__init__(
            "No night was run: the database is an SQLite file, which the other "
            "machines of a cluster do not see. Name a PostgreSQL address in "
            "SEEDBED_DATABASE_URL, or use --jobs."
        )
