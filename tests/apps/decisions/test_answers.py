"""Leaders answer; the system's middle goes to the network, and nothing else does."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.decisions import services
from seedbed.apps.decisions.cards import Answer
from seedbed.apps.decisions.errors import (
    AnswerOutsideError,
    SurveyNotOpenError,
    UnknownInstrumentError,
    UnknownWaveError,
)
from seedbed.apps.decisions.models import (
    ItemAnswer,
    PublishedPosition,
    SurveyResponse,
    WaveComparison,
)

from .conftest import FRIDAY, MONDAY, NOON


def published():
    row = PublishedPosition.objects.mine().get()
    return np.frombuffer(bytes(row.at), "<f4")


def test_half_a_survey_is_kept_and_the_rest_stays_open(alone):
    n_answered = alone.answer(who_decides=2, speed=3)

    assert n_answered == 2
    assert published()[:3].tolist()[:2] == [2.0, 3.0]
    assert np.isnan(published()[2:]).all()


def test_answering_again_replaces_what_stood_and_counts_once(alone):
    alone.answer(who_decides=2)
    alone.answer(who_decides=6)

    assert SurveyResponse.objects.count() == 1
    assert ItemAnswer.objects.get().at == 6
    assert published()[0] == 6.0


def test_several_leaders_become_their_median(alone, lead):
    for name, point in (("Ines", 7), ("Tom", 3)):
        alone.answer(lead(name), who_decides=point)
    alone.answer(who_decides=2)

    assert published()[0] == 3.0
    assert PublishedPosition.objects.mine().count() == 1


def test_the_network_reads_no_leader_and_no_team(alone, at_lakeside):
    alone.say({"speed": Answer(at=2, wanted=5, why="We lack people.")})

    def theirs():
        fields = {f.name for f in PublishedPosition._meta.local_fields}
        return ItemAnswer.objects.count(), PublishedPosition.objects.count(), fields

    n_answers, n_positions, fields = at_lakeside(theirs)

    assert (n_answers, n_positions) == (0, 1)
    assert fields == {
        *("id", "network", "system", "wave", "member"),
        *("at", "wanted", "chosen", "published_at"),
    }


def test_an_answer_outside_its_points_is_refused_and_nothing_is_saved(alone):
    with pytest.raises(AnswerOutsideError, match="'speed' must lie between 1 and 7"):
        alone.answer(who_decides=2, speed=8)
    with pytest.raises(UnknownInstrumentError, match="'horoscope'"):
        alone.answer(horoscope=2)

    assert not SurveyResponse.objects.exists()


def test_a_round_takes_answers_on_its_days_only(alone):
    with pytest.raises(SurveyNotOpenError, match="until 2026-11-06"):
        alone.answer(who_decides=2, on=FRIDAY.replace(day=7))
    with pytest.raises(UnknownWaveError):
        services.save_answers(
            wave=alone.cast.hub.uuid,
            answers={},
            by_id=alone.cast.dana.pk,
            on=MONDAY,
            at=NOON,
        )


def test_only_leaders_answer(alone):
    with pytest.raises(NotAllowedError, match="may not answer for the system"):
        alone.answer(alone.cast.rosa, who_decides=2)


def test_groups_are_compared_when_a_system_answers(asked):
    asked.answer(who_decides=2)

    row = WaveComparison.objects.get()
    assert row.n_systems == 7
    # One group of five or more in each grouping: there is nothing to compare with.
    assert (row.n_comparisons, row.found) == (0, [])
