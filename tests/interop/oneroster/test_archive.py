"""A package is opened without trusting it."""

import io
import stat
import zipfile

import pytest

from seedbed.interop.oneroster import archive
from seedbed.interop.oneroster.archive import folder_as_zip, read_files
from seedbed.interop.oneroster.errors import NotARosterError, UnsafeArchiveError

from .packages import MAPLE, maple, write_zip


def refusal(path, error=UnsafeArchiveError):
    with pytest.raises(error) as refused:
        read_files(path)
    return str(refused.value)


def test_names_in_any_case_and_in_a_folder_are_found(tmp_path):
    path = write_zip(
        tmp_path / "r.zip", {"export/ORGS.CSV": "a", "export/academicsessions.csv": "b"}
    )

    assert read_files(path) == {"orgs": b"a", "academicSessions": b"b"}


def test_a_folder_is_read_like_a_zip_and_always_gives_the_same_bytes(tmp_path):
    for stem, text in MAPLE.items():
        (tmp_path / f"{stem}.csv").write_text(text)
    (tmp_path / "notes.txt").write_text("ignore me")

    assert sorted(read_files(tmp_path)) == sorted(MAPLE)
    assert folder_as_zip(tmp_path) == folder_as_zip(tmp_path)


def test_a_folder_inside_a_folder_is_read(tmp_path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "orgs.csv").write_text("a")

    assert read_files(tmp_path) == {"orgs": b"a"}


def test_copies_that_macos_leaves_are_ignored(tmp_path):
    path = write_zip(
        tmp_path / "r.zip",
        {"orgs.csv": "a", "__MACOSX/orgs.csv": "x", "._orgs.csv": "x"},
    )

    assert read_files(path) == {"orgs": b"a"}


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("gone.zip", None, "not there"),
        ("empty.zip", b"", "empty"),
        ("users.csv", b"sourcedId\n1\n", "a single text file"),
        ("roster.xlsx", b"hello", "a spreadsheet"),
        ("roster.zip", b"PK\x03\x04 and then nonsense", "not a zip"),
    ],
)
def test_what_is_no_zip_is_named(tmp_path, name, content, found):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    assert refusal(path, NotARosterError) == (
        f"{name} is {found}, not a OneRoster package. Expected: a zip of CSV files "
        "with manifest.csv, orgs.csv and users.csv."
    )


def test_a_damaged_zip_is_refused(tmp_path):
    path = write_zip(tmp_path / "r.zip", maple())
    content = bytearray(path.read_bytes())
    content[60:80] = b"\x00" * 20
    path.write_bytes(bytes(content))

    assert "a damaged zip" in refusal(path, NotARosterError)


@pytest.mark.parametrize("name", ["../orgs.csv", "/etc/orgs.csv", "C:\\orgs.csv"])
def test_a_path_that_leaves_the_archive_is_refused(tmp_path, name):
    path = write_zip(tmp_path / "r.zip", {name: "a"})

    assert "points outside of the archive" in refusal(path)


def test_a_symbolic_link_is_refused(tmp_path):
    entry = zipfile.ZipInfo("orgs.csv")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as made:
        made.writestr(entry, "/etc/passwd")

    assert "'orgs.csv' is a symbolic link" in refusal(tmp_path / "r.zip")


def test_a_symbolic_link_in_a_folder_is_refused(tmp_path):
    (tmp_path / "orgs.csv").symlink_to("/etc/hosts")

    assert "orgs.csv is not a plain file" in refusal(tmp_path)


def test_an_encrypted_entry_is_refused(tmp_path):
    content = bytearray(write_zip(tmp_path / "r.zip", {"orgs": "a"}).read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    (tmp_path / "r.zip").write_bytes(bytes(content))

    assert "is encrypted" in refusal(tmp_path / "r.zip")


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path):
    path = write_zip(tmp_path / "r.zip", {"orgs": "0" * 4_000_000})

    assert "'orgs.csv' unpacks to far too much" in refusal(path)


def test_a_small_file_that_compresses_well_is_no_bomb(tmp_path):
    path = write_zip(tmp_path / "r.zip", {"orgs": "0" * 900_000})

    assert len(read_files(path)["orgs"]) == 900_000


def test_two_files_of_one_name_are_refused(tmp_path):
    path = write_zip(tmp_path / "r.zip", {"a/users.csv": "1", "b/Users.csv": "2"})

    assert "it holds users.csv twice" in refusal(path)


def test_entries_over_the_same_bytes_are_refused(tmp_path):
    content = write_zip(tmp_path / "r.zip", {"orgs": "a"}).read_bytes()
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as made:
        twin = zipfile.ZipInfo("users.csv")
        first = made.infolist()[0]
        twin.header_offset, twin.CRC = first.header_offset, first.CRC
        twin.compress_type = first.compress_type
        twin.compress_size, twin.file_size = first.compress_size, first.file_size
        made.filelist.append(twin)
        made.NameToInfo[twin.filename] = twin
        made._didModify = True  # type: ignore[attr-defined]
    (tmp_path / "r.zip").write_bytes(buffer.getvalue())

    assert "two of its entries lie over each other" in refusal(tmp_path / "r.zip")


def test_more_entries_than_a_roster_has_are_refused(tmp_path):
    path = write_zip(tmp_path / "r.zip", {f"f{n}.txt": "" for n in range(201)})

    assert "it holds 201 entries, at most 200 are read" in refusal(path)


def test_a_zip_beyond_the_size_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_ZIP_BYTES", 10)
    path = write_zip(tmp_path / "r.zip", {"orgs": "a"})

    assert "at most 50 MB are accepted" in refusal(path)
