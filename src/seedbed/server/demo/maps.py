"""A simulated change with everybody around it: two maps, talks, a call, a pulse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.cards import ChannelCard, Ends, StandingCard
from seedbed.apps.stakeholders.services import ActorWords

from .people import UnitPeople

#: Keys of the forms that were never sent: the same in every demo.
_KEYS = UUID("5eedbed0-0000-4000-8000-000000000008")
_N_TALKS = 4
_CALLED_DAYS_AGO = 40
_PULSE_WEEKS = 6
_CARES: Ends = (0.4, 0.6, 0.8)


@dataclass(frozen=True, kw_only=True)
class _On:
    """Somebody in one place: power, position, what changes, what is heard."""

    channel: str
    share: float
    position: Ends
    changes: str = ""
    said: str = ""
    elsewhere: float = 0.0
    alone: bool = False
    salience: Ends = _CARES


@dataclass(frozen=True, kw_only=True)
class _Somebody:
    name: str
    kind: str
    counts_on: str = ""
    inside: _On | None = None
    apart: _On | None = None
    informs: tuple[str, ...] = ()


_PEOPLE = (
    _Somebody(
        name="Families of advanced math", kind="families", informs=("School board",),
        counts_on="A visible fast lane to Algebra 1 in grade 8",
        inside=_On(
            channel="voice", share=0.4, position=(-95, -70, -30),
            changes="Child works where it gets hard, beside students of all levels",
            said="She was ahead. Now she waits, in a class with everyone.",
            salience=(0.7, 0.9, 1.0),
        ),
    ),
    _Somebody(
        name="Other grade 6-8 families", kind="families", informs=("School board",),
        counts_on="A teacher who knows the child",
        inside=_On(channel="voice", share=0.35, position=(-40, 0, 40),
                   changes="A new day every day",
                   said="Who do I call when the day is different?"),
    ),
    _Somebody(
        name="Students", kind="students", counts_on="Friends in the same room",
        inside=_On(channel="voice", share=0.1, position=(-40, 5, 50),
                   said="Do I still eat with them?"),
    ),
    _Somebody(
        name="Math teachers", kind="staff", counts_on="A group of their own",
        informs=("Teachers' association", "Principal's supervisor"),
        inside=_On(channel="dependence", share=0.45, elsewhere=0.1,
                   position=(-50, -5, 40), changes="Groups change every day",
                   said="When do I learn who is in front of me?"),
    ),
    _Somebody(
        name="Teachers' association", kind="staff", informs=("School board",),
        counts_on="Hours as agreed",
        inside=_On(channel="voice", share=0.15, position=(-40, -5, 40)),
        apart=_On(channel="voice", share=0.2, position=(-30, 5, 40),
                  said="Can they come back?"),
    ),
    _Somebody(
        name="Course-placement counselors", kind="district",
        counts_on="Course names and grades for high school",
        inside=_On(channel="dependence", share=0.2, elsewhere=0.2,
                   position=(-80, -45, 0), changes="A mastery map with no course title",
                   said="Which math class do I put him in?"),
        apart=_On(channel="dependence", share=0.2, elsewhere=0.2,
                  position=(-40, 0, 40), changes="Agree a crosswalk first"),
    ),
    _Somebody(
        name="Principal's supervisor", kind="district", informs=("School board",),
        counts_on="No surprises",
        inside=_On(channel="vote", share=0.2, position=(0, 40, 70)),
    ),
    _Somebody(
        name="Tutoring vendor", kind="vendor", counts_on="Hours sold",
        inside=_On(channel="dependence", share=0.25, elsewhere=0.6,
                   position=(50, 80, 100)),
        apart=_On(channel="dependence", share=0.25, elsewhere=0.6,
                  position=(50, 80, 100)),
    ),
    _Somebody(
        name="Library hub", kind="community", counts_on="Rooms in use by day",
        inside=_On(channel="dependence", share=0.1, position=(20, 50, 80)),
        apart=_On(channel="dependence", share=0.15, position=(30, 60, 90)),
    ),
    _Somebody(
        name="State seat-time rule", kind="agency",
        counts_on="Minutes per subject, same teacher of record",
        inside=_On(channel="regulation", share=1.0, alone=True, position=(-80, -50, -5),
                   changes="Minutes vary daily, tutors count",
                   said="How will you report attendance?"),
    ),
    _Somebody(
        name="School board", kind="policymaker", informs=(),
        counts_on="Few complaints, test results by spring",
        inside=_On(channel="vote", share=0.8, alone=True, position=(-70, -30, 10),
                   changes="A public pilot with daily surprises",
                   said="Why did we read about this in the paper?"),
        apart=_On(channel="vote", share=1.0, alone=True, position=(10, 50, 80),
                  changes="Charter with a yearly review"),
    ),
    _Somebody(
        name="Families who chose this", kind="families", informs=("School board",),
        apart=_On(channel="voice", share=0.55, position=(30, 70, 95),
                  said="He tells me what he did."),
    ),
    _Somebody(
        name="Students who chose this", kind="students",
        apart=_On(channel="voice", share=0.25, position=(20, 60, 90)),
    ),
    _Somebody(
        name="Mentors who applied", kind="staff",
        apart=_On(channel="dependence", share=0.3, position=(30, 65, 90),
                  said="I asked to come."),
    ),
    _Somebody(
        name="Finance office", kind="district",
        apart=_On(channel="dependence", share=0.1, position=(-40, 0, 40),
                  said="Whose budget line is this?"),
    ),
    _Somebody(
        name="State virtual-school rule", kind="agency",
        apart=_On(channel="regulation", share=1.0, alone=True, position=(20, 50, 80),
                  changes="Counts progress, not minutes"),
    ),
)  # fmt: skip


@transaction.atomic
def make_maps(hub: UnitPeople, *, at: datetime, seed: int) -> int:
    """Map one simulated change in the hub; returns how many people are on the maps."""
    if queries.changes_of(hub.unit.pk)[1]:
        return 0
    by_id = account_named("leader").id
    begun_at = at - timedelta(days=_CALLED_DAYS_AGO + 30)
    change = services.begin_change(
        form_key=_key("change"),
        unit_id=hub.unit.pk,
        title="A daily schedule for each student in math, grades 6 to 8",
        about="The same idea, placed inside an existing school and in its own unit. "
        "Simulated: nobody said any of this.",
        inside_name="Lincoln Middle",
        apart_name=hub.unit.name,
        by_id=by_id,
        at=begun_at,
    )
    ids = _people(change, by_id=by_id, at=begun_at)
    for one in _PEOPLE:
        for n in range(_N_TALKS):
            _talk(change, ids[one.name], one, n, by_id=by_id, at=begun_at)
    _checks(change, ids, by_id=by_id, at=begun_at)
    called_at = at - timedelta(days=_CALLED_DAYS_AGO)
    services.record_call(
        form_key=_key("call"),
        change=change,
        choice="apart",
        reason="Two could stop it alone inside, and families who come by choice carry "
        "it. Talk to the board before spring.",
        review_on=(called_at + timedelta(days=90)).date(),
        on=called_at.date(),
        seed=seed,
        by_id=by_id,
        at=called_at,
    )
    _since(change, ids, by_id=by_id, at=at - timedelta(days=9))
    _pulse(change, by_id=by_id, at=at, seed=seed)
    return len(ids)


def _key(name: str) -> UUID:
    return uuid5(_KEYS, name)


def _people(change: UUID, *, by_id: int, at: datetime) -> dict[str, int]:
    """Put everybody on the maps; who informs whom is known once all are there."""
    ids: dict[str, int] = {}
    for one in _PEOPLE:
        ids[one.name] = services.save_actor(
            change=change, words=_words(one), by_id=by_id, at=at
        )
    for one in _PEOPLE:
        if one.informs:
            informs = tuple(ids[name] for name in one.informs)
            services.save_actor(
                change=change,
                words=_words(one, informs),
                by_id=by_id,
                at=at,
                actor_id=ids[one.name],
                version=1,
            )
    return ids


def _words(one: _Somebody, brings_to: tuple[int, ...] = ()) -> ActorWords:
    places = (("inside", one.inside), ("apart", one.apart))
    return ActorWords(
        name=one.name,
        kind=one.kind,
        counts_on=one.counts_on,
        brings_to=brings_to,
        standings=tuple(
            StandingCard(
                place=place,
                channels=(
                    ChannelCard(
                        kind=on.channel,
                        share=on.share,
                        substitutability=on.elsewhere,
                        can_stop_alone=on.alone,
                    ),
                ),
                salience=on.salience,
                what_changes=on.changes,
            )
            for place, on in places
            if on is not None
        ),
    )


def _talk(
    change: UUID, actor_id: int, one: _Somebody, n: int, *, by_id: int, at: datetime
) -> None:
    """Let somebody say something, of each place where they have power."""
    said = [on.said for on in (one.inside, one.apart) if on is not None and on.said]
    places = {"inside": one.inside, "apart": one.apart}
    talked_at = at + timedelta(days=2 + 4 * n)
    services.record_interview(
        form_key=_key(f"{one.name} {n}"),
        change=change,
        actor_id=actor_id,
        on=talked_at.date(),
        with_whom="",
        said=said[0] if said else "We will see.",
        positions={place: on.position for place, on in places.items() if on},
        by_id=by_id,
        at=talked_at,
    )


def _checks(change: UUID, ids: dict[str, int], *, by_id: int, at: datetime) -> None:
    services.check_readiness(
        form_key=_key("readiness"),
        change=change,
        numbers={
            "seats_per_adult": 24.0,
            "n_accommodations": 31,
            "n_accommodations_met": 29,
            "has_contract_authority": True,
            "hours_of_oldest_source": 9.0,
        },
        by_id=by_id,
        at=at,
    )
    effects = (
        ("Students already in algebra", -0.06, 0.05, "Families of advanced math"),
        ("Students with steps still to show", 0.21, 0.06, "Other grade 6-8 families"),
    )  # fmt: skip
    for group, effect, error, speaker in effects:
        services.note_effect(
            form_key=_key(group),
            change=change,
            actor_id=ids[speaker],
            group=group,
            effect=effect,
            standard_error=error,
            source="Simulated pilot",
            by_id=by_id,
            at=at,
        )


def _since(change: UUID, ids: dict[str, int], *, by_id: int, at: datetime) -> None:
    """Let the board be talked with again after the call, so that the map has moved."""
    services.record_interview(
        form_key=_key("board again"),
        change=change,
        actor_id=ids["School board"],
        on=at.date(),
        with_whom="two members",
        said="With a charter we can explain it.",
        positions={"inside": (-60.0, -25.0, 15.0), "apart": (30.0, 70.0, 90.0)},
        by_id=by_id,
        at=at,
    )


def _pulse(change: UUID, *, by_id: int, at: datetime, seed: int) -> None:
    """Ask a few people each week; some worry."""
    rng = np.random.default_rng([seed, 8])
    for week in range(_PULSE_WEEKS):
        on = (at - timedelta(weeks=week)).date()
        for n in range(int(rng.integers(6, 10))):
            kind = "families" if rng.random() < 0.75 else "staff"
            is_concern = bool(rng.random() < 0.1)
            services.answer_pulse(
                form_key=_key(f"pulse {week} {n}"),
                change=change,
                kind=kind,
                answers=[int(one) for one in rng.integers(2, 6, 3)],
                language="es" if rng.random() < 0.3 else "en",
                words="It is hard to reach somebody." if is_concern else "",
                is_concern=is_concern,
                on=on,
                by_id=by_id,
                at=at - timedelta(weeks=week),
            )
