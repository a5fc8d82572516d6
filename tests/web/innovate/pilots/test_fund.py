"""A team applies problem first, three readers read, the leader answers with reasons."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.apps.exchange.conftest import ON
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.test_plays import PLAY

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind
from seedbed.apps.exchange import services as exchange
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.errors import UntrainedReaderError
from seedbed.apps.pilots.fund_cards import CASES
from seedbed.apps.pilots.models import (
    FundApplication,
    FundReader,
    FundReview,
    FundRound,
    Pilot,
)

SPANISH = {"accept-language": "es"}

ANSWERS = {
    "problem": "Forty sixth-graders read nothing after school",
    "whom": "They watch a younger brother",
    "n_students": "40",
    "leader": "Dana Whitfield",
    "reports_to": "The superintendent",
    "team": "Clara Cho, Mateo Diaz",
    "model_kind": "new",
    "model": "Reading hour\nA quiet room at four",
    "budget_dollars": "4000",
    "sustainability": "The hour moves into the afternoon plan",
    "measure": "Reading score",
    "margin": "0.5",
    "stop_line": "Two families ask to leave",
    "decision_on": "2027-03-01",
}


def words(answer):
    return " ".join(str(answer.content, "utf-8").split())


@pytest.fixture
def dana(sign_in):
    return sign_in("dana")


@pytest.fixture
def fund(cast):
    """Return an open round that Ms. Cho, Mr. Diaz and Rosa read blind."""
    today = timezone.localdate()
    opened = services.open_round(
        unit_id=cast.hub.pk,
        key=uuid4(),
        title="Winter round",
        budget_dollars=10_000,
        opens_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=9),
        decides_by_on=today + timedelta(days=30),
        is_blind=True,
        readers=["clara", "mateo", "rosa"],
        by_id=cast.dana.pk,
        on=today,
    )
    for who in (cast.cho, cast.diaz):
        by_id = who.person.account.pk
        services.train_reader(answers=CASES, by_id=by_id, on=today)
    services.train_reader(answers=CASES, by_id=cast.rosa.pk, on=today)
    return opened


@pytest.fixture
def draft(fund, dana):
    """Return Dana's draft, begun at the page."""
    dana.post(f"/innovate/fund/{fund}/apply/", {"key": str(uuid4())})
    return FundApplication.objects.get()


@pytest.fixture
def sent(draft, dana):
    """Return the same, finished and sent."""
    for step in (1, 2, 3, 4):
        dana.post(one(draft, f"step/{step}/"), ANSWERS)
    assert "Sent to the readers." in words(dana.post(one(draft, "send/"), follow=True))
    return draft


def one(application, more=""):
    return f"/innovate/fund/applications/{application.uuid}/{more}"


def test_a_leader_sets_a_round_with_three_known_readers(cast, dana):
    typed = {
        "title": "Fall", "budget": "9000", "opens": "2026-09-01",
        "closes": "2026-09-30", "decides": "2026-10-30", "key": str(uuid4()),
        "readers": "clara\nmateo\nnobody",
    }  # fmt: skip
    refused = dana.post("/innovate/fund/rounds/", typed)
    assert refused.status_code == 422
    assert "2 of 3 names are known" in words(refused)
    assert 'value="Fall"' in words(refused)

    late = dana.post("/innovate/fund/rounds/", typed | {"closes": "2026-08-01"})
    assert "A round opens first, then closes" in words(late)

    for _ in range(2):
        dana.post("/innovate/fund/rounds/", typed | {"readers": "clara,mateo,rosa"})
    assert FundRound.objects.count() == 1


def test_a_draft_is_kept_between_steps_and_cannot_be_sent_without_a_promise(
    draft, dana
):
    step = dana.post(one(draft, "step/1/"), ANSWERS, follow=True)
    assert "The team" in words(step)
    assert "Forty sixth-graders" in words(dana.get(one(draft, "step/1/")))

    dana.post(one(draft, "step/4/"), ANSWERS | {"measure": "", "margin": "0"})
    page = dana.post(one(draft, "send/"))

    assert page.status_code == 422
    assert "cannot be sent yet. Still missing" in words(page)
    for missing in ("a measure", "a margin above 0", "a named leader"):
        assert missing in words(page)
    draft.refresh_from_db()
    assert draft.sent_at is None


def test_a_closed_round_takes_nothing_and_keeps_the_draft(draft, dana, fund):
    for step in (1, 2, 3, 4):
        dana.post(one(draft, f"step/{step}/"), ANSWERS)
    yesterday = timezone.localdate() - timedelta(days=1)
    FundRound.objects.update(closes_on=yesterday)

    page = words(dana.post(one(draft, "send/")))

    assert "closed on" in page
    assert FundApplication.objects.get().answers["leader"] == "Dana Whitfield"


