"""How it comes about who is in which arm: by lot, by lottery, or by matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import isfinite
from typing import Any

import numpy as np

from seedbed.apps.pilots.cards import Alike, Chances, Enrolment
from seedbed.engines import evaluation
from seedbed.engines.evaluation.errors import NoMatchError, UnequalGroupsError
from seedbed.lib.arrays import BoolArray, FloatArray

from .plain import plain

#: Pairs for each thing that is adjusted for, and for one more; with fewer the engine
#: leaves the adjustment out.
_PAIRS_PER_SLOPE = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A student who may be in a pair; ``known`` is by the name of what is known."""

    student: str
    takes_part: bool
    known: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Paired:
    """Pairs of a pilot student and one outside, and what the gate says of them.

    ``adjusts`` names what the comparison is adjusted for.
    """

    pairs: tuple[tuple[str, str], ...]
    adjusts: tuple[str, ...]
    alike: Alike


def draw(
    names: Sequence[str], blocks: Sequence[str], *, seed: str, share: float
) -> tuple[list[bool], int]:
    """Return what is treated, by name, and in how many ways it could have come out.

    Anyone can draw it again from the seed.
    """
    found = evaluation.assign(names, seed=seed, share_treated=share, blocks=blocks)
    numbers = np.unique(blocks, return_inverse=True)[1].astype(np.int64)
    return [bool(one) for one in found], evaluation.n_possible(numbers, found)


def chances(n_students: int, n_clusters: int, *, share: float = 0.5) -> Chances:
    """Return what can come of a pilot of this size, said before it starts."""
    level: Any = "student" if n_students == n_clusters else "class"
    found = evaluation.design(
        n_students=n_students,
        n_classes=n_clusters,
        assigned=level,
        share_treated=share,
    )
    is_finite = isfinite(found.smallest_effect)
    return Chances(
        n_students=n_students,
        n_clusters=n_clusters,
        smallest_p=found.smallest_p,
        smallest_effect=found.smallest_effect if is_finite else None,
        why=found.why,
    )


def check_places(places: Sequence[Enrolment]) -> None:
    """Refuse a list in which a group or a student is in both arms.

    Raises
    ------
    OverlappingArmsError, StudentInTwoArmsError
        The first that is found.
    """
    found = evaluation.faults(
        evaluation.Records(
            members=[
                evaluation.Member(
                    student=str(one.student_id),
                    cluster=one.cluster,
                    arm="pilot" if one.takes_part else "comparison",
                )
                for one in places
            ],
            pretests={},
            outcomes=[],
            starts_on=date.min,
            n_looks=1,
            fill_pretests=True,
        )
    )
    if found:
        raise found[0]


def lottery(
    sizes: Mapping[str, int], *, n_seats: int, seed: str
) -> tuple[list[bool], int]:
    """Return who is offered a seat, and in how many ways that was seen to come out.

    ``sizes`` are of what stays together: siblings, or a student alone. The ways are
    those among the engine's own draws, so there may be more.
    """
    found = _lottery(sizes, n_seats=n_seats, seed=seed)
    ways = np.unique(found.assignments.is_treated, axis=0)
    return [bool(one) for one in found.is_offered], len(ways)


def drawn_again(
    drawn: Mapping[str, Any], clusters: Sequence[str]
) -> evaluation.Assignments | None:
    """Return what a lottery could have given, by cluster; None for any other draw."""
    if drawn.get("design") != "lottery":
        return None
    sizes = {name: drawn["sizes"][name] for name in clusters}
    seats = drawn["n_seats"]
    return _lottery(sizes, n_seats=seats, seed=drawn["seed"]).assignments


def match(candidates: Sequence[Candidate], *, caliper: float) -> Paired:
    """Pair each student of the pilot with the nearest other, and ask the gate.

    Nothing is refused here: ``alike`` says what the gate answers. Who has no pretest
    cannot be in a pair.
    """
    tested = [one for one in candidates if np.isfinite(one.known["pretest"])]
    n_untested = len(candidates) - len(tested)
    is_part = np.array([one.takes_part for one in tested], np.bool_)
    names = _telling(tested)
    found = _pairs(_columns(tested, names), is_part, caliper)
    if found is None:
        alone = tuple(one.student for one in tested if one.takes_part)
        return Paired(pairs=(), adjusts=(), alike=_nobody(alone, n_untested=n_untested))
    kept = found.students
    balance = evaluation.balance(
        _columns([tested[i] for i in kept], names), is_part[kept], names
    )
    adjusts = tuple(one.covariate for one in balance if one.likeness != "fine")
    try:
        answer = str(evaluation.gate(balance))
    except UnequalGroupsError:
        answer = "refused"
    return Paired(
        pairs=tuple(
            (tested[one].student, tested[two].student) for one, two in found.pairs
        ),
        adjusts=adjusts,
        alike=Alike(
            n_pairs=len(found.pairs),
            unmatched=tuple(tested[i].student for i in found.unmatched),
            n_untested=n_untested,
            balance=tuple(
                plain(asdict(one)) | {"likeness": str(one.likeness)} for one in balance
            ),
            answer=answer,
            n_wanted=_PAIRS_PER_SLOPE * (len(adjusts) + 1) if adjusts else 0,
        ),
    )


def check_gate(alike: Alike, *, n_students: int, caliper: float) -> None:
    """Refuse pairs that the gate refuses, in the engine's words.

    Raises
    ------
    NoMatchError, UnequalGroupsError
        If there is no pair, or the two sides were too different before the start.
    """
    if not alike.n_pairs:
        raise NoMatchError(n_students, caliper)
    refused = [one for one in alike.balance if one["likeness"] == "refused"]
    if refused:
        # A side that is all alike is endlessly many deviations from one that is not.
        apart = max(abs(one["g"]) if one["g"] is not None else 9.99 for one in refused)
        raise UnequalGroupsError([one["covariate"] for one in refused], apart, 0.25)


def _lottery(
    sizes: Mapping[str, int], *, n_seats: int, seed: str
) -> evaluation.Lottery:
    return evaluation.lottery(
        list(sizes), list(sizes.values()), n_seats=n_seats, seed=seed
    )


def _telling(candidates: Sequence[Candidate]) -> list[str]:
    """Return the names of what is known and not the same for everybody."""
    names = list(candidates[0].known) if candidates else []
    return [
        name
        for name in names
        if name == "pretest" or len({one.known[name] for one in candidates}) > 1
    ]


def _columns(candidates: Sequence[Candidate], names: Sequence[str]) -> FloatArray:
    return np.array([[one.known[name] for name in names] for one in candidates])


def _pairs(
    covariates: FloatArray, is_part: BoolArray, caliper: float
) -> evaluation.Matched | None:
    """Return the pairs, None where there is none, or one alone, which tells nothing."""
    if not is_part.any() or is_part.all():
        return None
    try:
        found = evaluation.match(covariates, is_part, caliper=caliper)
    except NoMatchError:
        return None
    return found if len(found.pairs) > 1 else None


def _nobody(alone: tuple[str, ...], *, n_untested: int) -> Alike:
    return Alike(
        n_pairs=0, unmatched=alone, n_untested=n_untested, balance=(), answer="refused"
    )
