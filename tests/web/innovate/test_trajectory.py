"""The trajectory's pages: a finding first, counts alone where nobody counted."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from tests.apps.trajectory.test_trajectory import Hub
from tests.apps.trajectory.test_trajectory import hub as hub

from seedbed.apps.charters.cards import MarkCard
from seedbed.apps.trajectory import queries
from seedbed.web.innovate import trajectory as page_module

PAGE = "/innovate/trajectory/"
FORMS = ("", "count/", "records/")


def words(answer) -> str:
    return str(answer.content, "utf-8")


def card(hub: Hub):
    return queries.trajectory_card(hub.cast.hub.pk, on=date(2099, 1, 1))


@pytest.mark.parametrize("page", FORMS)
@pytest.mark.parametrize(("who", "status"), [("dana", 200), ("ana", 404), ("", 302)])
def test_only_who_leads_the_unit_opens_it(sign_in, cast, page, who, status):
    assert sign_in(who).get(PAGE + page).status_code == status


def test_an_empty_trajectory_says_when_it_opens(sign_in, cast):
    page = words(sign_in("dana").get(PAGE))

    assert "Opens with the first opt-in" in page
    assert "No mark is set yet" in page


def test_the_finding_comes_before_the_chart(sign_in, hub, cast):
    hub.come([cast.ana.pk], reason="More time with one person")
    hub.come([cast.ben.pk], had_choice=False)

    page = words(sign_in("dana").get(PAGE))

    finding = "1 of 2 students who joined had a good choice"
    assert finding in page
    assert page.index(finding) < page.index('<svg viewBox="0 0 720')
    assert "More time with one person (1)" in page


@pytest.mark.parametrize("page", FORMS)
def test_no_page_reads_too_often(
    sign_in, hub, cast, page, django_assert_max_num_queries
):
    hub.come([cast.ana.pk])
    client = sign_in("dana")

    with django_assert_max_num_queries(12):
        client.get(PAGE + page)


def test_a_count_stands_alone_where_nobody_was_counted(sign_in, hub):
    hub.intake("Fall", date(2026, 8, 1), n_waiting=12)
    hub.intake("Winter", date(2026, 10, 1), n_waiting=12, n_seats=8, n_asked=40,
               n_first_choice=10)  # fmt: skip

    page = words(sign_in("dana").get(PAGE))

    assert '<td class="num">12</td>' in page
    assert "1.5 per seat (12)" in page
    assert "25 % (10 of 40)" in page


def counted(client, hub, **typed):
    facts = {"form_key": str(uuid4()), "on": "2026-10-01", "had_choice": "yes"}
    return client.post(PAGE + "count/", facts | typed)


def test_people_are_counted_without_a_script(sign_in, hub, cast):
    answer = counted(sign_in("dana"), hub, students=[cast.ana.pk], staff=[cast.cho.pk])

    assert answer.status_code == 302
    assert (card(hub).n_mainstream, card(hub).n_educators) == (1, 1)


def test_the_ticks_are_kept_where_the_answer_is_missing(sign_in, hub, cast):
    answer = counted(sign_in("dana"), hub, students=[cast.ana.pk], had_choice="")

    assert answer.status_code == 422
    assert f'value="{cast.ana.pk}" checked' in words(answer)


def test_the_lists_of_needs_answer_who_had_no_choice(sign_in, hub, cast, monkeypatch):
    monkeypatch.setattr(
        page_module, "students_in_pockets", lambda *, on: frozenset({cast.ana.pk})
    )
    client = sign_in("dana")
    assert "As the lists of needs say" in words(client.get(PAGE + "count/"))

    counted(client, hub, students=[cast.ana.pk, cast.ben.pk], had_choice="needs")

    assert (card(hub).n_served, card(hub).n_mainstream) == (1, 1)


def test_mark_intake_and_milestone_are_kept(sign_in, hub):
    client = sign_in("dana")
    for typed in (
        {"form": "mark", "mark": "25"},
        {"form": "intake", "title": "Fall", "starts_on": "2026-08-01", "n_seats": "40"},
        {"form": "plan", "form_key": str(uuid4()), "improvement": "spaces",
         "milestone": "A room for projects", "due_on": "2026-12-01"},
    ):  # fmt: skip
        assert client.post(PAGE + "records/", typed).status_code == 302
    (milestone,) = card(hub).milestones
    reach = {"form": "reach", "milestone_id": milestone.id, "evidence": "In use"}
    client.post(PAGE + "records/", reach)

    found = card(hub)
    assert found.stage.mark == 0.25
    assert (found.intakes[0].n_seats, found.intakes[0].n_waiting) == (40, None)
    assert found.milestones[0].evidence == "In use"


def test_a_refused_milestone_keeps_its_words(sign_in, hub):
    typed = {"form": "plan", "form_key": str(uuid4()), "improvement": "spaces",
             "milestone": "A room for projects"}  # fmt: skip

    answer = sign_in("dana").post(PAGE + "records/", typed)

    assert answer.status_code == 422
    assert 'value="A room for projects"' in words(answer)


def test_what_was_learned_stands_on_the_page(sign_in, hub):
    typed = {"form_key": str(uuid4()), "words": "Mornings first."}

    page = words(sign_in("dana").post(PAGE, typed, follow=True))

    assert "Mornings first." in page


def test_the_page_speaks_spanish(sign_in, hub, cast):
    hub.come([cast.ana.pk])

    answer = sign_in("dana").get(PAGE, headers={"accept-language": "es"})

    assert "1 de 1 estudiantes" in words(answer)


def test_the_charters_mark_is_shown_and_moves_only_with_a_vote(
    sign_in, hub, monkeypatch
):
    charter = uuid4()
    mark = MarkCard(
        charter=charter, name="Evening hub", share=0.3, adopted_on=date(2026, 9, 1)
    )
    monkeypatch.setattr(page_module, "adopted_mark", lambda _unit_id: mark)
    hub.intake("Fall", date(2026, 8, 1))
    dana = sign_in("dana")

    page, records = words(dana.get(PAGE)), words(dana.get(f"{PAGE}records/"))

    assert "Not yet surely above 30 %" in page
    assert f"/innovate/charter/{charter}/" in page
    assert "The mark is 30 %" in records
    assert 'name="mark"' not in records
