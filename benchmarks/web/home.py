"""The simulated system that is measured: 500 students in one hub, in a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

N_TEACHERS, N_TUTORS, N_MENTORS, N_AIDES, N_WEEKS = 25, 10, 20, 8, 5


def environment(home: str) -> dict[str, str]:
    """Return the environment of the server."""
    return {
        **os.environ,
        "SEEDBED_HOME": home,
        "SEEDBED_DEMO": "1",
        "SEEDBED_HOSTS": "127.0.0.1,testserver",
        "DJANGO_SETTINGS_MODULE": "seedbed.server.settings",
    }


def open_home(home: str) -> None:
    """Let this process work in HOME; once, before anything reads Django's settings."""
    os.environ.update(environment(home))
    from seedbed.cli.setup import open_database, start_django  # noqa: PLC0415

    start_django()
    open_database()


def is_built(home: str) -> bool:
    """Tell whether a system was built in HOME to its end."""
    return (Path(home) / "built").exists()


def build(home: str, *, n_students: int) -> None:
    """Build the system in HOME, which this process has opened."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from seedbed.server.demo import sizes  # noqa: PLC0415
    from seedbed.server.demo.build import build_demo  # noqa: PLC0415

    hub = sizes.UnitSize(
        students=n_students,
        teachers=N_TEACHERS,
        tutors=N_TUTORS,
        mentors=N_MENTORS,
        aides=N_AIDES,
    )
    virtual = sizes.SIZES["small"].virtual
    sizes.SIZES["web"] = sizes.Size(hub=hub, virtual=virtual, weeks=N_WEEKS)
    build_demo(
        at=datetime.now(UTC), scale="web", report=lambda n: print(n, file=sys.stderr)
    )
    (Path(home) / "built").write_text(f"{n_students} students in the hub\n")
