"""Reads a CASE 1.0 or 1.1 package into records, or refuses it in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from seedbed.lib.grades import UNGRADED

from .circles import find_circle
from .document import open_document
from .errors import (
    BadItemError,
    CyclicOutlineError,
    CyclicPrerequisitesError,
    DuplicateItemError,
    NoItemsError,
    NotAPackageError,
)
from .grades import grades_of
from .records import CaseItem, CaseLink, CaseNote, CasePackage

_CHILD_OF = "ischildof"
_PRECEDES = "precedes"
MAX_IDENTIFIER = 255
_UNKNOWN = -99  # a grade that no item has: filled from the parent or set to ungraded


def read_package(content: bytes, *, file_name: str) -> CasePackage:
    """Return the framework in a CASE file (``.json`` or ``.json.gz``).

    Accepts the package as CASE 1.0 and 1.1 name its parts, and as exports that wrap it
    in ``CFPackage`` or use the schema's names (``CFPckgItems``) do.

    Raises
    ------
    CaseError
        The file cannot be used; the message names the item and what to do.

    Source: 1EdTech Competencies and Academic Standards Exchange 1.0 and 1.1.
    """
    package = open_document(content, file_name=file_name)
    if isinstance(package.get("CFPackage"), dict):
        package = package["CFPackage"]
    document = _part(package, "Document")
    raw_items = _part(package, "Items")
    if not isinstance(raw_items, list) or not raw_items:
        raise NoItemsError(file_name)
    if not isinstance(document, dict) or not _text(document, "identifier"):
        raise NotAPackageError(file_name, "it has no CFDocument with an identifier")
    notes: list[CaseNote] = []
    items = _items(raw_items, file_name=file_name, notes=notes)
    raw_links = _part(package, "Associations")
    pairs = _pairs(raw_links if isinstance(raw_links, list) else [])
    return _assembled(document, items, pairs, notes)


def _assembled(
    document: dict[str, Any],
    items: dict[str, CaseItem],
    pairs: list[tuple[str, str, str]],
    notes: list[CaseNote],
) -> CasePackage:
    """Return the package once its outline and its links hold together."""
    own = _text(document, "identifier")
    items = _with_parents(items, pairs, own=own, notes=notes)
    links = _links(items, pairs, notes=notes)
    return CasePackage(
        identifier=own,
        title=_text(document, "title") or own,
        subject=", ".join(_words(document.get("subject"))),
        version=_text(document, "version"),
        attribution=_attribution(document),
        items=tuple(_with_grades(items, notes=notes)),
        links=tuple(links),
        notes=tuple(notes),
    )


def _part(package: dict[str, Any], name: str) -> Any:
    """Return a part of the package under any of the names that exports give it."""
    for key in (f"CF{name}", f"CFPckg{name}", f"CFPackage{name}"):
        if key in package:
            return package[key]
    return None


def _text(record: dict[str, Any], key: str) -> str:
    """Return a field as trimmed text on one line, ``""`` if it has none."""
    value = record.get(key)
    if not isinstance(value, str):
        return ""
    # PostgreSQL stores no NUL, and no statement needs one.
    return " ".join(value.replace("\x00", "").split())


def _words(value: object) -> list[str]:
    """Return a field that may be a word or a list of words as a list."""
    found = value if isinstance(value, list) else [value]
    return [word.strip() for word in found if isinstance(word, str) and word.strip()]


def _attribution(document: dict[str, Any]) -> str:
    """Return who made the framework and where it is published."""
    parts = [_text(document, key) for key in ("creator", "publisher")]
    parts.append(_text(document, "officialSourceURL"))
    return ". ".join(part for part in parts if part)


def _items(
    raw_items: list[Any], *, file_name: str, notes: list[CaseNote]
) -> dict[str, CaseItem]:
    """Return the items by identifier, in the order of the file."""
    items: dict[str, CaseItem] = {}
    for n, raw in enumerate(raw_items, start=1):
        if not isinstance(raw, dict):
            raise BadItemError(file_name, n, "is not a record")
        item = _item(raw, notes=notes)
        if not 1 <= len(item.identifier) <= MAX_IDENTIFIER:
            found = f"has no identifier of 1 to {MAX_IDENTIFIER} characters"
            raise BadItemError(file_name, n, found)
        if not item.statement:
            raise BadItemError(file_name, n, "has neither a statement nor a code")
        if item.identifier in items:
            codes = [items[item.identifier].code, item.code]
            raise DuplicateItemError(file_name, item.identifier, codes)
        items[item.identifier] = item
    return items


def _item(raw: dict[str, Any], *, notes: list[CaseNote]) -> CaseItem:
    """Return one item as its own record says it, without its parent."""
    identifier = _text(raw, "identifier")
    given = _text(raw, "humanCodingScheme") or _text(raw, "listEnumeration")
    statement = _text(raw, "fullStatement") or _text(raw, "abbreviatedStatement")
    code = given or identifier[:8]
    grades, unknown = grades_of(raw.get("educationLevel"))
    if unknown:
        words = ", ".join(repr(word) for word in unknown)
        message = f"{code}: no grade is called {words}; it was passed over."
        notes.append(CaseNote(code="unknown-grade", message=message))
    low, high = grades or (_UNKNOWN, _UNKNOWN)
    return CaseItem(
        identifier=identifier,
        code=code,
        statement=statement or given,
        short=_text(raw, "abbreviatedStatement"),
        kind=_text(raw, "CFItemType"),
        grade_low=low,
        grade_high=high,
        parent="",
    )


def _pairs(raw_links: list[Any]) -> list[tuple[str, str, str]]:
    """Return each association as (type, origin, destination), types in lower case."""
    pairs = []
    for raw in raw_links:
        if isinstance(raw, dict):
            kind = _text(raw, "associationType").replace(" ", "").lower()
            pairs.append((kind, _end(raw, "origin"), _end(raw, "destination")))
    return pairs


def _end(raw: dict[str, Any], side: str) -> str:
    """Return the identifier at one end of an association."""
    node = raw.get(f"{side}NodeURI")
    if isinstance(node, dict):
        return _text(node, "identifier")
    if isinstance(node, str):
        return node.rstrip("/").rpartition("/")[2]
    return _text(raw, f"{side}NodeIdentifier")


def _with_parents(
    items: dict[str, CaseItem],
    pairs: list[tuple[str, str, str]],
    *,
    own: str,
    notes: list[CaseNote],
) -> dict[str, CaseItem]:
    """Return the items with the first parent that the outline gives each."""
    parents: dict[str, str] = {}
    for kind, child, parent in pairs:
        if kind != _CHILD_OF or parent == own:
            continue
        if child not in items or parent not in items:
            notes.append(_missing("isChildOf", child, parent, items))
        elif child not in parents:
            parents[child] = parent
    circle = find_circle((parent, child) for child, parent in parents.items())
    if circle:
        raise CyclicOutlineError([items[identifier].code for identifier in circle])
    return {
        key: replace(item, parent=parents.get(key, "")) for key, item in items.items()
    }


def _links(
    items: dict[str, CaseItem],
    pairs: list[tuple[str, str, str]],
    *,
    notes: list[CaseNote],
) -> list[CaseLink]:
    """Return the prerequisite links between items of the package, each once."""
    links: dict[tuple[str, str], None] = {}
    for kind, before, after in pairs:
        if kind != _PRECEDES:
            continue
        if before not in items or after not in items:
            notes.append(_missing("precedes", before, after, items))
        else:
            links[before, after] = None
    circle = find_circle(links)
    if circle:
        raise CyclicPrerequisitesError(
            [items[identifier].code for identifier in circle]
        )
    return [CaseLink(before=before, after=after) for before, after in links]


def _missing(
    kind: str, origin: str, destination: str, items: dict[str, CaseItem]
) -> CaseNote:
    """Return the note on a link that names an item the package does not hold."""
    ends = [
        items[end].code if end in items else f"{end or 'nothing'} (not in the package)"
        for end in (origin, destination)
    ]
    message = f"The link {ends[0]} {kind} {ends[1]} was passed over."
    return CaseNote(code="missing-item", message=message)


def _with_grades(
    items: dict[str, CaseItem], *, notes: list[CaseNote]
) -> list[CaseItem]:
    """Return the items with a parent's grades where they name none themselves."""
    filled = []
    for item in items.values():
        graded, above = item, item
        while graded.grade_low == _UNKNOWN and above.parent:
            above = items[above.parent]
            graded = replace(
                item, grade_low=above.grade_low, grade_high=above.grade_high
            )
        if graded.grade_low == _UNKNOWN:
            message = f"{item.code} names no grade; it is kept as ungraded."
            notes.append(CaseNote(code="no-grade", message=message))
            graded = replace(item, grade_low=UNGRADED, grade_high=UNGRADED)
        filled.append(graded)
    return filled
