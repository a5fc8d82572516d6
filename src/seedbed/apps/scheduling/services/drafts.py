"""Makes the draft of a day: the solver's plan or, where none is safe, the standing one.

Reading and solving come first and hold no lock; the write is one transaction that is
refused if the day changed meanwhile.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from seedbed.apps.scheduling import bridge, store
from seedbed.apps.scheduling.cards import DraftCard
from seedbed.apps.scheduling.errors import DayAlreadyPublishedError, StaleVersionError
from seedbed.apps.scheduling.lottery import with_draws
from seedbed.apps.scheduling.models import (
    BlockKind,
    Change,
    ChangeKind,
    DayStatus,
    SchoolDay,
    SeatOrigin,
)
from seedbed.apps.scheduling.partial import SENTENCES_IN_NOTE, plan_for_the_rest
from seedbed.apps.scheduling.problem import Material, locks_of, read_material
from seedbed.apps.scheduling.reasons import Reason
from seedbed.apps.scheduling.repairing import repaired
from seedbed.apps.scheduling.rows.stored import StoredRows, read_stored
from seedbed.apps.scheduling.stored_day import (
    ACCOMMODATION_RULES,
    PLAN,
    STANDING,
)
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials import services as lotteries
from seedbed.lib.text import count, listing

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What the day becomes. ``timetable`` None is the standing schedule."""

    problem: bridge.Problem
    timetable: Timetable | None
    note: str
    figures: dict[str, Any] = field(default_factory=dict)
    left: tuple[int, ...] = ()
    """Ids of students whom the plan leaves to the standing schedule."""

    @property
    def origin(self) -> str:
        return STANDING if self.timetable is None else PLAN


def make_draft(
    *,
    unit_id: int,
    on: date,
    seed: int,
    at: datetime,
    time_limit_seconds: float = 20.0,
    by_id: int | None = None,
) -> DraftCard:
    """Plan a unit's day from the latest snapshot, as a draft that an adult reviews.

    The same inputs and seed keep the draft that stands. Seats that an adult decided
    stay. Where no safe plan can be made, the draft is the standing schedule and its
    note says why.

    Raises
    ------
    DayAlreadyPublishedError
        If the day is published.
    StaleVersionError
        If somebody changed the draft while it was being planned.
    NoFrameError
        If the unit has no bell schedule.
    """
    day = SchoolDay.objects.filter(unit_id=unit_id, on=on).first()
    if day is not None and day.status == DayStatus.PUBLISHED:
        raise DayAlreadyPublishedError(on)
    stored = read_stored(day.pk) if day is not None else None
    material = read_material(
        unit_id, on, until=at, locks=locks_of(stored) if stored else ()
    )
    problem = drawn_problem(material, seed=seed)
    hashed = inputs_hash(problem, seed)
    if day is not None and day.figures.get("inputs_hash") == hashed:
        return _card(day, is_kept=True)
    kept = _kept(stored)
    plan = _plan(problem, seed=seed, time_limit_seconds=time_limit_seconds, kept=kept)
    plan = replace(plan, figures=plan.figures | {"inputs_hash": hashed})
    return _save(plan, day=day, at=at, by_id=by_id, kept=kept)


def repair_draft(
    *, unit_id: int, on: date, at: datetime, by_id: int | None = None
) -> DraftCard:
    """Mend a draft as the day stands now, with as few changes as can be.

    For an adult who called in sick: another one who may and is idle takes over, and
    only students who lose a seat get another day. Where that would break a rule, the
    day is planned again instead.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    DayAlreadyPublishedError, StaleVersionError
        If the day is published, or changed while it was being mended.
    """
    found = repaired(unit_id, on)
    day, row = found.day, found.day.row
    if row.status == DayStatus.PUBLISHED:
        raise DayAlreadyPublishedError(on)
    if found.plan.n_faults or row.origin != PLAN:
        seed = int(row.figures.get("seed", 0))
        return make_draft(unit_id=unit_id, on=on, seed=seed, at=at, by_id=by_id)
    mended = {
        "expected_gain": round(found.plan.gain, 4),
        "seconds": round(found.plan.seconds, 3),
    }
    # A mended draft is made from nothing that a new one would be made from.
    figures = {k: v for k, v in row.figures.items() if k != "inputs_hash"} | mended
    plan = _Plan(
        problem=day.problem,
        timetable=found.plan.timetable,
        note=row.note,
        figures=figures,
        left=tuple(row.figures.get("left_to_standing", ())),
    )
    return _save(plan, day=row, at=at, by_id=by_id, kept=_kept(day.stored))


