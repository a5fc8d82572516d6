"""Starts Django in a fresh process, before anything that needs it is imported."""

from __future__ import annotations

import os

import django


def set_up(settings_module: str) -> None:
    """Make Django ready in a process that was just spawned."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)
    django.setup()
