"""People: facets in the address, a CSV of the same people, and who may be here twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind
from seedbed.apps.rosters import queries
from seedbed.apps.rosters.models import Enrollment, Section, Student


@pytest.fixture
def page(sign_in: Any, cast: Any) -> Any:
    """Return the page as the registrar sees it."""

    def shown(query: str = "", **headers: Any) -> str:
        answer = sign_in("rosa").get(f"/people/{query}", **headers)
        assert answer.status_code == 200
        return str(answer.content, "utf-8")

    return shown


def names(**chosen: str) -> list[str]:
    words = chosen.pop("q", "")
    return [row.name for row in queries.directory(words=words, chosen=chosen).rows]


def test_everyone_of_the_system_is_there_and_nobody_else(page):
    shown = page()

    for name in ("Ana Alvarez", "Clara Cho", "Dana Whitfield", "Rosa Reyes"):
        assert name in shown
    assert "Finn" not in shown


def test_facets_narrow_together(cast):
    assert names(role="student") == ["Ana Alvarez", "Ben Brook"]
    assert names(role="student", grade="6", q="al") == ["Ana Alvarez"]
    assert names(role="mentor", grade="6") == []
    assert len(names(unit=str(cast.hub.pk))) == 5
    assert names(colour="red") == names()


def test_a_facet_counts_what_the_others_leave(cast):
    found = queries.directory(chosen={"role": "student"})

    assert dict(found.facets["role"])["teacher"] == 1, "its own choice does not count"
    assert dict(found.facets["grade"]) == {"6": 2}


def test_a_class_is_a_facet(cast):
    section = Section.objects.create(unit=cast.hub, title="Math 6A")
    Enrollment.objects.create(section=section, person=cast.ana.person, role="student")

    assert names(section="Math 6A") == ["Ana Alvarez"]


def test_account_states(cast):
    Person.objects.create(given_name="Noor", family_name="Nil")
    Account.objects.filter(username="ben").update(is_active=False)

    assert names(account="none") == ["Noor Nil"]
    assert names(account="closed") == ["Ben Brook"]


def test_the_choice_stands_in_the_address_and_in_the_csv(page, sign_in):
    shown = page("?role=student&q=al")

    assert "people.csv?q=al&amp;role=student" in shown
    csv = str(
        sign_in("rosa").get("/people/people.csv?q=al&role=student").content, "utf-8-sig"
    )
    assert csv.splitlines()[1].startswith("Ana Alvarez,student,Riverside Hub,6,")
    assert len(csv.splitlines()) == 2


def test_a_name_is_no_formula(cast, sign_in):
    Person.objects.create(given_name="=HYPERLINK(0)", family_name="X")

    csv = str(sign_in("rosa").get("/people/people.csv").content, "utf-8-sig")

    assert "\n'=HYPERLINK(0) X" in csv.replace("\r", "")


def test_who_shares_a_name_role_and_grade_is_listed_with_what_to_do(cast, sign_in):
    twin = Person.objects.create(
        given_name="Ana", family_name="Alvarez", source="sis", sourced_id="77"
    )
    Role.objects.create(person=twin, kind=RoleKind.STUDENT, unit=cast.hub)
    Student.objects.create(person=twin, unit=cast.hub, grade=6)

    page = str(sign_in("rosa").get("/people/alike/").content, "utf-8")

    assert "1 name may stand for one person twice" in page
    assert "Roster id 77" in page
    assert "import again" in page


def test_people_of_the_same_name_in_other_grades_are_not_alike(cast):
    person = Person.objects.create(given_name="Ana", family_name="Alvarez")
    Student.objects.create(person=person, unit=cast.hub, grade=8)

    assert queries.alike(queries.directory()) == ()


def test_nobody_fits_is_said(page):
    assert "Nobody fits" in page("?q=zzz")


@pytest.mark.parametrize(
    "address", ["/people/", "/people/people.csv", "/people/alike/"]
)
@pytest.mark.parametrize("who", ["ana", "dana", "mateo", "finn"])
def test_only_the_office_has_it(cast, sign_in, address, who):
    assert sign_in(who).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/people/", "/people/alike/", "/imports/"])
def test_at_most_twelve_queries(cast, sign_in, address):
    client = sign_in("rosa")

    with CaptureQueriesContext(connection) as made:
        client.get(address)

    assert len(made) <= 12


def test_it_speaks_spanish(page):
    shown = page("?role=student", headers={"accept-language": "es"})

    assert "Who is here" not in shown
    assert "Función" in shown
