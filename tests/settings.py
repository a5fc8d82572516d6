"""Settings of the tests: the product's own, on scratch data, with cheap passwords.

``SEEDBED_TEST_DATABASE=postgres`` runs the same tests on a PostgreSQL server that is
started here and stopped when the test process ends.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from typing import Any

_SCRATCH = tempfile.mkdtemp(prefix="seedbed-tests-")
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)
os.environ["SEEDBED_HOME"] = _SCRATCH
os.environ["SEEDBED_SECRET_KEY"] = "only-for-tests"
os.environ.pop("SEEDBED_DEMO", None)

if os.environ.get("SEEDBED_TEST_DATABASE") == "postgres":
    from tests.postgres import PostgresServer, find_programs

    _programs = find_programs()
    if _programs is None:
        raise SystemExit(
            "SEEDBED_TEST_DATABASE=postgres, but no PostgreSQL server is installed; "
            "install Debian's package postgresql."
        )
    _server = PostgresServer(_programs)
    atexit.register(_server.stop)
    # A run that is cut off by a time limit stops its server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ["SEEDBED_DATABASE_URL"] = _server.start()
else:
    os.environ.pop("SEEDBED_DATABASE_URL", None)

from seedbed.server.settings import *  # noqa: E402, F403

if "SEEDBED_DATABASE_URL" not in os.environ:
    # In a file, not in memory: each thread of a live server then has its own
    # connection, as in production.
    _database: dict[str, Any] = DATABASES["default"]  # noqa: F405
    _database["TEST"] = {"NAME": f"{_SCRATCH}/tests.sqlite3"}
    _database["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