def drawn_problem(material: Material, *, seed: int) -> bridge.Problem:
    """Return the problem after the night's lottery has broken the near-ties.

    The same rows, rule and seed give the same draws. Two queries.
    """
    unit_id, on = material.frame.unit_id, material.frame.on
    drawn = with_draws(
        material,
        rule=trials.lottery_of(unit_id),
        seed=seed,
        spoken=trials.draws_of_day(unit_id, on),
    )
    return bridge.day_problem(drawn)


def inputs_hash(problem: bridge.Problem, seed: int) -> str:
    """Return a hash of everything that a draft is made from."""
    material = problem.material
    rule = material.night.rule if material.night else None
    beside = (seed, material.as_of, [s.is_out for s in material.frame.staff], rule)
    text = f"{bridge.fingerprint(problem)} {beside!r}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _kept(stored: StoredRows | None) -> dict[tuple[int, int], Reason]:
    """Return the reasons of seats that an adult decided, by student and block."""
    if stored is None:
        return {}
    return {
        (seat.student_id, seat.block_id): seat.reason
        for seat in stored.seats
        if seat.is_locked and seat.origin == SeatOrigin.ADULT
    }


def _plan(
    problem: bridge.Problem,
    *,
    seed: int,
    time_limit_seconds: float,
    kept: dict[tuple[int, int], Reason],
) -> _Plan:
    material = problem.material
    figures: dict[str, Any] = {
        "seed": seed,
        "as_of": material.as_of.isoformat() if material.as_of else None,
        "n_options": len(problem.day.options.student),
        "n_attempts": material.n_attempts,
        "n_students": len(material.people.students),
        "n_faults": 0,
    }
    refusal = _why_not(material)
    if refusal:
        return _Plan(problem=problem, timetable=None, note=refusal, figures=figures)
    try:
        solution = bridge.solve(
            problem, seed=seed, time_limit_seconds=time_limit_seconds
        )
        faults = bridge.verify(problem, solution.timetable)
    except Exception as error:
        # Whatever happens inside the solver, students have a day tomorrow.
        logger.exception("no plan for %s on %s", material.frame.unit, material.frame.on)
        note = (
            f"The plan could not be made ({type(error).__name__}: {error}), so this is "
            "the standing schedule. Plan the day again, or publish it as it is."
        )
        return _Plan(problem=problem, timetable=None, note=note, figures=figures)
    figures |= _figures(solution)
    if faults:
        partial = plan_for_the_rest(
            problem, seed=seed, time_limit_seconds=time_limit_seconds, kept=kept
        )
        if partial is not None:
            return _Plan(
                problem=problem,
                timetable=partial.timetable,
                note=partial.note,
                figures=figures | partial.figures,
                left=partial.left,
            )
        note = _note_on_faults(faults)
        figures |= {"expected_gain": 0.0, "refused_faults": len(faults)}
        return _Plan(problem=problem, timetable=None, note=note, figures=figures)
    return _Plan(
        problem=problem,
        timetable=solution.timetable,
        note=" ".join([*_remarks(material), *material.notes]),
        figures=figures,
    )


def _figures(solution: bridge.Solution) -> dict[str, float]:
    gap = 1.0 - solution.gain / solution.bound if solution.bound > 0 else 0.0
    return {
        "expected_gain": round(solution.gain, 4),
        "upper_bound": round(solution.bound, 4),
        "gap": round(gap, 4),
        "standing_gain": round(solution.standing_gain, 4),
        "greedy_gain": round(solution.greedy_gain, 4),
        "seconds": round(solution.seconds, 3),
    }


def _note_on_faults(faults: list[bridge.FoundFault]) -> str:
    """Say which rules no plan kept: one sentence a rule, students' rights first."""
    first = {fault.rule: fault.message for fault in reversed(faults)}
    rules = sorted(first, key=lambda r: (r not in ACCOMMODATION_RULES, r))
    named = [f"[{rule}] {first[rule]}" for rule in rules[:SENTENCES_IN_NOTE]]
    rest = len(faults) - len(named)
    more = f" And {count(rest, 'more', 'more')}." if rest > 0 else ""
    return (
        "No plan kept every rule, so this is the standing schedule: "
        f"{' '.join(named)}{more} Mend what is named, then plan the day again."
    )