def test_readers_read_blind_and_say_first_whether_it_can_go_on(sent, sign_in):
    clara = sign_in("clara")
    page = words(clara.get(f"/innovate/readings/{sent.uuid}/"))
    assert "Forty sixth-graders" in page
    assert "superintendent" not in page

    address = f"/innovate/readings/{sent.uuid}/"
    assert "Say first whether" in words(clara.post(address, {"words": "Fine"}))
    assert "three marks" in words(
        clara.post(address, {"words": "Fine", "sustainable": "yes"})
    )
    review = {
        "words": "Fine", "sustainable": "yes",
        "mark-problem": "4", "mark-team": "3", "mark-measure": "3",
    }  # fmt: skip
    clara.post(address, review)
    clara.post(address, review)

    assert FundReview.objects.get().marks == {"problem": 4, "team": 3, "measure": 3}
    assert "You have read it." in words(clara.get(address))


def test_who_is_not_trained_answers_three_cases_first(sent, sign_in, dana):
    FundReader.objects.update(trained_on=None)
    clara = sign_in("clara")
    reading = f"/innovate/readings/{sent.uuid}/"

    assert "3 of them are still to be trained." in words(dana.get("/innovate/fund/"))
    assert "Before you read: three cases" in words(clara.get("/innovate/readings/"))
    assert clara.get(reading).headers["location"] == "/innovate/readings/training/"
    half = clara.post(
        "/innovate/readings/training/", CASES | {"gate": "go"}, headers=SPANISH
    )
    assert half.status_code == 422
    assert "Una esperanza no es un plan" in words(half)
    assert 'name="tie" value="leave" checked' in words(half)
    assert clara.get(reading).status_code == 302

    done = clara.post("/innovate/readings/training/", CASES, follow=True)

    assert "You are a trained reader of the fund." in words(done)
    assert clara.get(reading).status_code == 200
    assert "2 of them are still to be trained." in words(dana.get("/innovate/fund/"))


def test_a_training_of_the_last_year_counts_in_the_next_round(sent, cast):
    today = timezone.localdate()
    trained = FundReader.objects.filter(reader=cast.rosa)
    for days, expected in ((300, today - timedelta(days=300)), (400, None)):
        trained.update(trained_on=today - timedelta(days=days))
        later = services.open_round(
            unit_id=cast.hub.pk,
            key=uuid4(),
            title="Later",
            budget_dollars=1,
            opens_on=today,
            closes_on=today,
            decides_by_on=today,
            is_blind=True,
            readers=["clara", "mateo", "rosa"],
            by_id=cast.dana.pk,
            on=today,
        )
        reader = FundReader.objects.get(round__uuid=later, reader=cast.rosa)
        assert reader.trained_on == expected
        reader.delete()


def test_nobody_reviews_untrained_by_a_way_around_the_page(sent, cast):
    FundReader.objects.update(trained_on=None)

    with pytest.raises(UntrainedReaderError, match="readers are trained first"):
        services.review(
            application=sent.uuid,
            conflict="",
            is_sustainable=True,
            marks={"problem": 4, "team": 3, "measure": 3},
            words="Good",
            by_id=cast.rosa.pk,
            at=timezone.now(),
        )


def test_a_review_without_words_keeps_its_marks(sent, sign_in):
    unsaid = {
        "words": "", "sustainable": "yes",
        "mark-problem": "4", "mark-team": "2", "mark-measure": "3",
    }  # fmt: skip
    page = sign_in("clara").post(f"/innovate/readings/{sent.uuid}/", unsaid)

    assert page.status_code == 422
    for name, mark in (("problem", 4), ("team", 2), ("measure", 3)):
        assert f'name="mark-{name}" value="{mark}" checked' in words(page)


def test_money_and_days_are_written_as_people_write_them(sent, dana):
    page = words(dana.get(one(sent)))

    assert "4,000" in page
    assert "Monday, March 1" in page


def test_who_does_not_read_the_round_finds_no_application(sent, sign_in):
    for who in ("ana", "dana"):
        answer = sign_in(who).get(f"/innovate/readings/{sent.uuid}/")
        assert answer.status_code == 404
    assert sign_in("clara").get(one(sent)).status_code == 404


@pytest.fixture
def lena(cast):
    """Return the account of a tutor who reads no round yet."""
    person = Person.objects.create(given_name="Lena", family_name="Okafor")
    Role.objects.create(person=person, kind=RoleKind.TUTOR, unit=cast.hub)
    return Account.objects.create(
        username="lena", system_id=cast.riverside.pk, person=person
    )


