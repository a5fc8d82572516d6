"""Plays: always with a note, forked with lineage, taken over by a click, measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.cards import PlayWords
from seedbed.apps.exchange.errors import (
    AdoptedBeforeError,
    NoSuchPartError,
    StoryNamesSomeoneError,
    UnfinishedPlayError,
)

from .conftest import AT, ON

PLAY = PlayWords(
    title="Tutoring after the first bus",
    summary="Small groups in the second block, when everybody is there.",
    topic="schedule",
    needs="Two tutors and a room",
    cost="Two tutors, four hours a day",
    measure="Skills shown in a week",
    note_kind="failure",
    note="In the first block a third of the seats stayed empty.",
    steps=("Ask the drivers.", "Draw the groups."),
    parts={
        "rules": [
            {"name": "tutoring_max", "value": 3},
            {"name": "live_max", "value": 12},
        ],
        "pilot": {"name": "Second-block tutoring", "aim": "Students with late buses"},
    },
)


@pytest.fixture
def play(network):
    return services.publish_play(words=PLAY, by_id=network.cast.dana.pk, on=ON)


@pytest.mark.parametrize(
    "words",
    [replace(PLAY, note=" "), replace(PLAY, measure=""), replace(PLAY, steps=())],
)
def test_a_play_without_its_note_is_refused(network, words):
    with pytest.raises(UnfinishedPlayError, match="went wrong or how it went"):
        services.publish_play(words=words, by_id=network.cast.dana.pk, on=ON)


def test_a_play_that_names_a_child_is_stopped(network):
    with pytest.raises(StoryNamesSomeoneError):
        services.publish_play(
            words=replace(PLAY, note="Ana Alvarez left."),
            by_id=network.cast.dana.pk,
            on=ON,
        )


def test_a_fork_remembers_what_it_grew_from(network, play):
    fork = services.publish_play(
        words=replace(PLAY, title="The same on Fridays"),
        by_id=network.cast.dana.pk,
        on=ON,
        grown_from=play,
    )

    assert queries.play(fork).grown_from == (play, PLAY.title, 1)
    assert queries.play(play).grown == ((fork, "The same on Fridays", "Riverside"),)


def test_a_new_version_keeps_the_old_one(network, play):
    services.publish_play(
        words=replace(PLAY, cost="Less"), by_id=network.cast.dana.pk, on=ON, play=play
    )

    card = queries.play(play)
    assert (card.number, card.words.cost) == (2, "Less")
    assert len(queries.plays()) == 1


def test_rules_are_set_where_the_unit_has_none_of_its_own(network, play):
    from seedbed.apps.scheduling.models import UnitRule

    hub = network.cast.hub
    UnitRule.objects.create(unit=hub, name="live_max", value=10)

    result = services.adopt(
        play=play,
        part="rules",
        unit_id=hub.pk,
        by_id=network.cast.dana.pk,
        at=AT,
        on=ON,
    )

    assert result == {"n_set": 1, "n_kept": 1}
    assert dict(UnitRule.objects.values_list("name", "value")) == {
        "live_max": 10,
        "tutoring_max": 3,
    }
    (taken,) = queries.play(play, unit_id=hub.pk).adoptions
    assert (taken.part, taken.version, taken.result) == ("rules", 1, result)


def test_a_part_is_taken_over_once_and_by_a_leader(network, play):
    asked = {
        "play": play,
        "part": "pilot",
        "unit_id": network.cast.hub.pk,
        "at": AT,
        "on": ON,
    }
    with pytest.raises(NotAllowedError):
        services.adopt(**asked, by_id=network.cho)

    result = services.adopt(**asked, by_id=network.cast.dana.pk)

    from seedbed.apps.pilots.queries import pilot_card

    card = pilot_card(UUID(result["pilot"]))
    assert (card.name, card.status) == ("Second-block tutoring", "draft")
    with pytest.raises(AdoptedBeforeError):
        services.adopt(**asked, by_id=network.cast.dana.pk)


def test_a_charter_begins_with_the_words_of_a_play(network):
    from seedbed.apps.charters.models import CharterSection

    uuid = services.publish_play(
        words=replace(
            PLAY, parts={"charter": {"purpose": {"pocket_served": "Who works"}}}
        ),
        by_id=network.cast.dana.pk,
        on=ON,
    )

    result = services.adopt(
        play=uuid,
        part="charter",
        unit_id=network.cast.hub.pk,
        by_id=network.cast.dana.pk,
        at=AT,
        on=ON,
    )

    section = CharterSection.objects.get(charter__uuid=result["charter"])
    assert section.key == "purpose"
    assert section.content["pocket_served"] == "Who works"


def test_a_part_that_nothing_can_take_over_is_refused(network):
    uuid = services.publish_play(
        words=replace(PLAY, parts={"menu": {"monday": "soup"}}),
        by_id=network.cast.dana.pk,
        on=ON,
    )

    with pytest.raises(NoSuchPartError):
        services.adopt(
            play=uuid,
            part="menu",
            unit_id=network.cast.hub.pk,
            by_id=network.cast.dana.pk,
            at=AT,
            on=ON,
        )


def test_lessons_come_in_and_those_of_unknown_skills_are_held(network):
    from seedbed.apps.curriculum.models import Lesson, Skill
    from seedbed.apps.curriculum.services import install_default_framework

    install_default_framework()
    skill = Skill.objects.filter(is_taught=True)[0]
    row = {
        "code": "P-1",
        "title": "Fractions on a ruler",
        "skill": skill.code,
        "modality": "live",
        "minutes": 30,
        "seats": 12,
    }
    Lesson.objects.create(
        code="P-3", title="Our own", skill=skill, modality=0, minutes=20, seats=8
    )
    lessons = [row, {**row, "code": "P-2", "skill": "none"}, {**row, "code": "P-3"}]
    uuid = services.publish_play(
        words=replace(PLAY, parts={"lessons": lessons}),
        by_id=network.cast.dana.pk,
        on=ON,
    )

    result = services.adopt(
        play=uuid,
        part="lessons",
        unit_id=network.cast.hub.pk,
        by_id=network.cast.dana.pk,
        at=AT,
        on=ON,
    )

    assert result == {"n_new": 1, "n_kept": 1, "n_held": 1}
    assert Lesson.objects.get(code="P-1").title == "Fractions on a ruler"
    assert Lesson.objects.get(code="P-3").title == "Our own"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("rules", [{"name": "live_max"}]),
        ("lessons", [{"title": "No code"}]),
        ("pilot", {"title": "No aim"}),
        ("charter", {"a section of tomorrow": {"x": "y"}}),
    ],
)
def test_a_part_of_another_form_is_refused_and_leaves_nothing(network, part, content):
    """A package of another deployment may hold what this one does not know."""
    from seedbed.apps.charters.models import Charter
    from seedbed.apps.exchange.models import Adoption

    uuid = services.publish_play(
        words=replace(PLAY, parts={part: content}), by_id=network.cast.dana.pk, on=ON
    )

    with pytest.raises(NoSuchPartError):
        services.adopt(
            play=uuid,
            part=part,
            unit_id=network.cast.hub.pk,
            by_id=network.cast.dana.pk,
            at=AT,
            on=ON,
        )

    assert not Adoption.objects.exists()
    assert not Charter.objects.exists()


def test_a_rule_that_is_waived_goes_into_no_play(network):
    from seedbed.apps.exchange.cards import ChosenParts
    from seedbed.apps.scheduling.models import UnitRule

    hub = network.cast.hub
    UnitRule.objects.create(unit=hub, name="live_max", value=None)
    UnitRule.objects.create(unit=hub, name="tutoring_max", value=3)

    parts = services.gather_parts(
        chosen=ChosenParts(rules=("live_max", "tutoring_max")),
        unit_id=hub.pk,
        by_id=network.cast.dana.pk,
    )

    assert parts == {"rules": [{"name": "tutoring_max", "value": 3}]}


def test_what_a_pilot_finds_attaches_itself_with_its_interval(
    network, play, monkeypatch
):
    from types import SimpleNamespace

    from seedbed.apps.pilots import queries as pilots

    services.adopt(
        play=play,
        part="pilot",
        unit_id=network.cast.hub.pk,
        by_id=network.cast.dana.pk,
        at=AT,
        on=ON,
    )
    real = pilots.pilot_card
    look = {"estimate": 0.3, "low": 0.1, "high": 0.5, "n_students": 24}

    def measured(uuid):
        return SimpleNamespace(
            uuid=real(uuid).uuid,
            latest=SimpleNamespace(looks=(look,), decision="iterate"),
            registration=SimpleNamespace(measure="Reading score"),
        )

    assert services.attach_evidence(on=ON) == 0
    monkeypatch.setattr(pilots, "pilot_card", measured)
    assert services.attach_evidence(on=ON) == 1
    look["estimate"] = 0.2
    services.attach_evidence(on=date(2026, 10, 19))

    (found,) = queries.play(play).evidence
    assert (found.estimate, found.low, found.high, found.measure) == (
        0.2,
        0.1,
        0.5,
        "Reading score",
    )
    look["n_students"] = 9
    assert services.attach_evidence(on=ON) == 0
