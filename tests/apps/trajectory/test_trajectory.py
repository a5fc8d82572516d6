"""Who came is counted once, by what was known then, and shares keep their promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Person
from seedbed.apps.curriculum.models import Framework, Lesson, Skill
from seedbed.apps.rosters.models import Enrollment, Section, Student, Term
from seedbed.apps.scheduling.models import Qualification
from seedbed.apps.trajectory import queries, services
from seedbed.apps.trajectory.cards import ServedCard
from seedbed.apps.trajectory.errors import (
    ChoiceUnknownError,
    NotOfUnitError,
    UnfinishedTrajectoryFormError,
    UnknownMilestoneError,
)

TODAY = date(2026, 10, 19)
NOON = datetime(2026, 10, 19, 12, 0, tzinfo=UTC)


@dataclass
class Hub:
    """The hub and the ways in which its leader writes about it."""

    cast: Any

    def students(self, n: int) -> list[int]:
        """Make students on the hub's roster."""
        made = []
        for i in range(n):
            person = Person.objects.create(given_name=f"S{i}")
            made.append(
                Student.objects.create(person=person, unit=self.cast.hub, grade=6).pk
            )
        return made

    def come(self, ids: list[int], *, on: date = TODAY, **more: Any) -> int:
        """Count students who came."""
        facts: dict[str, Any] = {"had_choice": True, "reason": ""}
        return services.count_opt_ins(
            unit_id=self.cast.hub.pk,
            student_ids=ids,
            on=on,
            by_id=self.cast.dana.pk,
            at=NOON,
            **(facts | more),
        )

    def intake(self, title: str, on: date, **counts: int) -> None:
        """Write an intake down."""
        services.save_intake(
            unit_id=self.cast.hub.pk,
            title=title,
            starts_on=on,
            counts=counts,
            by_id=self.cast.dana.pk,
            at=NOON,
        )

    def card(self, **more: Any) -> Any:
        """Read the trajectory."""
        return queries.trajectory_card(self.cast.hub.pk, on=TODAY, **more)


@pytest.fixture
def hub(cast: Any) -> Hub:
    """Return the hub before anybody was counted."""
    return Hub(cast=cast)


def test_it_opens_with_the_first_opt_in(hub):
    card = hub.card()

    assert card.months == ()
    assert card.since is None
    assert card.forecast is None


def test_students_and_educators_are_two_counts_by_month(hub, cast):
    hub.come([cast.ana.pk], on=date(2026, 8, 30))
    hub.come([cast.ben.pk], had_choice=False)
    services.count_opt_ins(
        unit_id=cast.hub.pk, staff_ids=[cast.cho.pk], on=TODAY, had_choice=True,
        reason="", by_id=cast.dana.pk, at=NOON,
    )  # fmt: skip

    card = hub.card()

    rows = [(m.month_on.month, m.n_mainstream, m.n_served) for m in card.months]
    assert rows == [(8, 1, 0), (9, 0, 0), (10, 0, 1)]
    assert (card.n_educators, card.n_educators_mainstream) == (1, 1)


def test_who_was_counted_stays_as_counted_then(hub, cast):
    hub.come([cast.ana.pk], had_choice=False)

    assert hub.come([cast.ana.pk, cast.ben.pk], had_choice=True) == 1
    assert hub.card().n_served == 1


def test_the_lists_of_needs_say_who_had_a_choice_on_that_day(hub, cast):
    asked = []

    def pockets(*, on):
        asked.append(on)
        return {cast.ana.pk}

    hub.come([cast.ana.pk, cast.ben.pk], had_choice=None, pockets=pockets)

    card = hub.card()
    assert (card.n_served, card.n_mainstream) == (1, 1)
    assert asked == [TODAY]


def test_without_lists_somebody_must_say_it(hub, cast):
    with pytest.raises(ChoiceUnknownError, match="good conventional option"):
        hub.come([cast.ana.pk], had_choice=None)


def test_a_stranger_to_the_roster_is_not_counted(hub):
    with pytest.raises(NotOfUnitError, match="1 person named here"):
        hub.come([999])


def test_nobody_comes_tomorrow(hub, cast):
    with pytest.raises(UnfinishedTrajectoryFormError, match="a day that has come"):
        hub.come([cast.ana.pk], on=date(2026, 10, 20))


def test_only_who_leads_the_unit_counts(hub, cast):
    with pytest.raises(NotAllowedError):
        services.set_mark(unit_id=cast.hub.pk, mark=0.2, by_id=cast.rosa.pk, at=NOON)


def two_intakes(hub, *, mainstream):
    """Let 40 come to each of two intakes, so many of them with a choice."""
    for title, on in (("Fall", date(2026, 8, 1)), ("Winter", date(2026, 10, 1))):
        hub.intake(title, on)
        ids = hub.students(40)
        hub.come(ids[:mainstream], on=on)
        hub.come(ids[mainstream:], on=on, had_choice=False)


def test_the_mark_is_passed_by_two_intakes_surely_above_it(hub):
    two_intakes(hub, mainstream=20)

    stage = hub.card(mark=0.3).stage

    assert stage.is_passed
    assert stage.since == "Winter"


def test_a_share_above_the_mark_is_not_enough_if_not_surely(hub):
    two_intakes(hub, mainstream=14)

    card = hub.card(mark=0.3)

    assert card.intakes[0].share == pytest.approx(0.35)
    assert card.intakes[0].low < 0.3
    assert not card.stage.is_passed


def test_the_charters_mark_comes_before_the_noted_one(hub, cast):
    hub.intake("Fall", date(2026, 8, 1))
    services.set_mark(unit_id=cast.hub.pk, mark=0.2, by_id=cast.dana.pk, at=NOON)

    assert hub.card().stage.mark == 0.2
    assert hub.card(mark=0.4).stage.mark == 0.4


