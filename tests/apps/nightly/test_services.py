"""The night of a unit: steps in order, safe to repeat, one failure stops no other."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.models import Person, Unit
from seedbed.apps.curriculum.models import Framework, Lesson, Skill
from seedbed.apps.mastery import services as mastery
from seedbed.apps.mastery.errors import NoStudentsError
from seedbed.apps.mastery.models import LearnerModel
from seedbed.apps.nightly import services
from seedbed.apps.nightly.models import Night, NightStatus, NightStep
from seedbed.apps.nightly.services import run_night, run_nights
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling import services as planning
from seedbed.lib.modalities import LESSON_MODALITIES

MONDAY = date(2026, 10, 19)
AT = datetime(2026, 10, 18, 20, 0, tzinfo=UTC)
STEPS = [
    "release_held",
    "set_up",
    "learner",
    "snapshot",
    "settle",
    "estimate",
    "pilots",
    "exchange",
    "draft",
    "verify",
    "weeks",
]
#: Steps that find out by themselves that there is nothing new to do.
KEPT = {"learner", "settle", "estimate", "pilots", "exchange", "draft", "weeks"}


@pytest.fixture
def hub(cast: Any) -> Any:
    """Return the cast's hub with one skill, a lesson per modality, nothing else."""
    framework = Framework.objects.create(identifier="t", title="T", subject="Math")
    skill = Skill.objects.create(
        framework=framework,
        identifier="6.A",
        code="6.A",
        title="Ratios",
        grade_low=6,
        grade_high=6,
    )
    for modality in LESSON_MODALITIES:
        Lesson.objects.create(
            code=f"6.A-{modality.slug}",
            skill=skill,
            modality=modality,
            title=f"Ratios {modality.slug}",
            minutes=20,
            seats=15,
        )
    return cast.hub


def day_of(unit: Any) -> Any:
    return scheduling.day_status(unit.pk, MONDAY)


def test_an_imported_unit_gets_a_verified_day_in_one_night(hub: Any):
    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert (card.status, card.message) == ("done", "")
    assert [s.name for s in card.steps] == STEPS
    assert {s.status for s in card.steps} == {"done"}
    assert card.steps[-2].counts == {"faults": 0}
    assert day_of(hub).origin == "plan"