def _why_not(material: Material) -> str:
    """Say why no plan can be made, or an empty string."""
    frame, students = material.frame, material.people.students
    if not students:
        return f"{frame.unit} has no students on the roster: there is nothing to plan."
    if material.as_of is None:
        return (
            f"There is no snapshot of {frame.unit} yet, so no next step is known. "
            "This is the standing schedule; run seedbed night to make a snapshot."
        )
    if not frame.rooms and any(not s.is_home for s in students):
        return (
            f"{frame.unit} has no rooms, so students at the hub cannot be placed. "
            "This is the standing schedule; add a room, then plan the day again."
        )
    return _why_no_adult(material)


def _why_no_adult(material: Material) -> str:
    frame = material.frame
    learning = [b for b in frame.blocks if b.kind == BlockKind.LEARNING]
    here = [s for s in frame.staff if any(s.works(b) for b in learning)]
    if here or not frame.staff:
        return ""
    names = listing([s.name for s in frame.staff])
    verb = "is" if len(frame.staff) == 1 else "are"
    return (
        f"No adult of {frame.unit} is in on {frame.on:%Y-%m-%d}: {names} {verb} out. "
        "This is the standing schedule; name a substitute, then plan the day again."
    )


def _remarks(material: Material) -> list[str]:
    """Return sentences on what a whole plan still lacks."""
    remarks = []
    if not material.frame.staff:
        remarks.append(
            f"No adult is on the roster of {material.frame.unit}, so nothing is led by "
            "an adult: the day holds work with others, online and alone. "
            "Import staff to plan lessons with a teacher."
        )
    return remarks


@transaction.atomic
def _save(
    plan: _Plan,
    *,
    day: Any,
    at: datetime,
    by_id: int | None,
    kept: dict[tuple[int, int], Reason],
) -> DraftCard:
    material = plan.problem.material
    unit_id, on = material.frame.unit_id, material.frame.on
    if day is None:
        kind = ChangeKind.MADE
        day = SchoolDay.objects.create(unit_id=unit_id, on=on, made_at=at)
    else:
        kind = ChangeKind.REPLACED
        claim_draft(day)
        store.clear(day)
    if plan.timetable is None:
        n_sessions = store.store_standing(day, material.frame, material.people)
    else:
        n_sessions = store.store_plan(
            day, plan.problem, plan.timetable, kept=kept, left=frozenset(plan.left)
        )
    if material.night is not None:
        lotteries.log_draws(unit_id=unit_id, on=on, night=material.night, at=at)
    day.origin, day.note, day.made_at = plan.origin, plan.note, at
    day.figures = plan.figures | {"n_sessions": n_sessions}
    day.save(update_fields=["origin", "note", "made_at", "figures"])
    Change.objects.create(
        unit_id=unit_id,
        on=on,
        kind=kind,
        by_id=by_id,
        at=at,
        why=plan.note[:500],
        details={
            "origin": day.origin,
            "seed": plan.figures["seed"],
            "n_sessions": n_sessions,
            "version": day.version,
        },
    )
    return _card(day, is_kept=False)


def claim_draft(day: Any) -> None:
    """Take the next version of a draft, so that two writers cannot both have it.

    One conditional UPDATE; ``day.version`` counts up with it.

    Raises
    ------
    StaleVersionError, DayAlreadyPublishedError
        If the day was changed or published since it was read.
    """
    drafts = SchoolDay.objects.filter(
        pk=day.pk, version=day.version, status=DayStatus.DRAFT
    )
    if drafts.update(version=F("version") + 1) != 1:
        now = SchoolDay.objects.get(pk=day.pk)
        if now.status == DayStatus.PUBLISHED:
            raise DayAlreadyPublishedError(day.on)
        raise StaleVersionError(day.on, day.version, now.version)
    day.version += 1


def _card(day: Any, *, is_kept: bool) -> DraftCard:
    figures = day.figures
    return DraftCard(
        day_uuid=day.uuid,
        unit_id=day.unit_id,
        on=day.on,
        origin=day.origin,
        note=day.note,
        n_students=int(figures.get("n_students", 0)),
        n_sessions=int(figures.get("n_sessions", 0)),
        n_faults=int(figures.get("n_faults", 0)),
        expected_gain=float(figures.get("expected_gain", 0.0)),
        upper_bound=float(figures.get("upper_bound", 0.0)),
        standing_gain=float(figures.get("standing_gain", 0.0)),
        greedy_gain=float(figures.get("greedy_gain", 0.0)),
        seconds=float(figures.get("seconds", 0.0)),
        is_kept=is_kept,
        version=day.version,
    )
