"""Readers: it helped us, a question whom nobody knows answers, a story asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.errors import StoryNamesSomeoneError, UnknownStoryError

from .conftest import ON, WORDS


def test_a_story_that_helps_counts_once_a_system(network, release):
    story, _ = release()

    assert services.say_it_helped(story=story, by_id=network.cast.dana.pk)
    assert not services.say_it_helped(story=story, by_id=network.cho)

    assert queries.story(story).story.n_helped == 1


def test_a_question_is_answered_by_receipt_and_shown_by_the_steward(network, release):
    story, receipt = release()
    services.ask_author(
        story=story, question="How many buses?", by_id=network.cast.dana.pk, on=ON
    )
    (asked,) = queries.telling_by_receipt(receipt).questions

    services.answer_question(
        receipt=receipt, question=asked.uuid, answer="About ten.", on=ON
    )
    assert queries.story(story).questions == ()
    (waits,) = queries.desk(by_id=network.stella).answers
    services.show_answer(question=waits.uuid, by_id=network.stella)

    assert [one.answer for one in queries.story(story).questions] == ["About ten."]


def test_an_answer_with_a_name_is_stopped(network, release):
    story, receipt = release()
    services.ask_author(story=story, question="Who drew it?", by_id=network.cho, on=ON)
    (asked,) = queries.telling_by_receipt(receipt).questions

    with pytest.raises(StoryNamesSomeoneError):
        services.answer_question(
            receipt=receipt, question=asked.uuid, answer="Dana Whitfield.", on=ON
        )


def test_the_receipt_of_another_story_answers_nothing(network, release):
    story, _ = release()
    _, other = release(replace(WORDS, kind="success"))
    services.ask_author(story=story, question="Why?", by_id=network.cho, on=ON)
    from seedbed.apps.exchange.models import StoryQuestion

    with pytest.raises(UnknownStoryError):
        services.answer_question(
            receipt=other,
            question=StoryQuestion.objects.get().uuid,
            answer="So.",
            on=ON,
        )


def test_what_is_asked_for_twice_by_one_system_counts_once(network):
    for words in ("Late buses", "late buses"):
        services.ask_for(words=words, by_id=network.cho, on=ON)

    (wish,) = queries.asked_for()
    assert (wish.words, wish.n_asking) == ("Late buses", 1)


def test_another_system_asks_for_it_too(network):
    from seedbed.apps.accounts.tenancy import _current

    from .conftest import adult

    services.ask_for(words="Late buses", by_id=network.cho, on=ON)
    token = _current.set(None)
    try:
        with system_context(network.cast.lakeside.pk):
            lena = adult("Lena", "teacher")
            services.ask_for(words="Late buses", by_id=lena.pk, on=ON)
            (wish,) = queries.asked_for()
    finally:
        _current.reset(token)

    assert wish.n_asking == 2


def test_the_month_is_a_letter_with_failures_first(network, release):
    release(replace(WORDS, kind="success", tried="A new bell."))
    release()

    letter = queries.digest(date(2026, 10, 1))

    assert letter.index("IT DID NOT WORK") < letter.index("IT WORKED")
    assert "They would tell you: Ask the drivers" in letter
    assert "No story" in queries.digest(date(2026, 9, 1))


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("tutor", 1),
        ("seat empty", 1),
        ("LATE drivers", 1),
        ("tutoring volcano", 0),
        ("!!", 0),
        ('"', 0),
        ("a OR b*", 0),
    ],
)
def test_the_search_finds_all_words_by_stem(network, release, words, n):
    release()
    release(replace(WORDS, tried="Chess.", happened="Nobody came.", advice="Wait."))

    assert len(queries.stories(queries.Wanted(words=words)).stories) == n


def test_facets_count_what_the_others_leave(network, release):
    release()
    release(replace(WORDS, kind="success"))
    release(replace(WORDS, kind="success", topic="budget"))

    found = queries.stories(queries.Wanted(kind="success", topic="schedule"))

    assert len(found.stories) == 1
    assert found.kinds == {"failure": 1, "success": 1}
    assert found.topics == {"schedule": 1, "budget": 1}


def test_reading_the_room_takes_few_queries(
    network, release, django_assert_num_queries
):
    for _ in range(3):
        release()

    with django_assert_num_queries(4):
        queries.stories(queries.Wanted(words="tutoring"))
        queries.asked_for()
        queries.plays()
