"""Their path: one of four sentences with its reasons, the ladder, the week, tonight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from .conftest import ana_path, rung, standing


@pytest.fixture
def page(shown, visit):
    """Return a function that opens Ana's path as her guardian."""
    return visit


def test_the_answer_comes_first_with_what_it_rests_on(page):
    said = page()

    assert "Is Ana on a known path?" in said
    assert '<h1 id="answer-h">Yes, on the way to grade 7</h1>' in said
    assert "Ana works on steps of grade 7 now, enrolled in grade 6." in said
    assert (
        "nearly all steps of grade 6 will be shown between December 2026 and February "
        "2027. The school year ends on June 30." in said
    )


@pytest.mark.parametrize(
    ("answer", "because", "more", "headline", "why"),
    [
        ("yes", "reached", {}, "Yes, on the way to grade 7", "Nearly all steps"),
        (
            "almost",
            "part-in-time",
            {"from_on": date(2027, 6, 4), "to_on": date(2027, 6, 25)},
            "Almost, with a plan to June 30",
            "will be shown in June 2027",
        ),
        (
            "not_yet",
            "too-late",
            {},
            "Not yet. Let\u2019s talk",
            "longer than this school",
        ),
        ("unknown", "few-answers", {}, "We do not know yet", "There are 12 answers"),
        (
            "unknown",
            "few-answers",
            {"n_answers": 1},
            "We do not know yet",
            "There is 1 answer so far",
        ),
        ("unknown", "few-weeks", {}, "We do not know yet", "fewer than four weeks"),
        ("unknown", "uneven", {}, "We do not know yet", "no date would be honest"),
        ("unknown", "no-grade", {}, "We do not know yet", "no steps for the grade"),
    ],
)
def test_each_of_the_four_sentences_says_why(
    page, shown, answer, because, more, headline, why
):
    shown["family_path"] = ana_path(standing=standing(answer, because, **more))

    said = page()

    assert f">{headline}</h1>" in said
    assert why in said


def test_a_child_of_the_last_grade_is_on_the_way_to_finishing_it(page, shown, families):
    from seedbed.apps.rosters.models import Student

    Student.objects.filter(pk=families.cast.ana.pk).update(grade=12)

    assert "Yes, on the way to finishing grade 12" in page()


def test_old_evidence_names_the_last_sure_answer_and_its_date(page, shown):
    shown["family_path"] = ana_path(
        standing=standing(
            "unknown", "no-recent", sure_answer="yes", sure_on=date(2026, 9, 18)
        ),
        last_on=date(2026, 9, 18),
    )

    said = page()

    assert "We do not know yet" in said
    assert "The last answer came on Friday, September 18, and nothing since." in said
    assert (
        "The last sure answer is of Friday, September 18: “Yes, on the way to grade 7”."
        in said
    )


def test_not_yet_offers_a_talk(page, shown):
    shown["family_path"] = ana_path(standing=standing("not_yet", "too-late"))

    assert "Ask for a talk" in page()


def test_the_ladder_says_in_words_what_the_bars_show(page):
    said = page()

    assert said.count('class="bar"') == 3
    assert "32 of 40 steps shown, 3 to look at again" in said
    assert "Ana is here" in said
    assert "At today\u2019s pace: between December 2026 and February 2027" in said
    assert said.index("grade 8") < said.index("enrolled here"), "from the top down"


def test_a_ladder_without_a_forecast_says_so(page, shown):
    shown["family_path"] = ana_path(
        standing=standing("unknown", "few-weeks"),
        rungs=(rung(6, is_enrolled=True), rung(7)),
    )

    assert "Not enough evidence yet for a date" in page()


def test_the_week_is_told_in_counts(page):
    said = page()

    assert "Shown. 5 of 6 answers right, the last on Tuesday." in said
    assert "Working on it. 1 of 1 answer right, the last on Monday." in said


def test_a_week_without_answers_says_when_the_last_came(page, shown):
    shown["family_path"] = ana_path(week=())

    assert "The last answer came on Tuesday, October 13." in page()


def test_before_the_first_answer_nothing_is_made_up(page, shown):
    shown["family_path"] = ana_path(
        standing=standing("unknown", "few-answers", n_answers=0),
        rungs=(),
        week=(),
        last_on=None,
        here_low=None,
        here_high=None,
        subject="",
        subjects=(),
    )

    said = page()

    assert "There are 0 answers so far. After 20, this page can say more." in said
    assert "The ladder of grades appears after Ana\u2019s first answers" in said
    assert "No answers yet." in said
    assert "Ana works on" not in said


def test_the_next_day_is_told_in_minutes_without_its_breaks(page):
    said = page()

    assert "Check-in with Mateo Diaz" in said
    assert "Live lesson with Clara Cho" in said
    assert "40 min</span>" in said
    assert "See Wednesday" in said
    assert "Lunch" not in said


def test_without_a_next_day_the_button_still_leads_on(page, shown):
    shown["minutes"] = None

    assert "See the next day" in page()


def test_subjects_are_links_that_work_without_a_script(page, shown):
    shown["family_path"] = ana_path(subjects=("Mathematics", "Zoology"))

    said = page("?subject=Zoology")

    assert '<a href="?subject=Zoology" aria-current="true">Zoology</a>' in said


def test_spanish_is_written_with_usted(page, shown):
    said = page(language="es")

    assert '<html lang="es"' in said
    assert "¿Va Ana por un camino conocido?" in said
    assert "Sí, va camino a 7.º grado" in said
    assert "entre diciembre de 2026 y febrero de 2027" in said
    assert "Pregúntele esta noche" in said
    assert "Escribir a Mateo Diaz" in said
    shown["family_path"] = ana_path(
        standing=standing("almost", "part-in-time", from_on=date(2027, 6, 4))
    )
    assert "Casi, con un plan hasta el 30 de junio" in page(language="es")


def test_no_page_uses_the_words_we_never_say(page, shown):
    for because in ("too-late", "uneven", "few-answers"):
        shown["family_path"] = ana_path(standing=standing("not_yet", because))
        said = page().lower()
        for word in ("behind", "struggling", "at risk", "low ", "gap"):
            assert word not in said


def test_nothing_needs_a_script_or_a_style_attribute(page):
    said = page()

    assert " style=" not in said
    assert "<script" not in said


def test_two_children_are_one_click_apart(page, families):
    from seedbed.apps.rosters.models import Guardianship

    assert 'class="kids"' not in page()
    Guardianship.objects.create(guardian=families.gloria, student=families.cast.ben)

    said = page()

    assert f'href="/family/{families.cast.ben.person.uuid}/"' in said


def test_grades_that_share_their_steps_have_one_rung(page, shown):
    wide = replace(rung(9), grade_high=12)
    shown["family_path"] = ana_path(rungs=(rung(8, is_enrolled=True), wide))

    assert "grades 9 to 12" in page()
