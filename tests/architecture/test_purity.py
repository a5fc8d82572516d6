"""Engines and standards must work on a machine that has no Django."""

import pkgutil
import subprocess
import sys

import pytest

import seedbed.engines
import seedbed.interop

PURE = [
    module.name
    for package in (seedbed.engines, seedbed.interop)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("module", PURE)
def test_it_imports_without_django(module):
    code = f"import sys; sys.modules['django'] = None; import {module}"

    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
