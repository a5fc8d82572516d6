"""Simulated rounds of both surveys: what the others answered, and the demo's team."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import numpy as np

from seedbed.apps.accounts.models import Account, RoleKind, Unit
from seedbed.apps.accounts.services import add_adult, create_account
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.decisions.cards import Answer
from seedbed.apps.decisions.instruments import Questionnaire, questionnaire
from seedbed.apps.decisions.models import PublishedPosition, SurveyWave, TradeOff
from seedbed.apps.decisions.services import save_answers
from seedbed.apps.networks.models import Member, Size

#: Middle of the systems on each of the seven decisions, as the published field leans.
_CENTRES = (4.0, 3.0, 3.9, 3.8, 5.0, 4.6, 3.1)
#: Other leaders of the demo's system, who answer but never sign in.
_LEADERS = (
    ("Amara", "Nwosu"),
    ("Paul", "Lindqvist"),
    ("Inés", "Cabrera"),
    ("Tom", "Gallagher"),
    ("Wen", "Zhao"),
    ("Ruth", "Feldman"),
)
#: What the team of the demo says: where it is on each decision, a row for each leader.
_TEAM = (
    (2, 3, 3, 4, 5, 2, 6),
    (7, 2, 3, 5, 5, 2, 6),
    (6, 3, 2, 4, 6, 1, 5),
    (3, 2, 4, 4, 5, 2, 7),
    (6, 3, 3, 3, 4, 2, 6),
    (5, 2, 3, 5, 6, 3, 4),
    (7, 4, 3, 4, 5, 2, 6),
)
#: Reasons for the first decision, by the point of it that is given.
_REASONS = {
    7: "Schools that choose it themselves still do it two years later.",
    2: "Three hubs with three bell schedules cannot share a teacher.",
    3: "The state asks us, not the schools, when something goes wrong.",
}


def make_rounds(
    rng: np.random.Generator,
    others: list[Member],
    network_id: int,
    *,
    on: date,
    at: datetime,
) -> None:
    """Open a round of each instrument; the others answer, then the demo's team."""
    waves = {
        code: SurveyWave.objects.create(
            network_id=network_id,
            system_id=current_system_id(),
            instrument=code,
            name=f"{'Fall' if on.month > 6 else 'Spring'} {on.year}",
            opens_on=on - timedelta(days=21),
            closes_on=on + timedelta(days=39),
        )
        for code in ("seven-decisions", "hubs-and-virtual")
    }
    seven = waves["seven-decisions"]
    asked = questionnaire(seven.instrument)
    positions = _positions(rng, others)
    wanted = np.clip(positions + rng.integers(-1, 2, positions.shape), 1, 7)
    sides = rng.choice(4, positions.shape, p=[0.5, 0.2, 0.1, 0.2])
    _publish(seven, others, positions, wanted, sides, at=at)
    yes = rng.random((len(others), 4)) < (0.15, 0.6, 0.1, 0.55)
    now = 1.0 + (yes | np.roll(yes, 1, axis=1) & (False, True, False, True))
    none = np.zeros(now.shape, np.int64)
    _publish(waves["hubs-and-virtual"], others, now, now, none, at=at)
    _make_earlier_round(rng, others, positions, on=on, at=at)
    _answer_as_team(seven, asked, on=on, at=at)
    _choose(on=on)


def _make_earlier_round(
    rng: np.random.Generator,
    others: list[Member],
    positions: np.ndarray,
    *,
    on: date,
    at: datetime,
) -> None:
    """Let two of three have answered a year before: slower, and more of one model."""
    earlier = SurveyWave.objects.create(
        network_id=others[0].network_id,
        system_id=current_system_id(),
        instrument="seven-decisions",
        name=f"{'Fall' if on.month > 6 else 'Spring'} {on.year - 1}",
        opens_on=on - timedelta(days=386),
        closes_on=on - timedelta(days=326),
    )
    before = positions + np.rint(rng.normal(size=positions.shape)) / 2
    before[:, 1] -= rng.choice((0.0, 1.0, 2.0), len(others))
    before[:, 5] -= rng.choice((0.0, 0.0, 1.0), len(others))
    before = np.clip(before, 1, 7)
    sides = rng.choice(4, positions.shape, p=[0.7, 0.1, 0.1, 0.1])
    answered = [*others[: len(others) * 2 // 3], Member.objects.mine().get()]
    own = np.median(np.array(_TEAM, float), axis=0) - (1, 1, 0, 0, 0, 0, 1)
    before = np.vstack([before[: len(answered) - 1], np.clip(own, 1, 7)])
    _publish(earlier, answered, before, before, sides[: len(answered)], at=at)
    PublishedPosition.objects.filter(wave=earlier, member=answered[-1]).update(
        system_id=current_system_id()
    )


def _positions(rng: np.random.Generator, others: list[Member]) -> np.ndarray:
    """Return where the others are: medians of teams, larger ones more central."""
    mind = np.array(_CENTRES) + 1.3 * rng.normal(size=(len(others), len(_CENTRES)))
    size = np.array([Size.values.index(member.size) for member in others])
    mind[:, 0] -= 1.1 * (size - 1)
    return np.clip(np.rint(2 * mind) / 2, 1, 7)


def _publish(
    wave: SurveyWave,
    others: list[Member],
    at_points: np.ndarray,
    wanted: np.ndarray,
    sides: np.ndarray,
    *,
    at: datetime,
) -> None:
    PublishedPosition.objects.bulk_create(
        PublishedPosition(
            network_id=wave.network_id,
            wave=wave,
            member=member,
            at=at_points[n].astype("<f4").tobytes(),
            wanted=wanted[n].astype("<f4").tobytes(),
            chosen=sides[n].astype("<i1").tobytes(),
            published_at=at,
        )
        for n, member in enumerate(others)
    )


def _answer_as_team(
    wave: SurveyWave, asked: Questionnaire, *, on: date, at: datetime
) -> None:
    """Let the demo's leader and six colleagues answer."""
    leader = Account.objects.filter(username="leader").first()
    unit_id = Unit.objects.order_by("pk").values_list("pk", flat=True).first()
    ids = [leader.pk] if leader is not None else []
    for given, family in _LEADERS:
        person_id = add_adult(
            given_name=given,
            family_name=family,
            role=RoleKind.LEADER,
            unit_id=unit_id,
        )
        username = f"{given}-{family}".lower()
        ids.append(create_account(person_id=person_id, username=username))
    reasons = dict(_REASONS)
    for by_id, points in zip(ids, _TEAM, strict=False):
        answers = {
            question.code: Answer(
                at=point,
                wanted=min(7, point + 1) if n == 1 else point,
                why=reasons.pop(point, "") if n == 0 else "",
            )
            for n, (question, point) in enumerate(
                zip(asked.questions, points, strict=True)
            )
        }
        save_answers(wave=wave.uuid, answers=answers, by_id=by_id, on=on, at=at)


def _choose(*, on: date) -> None:
    leader = Account.objects.filter(username="leader").first()
    if leader is None:
        return
    chosen = (
        ("speed", "low", "One new hub a year, not three.", "Two towns wait longer.", 3),
        ("model-modules", "low", "All parts from day one.", "Fewer schools dare.", -60),
    )
    for item, side, choice, cost, days in chosen:
        TradeOff.objects.create(
            token=uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{item}"),
            instrument="seven-decisions",
            item=item,
            side=side,
            choice=choice,
            cost=cost,
            chosen_on=on - timedelta(days=90),
            revisit_on=on - timedelta(days=days),
            by=leader,
        )
