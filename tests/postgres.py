"""A PostgreSQL server of the tests' own: scratch folder, loopback, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

OWNER = "seedbed_owner"


def find_programs() -> Path | None:
    """Return the newest folder that holds ``initdb``, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class PostgresServer:
    """Start on entry, stop and delete on exit.

    PostgreSQL refuses to run as root; as root it is started as ``postgres`` or
    ``nobody``. The tests connect as ``seedbed_owner``, which is no superuser, so that
    row-level security holds for them as it does in production.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="seedbed-pg-"))
        self._user = self._other_user()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]

    @staticmethod
    def _other_user() -> str | None:
        if os.geteuid() != 0:
            return None
        names = {entry.pw_name for entry in pwd.getpwall()}
        return "postgres" if "postgres" in names else "nobody"

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            command,
            user=self._user,
            cwd=self._folder,
            env={"PATH": f"{self._programs}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")

    def start(self) -> str:
        """Start the server; return its address for ``SEEDBED_DATABASE_URL``."""
        if self._user:
            shutil.chown(self._folder, self._user)
        data = str(self._folder / "data")
        self._run(
            str(self._programs / "initdb"), "-D", data, "-U", "postgres",
            "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self._folder} "
            "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        )
        self._run(
            str(self._programs / "pg_ctl"), "-D", data, "-w", "-t", "30",
            "-l", str(self._folder / "log"), "-o", options, "start",
        )  # fmt: skip
        self._run(
            str(self._programs / "psql"), "-h", "127.0.0.1", "-p", str(self._port),
            "-U", "postgres", "-qc",
            f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS",
            "-c", f"CREATE DATABASE {OWNER} OWNER {OWNER}",
        )  # fmt: skip
        return f"postgres://{OWNER}@127.0.0.1:{self._port}/{OWNER}"

    def stop(self) -> None:
        """Stop the server that ``start`` started and delete its folder."""
        data = self._folder / "data"
        if (data / "postmaster.pid").exists():
            self._run(
                str(self._programs / "pg_ctl"), "-D", str(data), "-m", "immediate",
                "-w", "stop",
            )  # fmt: skip
        shutil.rmtree(self._folder, ignore_errors=True)