def test_running_it_again_repeats_nothing(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert {s.name: s.was_done for s in again.steps} == dict.fromkeys(STEPS, True)
    assert Night.objects.count() == 1
    assert NightStep.objects.count() == len(STEPS)


def test_force_does_every_step_again(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT, force=True)

    was_done = {s.name for s in again.steps if s.was_done}
    assert was_done <= KEPT, "no new fit is due; the draft is the same"


def test_new_students_make_the_steps_run_that_depend_on_them(cast: Any, hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    person = Person.objects.create(given_name="New", family_name="Kid")
    Student.objects.create(person=person, unit=hub, grade=6)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    done = [s.name for s in again.steps if s.was_done]
    assert done == ["learner", "settle", "estimate", "pilots", "exchange", "weeks"], (
        "nothing was drawn before"
    )
    assert again.steps[-2].counts == {"faults": 0}


def test_a_published_day_is_left_as_it_is(cast: Any, hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    planning.publish_day(unit_id=hub.pk, on=MONDAY, by_id=cast.dana.pk, at=AT)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT, force=True)

    assert again.status == "done"
    draft = next(s for s in again.steps if s.name == "draft")
    assert draft.message == "The day 2026-10-19 is published and was left as it is."
    assert day_of(hub).status == "published"


def test_the_seed_follows_from_the_unit_and_the_day(hub: Any):
    unit = accounts.unit_card(hub.pk)

    assert services.seed_of(unit, MONDAY) == services.seed_of(unit, MONDAY)
    assert services.seed_of(unit, MONDAY) != services.seed_of(
        unit, MONDAY + timedelta(days=1)
    )
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    assert Night.objects.get().seed == services.seed_of(unit, MONDAY)


def test_a_unit_without_students_has_nothing_to_plan(hub: Any):
    Student.objects.update(is_active=False)

    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert card.status == "done"
    assert card.message == (
        "Riverside Hub has no students on the roster: there is nothing to plan."
    )


def fail_for(unit_id: int, monkeypatch: Any, error: BaseException) -> None:
    make = mastery.make_snapshot

    def maybe(*, unit_id: int, **given: Any) -> Any:
        if unit_id == failing:
            raise error
        return make(unit_id=unit_id, **given)

    failing = unit_id
    monkeypatch.setattr(mastery, "make_snapshot", maybe)


def second_unit() -> Any:
    unit = Unit.objects.create(name="Annex", kind="hub", grade_low=6, grade_high=8)
    person = Person.objects.create(given_name="Ivy", family_name="Ito")
    Student.objects.create(person=person, unit=unit, grade=6)
    teacher = Person.objects.create(given_name="Jo", family_name="Jones")
    Staff.objects.create(person=teacher, unit=unit, kind="teacher")
    return unit


def test_one_units_failure_stops_no_other(cast: Any, hub: Any, monkeypatch: Any):
    annex = second_unit()
    fail_for(hub.pk, monkeypatch, RuntimeError("disk on fire"))
    seen: list[tuple[int, int]] = []

    nights = run_nights(
        system_id=cast.riverside.pk,
        unit_ids=[hub.pk, annex.pk],
        on=MONDAY,
        at=AT,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert [(n.unit, n.status) for n in nights] == [
        ("Riverside Hub", "failed"),
        ("Annex", "done"),
    ]
    assert nights[0].message == (
        "The step snapshot stopped: RuntimeError: disk on fire"
    )
    assert seen == [(1, 2), (2, 2)]
    assert Night.objects.get(unit=hub).status == NightStatus.FAILED


def test_a_fit_that_fails_stops_no_night(hub: Any, monkeypatch: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    def fail(**_given: Any) -> Any:
        raise RuntimeError("no luck")

    monkeypatch.setattr(mastery, "refit_learner", fail)

    nights = run_nights(
        system_id=hub.system_id, unit_ids=[hub.pk], on=MONDAY, at=AT, force=True
    )

    assert nights[0].status == "done"
    learner = next(s for s in nights[0].steps if s.name == "learner")
    assert learner.message == "No new fit could be made; the log says why."


def test_the_model_is_fitted_once_for_all_units(cast: Any, hub: Any, monkeypatch: Any):
    annex = second_unit()
    outcomes: list[str] = []
    refit = mastery.refit_learner

    def noting(**given: Any) -> Any:
        card = refit(**given)
        outcomes.append(card.outcome)
        return card

    monkeypatch.setattr(mastery, "refit_learner", noting)

    run_nights(
        system_id=cast.riverside.pk, unit_ids=[hub.pk, annex.pk], on=MONDAY, at=AT
    )

    assert outcomes == ["live", "not-due", "not-due"]


def test_a_night_of_one_unit_fits_the_model_and_says_so(hub: Any):
    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    learner = next(s for s in card.steps if s.name == "learner")
    assert learner.message == "The first model, fitted to 0 answers."
    assert not learner.was_done


def test_a_new_live_model_makes_the_snapshot_anew(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    LearnerModel.objects.update(uuid=hub.uuid)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    done = {s.name: s.was_done for s in again.steps}
    assert done["set_up"]
    assert not done["snapshot"]


def test_a_refusal_speaks_in_its_own_words(hub: Any, monkeypatch: Any):
    refusal = NoStudentsError("Riverside Hub")
    fail_for(hub.pk, monkeypatch, refusal)

    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert card.message == str(refusal)


def test_a_night_that_failed_resumes_where_it_stopped(hub: Any, monkeypatch: Any):
    with monkeypatch.context() as patched:
        fail_for(hub.pk, patched, RuntimeError("disk on fire"))
        run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    again = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert again.status == "done"
    before = [s.name for s in again.steps if s.was_done]
    assert before == [
        *STEPS[:3],
        "settle",
        "estimate",
        "pilots",
        "exchange",
        "weeks",
    ], "there is nothing to settle"


def test_a_night_runs_once_at_a_time(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    Night.objects.update(status=NightStatus.RUNNING, started_at=timezone.now())

    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert card.status == "running"
    assert card.message.startswith(
        "The night of Riverside Hub before 2026-10-19 has been running since"
    )
    assert card.steps == ()


def test_a_night_that_was_killed_is_taken_over(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    long_ago = timezone.now() - timedelta(hours=2)
    Night.objects.update(status=NightStatus.RUNNING, started_at=long_ago)

    card = run_night(unit_id=hub.pk, on=MONDAY, at=AT)

    assert card.status == "done"
    assert Night.objects.get().started_at > long_ago


def test_a_night_whose_process_is_gone_is_resumed_at_once(hub: Any):
    run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    Night.objects.update(
        status=NightStatus.RUNNING,
        started_at=timezone.now(),
        message=f"process {gone.pid} on {platform.node()}",
    )

    assert run_night(unit_id=hub.pk, on=MONDAY, at=AT).status == "done"


def test_an_interrupted_night_can_be_resumed_at_once(hub: Any, monkeypatch: Any):
    with monkeypatch.context() as patched:
        fail_for(hub.pk, patched, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            run_night(unit_id=hub.pk, on=MONDAY, at=AT)
    assert Night.objects.get().status == NightStatus.FAILED

    assert run_night(unit_id=hub.pk, on=MONDAY, at=AT).status == "done"
