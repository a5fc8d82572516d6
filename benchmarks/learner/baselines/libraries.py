"""Which library each baseline needs, and whether it is there and fit for use."""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

_NEEDS: dict[str, tuple[str, ...]] = {
    "elo": (),
    "rasch": (),
    "2pl": (),
    "pfa": ("sklearn",),
    "best-lr": ("sklearn",),
    "best-lr-windows": ("sklearn",),
    "das3h": ("sklearn",),
    "bkt": ("pyBKT", "pandas"),
    "bkt-forgets": ("pyBKT", "pandas"),
    "dkt": ("jax", "optax"),
}
_SOLD_AS = {"sklearn": "scikit-learn"}


def why_missing(name: str) -> str:
    """Return why a baseline cannot run, with the remedy; nothing if it can.

    Raises
    ------
    ValueError
        If there is no such baseline.
    """
    if name not in _NEEDS:
        known = ", ".join(_NEEDS)
        raise ValueError(f"There is no baseline {name!r}; there are {known}.")
    absent = [_SOLD_AS.get(m, m) for m in _NEEDS[name] if find_spec(m) is None]
    if absent:
        return f"{name} needs {' and '.join(absent)}; install with: make baselines"
    if "pyBKT" in _NEEDS[name] and not _is_compiled():
        # Imported, the pure-Python expectation step leaves every count at zero, and
        # the predictions are those of random parameters.
        return (
            f"{name} needs pyBKT's compiled build, and the one installed is pure "
            "Python, which fits nothing; with a C++ compiler there, repair with: "
            "make -B baselines"
        )
    return ""


def _is_compiled() -> bool:
    """Return whether pyBKT's expectation step is machine code, without importing it."""
    found = find_spec("pyBKT")
    folders = (found and found.submodule_search_locations) or []
    return any(
        (Path(folder) / "fit" / f"E_step{suffix}").exists()
        for folder in folders
        for suffix in EXTENSION_SUFFIXES
    )
