"""A new fit of the learner model goes live only if it predicts better."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from seedbed.apps.mastery import bridge, queries, refits, services
from seedbed.apps.mastery.models import LearnerModel, ModelStatus

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)
WEEK = timedelta(days=7)


def live():
    return LearnerModel.objects.get(status=ModelStatus.LIVE)


@pytest.fixture
def judged(monkeypatch):
    """Return a function that decides how the next challenger does."""

    def so(challenger, champion):
        verdict = bridge.Judged(
            challenger=challenger,
            champion=champion,
            n=800,
            quality={"auc": 0.7, "ece": 0.01, "log_loss": challenger, "n": 800},
        )
        monkeypatch.setattr(bridge, "judge", lambda *_args, **_given: verdict)

    return so


def test_the_first_model_goes_live_without_a_champion(crowd):
    crowd()

    card = services.refit_learner(at=AS_OF)

    assert (card.outcome, card.is_full, card.n_answers) == ("live", True, 800)
    assert card.reason == "The first model, fitted to 800 answers."
    assert (live().fitted_until, live().n_students) == (AS_OF, 40)
    assert live().quality["n"] == 80, "four students of forty were kept out"


def test_without_a_skill_there_is_nothing_to_fit(cast):
    card = services.refit_learner(at=AS_OF)

    assert card.outcome == "not-due"
    assert card.reason == "No framework has a skill to be shown. Import one first."
    assert not LearnerModel.objects.exists()


def test_a_fit_in_between_does_not_put_off_the_weekly_one(crowd, judged):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(days=4), days=4)
    judged(0.5, 0.6)
    assert not services.refit_learner(at=AS_OF + timedelta(days=4)).is_full
    crowd(seed=2, at=AS_OF + timedelta(days=8), days=4, n_each=8)

    wanted = refits.due(live(), at=AS_OF + timedelta(days=8))

    assert (wanted.is_due, wanted.is_full) == (True, True)
    assert wanted.judged_from == AS_OF + timedelta(days=4), "neither has seen the rest"


def test_the_next_night_fits_nothing(crowd):
    crowd()
    services.refit_learner(at=AS_OF)

    card = services.refit_learner(at=AS_OF + timedelta(days=1))

    assert card.outcome == "not-due"
    assert card.reason == (
        "0 answers came since the live model was fitted; the next full fit is due on "
        "2026-10-09."
    )
    assert LearnerModel.objects.count() == 1


def test_after_a_week_a_better_fit_goes_live(crowd, judged):
    crowd()
    services.refit_learner(at=AS_OF)
    first = live()
    crowd(seed=1, at=AS_OF + timedelta(days=8), days=8)
    judged(0.5, 0.6)

    card = services.refit_learner(at=AS_OF + timedelta(days=8))

    assert card.outcome == "live"
    assert card.reason == (
        "Went live: it foretold the 800 answers since 2026-10-03 better than the model "
        "before it (log loss 0.5000 against 0.6000)."
    )
    assert live().n_answers == 1600
    first.refresh_from_db()
    assert first.status == ModelStatus.RETIRED
    assert first.reason == f"Retired on 2026-10-10. Its successor: {card.reason}"


def test_a_fit_that_is_no_better_leaves_the_live_one(crowd, judged):
    crowd()
    services.refit_learner(at=AS_OF)
    first = live()
    crowd(seed=1, at=AS_OF + timedelta(days=8), days=8)
    judged(0.6, 0.6)

    card = services.refit_learner(at=AS_OF + timedelta(days=8))

    assert card.outcome == "kept"
    assert card.reason == (
        "Did not go live: it foretold the 800 answers since 2026-10-03 no better than "
        "the live model (log loss 0.6000 against 0.6000)."
    )
    assert live() == first
    tried = LearnerModel.objects.get(status=ModelStatus.CHALLENGER)
    assert (tried.reason, bytes(tried.arrays)) == (card.reason, b"")


def test_after_a_week_that_brought_nothing_older_there_is_nothing_to_try(crowd):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + WEEK, days=6)

    card = services.refit_learner(at=AS_OF + WEEK)

    assert card.reason == (
        "No evidence from before 2026-10-02 is new to the live model."
    )


def test_too_few_answers_judge_nothing(crowd):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(days=2), days=2, n_each=1)

    card = services.refit_learner(at=AS_OF + timedelta(days=20))

    assert card.reason == "0 answers since 2026-10-15: too few to judge a new fit by."


def test_a_tenth_more_evidence_is_fitted_from_the_live_model_on(crowd, monkeypatch):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(days=2), days=2, n_each=12)
    seen = []
    judge = bridge.judge

    def noting(material, **given):
        seen.append((given["judged_from"], given["start"] is given["champion"]))
        return replace(judge(material, **given), champion=9.0)

    monkeypatch.setattr(bridge, "judge", noting)

    card = services.refit_learner(at=AS_OF + timedelta(days=2))

    assert (card.outcome, card.is_full) == ("live", False)
    (judged_from, is_started) = seen[0]
    assert is_started
    days = judged_from - AS_OF.timestamp() / 86_400
    assert 0.5 < days < 1.5, "judged by the later half of what is new to both"
    assert card.quality["n"] == 240


def test_the_units_of_one_night_do_not_try_a_refused_fit_again(crowd, judged):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(days=2), days=2, n_each=12)
    judged(0.6, 0.5)

    first, second = (
        services.refit_learner(at=AS_OF + timedelta(days=2)) for _ in range(2)
    )

    assert (first.outcome, second.outcome) == ("kept", "not-due")
    assert LearnerModel.objects.count() == 2, "the live one and the one not taken"


def test_a_model_that_has_seen_hardly_anything_is_replaced_unjudged(crowd, skills):
    services.refit_learner(at=AS_OF - WEEK)
    assert live().n_answers == 0
    crowd()

    card = services.refit_learner(at=AS_OF)

    assert card.outcome == "live"
    assert card.reason == (
        "Fitted to 800 answers; the model before it had seen 0, too few to be compared "
        "with."
    )


@pytest.mark.parametrize("arrays", [b"", b"not an archive"])
def test_arrays_that_cannot_be_read_are_fitted_anew(crowd, cast, arrays):
    crowd()
    services.refit_learner(at=AS_OF)
    model = live()
    # Under another uuid, because the arrays of the first are kept in memory.
    LearnerModel.objects.update(status=ModelStatus.RETIRED)
    model.pk, model.uuid, model.arrays = None, cast.hub.uuid, arrays
    model.save(force_insert=True)

    card = services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)

    assert card.n_students == 2
    assert live().reason.startswith("The model before it could not be read any more: ")


def test_arrays_of_another_version_are_fitted_anew(crowd, monkeypatch):
    crowd()
    services.refit_learner(at=AS_OF)

    def other(_arrays):
        raise bridge.UnreadableError("These arrays are of version 1.")

    monkeypatch.setattr(bridge, "check_model", other)

    card = services.refit_learner(at=AS_OF)

    assert card.reason == (
        "The model before it could not be read any more: These arrays are of version 1."
    )


def test_force_fits_now_and_must_be_better_all_the_same(crowd, judged):
    crowd()
    services.refit_learner(at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(days=1), days=1, n_each=6)
    judged(0.7, 0.6)

    later = AS_OF + timedelta(days=1)

    assert services.refit_learner(at=later, force=True).outcome == "kept"
    judged(0.5, 0.6)
    assert services.refit_learner(at=later, force=True).outcome == "live"


def test_what_the_live_model_has_seen_judges_nothing(crowd):
    crowd()
    services.refit_learner(at=AS_OF)

    card = services.refit_learner(at=AS_OF, force=True)

    assert card.outcome == "not-due"
    assert card.reason == "0 answers since 2026-10-02: too few to judge a new fit by."


def test_of_two_processes_one_decides(crowd):
    crowd()
    wanted = refits.due(None, at=AS_OF)
    trial = refits.try_fit(None, wanted, at=AS_OF, seed=0)
    assert isinstance(trial, refits.Trial)
    services.refit_learner(at=AS_OF)

    assert not services._decide(None, trial, at=AS_OF)
    assert LearnerModel.objects.count() == 1


def test_at_most_one_model_is_live(crowd):
    crowd()
    services.refit_learner(at=AS_OF)
    second = live()
    second.pk, second.uuid = None, "2f7c6f0e-9f0b-4d7e-8e42-6b8a6b1f6c11"

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_old_trials_are_forgotten(crowd, judged, monkeypatch):
    crowd()
    services.refit_learner(at=AS_OF)
    judged(0.7, 0.6)
    monkeypatch.setattr(services, "_TRIALS_KEPT", 2)

    crowd(seed=1, at=AS_OF + timedelta(hours=1), days=0.04, n_each=6)
    for hours in range(1, 5):
        at = AS_OF + timedelta(hours=hours)
        services.refit_learner(at=at, force=True)

    tried = LearnerModel.objects.filter(status=ModelStatus.CHALLENGER)
    assert sorted(t.made_at for t in tried) == [
        AS_OF + timedelta(hours=3),
        AS_OF + timedelta(hours=4),
    ]


def test_the_status_says_what_was_decided_and_what_is_next(
    crowd, cast, judged, django_assert_max_num_queries
):
    before = queries.learner_status(at=AS_OF)
    crowd()
    services.make_snapshot(unit_id=cast.hub.pk, as_of=AS_OF, at=AS_OF)
    crowd(seed=1, at=AS_OF + timedelta(hours=1), days=0.04, n_each=6)
    judged(0.7, 0.6)
    services.refit_learner(at=AS_OF + timedelta(hours=1), force=True)

    with django_assert_max_num_queries(8):
        found = queries.learner_status(at=AS_OF + timedelta(days=1))

    assert before.live is None
    assert before.next == "The next night fits a model and lets it go live at once."
    assert found.live is not None
    assert found.live.n_answers == 800
    assert [model.status for model in found.others] == ["challenger"]
    assert [(u.unit, u.is_current) for u in found.units] == [("Riverside Hub", True)]
    assert found.units[0].n_bytes > 0
    assert found.next.startswith("The next night fits the live model further")


@pytest.mark.parametrize(
    ("is_full", "words"), [(True, "a new model"), (False, "the live model further")]
)
def test_the_status_foretells_the_fit(crowd, monkeypatch, is_full, words):
    wanted = refits.Due(is_due=True, is_full=is_full)
    monkeypatch.setattr(refits, "due", lambda _live, **_given: wanted)

    assert queries.learner_status(at=AS_OF).next == (
        f"The next night fits {words}; it goes live if it foretells the latest answers "
        "better."
    )