@pytest.mark.parametrize("mark", [0.0, 1.0, float("nan")])
def test_a_mark_is_a_share(hub, cast, mark):
    with pytest.raises(UnfinishedTrajectoryFormError, match="between 0 and 100 %"):
        services.set_mark(unit_id=cast.hub.pk, mark=mark, by_id=cast.dana.pk, at=NOON)


def test_an_intake_is_corrected_by_its_first_day(hub):
    hub.intake("Fal", date(2026, 8, 1))
    hub.intake("Fall", date(2026, 8, 1), n_seats=40, n_waiting=12)

    (one,) = hub.card().intakes
    assert (one.title, one.n_waiting, one.n_asked) == ("Fall", 12, None)
    assert one.share is None


def test_more_first_choices_than_asked_are_refused(hub):
    with pytest.raises(UnfinishedTrajectoryFormError, match="first choices"):
        hub.intake("Fall", date(2026, 8, 1), n_asked=10, n_first_choice=11)


def test_a_short_past_promises_no_range(hub, cast):
    hub.come([cast.ana.pk], on=date(2026, 8, 30))

    forecast = hub.card().forecast

    assert forecast.expected == 0
    assert forecast.high is None
    assert forecast.n_seen == 1


def test_a_long_past_gives_a_range_around_the_last_whole_month(hub):
    months = [date(2024 + m // 12, m % 12 + 1, 5) for m in range(33)]
    for month in months:
        hub.come(hub.students(3), on=month)

    forecast = hub.card().forecast

    assert forecast.n_seen == 32
    assert forecast.low == forecast.expected == forecast.high == 3


def test_who_came_back_is_a_share_where_a_term_went_before(hub, cast):
    section = None
    for title, month, people in (
        ("Fall", 1, (cast.ana, cast.ben)),
        ("Spring", 8, (cast.ana,)),
    ):
        term = Term.objects.create(
            title=title, starts_on=date(2026, month, 1), ends_on=date(2026, month, 20)
        )
        section = Section.objects.create(unit=cast.hub, term=term, title=title)
        for student in people:
            Enrollment.objects.create(
                section=section, person=student.person, role="student"
            )

    spring, fall = hub.card().returns

    assert (spring.n_back, spring.n_before) == (1, 2)
    assert (fall.n_back, fall.n_before) == (2, None)


def test_a_grade_is_whole_where_an_adult_and_every_lesson_are_there(hub, cast):
    math = Framework.objects.create(identifier="m", title="Math", subject="Math")
    for code, grade in (("6.1", 6), ("7.1", 7), ("9.1", 9)):
        skill = Skill.objects.create(
            framework=math, identifier=code, code=code, title=code,
            grade_low=grade, grade_high=grade,
        )  # fmt: skip
        if grade == 6:
            Lesson.objects.create(
                code=code, skill=skill, modality=1, title=code, minutes=30, seats=8
            )
    Qualification.objects.create(
        staff=cast.cho, subject="Math", grade_low=6, grade_high=8
    )

    served = hub.card().served

    assert served == (
        ServedCard(grade=6, subject="Math", n_adults=1, n_skills=1, n_with_lesson=1),
        ServedCard(grade=7, subject="Math", n_adults=1, n_skills=1, n_with_lesson=0),
    )
    assert [one.is_whole for one in served] == [True, False]


def plan(cast, **more):
    facts: dict[str, Any] = {
        "form_key": uuid4(),
        "improvement": "spaces",
        "title": "A room for projects",
        "due_on": date(2026, 12, 1),
    }
    return services.plan_milestone(
        unit_id=cast.hub.pk, by_id=cast.dana.pk, at=NOON, **(facts | more)
    )


def reach(cast, milestone_id, evidence="Used every day"):
    services.reach_milestone(
        unit_id=cast.hub.pk, milestone_id=milestone_id, on=TODAY, evidence=evidence,
        by_id=cast.dana.pk, at=NOON,
    )  # fmt: skip


def test_a_milestone_is_reached_once_and_by_evidence(hub, cast):
    key = uuid4()
    assert plan(cast, form_key=key)
    assert not plan(cast, form_key=key)
    (one,) = hub.card().milestones

    with pytest.raises(UnfinishedTrajectoryFormError, match="the evidence"):
        reach(cast, one.id, " ")
    reach(cast, one.id)
    with pytest.raises(UnknownMilestoneError):
        reach(cast, one.id)

    assert hub.card().milestones[0].reached_on == TODAY


def test_a_milestone_needs_a_date(hub, cast):
    with pytest.raises(UnfinishedTrajectoryFormError, match="give a date"):
        plan(cast, due_on=None)


def test_what_was_learned_is_written_once(hub, cast):
    key = uuid4()
    facts = {"unit_id": cast.hub.pk, "on": TODAY, "by_id": cast.dana.pk, "at": NOON}

    assert services.write_lesson(form_key=key, words="Mornings first.", **facts)
    assert not services.write_lesson(form_key=key, words="Mornings first.", **facts)
    with pytest.raises(UnfinishedTrajectoryFormError, match="what you learned"):
        services.write_lesson(form_key=uuid4(), words=" ", **facts)

    assert [one.words for one in hub.card().lessons] == ["Mornings first."]


def test_the_card_is_read_in_seven_queries(hub, cast, django_assert_num_queries):
    hub.come([cast.ana.pk])

    with django_assert_num_queries(7):
        hub.card()


def test_who_is_counted_is_no_newcomer_any_more(hub, cast):
    hub.come([cast.ana.pk])

    students, staff = queries.newcomers(cast.hub.pk)

    assert [one.name for one in students] == ["Ben Brook"]
    assert [one.name for one in staff] == ["Clara Cho", "Mateo Diaz"]
