"""The methods by name, and the one door to them."""

from __future__ import annotations

from collections.abc import Callable

from .equal_quality import equal_quality
from .equilibrium import equilibrium
from .picking import round_robin, serial_dictatorship
from .problem import Problem
from .result import Result

METHODS: dict[str, Callable[..., Result]] = {
    "equal-quality": equal_quality,
    "equilibrium": equilibrium,
    "round-robin": round_robin,
    "serial-dictatorship": serial_dictatorship,
}


def allot(
    problem: Problem,
    *,
    method: str = "equal-quality",
    seed: int,
    time_limit_seconds: float = 8.0,
) -> Result:
    """Return who gets which seat; only equal quality takes note of the time limit.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method not in METHODS:
        known = ", ".join(METHODS)
        raise ValueError(f"There is no method {method!r}; there are {known}.")
    if method == "equal-quality":
        return equal_quality(problem, seed=seed, time_limit_seconds=time_limit_seconds)
    return METHODS[method](problem, seed=seed)
