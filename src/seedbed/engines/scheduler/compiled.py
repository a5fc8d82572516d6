"""How the solver's kernels are compiled, and when a compiled copy is out of date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core.registry import CPUDispatcher

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _fingerprint() -> str:
    """Return a hash of every source file that kernels are made of.

    Those are the files with kernels and the files of this folder that they import:
    constants are compiled in. A change anywhere else compiles nothing again.
    """
    texts = {
        path.stem: path.read_bytes() for path in Path(__file__).parent.glob("*.py")
    }
    wanted = {
        name
        for name, text in texts.items()
        if b"\n@compiled" in text or b"\n@inner" in text
    }
    for name in sorted(wanted):
        wanted |= {n for n in texts if re.search(rb"\b%b\b" % n.encode(), texts[name])}
    return hashlib.sha256(b"".join(texts[n] for n in sorted(wanted))).hexdigest()


_FINGERPRINT = _fingerprint()


class _Inner(CPUDispatcher):
    """A kernel that only kernels call: it has no way in from Python."""

    def __call__(self, *arguments: object) -> object:
        """Refuse a call from Python, which would crash."""
        del arguments
        name = self.py_func.__name__
        message = f"{name} is an inner kernel: Python calls one marked as compiled."
        raise TypeError(message)


def compiled(function: _Function) -> _Function:
    """Compile a kernel with Numba and keep it on disk for the next process.

    Without reference counts: counting the arrays of p and x at every call takes ten
    times as long as the work. So a kernel allocates nothing; its callers own all
    arrays. Numba's cache looks at the kernel's own file only; kernels here call each
    other across files, so a copy is kept for exactly this state of all of them.
    """
    return cast("_Function", _dispatcher(function))


def inner(function: _Function) -> _Function:
    """Compile a kernel that only other kernels call, in a third of the time.

    Most of what compiling costs is the way in from Python, which unpacks every array.
    """
    dispatcher = _dispatcher(function, no_cpython_wrapper=True)
    dispatcher.__class__ = _Inner
    return cast("_Function", dispatcher)


def _dispatcher(function: _Function, **options: bool) -> Any:
    options |= {"nogil": True, "_nrt": False, "no_cfunc_wrapper": True}
    dispatcher: Any = cast("Any", numba).njit(cache=True, **options)(function)
    dispatcher._cache._cache_file._source_stamp = _FINGERPRINT  # noqa: SLF001
    return dispatcher
