"""A package is read as it was written, or refused by name."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from seedbed.interop import packages

AT = datetime(2026, 10, 12, 15, tzinfo=UTC)
CONTENT = {"stories": [{"tried": "Más tutoría", "n": 1}]}


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "october.json"
    packages.write_package(
        path, CONTENT, sender="Ohio hubs", key=packages.load_key(tmp_path), made_at=AT
    )
    return path


def change(path, **fields):
    envelope = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(envelope | fields), encoding="utf-8")


def test_it_comes_back_as_it_was_written(written, tmp_path):
    package = packages.read_package(written)

    assert (package.content, package.sender, package.made_at) == (
        CONTENT,
        "Ohio hubs",
        AT,
    )
    assert package.public_key == packages.public_text(packages.load_key(tmp_path))


def test_the_key_is_its_owners_alone(written, tmp_path):
    assert (tmp_path / "exchange-signing.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"content": {"stories": []}},
        {"sender": "Somebody else"},
        {"signature": "AAAA"},
        {"public_key": "no"},
    ],
)
def test_what_was_changed_is_refused_by_name(written, fields):
    change(written, **fields)

    with pytest.raises(packages.WrongSignatureError, match=r"october\.json"):
        packages.read_package(written)


def test_a_newer_version_is_refused_by_name(written):
    change(written, version=packages.VERSION + 1)

    with pytest.raises(
        packages.NewerPackageError, match=r"october\.json has version 2"
    ):
        packages.read_package(written)


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"format": "seedbed-exchange"}', "\x00"]
)
def test_what_is_no_package_is_refused(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(packages.NotAPackageError):
        packages.read_package(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(packages.NotAPackageError):
        packages.read_package(tmp_path / "none.json")
