"""All plays at the browser: found by words and facets, as a file, with their evidence."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.apps.exchange.conftest import ON
from tests.apps.exchange.test_plays import PLAY

from seedbed.apps.exchange import queries, services


def text(answer):
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


@pytest.fixture
def shelf(network):
    """Return three plays; a pilot measured the first."""
    from uuid import uuid4

    from seedbed.apps.exchange.models import PlayEvidence, PlayVersion

    by = network.cast.dana.pk
    made = [
        services.publish_play(words=words, by_id=by, on=ON)
        for words in (
            replace(PLAY, grade_low=4, grade_high=6, modality="tutoring"),
            replace(
                PLAY, title="Fridays outside", topic="staffing", modality="project"
            ),
            replace(PLAY, title="=Zebra", summary="For kindergarten.", grade_high=0),
        )
    ]
    PlayEvidence.objects.create(
        version=PlayVersion.objects.get(play__uuid=made[0]),
        pilot_uuid=uuid4(),
        measure="Reading score",
        estimate=0.31,
        low=-0.06,
        high=0.55,
        n_students=96,
        decision="iterate",
        as_of=date(2026, 10, 1),
    )
    return made


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("", ["=Zebra", "Fridays outside", PLAY.title]),
        ("topic=staffing", ["Fridays outside"]),
        ("grade=5", ["Fridays outside", PLAY.title]),
        ("grade=0&topic=schedule", ["=Zebra"]),
        ("way=project", ["Fridays outside"]),
        ("measured=yes", [PLAY.title]),
        ("words=kindergarten", ["=Zebra"]),
        ("words=kindergarten&way=project", []),
        ("topic=menus&grade=99&way=flying", ["=Zebra", "Fridays outside", PLAY.title]),
    ],
)
def test_what_the_address_asks_for_is_found(sign_in, shelf, address, titles):
    client = sign_in("dana")

    page = text(client.get(f"/exchange/plays/?{address}"))
    file = str(client.get(f"/exchange/plays.csv?{address}").content, "utf-8-sig")

    assert re.findall(r"<h3><a [^>]*>([^<]*)</a>", page) == titles
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [row["title"].lstrip("'") for row in rows] == titles


def test_a_facet_counts_what_the_others_leave(shelf):
    found = queries.found_plays(queries.WantedPlays(grade=5))

    assert found.topics == {"schedule": 1, "staffing": 1}
    assert (found.grades["0"], found.grades["5"], found.grades["12"]) == (2, 2, 1)
    assert found.ways == {"tutoring": 1, "project": 1}
    assert found.n_measured == 1


def test_the_page_says_what_a_pilot_found_with_its_interval(sign_in, shelf):
    client = sign_in("dana")

    shelf_page = text(client.get("/exchange/plays/"))
    play_page = text(client.get(f"/exchange/plays/{shelf[0]}/"))
    said = "It is open whether it helps: Reading score differs by -0.06 to 0.55."

    assert "3 plays; measured by a pilot: 1." in shelf_page
    assert said in shelf_page
    assert said in play_page
    assert '<td class="num">0.31</td>' in play_page
    assert "nobody types it" in play_page


def test_the_file_runs_no_formula_and_holds_the_interval(sign_in, shelf):
    file = str(sign_in("dana").get("/exchange/plays.csv").content, "utf-8-sig")
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(file))}

    assert "'=Zebra" in rows
    measured = rows[PLAY.title]
    assert (measured["low"], measured["high"], measured["students"]) == (
        "-0.06", "0.55", "96",
    )  # fmt: skip
    assert rows["Fridays outside"]["low"] == ""


def test_the_page_takes_few_queries_and_no_student_opens_it(
    sign_in, shelf, django_assert_max_num_queries
):
    client = sign_in("dana")
    with django_assert_max_num_queries(12):
        client.get("/exchange/plays/?words=tutoring")

    for path in ("/exchange/plays/", "/exchange/plays.csv"):
        assert sign_in("ana").get(path).status_code == 404
