"""What is remembered of students: moved on by new evidence, stored between nights."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from seedbed.apps.mastery.archive import Arrays
from seedbed.apps.mastery.ledger import NOTHING_READ, Fresh, Ledger
from seedbed.apps.mastery.numbering import Numbering, places
from seedbed.engines import learner
from seedbed.lib.arrays import Int32Array, IntArray

from .rows import Fit, answers_of, reading_arrays

_STATE = "state."


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What one model remembers of some students (S,), and from which attempts.

    ``n_answers`` (S,) are in ``state``; ``idle_items`` those that attempts named and
    no taught skill is asked by, ids ascending.
    """

    state: learner.State
    numbering: Numbering
    ledger: Ledger
    n_answers: IntArray
    idle_items: IntArray

    @property
    def student_ids(self) -> IntArray:
        """Ids of the students (S,), ascending."""
        return self.ledger.student_ids

    @property
    def n_bytes(self) -> int:
        """Size of what is remembered."""
        return self.state.n_bytes

    def fits(self, numbering: Numbering) -> bool:
        """Tell whether what was read means the same in today's numbering."""
        is_idle_still = not numbering.has_item(self.idle_items).any()
        return is_idle_still and numbering.keeps(self.numbering)

    def fingerprint(self) -> str:
        """Return a hash of all that estimates follow from, but for the model."""
        digest = hashlib.blake2b(digest_size=32)
        parts = {**self.state.to_arrays(), **self.numbering.to_arrays()}
        for part in (self.student_ids, *(parts[name] for name in sorted(parts))):
            digest.update(np.ascontiguousarray(part).tobytes())
        return digest.hexdigest()


def begin_memory(model: Fit, numbering: Numbering) -> Memory:
    """Return the memory of nobody."""
    return Memory(
        state=learner.begin(model, 0),
        numbering=numbering,
        ledger=NOTHING_READ,
        n_answers=np.zeros(0, np.int64),
        idle_items=np.zeros(0, np.int64),
    )


def remember(
    memory: Memory,
    fresh: Fresh,
    *,
    model: Fit,
    numbering: Numbering,
    grades: Int32Array,
) -> Memory:
    """Return the memory once the fresh evidence is read.

    Bit by bit the same as from one walk through everything, whatever was read in which
    night.

    Parameters
    ----------
    model, numbering
        Of today; the numbering must fit the memory.
    grades : ndarray of shape (S,)
        Enrolled grades of the students of ``fresh``.
    """
    student_ids = fresh.ledger.student_ids
    before = places(memory.student_ids, student_ids)
    before[fresh.starts_blank] = -1
    state = learner.renumber_state(
        memory.state,
        model,
        students=before,
        skills=places(numbering.skill_ids, memory.numbering.skill_ids),
        items=places(numbering.item_ids, memory.numbering.item_ids),
        grade=grades,
    )
    has_place = numbering.has_item(fresh.rows.item_id)
    answers = answers_of(numbering, student_ids, fresh.rows.select(has_place))
    idle = fresh.rows.item_id[~has_place]
    n_before = np.append(memory.n_answers, 0)[before]
    return Memory(
        state=learner.update(state, answers),
        numbering=numbering,
        ledger=fresh.ledger,
        n_answers=n_before + np.bincount(answers.student, minlength=len(student_ids)),
        idle_items=np.union1d(memory.idle_items, idle),
    )


def pack_memory(memory: Memory) -> Arrays:
    """Return the memory as arrays; not the model, nor the cut-off."""
    ledger = memory.ledger
    state = memory.state.to_arrays()
    return {
        **{_STATE + name: array for name, array in state.items()},
        **memory.numbering.to_arrays(),
        "n_answers": memory.n_answers,
        "idle_items": memory.idle_items,
        "student_ids": ledger.student_ids,
        "n_read": ledger.n_read,
        "last_id": ledger.last_id,
        "read_up_to": np.array(ledger.read_up_to),
        "complete_up_to": np.array(ledger.complete_up_to),
    }


def numbering_of(arrays: Mapping[str, Any]) -> Numbering:
    """Return the numbering that stored arrays are in.

    Raises
    ------
    UnreadableError
        If the arrays are of another version, or damaged.
    """
    with reading_arrays():
        return Numbering.from_arrays(arrays)


def read_memory(arrays: Mapping[str, Any], *, model: Fit, as_of: datetime) -> Memory:
    """Return the memory that ``pack_memory`` wrote.

    Parameters
    ----------
    model
        The model that remembers. To be asked at once it must have the numbers of the
        arrays; to be moved on by ``remember`` any numbers do.

    Raises
    ------
    UnreadableError
        If the arrays are of another version, or damaged.
    """
    with reading_arrays():
        state = {
            name.removeprefix(_STATE): np.array(array)
            for name, array in arrays.items()
            if name.startswith(_STATE)
        }
        return Memory(
            state=learner.State.from_arrays(model, state),
            numbering=Numbering.from_arrays(arrays),
            ledger=Ledger(
                student_ids=arrays["student_ids"],
                n_read=arrays["n_read"],
                last_id=arrays["last_id"],
                read_up_to=int(arrays["read_up_to"]),
                complete_up_to=int(arrays["complete_up_to"]),
                as_of=as_of,
            ),
            n_answers=arrays["n_answers"],
            idle_items=arrays["idle_items"],
        )


def part_of(memory: Memory, student_ids: IntArray) -> Memory:
    """Return what is remembered of some of the students, ids ascending."""
    ledger = memory.ledger.of(student_ids)
    chosen = places(memory.student_ids, ledger.student_ids)
    everything = {
        "skills": memory.numbering.skill_ids,
        "items": memory.numbering.item_ids,
    }
    state = learner.renumber_state(
        memory.state,
        memory.state.model,
        students=chosen,
        grade=memory.state.grade[chosen],
        **{name: np.arange(len(ids)) for name, ids in everything.items()},
    )
    return replace(
        memory, state=state, ledger=ledger, n_answers=memory.n_answers[chosen]
    )
