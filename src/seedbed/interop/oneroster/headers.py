"""The files and columns of OneRoster 1.1 and 1.2, and the names that real files use."""

from __future__ import annotations

import difflib
import re

_BASE = ("sourcedId", "status", "dateLastModified")

#: The columns of each file that Seedbed reads, of both versions.
COLUMNS: dict[str, tuple[str, ...]] = {
    "orgs": (*_BASE, "name", "type", "identifier", "parentSourcedId"),
    "academicSessions": (
        *_BASE, "title", "type", "startDate", "endDate", "parentSourcedId",
        "schoolYear",
    ),
    "courses": (
        *_BASE, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId",
        "subjects", "subjectCodes",
    ),
    "users": (
        *_BASE, "enabledUser", "orgSourcedIds", "role", "username", "userIds",
        "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone",
        "agentSourcedIds", "grades", "password", "userMasterIdentifier",
        "preferredGivenName", "preferredMiddleName", "preferredFamilyName",
        "primaryOrgSourcedId", "pronouns", "resourceSourcedIds",
    ),
    "roles": (
        *_BASE, "userSourcedId", "roleType", "role", "beginDate", "endDate",
        "orgSourcedId", "userProfileSourcedId",
    ),
    "classes": (
        *_BASE, "title", "grades", "courseSourcedId", "classCode", "classType",
        "location", "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes",
        "periods", "resourceSourcedIds",
    ),
    "enrollments": (
        *_BASE, "classSourcedId", "schoolSourcedId", "userSourcedId", "role",
        "primary", "beginDate", "endDate",
    ),
}  # fmt: skip

#: The columns without which a file says nothing.
REQUIRED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name"),
    "academicSessions": ("sourcedId", "startDate", "endDate"),
    "courses": ("sourcedId",),
    "users": ("sourcedId", "givenName", "familyName"),
    "roles": ("userSourcedId", "role"),
    "classes": ("sourcedId", "schoolSourcedId"),
    "enrollments": ("sourcedId", "classSourcedId", "userSourcedId", "role"),
}

#: Files that are known and not read, with what Seedbed does not keep of them.
NOT_KEPT: dict[str, str] = {
    "demographics": "birth date, sex or race",
    "userProfiles": "sign-ins of other programs",
    "categories": "grade categories of another gradebook",
    "lineItems": "assignments of another gradebook",
    "results": "results of another gradebook",
    "scoreScales": "score scales of another gradebook",
    "lineItemScoreScales": "score scales of another gradebook",
    "resultScoreScales": "score scales of another gradebook",
    "lineItemLearningObjectiveIds": "assignments of another gradebook",
    "resultLearningObjectiveIds": "results of another gradebook",
    "resources": "resource lists of other programs",
    "classResources": "resource lists of other programs",
    "courseResources": "resource lists of other programs",
    "userResources": "resource lists of other programs",
}

KNOWN_FILES = ("manifest", *COLUMNS, *NOT_KEPT)
_BY_FOLDED_FILE = {name.lower(): name for name in KNOWN_FILES}

_EXTENSION = re.compile(r"^(ext_|metadata\.|metadata_)", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_CLOSE_ENOUGH = 0.88

#: Names that real exports use, folded, for what the standard calls otherwise.
_ALIASES = {
    "grade": "grades",
    "agents": "agentSourcedIds",
    "agentsourcedid": "agentSourcedIds",
    "userid": "userIds",
    "orgsourcedid": "orgSourcedIds",
    "orgids": "orgSourcedIds",
    "schoolyearid": "schoolYearSourcedId",
    "termsourcedid": "termSourcedIds",
    "period": "periods",
    "classid": "classSourcedId",
    "schoolid": "schoolSourcedId",
    "firstname": "givenName",
    "lastname": "familyName",
}


def file_stem(name: str) -> str | None:
    """Return the standard's name of a CSV file, without ``.csv``, or None.

    >>> file_stem("academicsessions.CSV"), file_stem("notes.txt")
    ('academicSessions', None)
    """
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() != "csv":
        return None
    return _BY_FOLDED_FILE.get(stem.strip().lower())


def is_password(header: str) -> bool:
    """Tell whether a column may hold passwords: it is then blanked on reading.

    >>> is_password("ext_imagineLearning_studentPassword"), is_password("phone")
    (True, False)
    """
    return "password" in header.lower()


def is_extension(header: str) -> bool:
    """Tell whether a column is an extension, which the standard lets be ignored."""
    return not header or _EXTENSION.match(header) is not None


def canonical(stem: str, header: str) -> tuple[str | None, bool]:
    """Return the standard's name of a column, and whether it was misspelt.

    >>> canonical("users", "SourcedID"), canonical("classes", "grade")
    (('sourcedId', False), ('grades', True))
    >>> canonical("users", "prefferedGivenName"), canonical("users", "shoe size")
    (('preferredGivenName', True), (None, False))
    """
    columns = {_fold(c): c for c in COLUMNS[stem]}
    folded = _fold(header)
    if folded in columns:
        return columns[folded], False
    alias = _ALIASES.get(folded)
    if alias in COLUMNS[stem]:
        return alias, True
    close = difflib.get_close_matches(folded, columns, n=1, cutoff=_CLOSE_ENOUGH)
    return (columns[close[0]], True) if close else (None, False)


def _fold(header: str) -> str:
    return _NOT_LETTERS.sub("", header.lower())
