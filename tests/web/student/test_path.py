"""My path: the map, this week's window, and what each mark rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mastery.cards import MapSkill, MasteryMap

PATH = "/my/path/"


def skill(code: str, title: str, strand: str, grade: int, state: str, n: int = 0):
    return MapSkill(
        code=code,
        title=title,
        strand=strand,
        grade=grade,
        state=state,
        n_attempts=n,
        last_on=date(2026, 10, 12) if n else None,
    )


def ana_map(as_of: datetime) -> MasteryMap:
    rates = skill("6.RP.A.2", "Unit rates", "Ratios", 6, "secure", 9)
    percent = skill("6.RP.A.3.c", "Percent", "Ratios", 6, "now", 1)
    scale = skill("7.G.A.1", "Scale drawings", "Geometry", 7, "ready")
    return MasteryMap(
        as_of=as_of,
        grades=(6, 7),
        skills=(scale, rates, percent),
        window=(percent, scale),
    )


@pytest.fixture
def page(sign_in, monkeypatch):
    def shown(found: MasteryMap, language: str = "en") -> str:
        monkeypatch.setattr(mastery, "map_of_student", lambda _id: found)
        client = sign_in("ana")
        answer = client.get(PATH, headers={"accept-language": language})
        return str(answer.content, "utf-8")

    return shown


def test_every_mark_says_in_words_what_it_is_and_what_it_rests_on(page) -> None:
    text = page(ana_map(timezone.now()))

    assert "Unit rates: secure" in text
    assert "9 answers, the last on Oct 12." in text
    assert "1 answer, the last on Oct 12." in text
    assert "No answers yet." in text
    assert 'href="#skill-7-G-A-1"' in text
    assert 'id="skill-7-G-A-1"' in text


def test_the_window_lists_what_is_open_now(page) -> None:
    text = page(ana_map(timezone.now()))

    window = text.split('id="window-h"')[1].split('id="map-h"')[0]
    assert "Percent" in window
    assert "Scale drawings" in window
    assert "Unit rates" not in window


def test_late_evidence_is_dated_and_said(page) -> None:
    late = ana_map(timezone.now() - timedelta(days=5))

    assert "Newer answers of yours have not arrived yet." in page(late)
    assert "have not arrived yet" not in page(ana_map(timezone.now()))


def test_a_first_week_says_how_the_map_begins(page) -> None:
    assert "Three short tasks find your starting place." in page(MasteryMap(as_of=None))


def test_the_page_speaks_spanish(page) -> None:
    text = page(ana_map(timezone.now()), "es")

    assert "Mi camino" in text or "Mi ruta" in text
    assert "This week" not in text
    assert " answers" not in text


def test_only_students_have_a_path_of_their_own(sign_in, cast) -> None:
    assert sign_in("dana").get(PATH).status_code == 404


def test_a_strand_without_a_skill_in_a_grade_has_an_empty_cell(page) -> None:
    found = replace(ana_map(timezone.now()), grades=(6, 7))

    assert page(found).count("<td></td>") >= 2


def test_skills_and_strands_are_named_in_spanish_to_who_reads_spanish(page) -> None:
    text = page(ana_map(timezone.now()), "es")

    assert "Tasas unitarias" in text
    assert "Dibujos a escala" in text
    assert "Geometría" in text
    assert "Unit rates" not in text
