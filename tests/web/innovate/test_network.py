"""The value network's pages: read by leaders, written without a script, never lost."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone
from tests.apps.stakeholders.conftest import Lincoln, standing, voice
from tests.apps.stakeholders.conftest import empty as empty
from tests.apps.stakeholders.conftest import lincoln as lincoln

from seedbed.apps.accounts.models import Account
from seedbed.apps.charters.services import begin_charter
from seedbed.apps.stakeholders import queries
from seedbed.apps.stakeholders.models import Change, ChangeCall, Interview, PulseAnswer
from seedbed.web.innovate import network_drawing as drawing

NETWORKS = "/innovate/network/"
PERSON = {
    "name": "Press",
    "kind": "community",
    "inside_on": "1",
    "inside_salience": "much",
    "inside_voice_share": "25",
    "inside_vote_share": "",
}


def words(answer) -> str:
    return str(answer.content, "utf-8")


def at(lincoln: Lincoln, more: str = "") -> str:
    return f"{NETWORKS}{lincoln.uuid}/{more}"


PAGES = ("", "people/", "people/new/", "people/{board}/", "people/{board}/talk/",
         "checks/", "flight/")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), [("dana", 200), ("ana", 404), ("", 302)])
def test_only_who_leads_the_unit_opens_its_maps(sign_in, lincoln, page, who, status):
    page = page.format(board=lincoln.actors["School board"])

    assert sign_in(who).get(at(lincoln, page)).status_code == status


def test_a_map_of_nowhere_is_not_found(sign_in, cast):
    assert sign_in("dana").get(f"{NETWORKS}{uuid4()}/").status_code == 404


def test_the_page_says_who_pushes_back_and_what_the_rule_says(sign_in, lincoln):
    page = words(sign_in("dana").get(at(lincoln)))

    assert "Pushback to expect inside Lincoln Middle" in page
    assert "<q>She was ahead. Now she waits.</q>" in page
    assert "The rule says:" in page
    assert "can stop it alone" in page
    assert "No accuracy is claimed" in page


def test_the_map_is_drawn_in_few_queries(
    sign_in, lincoln, django_assert_max_num_queries
):
    client = sign_in("dana")

    with django_assert_max_num_queries(12):
        client.get(at(lincoln))


@pytest.mark.parametrize("page", [*PAGES[1:], ""])
def test_no_page_reads_too_often(sign_in, lincoln, page, django_assert_max_num_queries):
    lincoln.call("apart")
    client = sign_in("dana")
    page = page.format(board=lincoln.actors["School board"])

    with django_assert_max_num_queries(12):
        client.get(at(lincoln, page))


def test_a_map_that_cannot_be_read_is_named_and_the_page_stands(sign_in, lincoln):
    lincoln.add("Press", standing("inside", voice(0.5)), standing("apart"))

    page = words(sign_in("dana").get(at(lincoln)))

    assert "add up to 150 %, not 100" in page
    assert "Press has no channel of power" in page
    assert f"/people/{lincoln.actors['Press']}/" in page


def test_a_change_is_begun_and_its_people_come_next(sign_in, cast):
    typed = {
        "form_key": str(uuid4()), "title": "A day for each",
        "inside_name": "Lincoln Middle", "apart_name": "The Hub",
    }  # fmt: skip

    answer = sign_in("dana").post(NETWORKS, typed)

    assert answer.status_code == 302
    assert answer.url.endswith("/people/")
    assert Change.objects.get().title == "A day for each"


def test_what_was_typed_is_kept_where_a_change_is_refused(sign_in, cast):
    typed = {"form_key": str(uuid4()), "title": "", "about": "Mornings for projects."}

    answer = sign_in("dana").post(NETWORKS, typed)

    assert answer.status_code == 422
    assert "Mornings for projects." in words(answer)
    assert "There is a problem" in words(answer)


def test_somebody_is_added_without_a_script(sign_in, empty):
    answer = sign_in("dana").post(at(empty, "people/new/"), PERSON)

    assert answer.status_code == 302
    (press,) = queries.actors_of(empty.uuid)
    inside = press.on("inside")
    assert inside is not None
    (channel,) = inside.channels
    assert (channel.kind, channel.share) == ("voice", 0.25)
    assert press.on("apart") is None


def test_a_share_that_is_no_number_is_refused_and_kept(sign_in, empty):
    answer = sign_in("dana").post(
        at(empty, "people/new/"), PERSON | {"inside_voice_share": "a quarter"}
    )

    assert answer.status_code == 422
    assert 'value="a quarter"' in words(answer)


def test_two_who_edit_see_both_versions_side_by_side(sign_in, lincoln):
    client = sign_in("dana")
    page = at(lincoln, f"people/{lincoln.actors['School board']}/")
    typed = PERSON | {"name": "School board", "kind": "policymaker", "version": "1"}
    client.post(page, typed | {"counts_on": "Few complaints"})

    answer = client.post(page, typed | {"counts_on": "Test results"})

    assert answer.status_code == 409
    assert "Saved by Dana Whitfield" in words(answer)
    assert "Few complaints" in words(answer)
    assert 'value="Test results"' in words(answer)
    client.post(page, typed | {"counts_on": "Test results", "version": "2"})
    assert queries.actors_of(lincoln.uuid)[2].counts_on == "Test results"


def test_a_form_sent_signed_out_waits_until_its_sender_is_back(sign_in, empty):
    client = sign_in("")
    page = at(empty, "people/new/")
    client.post(page, PERSON)
    client.login(username="dana", password="sesame")

    answer = client.get(page)

    assert 'value="Press"' in words(answer)
    assert "Nothing you typed is lost" in words(answer)


def test_shares_are_divided_with_one_button(sign_in, empty):
    empty.add("Press", standing("inside", voice(0.5)))
    client = sign_in("dana")
    assert "Divide in the same proportions" in words(client.get(at(empty, "people/")))

    client.post(at(empty, "people/"), {"place": "inside", "channel": "voice"})

    assert not queries.faults_of(queries.actors_of(empty.uuid), "inside")


def test_a_talk_is_kept_once_for_both_places(sign_in, lincoln):
    typed = {
        "form_key": str(uuid4()), "on": "2026-10-19", "said": "We need the fast lane.",
        "inside_low": "-90", "inside_mode": "-60", "inside_high": "0",
        "apart_low": "0", "apart_mode": "30", "apart_high": "60",
    }  # fmt: skip
    client = sign_in("dana")
    page = at(lincoln, f"people/{lincoln.actors['School board']}/talk/")

    for _ in range(2):
        assert client.post(page, typed).status_code == 302

    assert Interview.objects.filter(said="We need the fast lane.").count() == 2


def test_a_refused_talk_keeps_its_words(sign_in, lincoln):
    typed = {"form_key": str(uuid4()), "said": "Half a sentence", "inside_low": "5"}

    answer = sign_in("dana").post(
        at(lincoln, f"people/{lincoln.actors['School board']}/talk/"), typed
    )

    assert answer.status_code == 422
    assert "Half a sentence" in words(answer)


def test_the_decision_is_recorded_with_its_reason(sign_in, lincoln):
    client = sign_in("dana")
    typed = {
        "form_key": str(uuid4()), "choice": "apart", "reason": "Two would stop it.",
        "review_on": "2099-01-18",
    }  # fmt: skip

    answer = client.post(at(lincoln), typed, follow=True)

    assert ChangeCall.objects.get().reason == "Two would stop it."
    assert "Two would stop it." in words(answer)
    assert "Begin its charter" in words(answer)


def test_a_call_for_a_unit_leads_to_the_charter_that_the_unit_has(sign_in, lincoln):
    dana, unit = Account.objects.get(username="dana"), Change.objects.get().unit
    begin_charter(
        token=uuid4(), name="Hub", unit_id=unit.pk, by_id=dana.pk, at=timezone.now()
    )
    client = sign_in("dana")
    typed = {
        "form_key": str(uuid4()), "choice": "apart", "reason": "Two would stop it.",
        "review_on": "2099-01-18",
    }  # fmt: skip

    answer = client.post(at(lincoln), typed, follow=True)

    assert f'<a href="/innovate/charter/{unit.uuid}/">Open its charter</a>' in words(
        answer
    )


def test_a_decision_without_a_reason_keeps_the_choice(sign_in, lincoln):
    typed = {"form_key": str(uuid4()), "choice": "consent", "review_on": "2099-01-18"}

    answer = sign_in("dana").post(at(lincoln), typed)

    assert answer.status_code == 422
    assert 'value="consent" required checked' in words(answer)


def test_a_pulse_and_an_end_are_noted(sign_in, lincoln):
    client = sign_in("dana")
    pulse = {
        "form": "pulse", "form_key": str(uuid4()), "kind": "families", "answer_1": "4",
        "answer_2": "2", "answer_3": "5", "is_concern": "1", "words": "Too early.",
    }  # fmt: skip
    client.post(at(lincoln, "flight/"), pulse)
    end = {
        "form": "ending", "form_key": str(uuid4()), "place": "inside",
        "was_stopped": "1", "on": "2999-01-01", "what": "Cancelled by the board.",
    }  # fmt: skip
    assert client.post(at(lincoln, "flight/"), end).status_code == 422
    end["on"] = str(timezone.localdate())
    page = words(client.post(at(lincoln, "flight/"), end, follow=True))

    assert PulseAnswer.objects.get().answers == [4, 2, 5]
    assert "Too early." in page
    assert "Cancelled by the board." in page


def test_checks_stand_beside_the_maps(sign_in, lincoln):
    typed = {
        "form": "readiness", "form_key": str(uuid4()), "seats_per_adult": "49",
        "n_accommodations": "3", "n_accommodations_met": "2",
        "hours_of_oldest_source": "8",
    }  # fmt: skip

    page = words(sign_in("dana").post(at(lincoln, "checks/"), typed, follow=True))

    assert "One adult has 49 seats; at most 30 were promised." in page
    assert "Accommodations that cannot be met yet: 1." in page
    assert "Nobody with authority has signed the contract." in page


def test_the_maps_speak_spanish(sign_in, lincoln):
    answer = sign_in("dana").get(at(lincoln), headers={"accept-language": "es"})

    assert "¿Quién puede llevar este cambio y quién puede pararlo?" in words(answer)


def test_who_comes_later_never_moves_those_who_are_there():
    before = drawing.angles([(1, "families"), (2, "vendor")])

    after = drawing.angles([(1, "families"), (2, "vendor"), (3, "students")])

    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == 3


def test_what_a_person_typed_is_escaped_in_the_drawing():
    node = drawing.Node(name="<b>x</b>", angle=10, ring=1, stance="against")

    drawn = drawing.drawing([node], middle="<i>", label='"', key="k")

    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert 'aria-label="&quot;"' in drawn
