"""The exchange's pages: who opens them, what they say, what a form sent twice does."""

from __future__ import annotations

import re

import pytest
from tests.apps.exchange.conftest import ON, WORDS
from tests.apps.exchange.test_plays import PLAY

from seedbed.apps.exchange import services
from seedbed.apps.exchange.models import SealedIdentity, Story, Telling

FORM = {"kind": "failure", "topic": "schedule", **WORDS.texts()}


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def pages(story, play):
    return ["/exchange/", "/exchange/stories.csv", "/exchange/month/", "/exchange/tell/",
            "/exchange/receipt/", f"/exchange/stories/{story}/", f"/exchange/plays/{play}/"]  # fmt: skip


@pytest.mark.parametrize("who", ["ana", "finn"])
def test_for_a_student_no_page_exists(sign_in, release, play, who):
    story, _ = release()
    client = sign_in(who)

    found = [
        client.get(page).status_code
        for page in [*pages(story, play), "/exchange/desk/"]
    ]

    assert set(found) == {404}


@pytest.mark.parametrize("who", ["dana", "clara", "stella", "rosa"])
def test_adults_open_each_page_with_few_queries(
    sign_in, release, play, who, django_assert_max_num_queries
):
    story, _ = release()
    client = sign_in(who)

    for page in pages(story, play):
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("who", ["dana", "clara", "rosa", "mateo"])
def test_the_desk_exists_for_its_keepers_alone(sign_in, network, tell, who):
    uuid, _ = tell()
    client = sign_in(who)

    assert client.get("/exchange/desk/").status_code == 404
    for step in ("pass", "hold", "widen", "release", "merge", "call-back"):
        answer = client.post(
            f"/exchange/desk/{uuid}/", {"step": step, "why": "?", "into": str(uuid)}
        )
        assert answer.status_code == 404
    assert "What waits" not in text(client.get("/exchange/"))


def test_the_desk_takes_few_queries(
    sign_in, network, tell, django_assert_max_num_queries
):
    for _ in range(3):
        tell()
    client = sign_in("stella")

    with django_assert_max_num_queries(12):
        page = text(client.get("/exchange/desk/"))

    assert "3 stories wait for their readers" in page
    assert "Clara" not in page


def test_names_are_stopped_and_shown_before_anything_is_shared(sign_in, network):
    client = sign_in("clara")

    page = client.post(
        "/exchange/tell/", {**FORM, "tried": "Ana Alvarez moved on March 3."}
    )

    assert page.status_code == 422
    assert "2 parts may tell who is meant" in text(page)
    assert "<mark>Ana Alvarez</mark>" in text(page)
    assert "[a person] moved on [a date]." in text(page)
    assert not Telling.objects.exists()


def test_a_name_put_back_at_the_last_step_is_stopped_too(sign_in, network):
    client = sign_in("clara")
    receipt = receipt_of(client.post("/exchange/tell/", FORM))

    page = client.post(
        "/exchange/tell/",
        {**FORM, "tried": "Ana Alvarez.", "step": "share", "receipt": receipt},
    )

    assert page.status_code == 422
    assert not Telling.objects.exists()


def receipt_of(page):
    found = re.search(r'name="receipt" value="([^"]+)"', text(page))
    assert found
    return found.group(1)


def test_a_story_is_told_once_and_its_receipt_shown(sign_in, network):
    client = sign_in("clara")
    checked = client.post("/exchange/tell/", FORM)
    receipt = receipt_of(checked)
    share = {**FORM, "step": "share", "receipt": receipt}

    first, second = (
        client.post("/exchange/tell/", share),
        client.post("/exchange/tell/", share),
    )

    assert "This is what others would read" in text(checked)
    assert receipt in text(first)
    assert receipt in text(second)
    assert Telling.objects.count() == SealedIdentity.objects.count() == 1
    assert "It waits for its two readers" in text(
        client.post("/exchange/receipt/", {"receipt": receipt})
    )


def test_what_was_typed_is_kept_when_something_is_missing(sign_in, network):
    page = sign_in("clara").post("/exchange/tell/", {**FORM, "kind": "", "advice": ""})

    assert page.status_code == 422
    assert WORDS.tried in text(page)
    assert "Say which kind of story it is." in text(page)


