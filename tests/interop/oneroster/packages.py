"""Tiny OneRoster packages: Maple School with Ana, Ben, their teacher and a mother."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.orgs,bulk
file.courses,bulk
file.users,bulk
file.classes,bulk
file.enrollments,bulk
source.systemName,Maple SIS
"""

MAPLE: dict[str, str] = {
    "manifest": MANIFEST,
    "orgs": (
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        "d1,,,Riverside District,district,,\n"
        "s1,,,Maple School,school,,d1\n"
    ),
    "academicSessions": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
        "parentSourcedId,schoolYear\n"
        "t1,,,Fall,term,2026-09-01,2026-12-18,,2027\n"
    ),
    "courses": (
        "sourcedId,status,dateLastModified,title,courseCode,subjects\n"
        "c1,,,Mathematics 6,MA6,Mathematics\n"
    ),
    "users": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,"
        "givenName,familyName,email,agentSourcedIds,grades,password\n"
        "ana,,,true,s1,student,ana,Ana,Alvarez,,mia,06,\n"
        "ben,,,true,s1,student,ben,Ben,Brook,,,06,\n"
        "cho,,,true,s1,teacher,cho,Clara,Cho,cho@example.org,,,\n"
        "mia,,,true,s1,parent,mia,Mia,Alvarez,,,,\n"
    ),
    "classes": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,"
        "location,schoolSourcedId,termSourcedIds,subjects,periods\n"
        "k1,,,Math 6 A,06,c1,scheduled,Room 4,s1,t1,Mathematics,1\n"
    ),
    "enrollments": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
        "userSourcedId,role,primary,beginDate,endDate\n"
        "e1,,,k1,s1,ana,student,false,2026-09-01,2026-12-18\n"
        "e2,,,k1,s1,ben,student,false,2026-09-01,2026-12-18\n"
        "e3,,,k1,s1,cho,teacher,true,2026-09-01,2026-12-18\n"
    ),
}


def maple(**changes: str | None) -> dict[str, str]:
    """Return the files of Maple School with some replaced, or left out by None."""
    files: dict[str, str | None] = {**MAPLE, **changes}
    return {stem: text for stem, text in files.items() if text is not None}


def also(stem: str, *lines: str) -> str:
    """Return one of Maple School's files with lines added."""
    return MAPLE[stem] + "".join(f"{line}\n" for line in lines)


def without(stem: str, *starts: str) -> str:
    """Return one of Maple School's files without the lines that begin so."""
    lines = MAPLE[stem].splitlines(keepends=True)
    return "".join(x for x in lines if not x.startswith(starts))


def replaced(stem: str, old: str, new: str) -> str:
    """Return one of Maple School's files with some text replaced."""
    assert old in MAPLE[stem], f"{stem} has no {old!r}"
    return MAPLE[stem].replace(old, new)


def zip_bytes(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of files, ``.csv`` added to a name that has no dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name if "." in name else f"{name}.csv", text)
    return buffer.getvalue()


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a zip of files and return its path."""
    path.write_bytes(zip_bytes(files))
    return path
