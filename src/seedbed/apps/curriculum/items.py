"""Makes the items that evidence names, many at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from seedbed.apps.accounts.tenancy import current_system_id

from .errors import BadItemKeyError
from .models import Item

MAX_CODE = 200
MAX_KEY = 255
# SQLite binds at most 999 values in a query on the oldest builds still in use.
_LOOKUP = 900

# An evidence file names tens of thousands of items: as model instances they cost ten
# times what the database needs. The same SQL runs on SQLite and PostgreSQL.
_INSERT_ITEM = """
    INSERT INTO curriculum_item (system_id, code, skills_key) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_INSERT_ITEM_SKILL = """
    INSERT INTO curriculum_itemskill (system_id, item_id, skill_id) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING
"""

ItemKey = tuple[str, str]


def skills_key(skill_ids: Iterable[int]) -> str:
    """Return the key of a set of skills: sorted ids joined by commas.

    A list too long for its column is kept as a digest.

    >>> skills_key((12, 7))
    '7,12'
    """
    key = ",".join(str(skill_id) for skill_id in sorted(set(skill_ids)))
    if len(key) <= MAX_KEY:
        return key
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def keyed(
    keys: Sequence[tuple[str, tuple[int, ...]]],
) -> dict[ItemKey, tuple[int, ...]]:
    """Return the distinct keys with their skill ids.

    Raises
    ------
    BadItemKeyError
        A code is empty or over 200 characters, or an item asks no skill.
    """
    wanted: dict[ItemKey, tuple[int, ...]] = {}
    for code, skill_ids in keys:
        if not code or len(code) > MAX_CODE:
            raise BadItemKeyError(
                code, f"its code must have 1 to {MAX_CODE} characters"
            )
        if not skill_ids:
            raise BadItemKeyError(code, "it asks no skill")
        wanted[code, skills_key(skill_ids)] = skill_ids
    return wanted


def stored_ids(codes: Iterable[str]) -> dict[ItemKey, int]:
    """Return the ids of all items with these codes, by (code, skills key)."""
    found: dict[ItemKey, int] = {}
    for some in _chunks(sorted(set(codes)), _LOOKUP):
        rows = Item.objects.filter(code__in=some).values_list(
            "code", "skills_key", "id"
        )
        found.update({(code, key): item_id for code, key, item_id in rows})
    return found


def make_items(missing: dict[ItemKey, tuple[int, ...]]) -> dict[ItemKey, int]:
    """Store items that were missing, with their skills; return all ids of their codes.

    Rows that another night made in the meantime are left as they are.
    """
    system_id = current_system_id()
    with connection.cursor() as cursor:
        cursor.executemany(
            _INSERT_ITEM, [(system_id, code, key) for code, key in missing]
        )
        ids = stored_ids(code for code, _ in missing)
        cursor.executemany(
            _INSERT_ITEM_SKILL,
            [
                (system_id, ids[key], skill_id)
                for key, skill_ids in missing.items()
                for skill_id in sorted(set(skill_ids))
            ],
        )
    return ids


def _chunks(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield the values in parts of at most ``size``."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
