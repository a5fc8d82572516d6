"""Who is in a pilot comes from the roster: by class, by mentor, or each alone."""

from __future__ import annotations

import pytest

from seedbed.apps.pilots import errors, queries, services
from seedbed.apps.rosters.models import Enrollment, Section
from seedbed.apps.scheduling.models import Caseload


def clusters(pilot):
    return {row.student: row.cluster for row in queries.members_of(pilot)}


def in_section(hub, title, student, **more):
    section = Section.objects.create(unit=hub.unit, title=title, **more)
    Enrollment.objects.create(section=section, person=student.person, role="student")
    return section


def enrol(hub, pilot, whole):
    return services.enrol_unit(pilot=pilot, grades=[6], whole=whole, by_id=hub.dana)


def test_the_homeroom_counts_and_classes_of_one_title_stay_two(hub, draft):
    ana, ben = hub.cast.ana, hub.cast.ben
    in_section(hub, "Art", ana)
    first = in_section(hub, "6 A", ana, is_homeroom=True)
    second = in_section(hub, "6 A", ben, is_homeroom=True)

    assert enrol(hub, draft, "section") == 2
    assert clusters(draft) == {
        "Ana Alvarez": f"6 A ({first.pk})",
        "Ben Brook": f"6 A ({second.pk})",
    }


def test_the_students_of_a_mentor_are_drawn_together(hub, draft):
    Caseload.objects.create(mentor=hub.cast.diaz, student=hub.cast.ana)

    assert enrol(hub, draft, "mentor") == 1
    assert clusters(draft) == {"Ana Alvarez": "Mateo Diaz"}


def test_consent_outlives_another_choice_of_groups(hub, draft):
    enrol(hub, draft, "student")
    chosen = [row.id for row in queries.members_of(draft)][:5]
    assert services.set_consents(pilot=draft, member_ids=chosen, by_id=hub.dana) == 5
    n_all = enrol(hub, draft, "student")

    assert n_all == 26
    assert sum(row.has_consent for row in queries.members_of(draft)) == 5


def test_a_choice_that_nobody_is_in_changes_nothing(hub, draft):
    with pytest.raises(errors.NothingToDrawError, match="Nobody was enrolled"):
        services.enrol_unit(pilot=draft, grades=[12], whole="student", by_id=hub.dana)


def test_nobody_comes_in_after_the_draw(hub, running):
    with pytest.raises(errors.TooLateForConsentError):
        services.set_consents(pilot=running, member_ids=[], by_id=hub.dana)
