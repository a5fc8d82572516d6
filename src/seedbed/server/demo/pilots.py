"""Simulated pilots: one in its eighth week, one stopped, a round of the fund.

The draws, looks and verdicts are the product's own; only the scores and what people say
are made up. A second run adds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.pilots import queries as pilots
from seedbed.apps.pilots import services
from seedbed.apps.pilots.cards import Enrolment, Measured, Registration
from seedbed.apps.pilots.fund_cards import CASES
from seedbed.apps.pilots.models import CycleDecision, Participation, Pilot, Voice
from seedbed.apps.pilots.moments import look_on, monday
from seedbed.apps.scheduling.models import Caseload
from seedbed.apps.stakeholders import queries as stakeholders
from seedbed.lib.arrays import FloatArray

from .people import UnitPeople

#: Fewer mentors than this, and each student is drawn alone.
_LEAST_GROUPS = 8
_CONSENT_SHARE = 0.96
_LEFT_SHARE = 0.02
_PRETEST = (50.0, 10.0)
_GROUP_SD, _STUDENT_SD = 1.0, 6.0


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """One simulated pilot; ``effect`` is the truth at its last look, in points."""

    name: str
    aim: str
    weeks_ago: int
    n_done: int
    n_looks: int
    effect: float
    margin: float
    stop_line: str
    cycles: tuple[tuple[str, str, str], ...]
    said: tuple[tuple[Voice, str, bool], ...]
    ending: str = ""


_RUNNING = _Plan(
    name="Reading hour before lunch (simulated)",
    aim="Many students read nothing outside of school. They shall read longer texts "
    "with confidence by spring.",
    weeks_ago=8,
    n_done=8,
    n_looks=12,
    effect=3.4,
    margin=2.0,
    stop_line="Six families ask to leave, or scores fall 3 points",
    cycles=(
        ("Begin with ten silent minutes", "Most read five pages", "They read three"),
        ("Let them choose the book", "Seven pages a day", "Eight pages a day"),
        ("Talk in pairs for five minutes", "Everybody retells one scene", ""),
    ),
    said=(
        (Voice.FAMILY, "She tells us the story at dinner now.", False),
        (Voice.TEACHER, "Lunch begins late twice a week because of it.", True),
        (Voice.STUDENT, "I like choosing, but the room is loud.", True),
        (Voice.FAMILY, "Is there less time for fractions?", True),
    ),
)
_STOPPED = _Plan(
    name="Homework club by video (simulated)",
    aim="Students who get no help at home hand in little. They shall finish what they "
    "begin.",
    weeks_ago=24,
    n_done=8,
    n_looks=8,
    effect=-0.5,
    margin=3.0,
    stop_line="Fewer than half take part for two weeks",
    cycles=(("Open it at seven", "Half take part", "One in four took part"),),
    said=((Voice.FAMILY, "At seven we have no quiet corner.", True),),
    ending="It changed nothing that was worth it, and evenings suited few families.",
)
_APPLICATION = {
    "problem": "Students who work in the afternoon miss every help hour.",
    "whom": "About thirty of grade 8; they ask nobody, or give up.",
    "n_students": "30",
    "leader": "Dana Whitfield",
    "reports_to": "The superintendent",
    "team": "Clara Chen, Luis Alvarez",
    "model_kind": "adapted",
    "model": "Help hour at seven in the morning\nTwo tutors, breakfast, twice a week",
    "template": "Breakfast tutoring",
    "budget_dollars": "6200",
    "sustainability": "Tutors' hours move from the afternoon once it has paid off.",
    "measure": "Skills mastered since the start",
    "margin": "1.5",
    "n_looks": "12",
    "stop_line": "Fewer than ten come in two weeks running",
    "decision_on": "2027-05-28",
}


@transaction.atomic
def make_pilots(hub: UnitPeople, *, today: date, at: datetime, seed: int) -> int:
    """Make both pilots and the round; return how many pilots are new."""
    if Pilot.objects.filter(unit=hub.unit).exists():
        return 0
    by_id = account_named("leader").id
    for n, plan in enumerate((_STOPPED, _RUNNING)):
        rng = np.random.default_rng([seed, 7, n])
        _make(hub, plan, rng, today=today, at=at, by_id=by_id)
    _let_groups_be_heard(hub, at=at, by_id=by_id)
    _make_round(hub, today=today, at=at, by_id=by_id)
    return 2


def _let_groups_be_heard(hub: UnitPeople, *, at: datetime, by_id: int) -> None:
    """Say who on the map speaks for the groups that the running pilot shows.

    The oldest have most to lose by their place in the fast lane.
    """
    running = Pilot.objects.get(unit=hub.unit, closed_at=None)
    changes = stakeholders.latest_changes(hub.unit.pk)
    shown = sorted(services.effects_of(pilots.pilot_card(running.uuid).latest))
    if not changes or not shown:
        return
    ids = {name: pk for pk, name in stakeholders.actor_names(changes[0].uuid)}
    speakers = dict.fromkeys(shown, ids["Other grade 6-8 families"])
    speakers[shown[-1]] = ids["Families of advanced math"]
    services.hand_on_effects(
        pilot=running.uuid,
        change=changes[0].uuid,
        speakers=speakers,
        by_id=by_id,
        at=at,
    )


def _make(
    hub: UnitPeople,
    plan: _Plan,
    rng: np.random.Generator,
    *,
    today: date,
    at: datetime,
    by_id: int,
) -> None:
    starts_on = monday(today) - timedelta(weeks=plan.weeks_ago)
    before = at - (today - starts_on) - timedelta(days=3)
    pilot = services.begin_pilot(
        unit_id=hub.unit.pk,
        name=plan.name,
        aim=plan.aim,
        starts_on=starts_on,
        by_id=by_id,
        at=before,
    )
    services.register_pilot(
        pilot=pilot, registration=_promise(plan, starts_on), by_id=by_id, at=before
    )
    rows = _enrolments(hub, rng)
    services.enrol(pilot=pilot, students=rows, by_id=by_id)
    services.draw_arms(pilot=pilot, seed="simulated", by_id=by_id, at=before)
    _tell(pilot, plan, starts_on, at=before, by_id=by_id)
    scores = _scores(pilot, plan, rows, rng)
    for look in range(1, plan.n_done + 1):
        on = look_on(starts_on, look)
        outcomes = [
            Measured(student_id=one, look=look, value=float(values[look - 1]), on=on)
            for one, values in scores.items()
        ]
        services.record_outcomes(
            pilot=pilot, outcomes=outcomes, source="simulated", by_id=by_id
        )
        services.look(pilot=pilot, by_id=by_id, at=at - (today - on))
    if plan.ending:
        services.decide(
            pilot=pilot,
            decision="abandon",
            why=plan.ending,
            by_id=by_id,
            at=at - (today - look_on(starts_on, plan.n_done)),
            ends=True,
        )


def _promise(plan: _Plan, starts_on: date) -> Registration:
    last_on = look_on(starts_on, plan.n_looks)
    return Registration(
        measure="Points of a simulated test",
        source="upload",
        groups="grade",
        margin=plan.margin,
        n_looks=plan.n_looks,
        stop_line=plan.stop_line,
        stop_at=-3.0,
        decision_on=last_on + timedelta(days=3),
        board_review_on=last_on + timedelta(days=17),
        committee=("Dana Whitfield", "Clara Chen", "a parent of each grade"),
        cost_dollars=4800.0,
    )


def _enrolments(hub: UnitPeople, rng: np.random.Generator) -> list[Enrolment]:
    """Return who is in: by mentor, or each alone where there are few mentors."""
    by_mentor = len(hub.staff[RoleKind.MENTOR]) >= _LEAST_GROUPS
    rows = Caseload.objects.filter(student__unit=hub.unit)
    mentors = {
        row.student_id: row.mentor.person.name
        for row in rows.select_related("mentor__person")
    }
    pretests = rng.normal(*_PRETEST, size=len(hub.students)).round(1)
    consents = rng.random(len(hub.students)) < _CONSENT_SHARE
    return [
        Enrolment(
            student_id=one.pk,
            cluster=mentors.get(one.pk, "") if by_mentor else f"Student {one.pk}",
            has_consent=bool(consent),
            pretest=float(pretest),
        )
        for one, consent, pretest in zip(hub.students, consents, pretests, strict=True)
    ]


def _scores(
    pilot: UUID, plan: _Plan, rows: list[Enrolment], rng: np.random.Generator
) -> dict[int, FloatArray]:
    """Return the scores of all looks by student; who leaves has none."""
    arms = dict(
        Participation.objects.filter(pilot__uuid=pilot).values_list(
            "student_id", "cluster__arm"
        )
    )
    share = np.arange(1, plan.n_done + 1) / plan.n_looks
    groups = {one.cluster: rng.normal(0.0, _GROUP_SD) for one in rows}
    found = {}
    for one in rows:
        own = rng.normal(0.0, _STUDENT_SD)
        week = rng.normal(0.0, 2.0, size=plan.n_done)
        effect = plan.effect * share if arms[one.student_id] == "pilot" else 0.0
        pretest = one.pretest or 0.0
        scores = 0.8 * pretest + 14.0 + groups[one.cluster] + own + 4.0 * share
        if one.has_consent and rng.random() >= _LEFT_SHARE:
            found[one.student_id] = (scores + week + effect).round(1)
    return found


def _tell(
    pilot: UUID, plan: _Plan, starts_on: date, *, at: datetime, by_id: int
) -> None:
    """Write the weeks of the team, and what people said in them."""
    last = plan.n_done - len(plan.cycles)
    for n, (change, prediction, happened) in enumerate(plan.cycles, start=last):
        on = starts_on + timedelta(weeks=n)
        then = at + timedelta(weeks=n)
        services.plan_cycle(
            pilot=pilot,
            on=on,
            aim="One small step a week",
            change_idea=change,
            prediction=prediction,
            by_id=by_id,
            at=then,
        )
        if happened:
            services.study_cycle(
                pilot=pilot,
                on=on,
                happened=happened,
                decision=CycleDecision.ADAPT,
                next_test="Change one thing and look on Friday",
                is_public=True,
                by_id=by_id,
                at=then + timedelta(days=4),
            )
    for n, (voice, words, is_concern) in enumerate(plan.said):
        services.note_concern(
            pilot=pilot,
            on=starts_on + timedelta(weeks=n, days=2),
            voice=voice,
            quote=words,
            is_concern=is_concern,
            by_id=by_id,
            at=at + timedelta(weeks=n),
        )


def _make_round(hub: UnitPeople, *, today: date, at: datetime, by_id: int) -> None:
    round_uuid = services.open_round(
        unit_id=hub.unit.pk,
        key=uuid5(NAMESPACE_URL, f"simulated round of {hub.unit.uuid}"),
        title="Small starts (simulated)",
        budget_dollars=25_000,
        opens_on=today - timedelta(days=14),
        closes_on=today + timedelta(days=14),
        decides_by_on=today + timedelta(days=60),
        is_blind=True,
        readers=("teacher", "mentor", "registrar"),
        by_id=by_id,
        on=today - timedelta(days=20),
    )
    application = services.begin_application(
        round_uuid=round_uuid,
        key=uuid5(NAMESPACE_URL, f"simulated application of {hub.unit.uuid}"),
        on=today,
        by_id=by_id,
        at=at - timedelta(days=5),
    )
    services.keep_answers(application=application, answers=_APPLICATION, by_id=by_id)
    services.send_application(application=application, on=today, by_id=by_id, at=at)
    by_reader = account_named("teacher").id
    services.train_reader(answers=CASES, by_id=by_reader, on=today)
    services.review(
        application=application,
        conflict="",
        is_sustainable=True,
        marks={"problem": 4, "team": 3, "measure": 3},
        words="Say who opens the door at seven.",
        by_id=by_reader,
        at=at,
    )
