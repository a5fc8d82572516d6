"""An import is taken back exactly, unless later work stands on it."""

from datetime import timedelta

import pytest
from tests.apps.rosters.rows import student, world
from tests.interop.oneroster.packages import replaced, without

from seedbed.apps.accounts.models import Account
from seedbed.apps.rosters.errors import (
    ImportInUseError,
    ImportNotAppliedError,
    UndoTooLateError,
)
from seedbed.apps.rosters.models import Section

pytestmark = pytest.mark.django_db


def test_undoing_puts_every_row_back(registrar):
    empty = world()
    first = registrar.take_in()
    full = world()
    second = registrar.take_in(
        users=replaced(
            "users", "ben,,,true,s1,student,ben,Ben,Brook,,,06",
            "cy,,,true,s1,student,cy,Cy,Cole,,,08",
        ).replace("Alvarez,,mia,06", "Alvarez,,,07").replace("s1,teacher,", "s1,aide,"),
        enrollments=replaced("enrollments", "2026-12-18", "2026-11-30").replace(
            "cho,teacher", "cho,aide"
        ).replace("e2,,,k1,s1,ben", "e4,,,k1,s1,cy"),
        academicSessions=replaced("academicSessions", "2026-09-01", "2026-08-20"),
    )  # fmt: skip
    assert world() != full

    assert registrar.revert(second).status == "reverted"
    assert world() == full

    registrar.revert(first)
    assert world() == empty


def test_undoing_takes_back_links_from_old_rows_to_new_ones(registrar):
    registrar.take_in(courses=without("courses", "c1"))
    before = world()
    second = registrar.take_in()
    assert Section.objects.get().course is not None

    registrar.revert(second)

    assert world() == before


def test_undoing_waits_for_the_later_import(registrar):
    first = registrar.take_in()
    second = registrar.take_in(users=replaced("users", "Ben,Brook", "Benno,Brook"))

    with pytest.raises(ImportInUseError) as refused:
        registrar.revert(first)

    assert str(refused.value) == (
        "maple.zip cannot be undone, because later work stands on it: the later import "
        "maple.zip (rows it changed too: 1). Undo that first, or import a corrected "
        "roster."
    )
    registrar.revert(second)
    assert registrar.revert(first).status == "reverted"


def test_undoing_is_refused_when_other_records_point_at_new_rows(registrar):
    report = registrar.take_in()
    ana = student("ana")
    Account.objects.create(
        username="ana.maple", system_id=ana.system_id, person=ana.person
    )

    with pytest.raises(ImportInUseError, match=r"1 accounts? of persons"):
        registrar.revert(report)

    assert student("ana").is_active


def test_undoing_ends_after_seven_days(registrar):
    report = registrar.take_in()
    registrar.at += timedelta(days=7, seconds=1)

    with pytest.raises(UndoTooLateError, match="could be undone until 2026-09-08"):
        registrar.revert(report)


def test_only_a_saved_import_is_undone(registrar):
    with pytest.raises(ImportNotAppliedError, match="checked, nothing saved yet"):
        registrar.revert(registrar.stage())
