"""Opens a zip, or a folder, of OneRoster files without trusting it.

Nothing is ever extracted to disk. Limits follow OWASP ASVS 5.2: size, number of
entries, expansion counted while streaming, no symbolic link, no path that climbs, no
two entries over the same bytes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from .errors import NotARosterError, UnsafeArchiveError
from .headers import file_stem

MOST_ZIP_BYTES = 50 * 2**20
MOST_BYTES = 2**30
MOST_ENTRIES = 200
MOST_RATIO = 100
#: Below this size a high ratio is harmless: a header-only file compresses well.
SMALL_BYTES = 2**20
_CHUNK = 2**20
_MOST_DEPTH = 4
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # NotImplementedError too: encryption and rare compressions
    ValueError,
    IndexError,
    OverflowError,
    MemoryError,
)


def read_files(path: Path) -> dict[str, bytes]:
    """Return the known files of a package: standard name without ``.csv`` -> bytes.

    Raises
    ------
    NotARosterError
        If the path is neither a zip nor a folder, or the zip is empty or damaged.
    UnsafeArchiveError
        If a limit is broken.
    """
    if path.is_dir():
        return _known(path.name, _folder_files(path))
    if not path.is_file():
        raise NotARosterError(path.name, "not there")
    n_bytes = path.stat().st_size
    if n_bytes == 0:
        raise NotARosterError(path.name, "empty")
    if n_bytes > MOST_ZIP_BYTES:
        raise UnsafeArchiveError(
            path.name, f"it has {n_bytes:,} bytes, and at most 50 MB are accepted"
        )
    if not zipfile.is_zipfile(path):
        raise NotARosterError(path.name, _looks_like(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _known(path.name, _zip_files(path.name, archive))
    except _BROKEN_ZIP as error:
        raise NotARosterError(path.name, f"a damaged zip ({_reason(error)})") from error


def folder_as_zip(path: Path) -> bytes:
    """Return the known files of a folder as zip bytes, the same for the same files."""
    files = read_files(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for stem in sorted(files):
            entry = zipfile.ZipInfo(f"{stem}.csv", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[stem])
    return buffer.getvalue()


def _reason(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _looks_like(path: Path) -> str:
    if path.suffix.lower() in {".csv", ".txt"}:
        return "a single text file"
    if path.suffix.lower() in {".xlsx", ".xls"}:
        return "a spreadsheet"
    return "not a zip"


def _known(name: str, found: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    """Keep the files the standard names, refusing two of the same name."""
    files: dict[str, bytes] = {}
    for entry, content in found:
        stem = file_stem(PurePosixPath(entry).name)
        if stem is None:
            continue
        if stem in files:
            raise UnsafeArchiveError(name, f"it holds {stem}.csv twice")
        files[stem] = content
    return files


def _folder_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the known files of a folder, or of the one folder inside it."""
    inside = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    if len(inside) == 1 and not any(file_stem(p.name) for p in folder.iterdir()):
        folder = inside[0]
    for path in sorted(folder.iterdir()):
        if file_stem(path.name) is None:
            continue
        if path.is_symlink() or not path.is_file():
            raise UnsafeArchiveError(folder.name, f"{path.name} is not a plain file")
        if path.stat().st_size > MOST_BYTES:
            raise UnsafeArchiveError(folder.name, f"{path.name} is over 1 GB")
        yield path.name, path.read_bytes()


def _zip_files(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    _check_entries(name, entries)
    left = MOST_BYTES
    for entry in entries:
        # Copies that macOS leaves beside each file have the same names.
        if entry.is_dir() or _is_litter(entry.filename):
            continue
        if file_stem(PurePosixPath(entry.filename).name) is None:
            continue
        content = _read_entry(name, archive, entry, left)
        left -= len(content)
        yield entry.filename, content


def _is_litter(filename: str) -> bool:
    path = PurePosixPath(filename)
    return "__MACOSX" in path.parts or path.name.startswith(".")


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise UnsafeArchiveError(
            name, f"it holds {len(entries):,} entries, at most {MOST_ENTRIES} are read"
        )
    offsets = [entry.header_offset for entry in entries]
    if len(set(offsets)) < len(offsets):
        raise UnsafeArchiveError(name, "two of its entries lie over each other")
    for entry in entries:
        if fault := _entry_fault(entry):
            raise UnsafeArchiveError(name, f"its entry {entry.filename!r} {fault}")


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is unsafe, or an empty string."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        return "points outside of the archive"
    if len(path.parts) > _MOST_DEPTH:
        return "lies too deep in folders"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a symbolic link"
    if entry.flag_bits & 1:
        return "is encrypted"
    return ""


def _read_entry(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int
) -> bytes:
    """Read one entry in pieces, so that a bomb is noticed before it goes off."""
    most = min(left, max(SMALL_BYTES, MOST_RATIO * entry.compress_size))
    chunks: list[bytes] = []
    n_bytes = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            n_bytes += len(chunk)
            if n_bytes > most:
                raise UnsafeArchiveError(
                    name, f"its entry {entry.filename!r} unpacks to far too much"
                )
            chunks.append(chunk)
    return b"".join(chunks)


def names(files: Mapping[str, bytes]) -> list[str]:
    """Return the file names of a package, for sentences."""
    return [f"{stem}.csv" for stem in sorted(files)]
