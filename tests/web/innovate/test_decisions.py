"""The pages of seven decisions: answer first, then peers; the talk; the trade-offs."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.apps.decisions.models import ItemAnswer, TradeOff, TradeOffRevisit
from seedbed.apps.networks.models import Member

PAGE = "/innovate/decisions/"


@pytest.fixture
def now(asked):
    """Let the round be open today, whatever day it is."""
    today = timezone.localdate()
    asked.wave.opens_on = today - timedelta(days=3)
    asked.wave.closes_on = today + timedelta(days=30)
    asked.wave.save()
    return asked


@pytest.fixture
def answered(now, lead):
    """Let Dana and Ines have answered, far apart on who decides."""
    today = timezone.localdate()
    now.answer(lead("Ines"), who_decides=7, speed=3, on=today)
    now.answer(who_decides=2, speed=3, on=today)
    return now


def text(answer):
    return str(answer.content, "utf-8")


@pytest.mark.parametrize("who", ["ana", "clara", "mateo", "rosa"])
@pytest.mark.parametrize(
    "address",
    ["", "answer/", "talk/", "alike/", "table.csv", "trade-offs/"],
)
def test_the_pages_do_not_exist_for_others(sign_in, now, who, address) -> None:
    assert sign_in(who).get(PAGE + address).status_code == 404


def test_before_the_own_answer_no_peer_is_shown(sign_in, now, lead) -> None:
    now.answer(lead("Ines"), who_decides=2, on=timezone.localdate())

    page = text(sign_in("dana").get(PAGE))

    assert "Answer first, then see peers" in page
    assert "1 leader of your system has answered so far." in page
    assert 'class="chart"' not in page


def test_without_a_round_the_page_says_what_comes(sign_in, cast) -> None:
    assert "No round is open yet" in text(sign_in("dana").get(PAGE))


def test_a_leader_answers_half_of_it_and_then_sees_peers(sign_in, now) -> None:
    client = sign_in("dana")
    form = text(client.get(f"{PAGE}answer/"))
    assert 'name="at-what-we-share"' in form

    answer = client.post(
        f"{PAGE}answer/",
        {"at-who-decides": "7", "wanted-who-decides": "4", "why-speed": "No people."},
        follow=True,
    )

    page = text(answer)
    assert "6 questions are still open; they can wait." in page
    assert page.count('class="chart"') == 7
    assert "6 of 6 other systems lean further to “Central”" in page
    assert "You want to be nearer to “Central”." in page
    assert "Nobody of your team has answered this." in page


def test_what_was_answered_stands_in_the_form_again(sign_in, answered) -> None:
    form = text(sign_in("dana").get(f"{PAGE}answer/"))

    assert 'name="at-who-decides" value="2" checked' in form


def test_the_same_form_sent_twice_counts_once(sign_in, now) -> None:
    client = sign_in("dana")
    for _ in range(2):
        client.post(f"{PAGE}answer/", {"at-who-decides": "6"})

    assert ItemAnswer.objects.filter(item="who-decides").count() == 1


def test_a_point_outside_the_scale_is_refused_and_the_words_are_kept(
    sign_in, now
) -> None:
    answer = sign_in("dana").post(
        f"{PAGE}answer/", {"at-who-decides": "9", "why-speed": "No people."}
    )

    assert answer.status_code == 422
    assert "No people." in text(answer)


def test_after_the_last_day_nothing_is_taken(sign_in, now) -> None:
    now.wave.closes_on = timezone.localdate() - timedelta(days=1)
    now.wave.save()
    client = sign_in("dana")

    assert client.post(f"{PAGE}answer/", {"at-speed": "2"}).status_code == 422
    assert "You can answer when the next round opens" in text(client.get(PAGE))


def test_signed_out_while_typing_nothing_is_lost(sign_in, now) -> None:
    client = sign_in("")
    sent = client.post(f"{PAGE}answer/", {"at-speed": "2", "why-speed": "No people."})
    assert sent.status_code == 302
    client.force_login(now.cast.dana)

    form = text(client.get(f"{PAGE}answer/"))

    assert "Nothing you typed is lost" in form
    assert "No people." in form


def test_the_page_says_where_to_talk_and_shows_the_published_field(
    sign_in, answered, django_assert_max_num_queries
) -> None:
    client = sign_in("dana")

    with django_assert_max_num_queries(12):
        page = text(client.get(PAGE))

    assert "Talk about decision 1" in page
    assert "2 leaders of your team answered, and the answers run from 2 to 7." in page
    assert "Published field: 68% Slow and steady, 16% Fast" in page
    assert "Look Both Ways" in page
    assert "Too few systems have said" in page


def test_the_page_speaks_spanish(sign_in, answered) -> None:
    answer = sign_in("dana").get(PAGE, headers={"accept-language": "es"})

    page = text(answer)
    assert "Dónde estamos en siete decisiones" in page
    assert "Despacio y con calma" in page
    assert "las respuestas van de 2 a 7" in page


def test_a_group_of_fewer_than_five_cannot_be_opened(sign_in, answered) -> None:
    Member.objects.mine().update(size="large", place="town")

    page = text(sign_in("dana").get(f"{PAGE}?with=size"))

    assert "Our size: fewer than 5, not shown" in page
    assert "Town, 6" in page


def test_the_table_leaves_as_a_file(sign_in, answered) -> None:
    answer = sign_in("dana").get(f"{PAGE}table.csv")

    head, first, *rest = text(answer).splitlines()
    assert head.startswith("Decision,You,Want to be")
    assert first == "Who decides,4.5,,2,3,3.5,4.8,6"
    assert len(rest) == 6
    assert sign_in("dana").get(f"{PAGE}table.csv?survey=zodiac").status_code == 404


def test_systems_that_decide_alike_are_named(sign_in, answered) -> None:
    Member.objects.filter(name="Elsewhere 1").update(is_findable=True, offers="A visit")
    today = timezone.localdate()
    answered.answer(where_first=4, build_buy=4, on=today)

    page = text(sign_in("dana").get(f"{PAGE}alike/"))

    assert "Elsewhere 1" in page
    assert "A visit" in page
    assert "Elsewhere 2" not in page


def test_the_talk_is_about_the_widest_split_with_both_sides(sign_in, answered) -> None:
    page = text(sign_in("dana").get(f"{PAGE}talk/"))

    assert "25 minutes: Who decides" in page
    assert "Hear both ends first" in page
    assert "Schools carry out what others chose" in page
    assert sum(int(n) for n in (3, 7, 8, 5, 2)) == 25


def choose(client, **change):
    sent = {
        "token": str(uuid.uuid4()),
        "item": "speed",
        "side": "low",
        "choice": "One hub a year",
        "cost": "Two towns wait",
        "revisit_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }
    return client.post(f"{PAGE}choose/", {**sent, **change}, follow=True)


def test_what_the_team_chose_is_kept_and_comes_back(sign_in, answered) -> None:
    client = sign_in("dana")

    page = text(choose(client))

    assert "Kept. It comes back on the day you chose." in page
    assert "Two towns wait" in page
    TradeOff.objects.update(revisit_on=timezone.localdate())
    assert "1 trade-off is due" in text(client.get(PAGE))


def test_a_choice_without_its_cost_is_refused_and_stays_in_the_form(
    sign_in, answered
) -> None:
    answer = choose(sign_in("dana"), cost="")

    assert answer.status_code == 422
    assert "One hub a year" in text(answer)
    assert not TradeOff.objects.exists()


def test_a_trade_off_is_looked_at_again(sign_in, answered) -> None:
    client = sign_in("dana")
    choose(client)
    pk = TradeOff.objects.get().pk
    address = f"{PAGE}trade-offs/{pk}/"

    missing = client.post(address, {"verdict": "keep", "happened": ""})
    sent = client.post(
        address, {"verdict": "end", "happened": "Both towns left."}, follow=True
    )

    assert missing.status_code == 422
    assert "Both towns left." in text(sent)
    assert TradeOffRevisit.objects.count() == 1
    assert client.post(address, {"verdict": "sell"}).status_code == 404


def test_a_survey_by_yes_and_no_has_its_page(sign_in, now) -> None:
    from seedbed.apps.decisions.models import SurveyWave

    SurveyWave.objects.create(
        instrument="hubs-and-virtual",
        name="Hubs",
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate(),
    )
    client = sign_in("dana")

    answer = client.post(
        f"{PAGE}answer/",
        {"survey": "hubs-and-virtual", "at-hub-now": "2"},
        follow=True,
    )

    assert "Hubs and virtual schools" in text(answer)
    assert "3 questions are still open" in text(answer)
