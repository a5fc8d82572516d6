"""Wishes for new electives are counted, and one that is accepted goes on offer."""

import pytest
from tests.apps.choices.conftest import DURING

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.choices import queries, services
from seedbed.apps.choices.errors import ElectiveRequestError
from seedbed.apps.choices.models import Elective


def ask(choosing, name, title, **more):
    services.ask_elective(
        student_id=choosing.students[name].pk,
        title=title,
        by_id=choosing.leader_id,
        at=DURING,
        **more,
    )


def requests(choosing):
    return queries.unit_choices(choosing.cast.hub.pk, at=DURING).requests


def test_wishes_alike_are_one_line_with_their_number(choosing):
    ask(choosing, "Ana", "Film club")
    ask(choosing, "Ben", "  film   CLUB")
    ask(choosing, "Ben", "Film club")
    ask(choosing, "Cy", "Baking")

    assert [(r.title, r.n_asking) for r in requests(choosing)] == [
        ("Film club", 2),
        ("Baking", 1),
    ]


def test_a_design_with_a_mentor_becomes_an_elective_that_names_its_designer(choosing):
    ask(choosing, "Ana", "Film club")
    ask(
        choosing,
        "Ben",
        "Film club",
        description="We write, film and cut.",
        mentor_id=choosing.cast.diaz.pk,
    )
    (request,) = requests(choosing)
    assert (request.designer, request.mentor) == ("Ben Brook", "Mateo Diaz")

    services.accept_elective(
        unit_id=choosing.cast.hub.pk,
        request_id=request.id,
        terms=choosing.terms("Film club", seats=8),
        by_id=choosing.leader_id,
    )

    assert requests(choosing) == ()
    (elective,) = queries.unit_choices(choosing.cast.hub.pk, at=DURING).offered
    assert elective.designed_by == "Ben Brook"
    for name in ("Ana", "Ben"):
        card = queries.my_choices(choosing.students[name].pk, at=DURING)
        assert card.requests[0].state == "accepted"
    with pytest.raises(ElectiveRequestError, match="answered meanwhile"):
        services.decline_elective(
            unit_id=choosing.cast.hub.pk,
            request_id=request.id,
            by_id=choosing.leader_id,
        )


def test_a_plain_wish_that_is_accepted_names_no_designer(choosing):
    ask(choosing, "Ana", "Film club")
    (request,) = requests(choosing)

    services.accept_elective(
        unit_id=choosing.cast.hub.pk,
        request_id=request.id,
        terms=choosing.terms("Film club"),
        by_id=choosing.leader_id,
    )

    assert Elective.objects.get().designed_by is None


def test_a_declined_wish_is_answered_for_all_who_asked(choosing):
    for name in ("Ana", "Ben"):
        ask(choosing, name, "Skydiving")
    (request,) = requests(choosing)

    services.decline_elective(
        unit_id=choosing.cast.hub.pk, request_id=request.id, by_id=choosing.leader_id
    )

    assert requests(choosing) == ()
    card = queries.my_choices(choosing.students["Ben"].pk, at=DURING)
    assert card.requests[0].state == "declined"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": "  "}, "Give the elective a title"),
        ({"title": "x" * 201}, "Give the elective a title"),
        ({"mentor_id": 10**9}, "Choose an adult of your own program."),
    ],
)
def test_a_wish_that_says_too_little_is_refused(choosing, more, said):
    with pytest.raises(ElectiveRequestError, match=said):
        ask(choosing, "Ana", **{"title": "Film club", **more})


def test_a_sixth_open_wish_waits(choosing):
    for n in range(5):
        ask(choosing, "Ana", f"Wish {n}")
    ask(choosing, "Ana", "wish 4", description="more of it")

    with pytest.raises(ElectiveRequestError, match="You have 5 open wishes already"):
        ask(choosing, "Ana", "Wish 5")


def test_a_student_answers_no_wish(choosing):
    ask(choosing, "Ana", "Film club")

    with pytest.raises(NotAllowedError):
        services.decline_elective(
            unit_id=choosing.cast.hub.pk,
            request_id=requests(choosing)[0].id,
            by_id=choosing.account_id("ana"),
        )
