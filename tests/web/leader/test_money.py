"""What it costs: typed lines, months, and what is unknown."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.programs.conftest import students as students
from tests.apps.programs.conftest import weeks as weeks

from seedbed.apps.accounts.models import Account
from seedbed.apps.programs.models import BudgetLine

ADDRESS = "/health/costs/"
LINE = {
    "form_key": "00000000-0000-0000-0000-000000000007",
    "kind": "staff",
    "name": "Two teachers",
    "amount": "$3,650",
    "starts": "2026-07-01",
    "ends": "2027-06-30",
}


@pytest.fixture
def dana(sign_in: Any, students: Any, weeks: Any) -> Any:
    """Return the leader's browser; ten students have four weeks on record."""
    weeks(students(10), n_new_skills=2)
    return sign_in("dana")


def page_of(client: Any, **headers: Any) -> str:
    return str(client.get(ADDRESS, **headers).content, "utf-8")


def test_without_a_budget_costs_are_unknown(dana):
    page = page_of(dana)

    assert "No line yet, so costs are unknown." in page
    assert "Unknown on some days, and left out: staff, licences, rooms." in page


def test_a_line_is_counted_at_once(dana):
    answer = dana.post(ADDRESS, LINE, follow=True)

    page = str(answer.content, "utf-8")
    assert "Saved. The months below count it." in page
    assert "In September 2026 a newly mastered skill cost $3.50" in page
    assert "a student $28" in page


def test_the_form_sent_twice_is_one_line(dana):
    dana.post(ADDRESS, LINE)
    dana.post(ADDRESS, LINE)

    assert BudgetLine.objects.count() == 1


def test_what_was_typed_is_kept_beside_what_is_wrong(dana):
    answer = dana.post(ADDRESS, LINE | {"amount": "plenty", "ends": "2026-01-01"})

    page = str(answer.content, "utf-8")
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert 'value="plenty"' in page
    assert 'value="Two teachers"' in page
    assert "Say until when; not before the first day." in page
    assert not BudgetLine.objects.exists()


def test_a_form_of_a_session_that_ended_waits_for_the_next(dana, sign_in):
    stranger = sign_in("")
    answer = stranger.post(ADDRESS, LINE)

    assert answer.headers["Location"].startswith("/sign-in/")
    stranger.force_login(Account.objects.get(username="dana"))
    page = page_of(stranger)
    assert "You were signed out before this was sent." in page
    assert 'value="Two teachers"' in page


def test_a_line_is_taken_out_once(dana):
    dana.post(ADDRESS, LINE)
    line = {"line": str(BudgetLine.objects.get().uuid)}

    first = dana.post(ADDRESS + "remove/", line, follow=True)
    second = dana.post(ADDRESS + "remove/", line)

    assert "Taken out." in str(first.content, "utf-8")
    assert second.status_code == 422
    assert "Somebody has taken this line out" in str(second.content, "utf-8")


def test_the_months_as_csv(dana):
    dana.post(ADDRESS, LINE)

    lines = str(dana.get("/health/costs.csv").content, "utf-8-sig").splitlines()

    assert lines[1].startswith("2026-09,2026-09-07,2026-10-04,280.00,10,80,28.00,3.50,")
    assert lines[1].endswith("licences rooms")


def test_it_speaks_spanish(dana):
    dana.post(ADDRESS, LINE)

    page = page_of(dana, headers={"accept-language": "es"})

    for english in ("The budget", "Month by month", "newly mastered skill", "a year"):
        assert english not in page
