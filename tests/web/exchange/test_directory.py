"""The steward's pages: the directory of systems, and packages to and from others."""

from __future__ import annotations

import json
import re
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from seedbed.apps.exchange import places, queries, services
from seedbed.apps.exchange.models import ExchangeMember, Story

N_SYSTEMS = 13_500
_BANDS = (500, 3_000, 9_000, 40_000, 250_000)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def field(n):
    """Return a directory of so many systems in fifty states, Riverside among them."""
    rows = [
        f"District {k:05},State {k % 50:02},{_BANDS[min(k // 50 % 11, 4)]}"
        for k in range(n - 1)
    ]
    return "\n".join(["name,state,students", "Riverside,State 01,3000", *rows]).encode()


def upload(content, name="lea.csv"):
    return {"file": SimpleUploadedFile(name, content)}


def test_a_directory_is_checked_before_it_counts(sign_in, network):
    client = sign_in("stella")

    checked = client.post("/exchange/directory/check/", upload(field(60)))
    before = ExchangeMember.objects.count()
    (action,) = re.findall(r'action="(/exchange/directory/[^"]+/take/)"', text(checked))
    done = client.post(action, follow=True)
    again = client.post(action)

    assert "lists 60 systems. Nothing is changed yet." in text(checked)
    assert before == 5
    assert "Taken in." in text(done)
    assert again.status_code == 422
    # Lakeside keeps its records here, so it stays although it is not listed.
    assert ExchangeMember.objects.count() == 61
    assert ExchangeMember.objects.get(name="Lakeside").system is not None
    assert ExchangeMember.objects.get(name="Riverside").system is not None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,state\nx,y\n", "cannot be read"),
        (b"name,state,students\nx,Ohio,1\n", "fewer than five systems"),
    ],
)
def test_a_wrong_directory_is_refused_on_the_page(sign_in, network, content, words):
    page = sign_in("stella").post("/exchange/directory/check/", upload(content))

    assert page.status_code == 422
    assert words in text(page)


@pytest.mark.parametrize("who", ["rita", "dana", "clara", "ana", "finn"])
def test_only_a_steward_brings_or_sees_it(sign_in, network, who):
    client = sign_in(who)

    for address in ("directory/", "packages/", "packages/ours/"):
        assert client.get(f"/exchange/{address}").status_code == 404
    for address in ("directory/check/", "packages/take/", "packages/trust/"):
        assert client.post(f"/exchange/{address}").status_code == 404


def test_thirteen_thousand_systems_are_the_real_field(
    sign_in, network, tell, django_assert_max_num_queries
):
    from seedbed.apps.exchange.models import Telling

    services.import_directory(content=field(N_SYSTEMS), file_name="lea.csv")
    client = sign_in("stella")

    seconds = {}
    for address in (
        "/exchange/directory/",
        "/exchange/directory/?words=12345",
        "/exchange/directory/?state=State+07&page=3",
    ):
        client.get(address)
        began = process_time()
        with django_assert_max_num_queries(12):
            page = client.get(address)
        seconds[address] = process_time() - began
        assert page.status_code == 200
    began = process_time()
    tell()
    seconds["tell"] = process_time() - began

    assert ExchangeMember.objects.count() >= N_SYSTEMS
    assert {name: took for name, took in seconds.items() if took >= 1.0} == {}
    assert Telling.objects.latest("pk").size_band == "1000-4999"
    narrow = queries.directory().narrowness
    assert narrow[0] > 13_000


def test_a_story_is_told_as_narrowly_as_the_whole_field_allows(network):
    services.import_directory(content=field(3_000), file_name="lea.csv")
    told = places.context_of(network.cast.riverside.pk, network.home.pk)

    assert told == ("State 01", "1000-4999")


def test_a_package_goes_out_and_comes_in(sign_in, network, release):
    release()
    client = sign_in("stella")
    client.get("/exchange/packages/")
    package = client.get("/exchange/packages/ours/").content
    key = json.loads(package)["public_key"]
    assert b"Clara" not in package
    assert b"Riverside Hub" not in package

    unknown = client.post("/exchange/packages/take/", upload(package, "ours.json"))
    trusted = client.post(
        "/exchange/packages/trust/",
        {"name": "Ohio hubs", "public_key": key},
        follow=True,
    )
    Story.objects.all().delete()
    taken = client.post(
        "/exchange/packages/take/", upload(package, "ours.json"), follow=True
    )

    assert unknown.status_code == 422
    assert "ours.json was not taken in: its sender Riverside" in text(unknown)
    assert "Packages signed by Ohio hubs are taken in." in text(trusted)
    assert "Taken in: 1 new story or play." in text(taken)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sender": "Somebody"}, "its signature is not that of Somebody"),
        ({"version": 99}, "was made by a newer Seedbed (version 99"),
        ({"format": "letter"}, "is not a package of an exchange"),
    ],
)
def test_a_package_that_is_not_right_is_refused_by_name(
    sign_in, network, release, change, words
):
    release()
    client = sign_in("stella")
    package = json.loads(client.get("/exchange/packages/ours/").content)

    wrong = json.dumps({**package, **change}).encode()
    page = client.post("/exchange/packages/take/", upload(wrong, "ours.json"))

    assert page.status_code == 422
    assert f"ours.json {words}" in text(page) or (
        "ours.json" in text(page) and words in text(page)
    )


def test_a_wrong_key_is_not_trusted(sign_in, network):
    typed = {"name": "Ohio hubs", "public_key": "sesame"}

    page = sign_in("stella").post("/exchange/packages/trust/", typed)

    assert page.status_code == 422
    assert "Nobody new is trusted yet" in text(page)
    assert "Ohio hubs" in text(page)