def test_raw_words_are_in_no_session(sign_in, network):
    client = sign_in("clara")

    client.post("/exchange/tell/", {**FORM, "tried": "Ana Alvarez moved."})

    assert "Alvarez" not in repr(dict(client.session))


def test_a_wrong_receipt_says_so(sign_in, network):
    page = sign_in("clara").post("/exchange/receipt/", {"receipt": "guess"})

    assert page.status_code == 422
    assert "No story has this receipt" in text(page)


def test_the_author_changes_answers_and_takes_back(sign_in, network, tell, release):
    _, receipt = tell()
    client = sign_in("clara")
    change = {
        "receipt": receipt,
        "step": "change",
        **FORM,
        "happened": "Less.",
        "answer": "So.",
    }
    assert "Two readers look at it anew" in text(
        client.post("/exchange/receipt/", change)
    )
    assert "Its words are destroyed" in text(
        client.post("/exchange/receipt/", {"receipt": receipt, "step": "withdraw"})
    )

    story, receipt = release()
    client.post(f"/exchange/stories/{story}/ask/", {"question": "How many buses?"})
    page = client.post("/exchange/receipt/", {"receipt": receipt})
    (question,) = re.findall(r'name="question" value="([^"]+)"', text(page))
    answer = {
        "receipt": receipt,
        "step": "answer",
        "question": question,
        "answer": "Ten.",
    }
    assert "A steward reads it" in text(client.post("/exchange/receipt/", answer))

    assert "Ten." not in text(client.get(f"/exchange/stories/{story}/"))
    sign_in("stella").post(f"/exchange/desk/answers/{question}/")
    assert "Ten." in text(client.get(f"/exchange/stories/{story}/"))


def test_readers_pass_and_the_steward_releases(sign_in, network, tell):
    uuid, _ = tell()
    stella, rita = sign_in("stella"), sign_in("rita")
    address = f"/exchange/desk/{uuid}/"

    rita.post(address, {"step": "pass"})
    early = stella.post(address, {"step": "release"})
    stella.post(address, {"step": "pass"})
    stella.post(address, {"step": "release"})

    assert early.status_code == 422
    assert Story.objects.get().tried == WORDS.tried


def test_the_envelope_opens_for_the_steward_once_a_reason_is_given(
    sign_in, network, settings
):
    receipt = receipt_of(sign_in("clara").post("/exchange/tell/", FORM))
    sign_in("clara").post(
        "/exchange/tell/", {**FORM, "step": "share", "receipt": receipt}
    )
    uuid = Telling.objects.get().uuid
    address, stella = f"/exchange/desk/{uuid}/", sign_in("stella")

    assert stella.post(address, {"step": "call-back", "why": ""}).status_code == 422
    assert "Clara Cho" in text(
        stella.post(address, {"step": "call-back", "why": "Is a child safe?"})
    )
    assert (
        sign_in("rita").post(address, {"step": "call-back", "why": "?"}).status_code
        == 404
    )
    assert "Clara" not in text(stella.get("/exchange/desk/"))


def test_a_leader_takes_over_and_adapts_a_play(sign_in, network, play):
    client = sign_in("dana")

    done = client.post(f"/exchange/plays/{play}/adopt/", {"part": "rules"}, follow=True)
    again = client.post(f"/exchange/plays/{play}/adopt/", {"part": "rules"})
    form = {"title": "Ours", "topic": "schedule", "summary": "Shorter.", "needs": "A room", "cost": "None", "measure": "Skills",
            "note": "It took a month.", "note_kind": "process", "steps": "Ask.\nDraw."}  # fmt: skip
    fork = client.post(f"/exchange/plays/{play}/adapt/", form, follow=True)

    assert "Rules set in Riverside Hub: 2" in text(done)
    assert again.status_code == 422
    assert "Grew from" in text(fork)
    assert (
        sign_in("clara")
        .post(f"/exchange/plays/{play}/adopt/", {"part": "pilot"})
        .status_code
        == 404
    )
    refused = client.post(f"/exchange/plays/{play}/adapt/", {**form, "note": ""})
    assert (refused.status_code, "Shorter." in text(refused)) == (422, True)


