"""The cast's families at the browser, and hand-made cards for their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.apps.families.conftest import families as families
from tests.apps.families.conftest import link as link
from tests.apps.families.conftest import write as write

from seedbed.apps.families import queries
from seedbed.apps.families.cards import PathCard, Rung, StandingCard
from seedbed.apps.mastery.cards import LatelySkill
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import MinutesCard

ON = date(2026, 10, 14)
DUE = date(2027, 6, 30)


def rung(grade: int, *, n: int = 40, shown: int = 0, **more: Any) -> Rung:
    """Return one rung of the ladder."""
    values: dict[str, Any] = {
        "grade_low": grade,
        "grade_high": grade,
        "n_steps": n,
        "n_shown": shown,
        "n_look_again": 0,
        "is_here": False,
        "is_enrolled": False,
    }
    return Rung(**(values | more))


def ana_path(**more: Any) -> PathCard:
    """Return Ana's path: on the way to grade 7, where she works already."""
    values: dict[str, Any] = {
        "as_of": datetime(2026, 10, 14, 1, tzinfo=UTC),
        "subject": "Mathematics",
        "subjects": ("Mathematics",),
        "standing": StandingCard(
            answer="yes",
            because="in-time",
            n_answers=420,
            n_left=6,
            due_on=DUE,
            from_on=date(2026, 12, 11),
            to_on=date(2027, 2, 19),
        ),
        "here_low": 7,
        "here_high": 7,
        "last_on": date(2026, 10, 13),
        "rungs": (
            rung(6, shown=32, n_look_again=3, is_enrolled=True),
            rung(
                7,
                shown=9,
                is_here=True,
                begins_from=date(2026, 12, 11),
                begins_to=date(2027, 2, 19),
            ),
            rung(8),
        ),
        "week": (
            LatelySkill(
                code="6.RP.A.2",
                title="Unit rates",
                state="shown",
                n_answers=6,
                n_right=5,
                last_on=date(2026, 10, 13),
            ),
            LatelySkill(
                code="6.RP.A.3.a",
                title="Ratio tables",
                state="now",
                n_answers=1,
                n_right=1,
                last_on=date(2026, 10, 12),
            ),
        ),
    }
    return PathCard(**(values | more))


def standing(answer: str, because: str, **more: Any) -> StandingCard:
    """Return another answer."""
    values: dict[str, Any] = {
        "answer": answer,
        "because": because,
        "n_answers": 12,
        "n_left": 6,
        "due_on": DUE,
    }
    return StandingCard(**(values | more))


@pytest.fixture
def shown(
    stage: dict[str, Any], families: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Let the family's pages read hand-made cards; change an entry to show others."""
    stage["family_path"] = ana_path()
    stage["published"] = (ON,)
    stage["minutes"] = (
        ON,
        (
            MinutesCard(modality="mentor", adult="Mateo Diaz", minutes=15),
            MinutesCard(modality="live", adult="Clara Cho", minutes=40),
            MinutesCard(modality="online", adult="", minutes=35),
            MinutesCard(modality="lunch", adult="", minutes=40),
        ),
    )

    def path(child: Any, **asked: Any) -> PathCard:
        card: PathCard = stage["family_path"]
        return replace(card, subject=asked["subject"] or card.subject)

    monkeypatch.setattr(queries, "path_of_child", path)
    monkeypatch.setattr(
        scheduling, "published_days", lambda *_a, **_k: stage["published"]
    )
    monkeypatch.setattr(
        scheduling, "minutes_of_next_day", lambda *_a, **_k: stage["minutes"]
    )
    return stage


@pytest.fixture
def ana(families: Any) -> str:
    """Return the address of Ana's path."""
    return f"/family/{families.cast.ana.person.uuid}/"


@pytest.fixture
def visit(sign_in: Any, ana: str) -> Any:
    """Return a function that opens a page of Ana's as Gloria, in a language."""

    def opened(address: str = "", *, language: str = "en") -> str:
        client = sign_in("gloria")
        client.post("/language/", {"language": language})
        page: str = client.get(ana + address).content.decode()
        return page

    return opened
