"""One full-text search for both databases: SQLite's FTS5, PostgreSQL's tsvector.

Words are cut to their stems and all of them must occur; the order is by fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from seedbed.apps.accounts.tenancy import current_system_id

from .models import PlayVersion, SearchText, Story

_SQLITE = (
    "SELECT t.subject FROM exchange_fts f JOIN exchange_searchtext t ON t.id = f.rowid "
    "WHERE f.words MATCH %s AND t.network_id = "
    "(SELECT network_id FROM accounts_system WHERE id = %s) "
    "ORDER BY f.rank, t.id LIMIT %s"
)
_POSTGRES = (
    "SELECT t.subject FROM exchange_searchtext t, "
    "plainto_tsquery('english', %s) q "
    "WHERE to_tsvector('english', t.words) @@ q AND t.network_id = "
    "(SELECT network_id FROM accounts_system WHERE id = %s) "
    "ORDER BY ts_rank(to_tsvector('english', t.words), q) DESC, t.id LIMIT %s"
)
_MOST = 500


def index_story(story: Story) -> None:
    """Make a story findable."""
    parts = (story.tried, story.happened, story.advice, story.state)
    _index(story.uuid, story.network_id, parts)


def index_play(version: PlayVersion) -> None:
    """Make the newest version of a play findable."""
    parts = (
        version.title,
        version.summary,
        version.needs,
        version.note,
        version.measure,
        *map(str, version.steps),
    )
    _index(version.play.uuid, version.play.network_id, parts)


def matching(words: str) -> list[UUID]:
    """Return stories and plays that hold all the words, the best first. One query.

    Nothing fits a search without a letter or digit.
    """
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    is_sqlite = connection.vendor == "sqlite"
    asked = " ".join(f'"{term}"' for term in terms) if is_sqlite else " ".join(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            _SQLITE if is_sqlite else _POSTGRES, [asked, current_system_id(), _MOST]
        )
        return [UUID(str(row[0])) for row in cursor.fetchall()]


def _index(subject: UUID, network_id: int, parts: Sequence[str]) -> None:
    words = "\n".join(parts)
    row, _made = SearchText.objects.update_or_create(
        subject=subject, defaults={"network_id": network_id, "words": words}
    )
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM exchange_fts WHERE rowid = %s", [row.pk])
        cursor.execute(
            "INSERT INTO exchange_fts (rowid, words) VALUES (%s, %s)", [row.pk, words]
        )
