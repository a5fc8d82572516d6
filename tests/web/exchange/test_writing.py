"""Writing plays at the browser: a first one, a new version, drafts, and names stopped."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from tests.apps.exchange.test_plays import PLAY

from seedbed.apps.exchange import queries
from seedbed.apps.exchange.models import PlayDraft, PlayVersion

FORM = {
    **PLAY.texts(),
    "topic": "schedule",
    "note_kind": "failure",
    "modality": "tutoring",
    "grade_low": "4",
    "grade_high": "8",
    "step": "share",
}


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def form(**more):
    return {**FORM, "token": str(uuid4()), **more}


def test_a_first_play_is_shared_once_with_what_a_click_takes_over(sign_in, network):
    from seedbed.apps.scheduling.models import UnitRule

    UnitRule.objects.create(unit=network.cast.hub, name="tutoring_max", value=3)
    client = sign_in("dana")
    typed = form(
        rules=["tutoring_max"], pilot_name="Second block", pilot_aim="Late buses"
    )

    page = client.get("/exchange/plays/new/")
    done = client.post("/exchange/plays/new/", typed, follow=True)
    client.post("/exchange/plays/new/", typed)

    assert "What could others start from?" in text(page)
    assert PLAY.title in text(done)
    card = queries.play(PlayVersion.objects.get().play.uuid)
    assert (card.words.grade_low, card.words.grade_high) == (4, 8)
    assert card.words.parts == {
        "rules": [{"name": "tutoring_max", "value": 3}],
        "pilot": {"name": "Second block", "aim": "Late buses"},
    }
    assert not PlayDraft.objects.exists()


@pytest.mark.parametrize(
    "field", ["title", "needs", "cost", "measure", "note", "steps"]
)
def test_a_play_without_a_part_is_refused_and_what_was_typed_is_kept(
    sign_in, network, field
):
    page = sign_in("dana").post("/exchange/plays/new/", form(**{field: " "}))

    assert page.status_code == 422
    assert f'href="#{field}"' in text(page)
    assert PLAY.summary in text(page)
    assert PlayDraft.objects.get().words["summary"] == PLAY.summary


@pytest.mark.parametrize("field", ["title", "needs", "materials", "steps", "pilot_aim"])
def test_a_name_in_any_field_is_stopped_and_shown(sign_in, network, field):
    typed = form(pilot_name="Ours", **{field: "We ask Ana Alvarez at 555-201-3344."})

    page = sign_in("dana").post("/exchange/plays/new/", typed)

    assert page.status_code == 422
    assert "<mark>Ana Alvarez</mark>" in text(page)
    assert "We ask [a person] at [a phone number]." in text(page)
    assert not PlayVersion.objects.exists()


def test_a_charters_words_go_into_a_play_without_names(sign_in, network):
    from uuid import UUID

    from tests.apps.exchange.conftest import AT

    from seedbed.apps.charters.services import begin_charter

    charter = begin_charter(
        token=UUID(int=7),
        name="Our hub",
        unit_id=network.cast.hub.pk,
        content={"purpose": {"pocket_served": "Those whom Ana Alvarez speaks for."}},
        by_id=network.cast.dana.pk,
        at=AT,
    )

    sign_in("dana").post("/exchange/plays/new/", form(charter=str(charter)))

    parts = PlayVersion.objects.get().parts
    said = parts["charter"]["purpose"]["pocket_served"]
    assert said == "Those whom [a person] speaks for."


def test_a_lesson_that_is_not_in_the_library_is_refused(sign_in, network):
    page = sign_in("dana").post("/exchange/plays/new/", form(lessons="NO-1"))

    assert page.status_code == 422
    assert "no lesson of one of these codes" in text(page)


def test_a_draft_is_kept_for_its_writer_alone(sign_in, network):
    typed = form(step="keep", note="Ana Alvarez left.", title="Half a play")
    client = sign_in("dana")

    client.post("/exchange/plays/new/", typed)

    address = f"/exchange/plays/drafts/{typed['token']}/"
    assert "Half a play" in text(client.get("/exchange/"))
    assert "Ana Alvarez left." in text(client.get(address))
    assert sign_in("clara").get(address).status_code == 404
    assert "Half a play" not in text(sign_in("rosa").get("/exchange/"))
    client.post(f"{address}drop/")
    assert client.get(address).status_code == 404


def test_what_is_typed_outlives_the_session(sign_in, network):
    from seedbed.apps.accounts.models import Account

    client = sign_in("")
    client.post("/exchange/plays/new/", form(summary="Typed for an hour. " * 100))
    client.force_login(Account.objects.get(username="dana"))

    page = text(client.get("/exchange/plays/new/"))

    assert "You were signed out before this was sent" in page
    assert page.count("Typed for an hour.") == 100


def test_a_new_version_keeps_the_parts_and_the_old_words(sign_in, network, play):
    client = sign_in("dana")
    first = text(client.get(f"/exchange/plays/{play}/version/"))

    typed = form(cost="Nothing more", kept=["pilot"])
    page = text(client.post(f"/exchange/plays/{play}/version/", typed, follow=True))

    assert "What is new in" in first
    assert 'name="kept" value="pilot" checked' in first
    card = queries.play(play)
    assert (card.number, card.words.cost, list(card.words.parts)) == (
        2,
        "Nothing more",
        ["pilot"],
    )
    assert "Earlier versions" in page


def test_only_a_leader_writes_and_only_ones_own_gets_a_new_version(
    sign_in, network, play
):
    from seedbed.apps.exchange.models import Play

    for address in ("new/", f"{play}/version/", f"{play}/adapt/"):
        assert sign_in("clara").get(f"/exchange/plays/{address}").status_code == 404
    Play.objects.update(by_system="Lakeside")

    client = sign_in("dana")
    assert client.get(f"/exchange/plays/{play}/version/").status_code == 404
    assert client.get(f"/exchange/plays/{play}/adapt/").status_code == 200


def test_the_page_takes_few_queries(
    sign_in, network, play, django_assert_max_num_queries
):
    client = sign_in("dana")

    for address in ("new/", f"{play}/version/", f"{play}/adapt/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/exchange/plays/{address}").status_code == 200
