"""Search shows what a person may see and no more; help explains every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.scheduling.models import Caseload
from seedbed.web.kit.pages import PAGES, page_of_view


@pytest.fixture
def found(cast: Any, sign_in: Any) -> Any:
    """Return what one of the cast finds; Mr. Diaz mentors Ana alone."""
    Caseload.objects.create(mentor=cast.diaz, student=cast.ana)
    curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("6.RP.1", "Ratios", 6, 6)]
    )

    def page(who: str, words: str, **headers: Any) -> str:
        answer = sign_in(who).get("/search/", {"q": words}, **headers)
        assert answer.status_code == 200
        return str(answer.content, "utf-8")

    return page


def test_a_leader_finds_the_units_students(found, cast):
    page = found("dana", "an")

    assert f'href="/students/{cast.ana.pk}/"' in page
    assert "Ana Alvarez" in page


def test_a_mentor_finds_no_student_of_others(found):
    assert "Ana Alvarez" in found("mateo", "alv")
    assert "Ben Brook" not in found("mateo", "brook")


def test_the_registrar_finds_everyone_and_reads_nobodys_page(found, cast):
    page = found("rosa", "ben")

    assert 'href="/people/?q=Ben Brook"' in page
    assert f"/students/{cast.ben.pk}/" not in page


def test_students_of_another_system_are_not_found(found):
    for who in ("dana", "rosa", "mateo"):
        assert "Fisher" not in found(who, "finn")


def test_skills_adults_and_pages_are_found(found):
    assert "6.RP.1" in found("clara", "ratio")
    assert "Mateo Diaz" in found("dana", "diaz")
    assert 'href="/health/"' in found("dana", "program heal")
    assert 'href="/health/"' not in found("clara", "program heal")


def test_every_word_must_fit(found):
    assert "Ana Alvarez" in found("dana", "ana alv")
    assert "Nothing fits" in found("dana", "ana brook")


def test_one_letter_finds_nothing(found):
    assert "Two letters or more" in found("dana", "a")


def test_what_was_typed_is_no_markup(found):
    assert "<script>alert" not in found("dana", "<script>alert")


@pytest.mark.parametrize("who", ["ana", "finn"])
def test_students_have_no_search(sign_in, who):
    assert sign_in(who).get("/search/?q=an").status_code == 404


def test_search_takes_at_most_twelve_queries(found, sign_in):
    client = sign_in("dana")

    with CaptureQueriesContext(connection) as made:
        client.get("/search/?q=an")

    assert len(made) <= 12


def test_every_page_of_the_list_exists():
    names = {
        f"{space}:{name}"
        for space, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    listed = {view for p in PAGES.values() for view in (p.view, *p.also) if view}

    assert listed - names == set()


@pytest.mark.parametrize("key", PAGES)
def test_help_says_three_to_six_sentences(cast, sign_in, key):
    answer = sign_in("dana").get(f"/help/{key}/")

    assert answer.status_code == 200
    assert 3 <= len(PAGES[key].help) <= 6


def test_a_page_leads_to_its_help(cast, sign_in):
    assert page_of_view("leader:health") == "health"
    page = str(sign_in("dana").get("/health/").content, "utf-8")
    assert 'href="/help/health/"' in page


def test_no_such_help(cast, sign_in):
    assert sign_in("dana").get("/help/everything/").status_code == 404
    assert sign_in("").get("/help/plan/").status_code == 302
