"""The cast at the browser: each person signed in, and queries that return hand-made cards."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from datetime import date
from typing import Any

import pytest
from django.test import Client

from seedbed.apps.accounts import tenancy

from . import cards, map_cards, stand_ins


class Outsider(Client):
    """A client whose requests start outside of any system, as a browser's do."""

    def request(self, **request: Any) -> Any:
        """Answer in a copy of the context that has forgotten the test's system."""
        outside = copy_context()
        outside.run(tenancy._current.set, None)
        return outside.run(super().request, **request)


@pytest.fixture
def sign_in(cast: Any) -> Callable[[str], Client]:
    """Return a function that signs one of the cast in, by username."""
    from seedbed.apps.accounts.models import Account

    def signed_in(username: str) -> Client:
        client = Outsider()
        if username:
            client.force_login(Account.objects.get(username=username))
        return client

    return signed_in


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let the pages read hand-made cards; change an entry to show something else."""
    from seedbed.apps.evidence import queries as evidence
    from seedbed.apps.mastery import queries as mastery
    from seedbed.apps.rosters import queries as rosters
    from seedbed.apps.scheduling import queries as scheduling

    shown: dict[str, Any] = {
        "day": cards.ana_day(),
        "path": cards.ana_path(),
        "map": map_cards.ana_map(),
        "next_on": None,
        "review": cards.plan_review(),
        "day_status": None,
        "history": cards.history(),
        "alternatives": cards.alternatives(),
        "report": cards.import_report(),
        "lines": [cards.import_line()],
        "held": [],
        "sources": (),
    }

    def day(student_id: int, on: date, **_more: Any) -> Any:
        from dataclasses import replace

        return replace(shown["day"], student_id=student_id, on=on)

    def review(unit_id: int, on: date, **_more: Any) -> Any:
        from dataclasses import replace

        card = shown["review"]
        if isinstance(card, Exception):
            raise card
        return replace(card, unit_id=unit_id, on=on)

    def answer(name: str) -> Callable[..., Any]:
        return lambda *_args, **_kwargs: shown[name]

    stands: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
        (scheduling, "student_day", day),
        (scheduling, "plan_review", review),
        (scheduling, "next_published_on", answer("next_on")),
        (scheduling, "day_status", answer("day_status")),
        (scheduling, "history", answer("history")),
        (scheduling, "alternatives", answer("alternatives")),
        *((scheduling, name, f) for name, f in stand_ins.of_days(shown).items()),
        (mastery, "path_of_student", answer("path")),
        (mastery, "map_of_student", answer("map")),
        (rosters, "import_report", answer("report")),
        (rosters, "imports", answer("lines")),
        (rosters, "held_rows", answer("held")),
        (evidence, "sources", answer("sources")),
    )
    for module, name, function in stands:
        monkeypatch.setattr(module, name, function, raising=False)
    return shown
