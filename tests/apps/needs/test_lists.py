"""Lists of students: what is wrong in one is named, and nothing counts unsaved."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.needs import queries, services
from seedbed.apps.needs.errors import (
    EmptyRequestError,
    FutureDateError,
    PocketCountError,
    PocketListError,
    PocketListNotTakenBackError,
    PocketListSavedError,
    UnknownPocketListError,
)

from .conftest import AT, TODAY


def test_ids_that_nobody_has_are_named_by_row_and_left_out(bring):
    uuid = bring("homebound", range(12), more="zz9,nothing\n", saves=False)

    found = queries.staged_list(uuid)

    assert [(one.row, one.value) for one in found.unknown] == [(14, "zz9")]
    assert (found.n_students, found.n_unclear, found.is_saved) == (12, 12, False)
    assert queries.needs(TODAY).pockets == ()


def test_a_list_is_saved_once(bring, riverside):
    uuid = bring("homebound", range(12))

    with pytest.raises(PocketListSavedError):
        services.save_list(uuid=uuid, by_id=riverside.dana, at=AT)


def test_a_list_that_names_nobody_known_is_not_saved(bring, riverside):
    uuid = bring("homebound", (), more="zz9,\n", saves=False)

    with pytest.raises(PocketListSavedError, match="names nobody"):
        services.save_list(uuid=uuid, by_id=riverside.dana, at=AT)


def stage(riverside, content=b"student\nr1\n", **given):
    wanted = {
        "kind": "homebound",
        "source": "Nurse",
        "file_name": "l.csv",
        "as_of_on": date(2026, 10, 1),
        "on": TODAY,
        "by_id": riverside.dana,
        "at": AT,
    }
    return services.stage_list(content=content, **{**wanted, **given})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,why\nMaya,work\n", "no column named student"),
        (b"student\n", "it has 0 rows"),
        (b"student\n\xff\xfe\n", "no text in UTF-8"),
        (b"student\nr\x001\n", "no text in UTF-8"),
        (b'student\n"' + b"r1\n" * 60_000, "one of its cells has no end"),
        (b"[" * 100_000, "begins like JSON and is none"),
        (b'[{"a":' * 5_000, "begins like JSON and is none"),
    ],
    ids=["no ids", "no rows", "utf-16", "zero byte", "open quote", "deep", "deeper"],
)
def test_a_file_that_is_no_list_says_what_to_do(riverside, content, words):
    with pytest.raises(PocketListError, match=words):
        stage(riverside, content)


def test_a_list_says_where_it_is_from_and_not_from_tomorrow(riverside):
    with pytest.raises(PocketListError, match="where it is from"):
        stage(riverside, source=" ")
    with pytest.raises(FutureDateError, match="2026-10-20"):
        stage(riverside, as_of_on=date(2026, 10, 20))


def test_ed_fi_ids_and_spanish_words_are_understood(riverside):
    content = "studentUniqueId,en_lugar\nr1,Nada\nr2,trabaja con su tío\n".encode()

    uuid = stage(riverside, content)

    assert queries.staged_list(uuid).n_unclear == 0


def test_a_count_and_a_request_that_say_nothing_are_refused(riverside):
    said = {"by_id": riverside.dana, "at": AT}
    with pytest.raises(PocketCountError, match="12 of 10"):
        services.note_count(
            kind="left", source="County", n_children=12, of_children=10,
            as_of_on=TODAY, on=TODAY, **said,
        )  # fmt: skip
    with pytest.raises(EmptyRequestError):
        services.note_request(
            token=uuid4(), text=" ", language="en", said_on=TODAY, **said
        )


def test_a_list_of_another_system_does_not_exist(bring, riverside):
    from seedbed.apps.accounts import tenancy

    uuid = bring("homebound", range(12))
    token = tenancy._current.set(riverside.cast.lakeside.pk)
    try:
        with pytest.raises(UnknownPocketListError):
            queries.staged_list(uuid)
    finally:
        tenancy._current.reset(token)


ENROLLMENTS = b"sourcedId,classSourcedId,userSourcedId\ne1,c1,r1\ne2,c1,r2\n"
ED_FI = b"""[
  {"id": "a", "studentReference": {"studentUniqueId": "r1"},
   "exitWithdrawTypeDescriptor": "uri://ed-fi.org/Withdraw#Homeschool"},
  {"id": "b", "studentReference": {"studentUniqueId": "r2"}, "instead": "nothing"}
]"""
ONE_ROSTER = b'{"enrollments": [{"sourcedId": "e1", "user": {"sourcedId": "r1"}}]}'


@pytest.mark.parametrize(
    ("content", "n"),
    [
        (ENROLLMENTS, 2),
        (ED_FI, 2),
        (ONE_ROSTER, 1),
        (b'{"users": [{"sourcedId": "r3"}]}', 1),
    ],
    ids=["enrollments.csv", "Ed-Fi", "OneRoster", "OneRoster users"],
)
def test_files_and_answers_of_both_standards_are_read(riverside, content, n):
    found = queries.staged_list(stage(riverside, content))

    assert (found.n_students, found.unknown) == (n, ())


def test_json_that_is_cut_off_says_what_to_do(riverside):
    with pytest.raises(PocketListError, match="begins like JSON and is none"):
        stage(riverside, ED_FI[:-4])


def n_away_from_all(riverside):
    found = queries.needs(TODAY)
    return {one.kind: one.n.n for one in found.pockets}


def test_a_list_taken_back_counts_nobody_and_says_so_once(bring, riverside):
    uuid = bring("homebound", range(12))

    assert not services.take_back_list(uuid=uuid, by_id=riverside.dana, at=AT)

    assert queries.needs(TODAY).pockets == ()
    assert queries.saved_lists() == ()
    assert queries.staged_list(uuid).status == "taken_back"
    with pytest.raises(PocketListNotTakenBackError, match="does not count now"):
        services.take_back_list(uuid=uuid, by_id=riverside.dana, at=AT)


def test_the_list_before_counts_again(bring, riverside):
    first = bring("homebound", range(12), instead="nothing")
    second = bring("homebound", range(30), instead="nothing")
    assert n_away_from_all(riverside) == {"homebound": 30}
    with pytest.raises(PocketListNotTakenBackError, match="take that one back first"):
        services.take_back_list(uuid=first, by_id=riverside.dana, at=AT)

    assert services.take_back_list(uuid=second, by_id=riverside.dana, at=AT)

    assert n_away_from_all(riverside) == {"homebound": 12}
    assert queries.students_in_pockets(TODAY) == {
        one.pk for one in riverside.students[:12]
    }


def test_a_list_replaced_twice_is_gone(bring):
    uuids = [bring("homebound", range(n)) for n in (12, 14, 16)]

    with pytest.raises(UnknownPocketListError):
        queries.staged_list(uuids[0])
    assert [queries.staged_list(one).n_before for one in uuids[1:]] == [0, 14]


def test_only_a_leader_or_registrar_takes_a_list_back(bring, riverside):
    uuid = bring("homebound", range(12))

    with pytest.raises(NotAllowedError):
        services.take_back_list(uuid=uuid, by_id=account_named("clara").id, at=AT)
    assert queries.staged_list(uuid).is_saved
