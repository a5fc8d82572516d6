"""What is remembered is what a walk through everything would remember, bit by bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedbed.apps.accounts.models import Person
from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.evidence.models import Attempt
from seedbed.apps.mastery import bridge, services, upkeep
from seedbed.apps.mastery.inputs import read_roll
from seedbed.apps.mastery.ledger import NOTHING_READ, gather
from seedbed.apps.mastery.models import LearnerModel, LearnerState
from seedbed.apps.mastery.numbering import read_numbering
from seedbed.apps.rosters.models import Student

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 10, 5, tzinfo=UTC)
CODES = ("ratios", "rates", "percent", "statistics")


class World:
    """The hub, its students, and answers that arrive in any order."""

    def __init__(self, cast: Any, skills: dict[str, int]) -> None:
        self.cast, self.skills, self.n = cast, skills, 0
        self.students = [cast.ana, cast.ben]

    def arrives(self, who, code, item, is_correct, *, day, hour=0) -> None:
        """Store one answer; ``day`` counts from Monday, None for no time."""
        moment = np.nan
        if day is not None:
            moment = (MONDAY + timedelta(days=day, hours=hour)).timestamp()
        key = (f"{code}-{item}", (self.skills[code],))
        self.n += 1
        evidence.add_attempts(
            columns=AttemptColumns(
                student_id=np.array([who.pk]),
                item_id=np.array(list(curriculum.ensure_items(keys=[key]).values())),
                is_correct=np.array([is_correct]),
                occurred_at=np.array([moment]),
                ordinal=np.array([0 if day is not None else hour]),
                event_id=[f"e{self.n}"],
            ),
            source="slips",
            at=MONDAY + timedelta(days=99),
            file_name="slips",
        )

    def night(self, day: float) -> bridge.Memory:
        """Run the night with the cut-off at the end of a day; return what it stored."""
        at = MONDAY + timedelta(days=day)
        services.make_snapshot(unit_id=self.cast.hub.pk, as_of=at, at=at)
        return self.stored()

    def stored(self) -> bridge.Memory:
        upkeep._memory_of.cache_clear()  # ids come again when an example is undone
        found = upkeep.stored_memory(self.cast.hub.pk)
        assert found is not None
        return found

    def walked(self, day: float) -> bridge.Memory:
        """Return the memory of a walk through everything from blank."""
        model = LearnerModel.objects.get(status="live")
        numbering = read_numbering()
        fit = upkeep.fit_of(model.uuid, numbering)
        roll = read_roll(self.cast.hub.pk)
        until = MONDAY + timedelta(days=day)
        return bridge.remember(
            bridge.begin_memory(fit, numbering),
            gather(NOTHING_READ, roll.student_ids, until=until),
            model=fit,
            numbering=numbering,
            grades=roll.grades,
        )


@pytest.fixture
def world(cast, skills):
    """Return the world after a first night without evidence."""
    made = World(cast, skills)
    made.night(0)
    return made


@pytest.fixture
def walked_again(monkeypatch):
    """Return who was walked through again from blank, night by night."""
    seen: list[list[int]] = []

    def noting(ledger, student_ids, *, until):
        fresh = gather(ledger, student_ids, until=until)
        seen.append(student_ids[fresh.starts_blank].tolist())
        return fresh

    monkeypatch.setattr(upkeep, "gather", noting)
    return seen


def assert_same(found: bridge.Memory, wanted: bridge.Memory) -> None:
    packed, walked = bridge.pack_memory(found), bridge.pack_memory(wanted)
    assert packed.keys() == walked.keys()
    for name in packed:
        # The account may know of more ids than a fresh one has to.
        if name not in ("read_up_to", "complete_up_to", "idle_items"):
            np.testing.assert_array_equal(packed[name], walked[name], err_msg=name)
    assert found.fingerprint() == wanted.fingerprint()


ANSWERS = st.lists(
    st.tuples(
        st.integers(0, 2),  # the student
        st.sampled_from(CODES),
        st.integers(0, 2),  # the item
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 5)),  # the day it happened
        st.integers(1, 22),
    ),
    max_size=6,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nights=st.lists(
        st.tuples(
            ANSWERS,
            st.integers(0, 6),  # the cut-off, in days; it may go back
            st.sampled_from(["", "", "", "cy comes", "cy goes", "untaught", "taught"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_the_nights_the_memory_is_that_of_one_walk(world, nights):
    with transaction.atomic():
        person = Person.objects.create(given_name="Cy", family_name="Cole")
        cy = Student.objects.create(
            person=person, unit=world.cast.hub, grade=7, is_active=False
        )
        everyone = [*world.students, cy]
        for answers, cut_off, event in nights:
            for who, code, item, is_correct, day, hour in answers:
                world.arrives(everyone[who], code, item, is_correct, day=day, hour=hour)
            happen(event, cy, world)
            found = world.night(cut_off)
            assert found.ledger.as_of is not None
            last = (found.ledger.as_of - MONDAY) / timedelta(days=1)
            if last == cut_off:  # a night further back leaves the later state
                assert_same(found, world.walked(cut_off))
        transaction.set_rollback(True)


def happen(event: str, cy: Student, world: World) -> None:
    if event.startswith("cy"):
        Student.objects.filter(pk=cy.pk).update(is_active=event == "cy comes")
    elif event:
        Skill.objects.filter(pk=world.skills["rates"]).update(
            is_taught=event == "taught"
        )


def test_a_night_reads_only_what_is_new(world, walked_again, monkeypatch):
    world.arrives(world.students[0], "ratios", 1, True, day=0)
    world.night(1)
    world.arrives(world.students[0], "ratios", 2, False, day=1)
    world.arrives(world.students[1], "rates", 1, True, day=1)
    read = []
    remember = bridge.remember

    def noting(memory, fresh, **given):
        read.append(fresh.rows.n)
        return remember(memory, fresh, **given)

    monkeypatch.setattr(bridge, "remember", noting)

    found = world.night(2)

    assert read == [2]
    assert walked_again[-1] == []
    assert found.n_answers.tolist() == [2, 1]


def test_only_the_student_with_late_evidence_is_walked_again(world, walked_again):
    ana, ben = world.students
    world.arrives(ana, "ratios", 1, True, day=2)
    world.arrives(ben, "ratios", 1, True, day=2)
    world.night(3)
    world.arrives(ana, "ratios", 2, False, day=1)
    world.arrives(ben, "ratios", 2, False, day=3)

    found = world.night(4)

    assert walked_again[-1] == [ana.pk]
    assert_same(found, world.walked(4))


def test_an_answer_after_the_cut_off_waits_and_is_not_forgotten(world, walked_again):
    ana = world.students[0]
    world.arrives(ana, "ratios", 1, True, day=5)
    world.arrives(ana, "ratios", 2, True, day=0)
    assert world.night(1).n_answers.tolist() == [1, 0]
    world.arrives(ana, "ratios", 3, True, day=1)
    assert world.night(2).n_answers.tolist() == [2, 0]

    found = world.night(6)

    assert found.n_answers.tolist() == [3, 0]
    assert walked_again[-1] == []
    assert_same(found, world.walked(6))


def test_answers_without_times_go_on_in_their_own_order(world, walked_again):
    ana = world.students[0]
    world.arrives(ana, "ratios", 1, True, day=None, hour=5)
    world.night(1)
    world.arrives(ana, "ratios", 2, True, day=None, hour=7)
    world.night(2)
    assert walked_again[-1] == []
    world.arrives(ana, "ratios", 3, False, day=None, hour=6)

    found = world.night(3)

    assert walked_again[-1] == [ana.pk]
    assert_same(found, world.walked(3))


def test_who_moves_in_brings_a_past(world, walked_again):
    person = Person.objects.create(given_name="Cy", family_name="Cole")
    from seedbed.apps.accounts.models import Unit

    annex = Unit.objects.create(name="Annex")
    cy = Student.objects.create(person=person, unit=annex, grade=7)
    world.arrives(cy, "ratios", 1, True, day=0)
    world.night(1)
    Student.objects.filter(pk=cy.pk).update(unit=world.cast.hub)

    found = world.night(2)

    assert walked_again[-1] == [cy.pk]
    assert found.n_answers.tolist() == [0, 0, 1]


def test_an_id_that_appears_below_the_read_ones_is_found(world, walked_again):
    ana, ben = world.students
    world.arrives(ana, "ratios", 1, True, day=0)
    first = Attempt.objects.get()
    world.arrives(ben, "ratios", 1, True, day=0)
    Attempt.objects.create(  # a gap in the ids, as another transaction leaves it
        pk=first.pk + 10,
        source=first.source,
        event_id="gap",
        payload_hash="",
        student=ben,
        item=first.item,
        is_correct=True,
        occurred_at=MONDAY,
    )
    world.night(1)
    Attempt.objects.create(
        pk=first.pk + 5,
        source=first.source,
        event_id="committed late",
        payload_hash="",
        student=ana,
        item=first.item,
        is_correct=False,
        occurred_at=MONDAY + timedelta(days=1),
    )

    found = world.night(2)

    assert walked_again[-1] == [ana.pk]
    assert found.n_answers.tolist() == [2, 2]
    assert_same(found, world.walked(2))


def test_a_skill_that_is_taught_again_brings_its_answers_back(world):
    ana = world.students[0]
    world.arrives(ana, "ratios", 1, True, day=0)
    world.arrives(ana, "rates", 1, True, day=0)
    Skill.objects.filter(pk=world.skills["rates"]).update(is_taught=False)
    assert world.night(1).n_answers.tolist() == [1, 0]
    Skill.objects.filter(pk=world.skills["rates"]).update(is_taught=True)

    found = world.night(2)

    assert found.n_answers.tolist() == [2, 0]
    assert_same(found, world.walked(2))


def test_a_night_further_back_leaves_the_later_state(world):
    world.arrives(world.students[0], "ratios", 1, True, day=3)
    world.night(4)

    found = world.night(1)

    assert found.ledger.as_of == MONDAY + timedelta(days=4)
    earlier = services.make_snapshot(
        unit_id=world.cast.hub.pk, as_of=MONDAY + timedelta(days=1), at=MONDAY
    )
    assert earlier.n_attempts == 0


def test_a_new_live_model_reads_everything_anew(world, walked_again):
    ana, ben = world.students
    for i in range(12):  # the first model knew nothing, so it is outgrown
        world.arrives(ana, "ratios", i, i % 3 > 0, day=0, hour=i)
    world.night(1)
    first = world.stored()
    services.refit_learner(at=MONDAY + timedelta(days=1))

    found = world.night(2)

    assert walked_again[-1] == [ana.pk, ben.pk]
    assert found.fingerprint() != first.fingerprint()
    assert_same(found, world.walked(2))


def test_a_state_that_cannot_be_read_is_made_anew(world):
    world.arrives(world.students[0], "ratios", 1, True, day=0)
    world.night(1)
    LearnerState.objects.update(arrays=b"not an archive", fingerprint="other")

    found = world.night(2)

    assert_same(found, world.walked(2))
