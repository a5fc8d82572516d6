"""Where a deployment keeps everything: one folder, ``SEEDBED_HOME``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """Return the folder of this deployment; default ``./seedbed-data``."""
    return Path(os.environ.get("SEEDBED_HOME", "seedbed-data")).expanduser().resolve()


def secret_key(home: Path) -> str:
    """Return the signing key: from the environment, or made once and kept in ``home``.

    The file is readable by its owner alone.
    """
    given = os.environ.get("SEEDBED_SECRET_KEY", "")
    if given:
        return given
    file = home / "secret-key"
    if file.exists():
        return file.read_text(encoding="utf-8").strip()
    home.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(50)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(key + "\n")
    return key
