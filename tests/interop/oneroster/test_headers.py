"""Real files misspell column names; no good one may be misread."""

import pytest

from seedbed.interop.oneroster.headers import COLUMNS, REQUIRED, canonical


@pytest.mark.parametrize("stem", COLUMNS)
def test_each_standard_column_means_itself(stem):
    for column in COLUMNS[stem]:
        assert canonical(stem, column) == (column, False)


@pytest.mark.parametrize(
    ("stem", "written", "meant"),
    [
        ("users", "dataLastModified", "dateLastModified"),
        ("users", "prefferedGivenName", "preferredGivenName"),
        ("users", "agents", "agentSourcedIds"),
        ("classes", "grade", "grades"),
        ("orgs", "parentSourceId", "parentSourcedId"),
    ],
)
def test_a_misspelt_column_is_understood(stem, written, meant):
    assert canonical(stem, written) == (meant, True)


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        ("users", "shoe size"),
        ("users", "metadata.grade"),
        ("classes", "orgSourcedId"),
        ("enrollments", "courseSourcedId"),
    ],
)
def test_another_column_is_not_taken_for_a_standard_one(stem, written):
    assert canonical(stem, written)[0] is None


def test_required_columns_are_columns():
    for stem, columns in REQUIRED.items():
        assert set(columns) <= set(COLUMNS[stem])