def test_each_of_the_four_parts_is_one_click_and_says_where_it_lives(sign_in, network):
    from dataclasses import replace

    from seedbed.apps.charters.models import Charter
    from seedbed.apps.curriculum.models import Lesson, Skill
    from seedbed.apps.curriculum.services import install_default_framework
    from seedbed.apps.pilots.models import Pilot
    from seedbed.apps.scheduling.models import UnitRule

    install_default_framework()
    skill = Skill.objects.filter(is_taught=True)[0]
    lesson = {"code": "P-1", "title": "Ratios", "skill": skill.code, "modality": "live",
              "minutes": 30, "seats": 12}  # fmt: skip
    parts = {
        **PLAY.parts,
        "lessons": [lesson],
        "charter": {"purpose": {"mission": "All"}},
    }
    words = replace(PLAY, parts=parts)
    uuid = services.publish_play(words=words, by_id=network.cast.dana.pk, on=ON)
    client = sign_in("dana")

    said = {
        part: text(
            client.post(f"/exchange/plays/{uuid}/adopt/", {"part": part}, follow=True)
        )
        for part in ("lessons", "rules", "charter", "pilot")
    }

    assert "New lessons: 1." in said["lessons"]
    assert "Rules set in Riverside Hub: 2" in said["rules"]
    assert "A draft of the charter waits in Riverside Hub" in said["charter"]
    assert "A draft of the pilot waits in Riverside Hub" in said["pilot"]
    assert "Take this over" not in said["pilot"]
    assert Lesson.objects.filter(code="P-1").exists()
    assert set(UnitRule.objects.values_list("name", flat=True)) == {
        "live_max", "tutoring_max",
    }  # fmt: skip
    for kind, row in (
        ("charter", Charter.objects.get()),
        ("pilots", Pilot.objects.get()),
    ):
        address = f"/innovate/{kind}/{row.uuid}/?unit={network.cast.hub.uuid}"
        assert address in said["pilot"]
        assert client.get(address).status_code == 200

    services.publish_play(
        words=replace(words, cost="Less"), by_id=network.cast.dana.pk, on=ON, play=uuid
    )
    page = text(client.get(f"/exchange/plays/{uuid}/"))
    assert "That was version 1." in page
    assert page.count("Take this over") == 4


def test_facets_and_words_are_in_the_address(sign_in, network, release):
    release()
    client = sign_in("dana")

    assert "1 story" in text(
        client.get("/exchange/?words=drivers&kind=failure&topic=schedule")
    )
    assert "0 stories" in text(client.get("/exchange/?words=drivers&kind=success"))
    assert "0 stories" in text(client.get("/exchange/?words=volcano"))


def test_the_table_runs_no_formula(sign_in, network, release):
    from dataclasses import replace

    release(replace(WORDS, tried="=HYPERLINK(0)"))

    assert "'=HYPERLINK(0)" in text(sign_in("dana").get("/exchange/stories.csv"))


def test_the_pages_speak_spanish(sign_in, network, release):
    release()

    page = text(sign_in("dana").get("/exchange/", headers={"accept-language": "es"}))

    assert "¿Quién lo intentó y qué salió mal?" in page


def test_asking_for_a_story(sign_in, network):
    client = sign_in("dana")

    assert "Late buses" in text(
        client.post("/exchange/asked/", {"wish": "Late buses"}, follow=True)
    )
    assert (
        client.post("/exchange/asked/", {"wish": "Ask Ana Alvarez"}).status_code == 422
    )


def test_help_is_counted(sign_in, network, release):
    story, _ = release()
    client = sign_in("dana")

    page = text(client.post(f"/exchange/stories/{story}/helped/", follow=True))

    assert "This helped us; 1 system says so" in page
    assert services.say_it_helped(story=story, by_id=network.cho) is False


def test_unknown_addresses_do_not_exist(sign_in, network):
    client, none = sign_in("dana"), "00000000-0000-0000-0000-000000000000"

    for page in (f"stories/{none}/", f"plays/{none}/", f"plays/{none}/adapt/"):
        assert client.get(f"/exchange/{page}").status_code == 404
    for page in (f"stories/{none}/helped/", f"stories/{none}/ask/"):
        assert client.post(f"/exchange/{page}", {"question": "What?"}).status_code in (
            404,
            422,
        )
