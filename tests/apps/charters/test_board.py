"""The board's vote, and what the unit really decides."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.charters import queries, services
from seedbed.apps.charters.errors import (
    CharterStateError,
    EmptyDecisionError,
    UnfinishedCharterError,
    UnknownCharterError,
    VoteError,
)

from .conftest import AT, TODAY, WHOLE


def vote(hub, charter, **given):
    wanted = {
        "token": uuid4(),
        "charter": charter,
        "board": "Riverside board",
        "voted_on": TODAY,
        "n_for": 5,
        "n_against": 2,
        "outcome": "adopted",
        "by_id": hub.lena,
        "at": AT,
    }
    services.record_vote(**{**wanted, **given})


@pytest.fixture
def sent(hub, whole):
    services.send_to_board(charter=whole, by_id=hub.dana, at=AT)
    return whole


def test_an_adopted_charter_says_what_changed_since_the_vote(hub, sent, see, write):
    vote(hub, sent)
    write(sent, "people", {"leader": "Rosa", "reports_to": "The board"})

    card = see(sent)

    assert card.state == "adopted"
    assert (card.votes[0].n_for, card.votes[0].changed) == (5, ("people",))


def test_the_law_says_until_when_the_board_answers(sent, see):
    assert (see(sent).answer_by - TODAY).days == 60


def test_a_returned_charter_is_a_draft_again(hub, sent, see):
    vote(hub, sent, n_for=2, n_against=5, outcome="returned", why="No budget.")

    assert see(sent).state == "draft"


def test_a_vote_is_written_once_and_only_on_what_a_board_has(hub, sent, see):
    token = uuid4()
    vote(hub, sent, token=token)
    vote(hub, sent, token=token)

    with pytest.raises(VoteError, match="is written down already"):
        vote(hub, sent)
    assert len(see(sent).votes) == 1


def test_nobody_votes_on_a_draft(hub, whole):
    with pytest.raises(CharterStateError):
        vote(hub, whole)


REVIEW = TODAY + timedelta(days=300)
THEN = AT + timedelta(days=300)


def test_a_board_adopts_what_was_changed_since(hub, sent, see, write):
    vote(hub, sent)
    write(sent, "people", {"leader": "Rosa", "reports_to": "The board"})

    vote(hub, sent, voted_on=REVIEW, at=THEN, n_for=7, n_against=0)

    card = see(sent, REVIEW)
    assert card.state == "adopted"
    assert [(one.n_for, one.changed) for one in card.votes] == [
        (7, ()), (5, ("people",)),
    ]  # fmt: skip


def test_a_charter_returned_at_its_review_stands_as_it_was_adopted(
    hub, whole, see, write
):
    write(whole, "measures", WHOLE["measures"] | {"mainstream_share": "20"})
    services.send_to_board(charter=whole, by_id=hub.dana, at=AT)
    vote(hub, whole)
    write(whole, "measures", WHOLE["measures"] | {"mainstream_share": "5"})
    vote(hub, whole, voted_on=REVIEW, at=THEN, outcome="returned", why="A low mark.")

    mark = queries.adopted_mark(hub.unit.pk)

    assert see(whole, REVIEW).state == "adopted"
    assert mark is not None
    assert mark.share == 0.2


def test_a_board_ends_a_charter_that_it_adopted(hub, sent, see):
    vote(hub, sent)
    vote(hub, sent, voted_on=REVIEW, at=THEN, outcome="refused", why="Nobody came.")

    assert see(sent, REVIEW).state == "refused"
    assert queries.adopted_mark(hub.unit.pk) is None
    with pytest.raises(CharterStateError):
        vote(hub, sent, voted_on=REVIEW + timedelta(days=1), at=THEN)


def test_what_is_open_is_not_adopted_anew(hub, sent, write):
    vote(hub, sent)
    write(sent, "people", {"leader": "", "reports_to": "The board"})

    with pytest.raises(UnfinishedCharterError):
        vote(hub, sent, voted_on=REVIEW, at=THEN)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"n_for": 0, "n_against": 0}, "nobody voted"),
        ({"n_for": 2, "n_against": 2}, "adopt nothing"),
        ({"outcome": "refused"}, "no reasons"),
        ({"voted_on": TODAY + timedelta(days=9)}, "has not come yet"),
    ],
)
def test_a_vote_that_contradicts_itself_is_refused(hub, sent, given, words):
    with pytest.raises(VoteError, match=words):
        vote(hub, sent, **given)


def test_a_leader_of_the_unit_writes_no_vote_down(hub, sent):
    with pytest.raises(NotAllowedError):
        vote(hub, sent, by_id=hub.dana)


def note(hub, charter, domain="schedule", decided_by="unit", **given):
    wanted = {
        "token": uuid4(),
        "charter": charter,
        "decided_on": TODAY,
        "on": TODAY,
        "domain": domain,
        "what": "Start at nine",
        "decided_by": decided_by,
        "by_id": hub.dana,
        "at": AT,
    }
    services.note_decision(**{**wanted, **given})


def test_a_unit_that_decides_on_paper_only_is_told_plainly(hub, whole, see):
    for _ in range(4):
        note(hub, whole, decided_by="above", who="The superintendent")
    note(hub, whole, domain="budget")

    found = see(whole).autonomy

    assert found.is_on_paper
    assert (found.free.n_unit, found.free.n) == (0, 4)
    assert found.chartered == pytest.approx(0.8)
    schedule = found.domains[0]
    assert (schedule.low, schedule.high) == (0.0, pytest.approx(0.4899, abs=1e-4))
    assert schedule.owners == ("Dana Whitfield",)


def test_a_few_decisions_raise_no_alarm(hub, whole, see):
    for _ in range(3):
        note(hub, whole, decided_by="asked")

    assert not see(whole).autonomy.is_on_paper


def test_a_decision_sent_twice_is_noted_once(hub, whole, see):
    token = uuid4()
    note(hub, whole, token=token)
    note(hub, whole, token=token)

    assert len(see(whole).decisions) == 1


def test_a_decision_without_words_or_of_tomorrow_is_refused(hub, whole):
    with pytest.raises(EmptyDecisionError):
        note(hub, whole, what=" ")
    with pytest.raises(EmptyDecisionError):
        note(hub, whole, decided_on=TODAY.replace(day=20))
    with pytest.raises(UnknownCharterError):
        note(hub, whole, domain="poetry")


def share(typed):
    return {**WHOLE["measures"], "mainstream_share": typed}


def test_the_mark_is_the_one_the_board_voted_on(
    hub, whole, write, django_assert_num_queries
):
    write(whole, "measures", share("25 %"))
    services.send_to_board(charter=whole, by_id=hub.dana, at=AT)
    assert queries.adopted_mark(hub.unit.pk) is None
    vote(hub, whole)

    write(whole, "measures", share("5"))

    with django_assert_num_queries(1):
        mark = queries.adopted_mark(hub.unit.pk)
    assert mark is not None
    assert (mark.share, mark.adopted_on, mark.charter) == (0.25, TODAY, whole)


def test_a_charter_without_a_share_sets_no_mark(hub, sent):
    vote(hub, sent)

    assert queries.adopted_mark(hub.unit.pk) is None


@pytest.mark.parametrize("typed", ["a quarter", "0", "100", "-3"])
def test_a_share_that_is_none_is_kept_named_and_not_sent(hub, whole, write, see, typed):
    write(whole, "measures", share(typed))

    assert ("no_share", typed) in [(p.code, p.about) for p in see(whole).open_points]
    assert see(whole).section("measures").content["mainstream_share"] == typed
    with pytest.raises(UnfinishedCharterError, match="a share between 0 and 100 %"):
        services.send_to_board(charter=whole, by_id=hub.dana, at=AT)


def rows_on(hub, on):
    return [(row.what, row.on) for row in queries.due(hub.unit.pk, on)]


def test_its_days_are_told_of_some_weeks_before(hub, sent):
    assert rows_on(hub, date(2027, 1, 10)) == []
    vote(hub, sent)

    assert rows_on(hub, TODAY) == []
    assert rows_on(hub, date(2027, 1, 10)) == [("measure", date(2027, 1, 15))]
    assert rows_on(hub, date(2027, 4, 5)) == [("review", date(2027, 6, 1))]
    assert rows_on(hub, date(2029, 4, 1)) == [("sunset", date(2029, 6, 30))]
    assert rows_on(hub, date(2030, 1, 1)) == []


def test_a_unit_that_decides_on_paper_only_is_told_of(
    hub, sent, django_assert_num_queries
):
    vote(hub, sent)
    for _ in range(6):
        services.note_decision(
            token=uuid4(), charter=sent, decided_on=TODAY, on=TODAY,
            domain="schedule", what="No tests in May", decided_by="above",
            by_id=hub.dana, at=AT,
        )  # fmt: skip

    with django_assert_num_queries(1):
        assert rows_on(hub, TODAY) == [("paper", TODAY)]