def test_a_yes_waits_for_three_judges_and_becomes_a_pilot(sent, lena, sign_in, dana):
    early = dana.post(one(sent, "answer/"), {"answer": "yes", "why": "Good"})
    assert "Three readers have to judge it, and not all have yet" in words(early)
    good = {
        "words": "Try it", "sustainable": "yes",
        "mark-problem": "4", "mark-team": "4", "mark-measure": "3",
    }  # fmt: skip
    for who in ("clara", "mateo"):
        sign_in(who).post(f"/innovate/readings/{sent.uuid}/", good)
    tied = {"conflict": "The leader is my sister"}
    sign_in("rosa").post(f"/innovate/readings/{sent.uuid}/", tied)
    page = words(dana.get(one(sent)))
    assert "does not judge: The leader is my sister" in page
    assert "days left to answer" in page

    too_few = dana.post(one(sent, "answer/"), {"answer": "yes", "why": "Small"})
    assert too_few.status_code == 422
    assert "Name one more reader" in words(too_few)
    readers = f"/innovate/fund/{sent.round.uuid}/readers/"
    for _ in range(2):
        named = dana.post(readers, {"reader": " Lena "}, follow=True)
        assert "One more reader is named." in words(named)
    assert words(named).count("Lena Okafor") == 1
    services.train_reader(answers=CASES, by_id=lena.pk, on=timezone.localdate())
    unread = dana.post(one(sent, "answer/"), {"answer": "yes", "why": "Small"})
    assert "and not all have yet" in words(unread)
    sign_in("lena").post(f"/innovate/readings/{sent.uuid}/", good)

    unsaid = dana.post(one(sent, "answer/"), {"answer": "yes", "why": ""})
    assert unsaid.status_code == 422
    answer = dana.post(
        one(sent, "answer/"), {"answer": "yes", "why": "Small, and known"}, follow=True
    )

    pilot = Pilot.objects.get()
    assert pilot.name == "Reading hour"
    assert answer.redirect_chain[-1][0].startswith(f"/innovate/pilots/{pilot.uuid}/")
    promise = words(dana.get(f"/innovate/pilots/{pilot.uuid}/register/"))
    assert "Filled in with what the fund was asked for" in promise
    for typed in ('value="Reading score"', 'value="0.5"', 'value="4000"'):
        assert typed in promise
    assert "Dana Whitfield\nClara Cho\nMateo Diaz" in str(
        dana.get(f"/innovate/pilots/{pilot.uuid}/register/").content, "utf-8"
    )
    again = dana.post(one(sent, "answer/"), {"answer": "no", "why": "No"})
    assert again.status_code == 422
    assert "4,000 of 10,000 dollars given" in words(dana.get("/innovate/fund/"))


def test_nobody_without_an_account_is_named_a_reader(fund, dana):
    page = dana.post(
        f"/innovate/fund/{fund}/readers/", {"round": str(fund), "reader": "nobody"}
    )

    assert page.status_code == 422
    assert "Give the username of somebody with an account here." in words(page)
    assert f'id="reader-{fund}"' in words(page)
    assert 'value="nobody"' in words(page)
    assert FundReader.objects.count() == 3


def test_only_a_leader_of_the_unit_names_readers(fund, sign_in):
    sign_in("clara").post(f"/innovate/fund/{fund}/readers/", {"reader": "ben"})

    assert FundReader.objects.count() == 3


def test_what_most_readers_call_unsustainable_is_not_granted(sent, sign_in, dana):
    for who in ("clara", "mateo", "rosa"):
        sign_in(who).post(
            f"/innovate/readings/{sent.uuid}/",
            {"words": "Who pays later?", "sustainable": "no"},
        )
    page = words(dana.post(one(sent, "answer/"), {"answer": "yes", "why": "Still"}))
    assert "cannot go on without the fund, so it cannot be granted" in page

    dana.post(one(sent, "answer/"), {"answer": "edit", "why": "Say who pays later"})
    sent.refresh_from_db()
    assert (sent.sent_at, sent.why) == (None, "Say who pays later")
    dana.post(one(sent, "step/4/"), ANSWERS | {"sustainability": "The district pays"})
    dana.post(one(sent, "send/"))
    assert not FundReview.objects.exists()
    assert len(queries.readings_of(sent.round.readers.first().reader_id)) == 1


def read_by_all(sent, sign_in):
    good = {
        "words": "Try it", "sustainable": "yes",
        "mark-problem": "4", "mark-team": "4", "mark-measure": "3",
    }  # fmt: skip
    for who in ("clara", "mateo", "rosa"):
        sign_in(who).post(f"/innovate/readings/{sent.uuid}/", good)


def test_where_a_round_is_not_blind_readers_see_who_leads(sent, sign_in):
    FundRound.objects.update(is_blind=False)

    page = words(sign_in("clara").get(f"/innovate/readings/{sent.uuid}/"))

    assert "The superintendent" in page
    assert "Clara Cho, Mateo Diaz" in page


