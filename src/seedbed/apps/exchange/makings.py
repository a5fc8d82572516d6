"""What a unit puts into a play, so that others take it over with a click.

The reverse of ``adopters``: rows in, content of parts out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.charters import queries as charters
from seedbed.apps.curriculum.models import Lesson
from seedbed.apps.scheduling.models import UnitRule
from seedbed.lib.modalities import Modality

from .cards import ChosenParts, Makings
from .errors import UnknownLessonsError
from .generalise import generalised

#: Parts of which people wrote every word; rules and codes of lessons are no text.
_WRITTEN = ("pilot", "charter")


def makings_of(unit_id: int, *, account: AccountCard) -> Makings:
    """Return what a unit has that could go into a play. Three queries."""
    rules = _set_rules(unit_id).order_by("name").values_list("name", "value")
    return Makings(
        rules=tuple((name, value) for name, value in rules if value is not None),
        charters=tuple(
            (line.uuid, line.name) for line in charters.charters_for(account)
        ),
        n_lessons=Lesson.objects.filter(is_active=True, is_shell=False).count(),
    )


def gathered(
    chosen: ChosenParts,
    *,
    unit_id: int,
    account: AccountCard,
    names: Collection[str],
    language: str,
) -> dict[str, Any]:
    """Return the content of the parts that somebody chose. Four queries at most.

    A charter's words come in general words: nobody types them anew into the form.

    Raises
    ------
    UnknownLessonsError
        If the system has no lesson of a code.
    UnknownCharterError
        If the account may not open the charter.
    """
    parts = {
        "rules": _rules(chosen, unit_id),
        "lessons": _lessons(chosen),
        "pilot": _pilot(chosen),
        "charter": _charter(chosen, account, names, language),
    }
    return {name: content for name, content in parts.items() if content}


def texts_of(parts: dict[str, Any]) -> dict[str, str]:
    """Return the words of parts that people wrote, by part."""
    found = {name: "\n".join(_strings(parts.get(name))) for name in _WRITTEN}
    lessons = parts.get("lessons") or ()
    found["lessons"] = "\n".join(str(row.get("title", "")) for row in lessons)
    return {name: text for name, text in found.items() if text}


def _set_rules(unit_id: int) -> QuerySet[UnitRule]:
    """Return the rules that a unit has a value for; a waiver is no one else's."""
    return UnitRule.objects.filter(unit_id=unit_id, value__isnull=False)


def _rules(chosen: ChosenParts, unit_id: int) -> list[dict[str, Any]]:
    if not chosen.rules:
        return []
    own = _set_rules(unit_id).filter(name__in=chosen.rules)
    return [{"name": row.name, "value": row.value} for row in own.order_by("name")]


def _lessons(chosen: ChosenParts) -> list[dict[str, Any]]:
    if not chosen.lessons:
        return []
    rows = Lesson.objects.filter(code__in=chosen.lessons).select_related("skill")
    found = {row.code: row for row in rows}
    unknown = [code for code in chosen.lessons if code not in found]
    if unknown:
        raise UnknownLessonsError(unknown)
    return [
        {
            "code": row.code,
            "title": row.title,
            "skill": row.skill.code,
            "modality": Modality(row.modality).slug,
            "minutes": row.minutes,
            "seats": row.seats,
        }
        for row in (found[code] for code in dict.fromkeys(chosen.lessons))
    ]


def _pilot(chosen: ChosenParts) -> dict[str, str]:
    if not chosen.pilot_name.strip():
        return {}
    return {"name": chosen.pilot_name.strip(), "aim": chosen.pilot_aim.strip()}


def _charter(
    chosen: ChosenParts, account: AccountCard, names: Collection[str], language: str
) -> dict[str, Any]:
    if chosen.charter is None:
        return {}
    rows = charters.charter_sections(chosen.charter, account=account)
    general: dict[str, Any] = {
        row.key: _general(row.content, names, language) for row in rows if row.content
    }
    return general


def _general(found: Any, names: Collection[str], language: str) -> Any:
    """Return rows of words with what may tell who is meant replaced."""
    if isinstance(found, dict):
        return {key: _general(one, names, language) for key, one in found.items()}
    if isinstance(found, list):
        return [_general(one, names, language) for one in found]
    if isinstance(found, str):
        return generalised({"": found}, names=names, language=language)[""]
    return found


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for one in found.values():
            yield from _strings(one)
    elif isinstance(found, list):
        for one in found:
            yield from _strings(one)
    elif isinstance(found, str):
        yield found
