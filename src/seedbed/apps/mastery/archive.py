"""Packs arrays into one field of a row, and reads them back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np

from .models import LearnerModel, LearnerState, Snapshot

# The arrays of a large unit are some 50 MB; the fastest level packs them in half a
# second, the usual one in five for a tenth less.
_FASTEST = 1
_UNITS_KEPT = 4
_MODELS_KEPT = 2

Arrays = dict[str, np.typing.NDArray[Any]]


def pack(arrays: Mapping[str, np.typing.NDArray[Any]]) -> bytes:
    """Return arrays as a compressed NumPy archive (``.npz``)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(
        buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_FASTEST
    ) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    return buffer.getvalue()


def unpack(data: bytes) -> Arrays:
    """Return the arrays of an archive, read-only; nothing in it is executed."""
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


@lru_cache(maxsize=_UNITS_KEPT)
def arrays_of(snapshot_id: int, inputs_hash: str) -> Arrays:
    """Return the arrays of a snapshot of the current system. One query, or none.

    ``inputs_hash`` is part of the key, so that a snapshot made anew is read anew. The
    caller found the snapshot through its own system, so no other's can be asked for.
    """
    row = Snapshot.objects.filter(inputs_hash=inputs_hash).get(pk=snapshot_id)
    return unpack(bytes(row.arrays))


@lru_cache(maxsize=_MODELS_KEPT)
def model_arrays(model_uuid: UUID) -> Arrays:
    """Return the arrays of a fit of the current system. One query, or none.

    The caller found the fit through its own system.

    Raises
    ------
    ValueError, zipfile.BadZipFile
        If the archive is damaged.
    """
    return unpack(
        bytes(LearnerModel.objects.only("arrays").get(uuid=model_uuid).arrays)
    )


def state_arrays(state_id: int) -> Arrays:
    """Return the arrays of a state of the current system. One query.

    Raises
    ------
    ValueError, zipfile.BadZipFile
        If the archive is damaged.
    """
    return unpack(bytes(LearnerState.objects.only("arrays").get(pk=state_id).arrays))
