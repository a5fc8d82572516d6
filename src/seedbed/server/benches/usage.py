"""What a process of the benches used."""

from __future__ import annotations

import resource

_KILOBYTES_PER_MEGABYTE = 1024


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / _KILOBYTES_PER_MEGABYTE, 1)