def test_a_reader_with_a_tie_says_so_and_judges_nothing(sent, sign_in):
    typed = {"conflict": "I coach them", "sustainable": "yes", "mark-team": "4"}
    sign_in("rosa").post(f"/innovate/readings/{sent.uuid}/", typed)

    kept = FundReview.objects.get()
    assert (kept.conflict, kept.is_sustainable, kept.marks) == (
        "I coach them", None, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day left"), (0, "0 days left"), (-3, "is 3 days late")]
)
def test_the_clock_runs_on_the_application_and_on_its_round(sent, dana, days, said):
    today = timezone.localdate()
    FundRound.objects.update(
        closes_on=today - timedelta(days=9), decides_by_on=today + timedelta(days=days)
    )

    assert said in words(dana.get(one(sent)))
    assert said in words(dana.get("/innovate/fund/"))


def test_what_is_given_back_after_the_closing_may_come_again_until_the_answer(
    sent, dana
):
    dana.post(one(sent, "answer/"), {"answer": "edit", "why": "Say who pays later"})
    yesterday = timezone.localdate() - timedelta(days=1)
    FundRound.objects.update(closes_on=yesterday)

    dana.post(one(sent, "send/"))

    sent.refresh_from_db()
    assert sent.sent_at is not None
    assert sent.answer == ""


def test_what_is_held_is_taken_into_the_next_round_with_all_its_words(sent, dana, cast):
    dana.post(one(sent, "answer/"), {"answer": "hold", "why": "Next spring"})
    today = timezone.localdate()
    FundRound.objects.update(closes_on=today - timedelta(days=1))
    later = services.open_round(
        unit_id=cast.hub.pk, key=uuid4(), title="Spring", budget_dollars=9_000,
        opens_on=today, closes_on=today, decides_by_on=today, is_blind=True,
        readers=["clara", "mateo", "rosa"], by_id=cast.dana.pk, on=today,
    )  # fmt: skip
    assert "Take “Forty sixth-graders" in words(dana.get("/innovate/fund/"))

    typed = {"key": str(uuid4()), "like": str(sent.uuid)}
    dana.post(f"/innovate/fund/{later}/apply/", typed)

    again = FundApplication.objects.get(round__uuid=later)
    sent.refresh_from_db()
    assert again.answers == sent.answers
    assert again.sent_at is None
    assert sent.answer == "hold"


def test_a_no_has_its_reason_and_ends_it(sent, dana):
    unsaid = dana.post(one(sent, "answer/"), {"answer": "no", "why": " "})
    assert "Choose an answer and write the reason." in words(unsaid)

    dana.post(one(sent, "answer/"), {"answer": "no", "why": "Serve more"})

    assert "Serve more" in words(dana.get(one(sent)))
    assert not Pilot.objects.exists()


def test_more_than_the_round_has_is_not_given(sent, sign_in, dana):
    read_by_all(sent, sign_in)
    FundRound.objects.update(budget_dollars=3_999)

    page = words(dana.post(one(sent, "answer/"), {"answer": "yes", "why": "Good"}))

    assert "more than is left of the round&#x27;s budget" in page


def test_an_adapted_model_names_its_template_of_the_exchange(network, draft, dana):
    play = exchange.publish_play(words=PLAY, by_id=network.cast.dana.pk, on=ON)
    for step in (1, 2, 3, 4):
        dana.post(one(draft, f"step/{step}/"), ANSWERS | {"model_kind": "adapted"})
    page = dana.post(one(draft, "send/"))
    assert "the template that it is adapted from" in words(page)

    assert PLAY.title in words(dana.get(one(draft, "step/3/")))
    typed = ANSWERS | {"model_kind": "adapted", "template": str(play)}
    dana.post(one(draft, "step/3/"), typed)
    dana.post(one(draft, "send/"))

    draft.refresh_from_db()
    assert draft.sent_at is not None
    assert f"{PLAY.title} (Riverside)" in words(dana.get(one(draft)))


def test_refusals_of_the_fund_are_spanish(sent, dana):
    answer = dana.post(
        one(sent, "answer/"), {"answer": "yes", "why": "Sí"},
        headers={"accept-language": "es"},
    )  # fmt: skip

    assert "Tres personas tienen que juzgarla, y" in words(answer)


def test_the_fund_speaks_spanish_and_only_to_leaders(
    fund, sign_in, dana, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = words(dana.get("/innovate/fund/", headers={"accept-language": "es"}))
    assert "¿Qué problema, qué equipo y cómo lo sabremos?" in page
    assert sign_in("clara").get("/innovate/fund/").status_code == 404
