"""Lists of students: what is wrong in one is named, and nothing counts unsaved."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from seedbed.apps.needs import queries, services
from seedbed.apps.needs.errors import (
    EmptyRequestError,
    FutureDateError,
    PocketCountError,
    PocketListError,
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
    ],
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
