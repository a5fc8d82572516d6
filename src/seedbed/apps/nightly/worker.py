"""Starts Django in a fresh process, before anything that needs it is imported."""

from __future__ import annotations

import os
from typing import Any

import django
from django.utils.module_loading import import_string


def set_up(settings_module: str) -> None:
    """Make Django ready in a process that was just spawned."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)
    django.setup()


def run_ready(settings_module: str, name: str, job: tuple[Any, ...]) -> Any:
    """Make Django ready if it is not, then call the function of that name.

    The name is sent, not the function: to read a function is to import its module,
    which needs Django to be ready before.
    """
    set_up(settings_module)
    return import_string(name)(*job)
