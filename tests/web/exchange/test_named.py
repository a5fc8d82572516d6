"""The second track: told by name, thanked, with a reply; and wishes that are told."""

from __future__ import annotations

import re

import pytest

from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.models import AskedFor, AuthorReply, SealedIdentity


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def reply(client, receipt, words):
    return client.post(
        "/exchange/receipt/", {"receipt": receipt, "step": "reply", "reply": words}
    )


def test_a_failure_told_by_name_is_thanked_and_its_author_replies(sign_in, release):
    story, receipt = release(openly=True)
    dana, clara = sign_in("dana"), sign_in("clara")
    dana.post(f"/exchange/stories/{story}/helped/")

    written = reply(clara, receipt, "The buses run on time now.")
    early = text(dana.get(f"/exchange/stories/{story}/"))
    (waiting,) = re.findall(
        r"/exchange/desk/replies/([^/]+)/",
        text(sign_in("stella").get("/exchange/desk/")),
    )
    sign_in("stella").post(f"/exchange/desk/replies/{waiting}/")
    page, track = (
        text(dana.get(f"/exchange/stories/{story}/")),
        text(dana.get("/exchange/named/")),
    )

    assert "A steward reads it before others do" in text(written)
    assert "The buses run on time now." not in early
    assert "Clara Cho, Riverside tells this by name. Thank you." in page
    assert "The buses run on time now." in page
    assert "1 failure is told here with a name under it." in track
    assert "Helped 1 system" in track
    assert "The buses run on time now." in track
    assert not SealedIdentity.objects.exists()


def test_a_reply_names_nobody_else_and_counts_once(sign_in, release):
    _, receipt = release(openly=True)
    client = sign_in("clara")

    refused = reply(client, receipt, "Ana Alvarez rides along.")
    reply(client, receipt, "It works.")
    reply(client, receipt, "It works.")

    assert refused.status_code == 422
    assert "Ana Alvarez rides along." in text(refused)
    assert AuthorReply.objects.count() == 1


def test_an_untold_name_stays_off_the_second_track(sign_in, release):
    _, receipt = release()
    client = sign_in("clara")

    assert reply(client, receipt, "It was me.").status_code == 422
    assert "Write under your story" not in text(
        client.post("/exchange/receipt/", {"receipt": receipt})
    )
    assert "Nobody has told a story by name yet" in text(client.get("/exchange/named/"))


def test_only_a_steward_shows_a_reply(sign_in, release):
    _, receipt = release(openly=True)
    reply(sign_in("clara"), receipt, "It works.")
    address = f"/exchange/desk/replies/{AuthorReply.objects.get().uuid}/"

    for who in ("dana", "clara", "rita"):
        assert sign_in(who).post(address).status_code == 404
    assert not AuthorReply.objects.get().is_shown


def test_the_second_track_is_chosen_at_the_first_step(sign_in, network):
    page = text(sign_in("clara").get("/exchange/tell/?openly=yes"))

    assert "You tell this by name." in page
    assert 'name="openly" value="yes"' in page


def test_failures_come_first_and_the_letter_thanks_by_name(release):
    from dataclasses import replace

    from tests.apps.exchange.conftest import ON, WORDS

    release(replace(WORDS, kind="success", tried="It went well."), openly=True)
    release(openly=True)

    assert [one.kind for one in queries.named()] == ["failure", "success"]
    assert "Told by Clara Cho, Riverside. Thank you." in queries.digest(
        ON.replace(day=1)
    )


def test_a_story_answers_what_was_asked_for(sign_in, network, tell):
    from tests.apps.exchange.conftest import AT, ON

    services.ask_for(words="Late buses", by_id=network.cast.dana.pk, on=ON)
    uuid, _ = tell()
    for reader in (network.stella, network.rita):
        services.read(telling=uuid, passes=True, words="", by_id=reader, at=AT)
    wish = AskedFor.objects.get()
    stella = sign_in("stella")

    assert "Somebody had asked for this" in text(stella.get("/exchange/desk/"))
    stella.post(
        f"/exchange/desk/{uuid}/", {"step": "release", "answers": str(wish.uuid)}
    )

    wish.refresh_from_db()
    assert wish.story is not None
    assert queries.asked_for() == ()
    page = text(stella.get(f"/exchange/stories/{wish.story.uuid}/"))
    assert "Somebody had asked for it: Late buses." in page
