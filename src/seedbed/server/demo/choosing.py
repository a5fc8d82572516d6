"""What simulated students choose: rounds, one over and one open, ways and wishes."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.choices import services
from seedbed.apps.choices.cards import ElectiveTerms, MeetingTime, RoundTerms
from seedbed.apps.choices.models import ChoiceRound, Preference
from seedbed.apps.scheduling.models import Room

from .bells import HUB_ELECTIVES
from .people import UnitPeople
from .sizes import TIME_ZONE

ELECTIVE_STARTS, ELECTIVE_ENDS = 12 * 60 + 20, 13 * 60 + 10
MOST_WISHES = 5
RANKING_SHARE = 0.55
SMALLEST = 4
#: Seats over students, because some rooms hold fewer than wanted.
SPARE = 1.1
NEW_ELECTIVE = "Beekeeping"
#: Title in Spanish and what happens in it, in both languages.
WORDS = {
    "Robotics": (
        "Robótica",
        "Build a rover and teach it a maze.",
        "Construir un vehículo y enseñarle un laberinto.",
    ),
    "Ceramics": (
        "Cerámica",
        "From a lump of clay to a glazed bowl.",
        "De un trozo de arcilla a un cuenco esmaltado.",
    ),
    "School news": (
        "Noticias de la escuela",
        "Find it out, write it, print it.",
        "Averiguarlo, escribirlo, imprimirlo.",
    ),
    "Spanish conversation": (
        "Conversación en español",
        "Cook, play and argue in Spanish.",
        "Cocinar, jugar y discutir en español.",
    ),
    "Chess and games": (
        "Ajedrez y juegos",
        "Openings, endings, and games of your own.",
        "Aperturas, finales y juegos propios.",
    ),
    "Book circle": (
        "Círculo de lectura",
        "One book a month, chosen by vote.",
        "Un libro al mes, elegido por votación.",
    ),
    "Film club": (
        "Club de cine",
        "Watch, cut, and shoot a short film.",
        "Ver, montar y rodar un cortometraje.",
    ),
    "Running": ("Correr", "Once around the creek, together.", "La vuelta al arroyo."),
    "Garden": (
        "Huerto",
        "Grow what the kitchen cooks in spring.",
        "Cultivar lo que la cocina usa en primavera.",
    ),
    "Choir": (
        "Coro",
        "Three voices by December, and a concert.",
        "Tres voces para diciembre, y un concierto.",
    ),
    "Debate": (
        "Debate",
        "Argue one side, then the other.",
        "Defender una postura y luego la contraria.",
    ),
    NEW_ELECTIVE: (
        "Apicultura",
        "Two hives on the roof, and what bees count.",
        "Dos colmenas en la azotea y lo que cuentan las abejas.",
    ),
}
#: (title, students who wish for it)
WISHES = (("Baking", 7), ("Skateboarding", 4), ("Podcast studio", 2))


@transaction.atomic
def make_choices(hub: UnitPeople, *, at: datetime, seed: int) -> None:
    """Let the hub's students choose; what is there already stays as it is."""
    if ChoiceRound.objects.filter(unit=hub.unit).exists():
        return
    rng = np.random.default_rng([seed, 5])
    leader_id = account_named("leader").id
    electives = _offer(hub, leader_id)
    _closed_round(hub, electives, leader_id, rng, at=at)
    electives.append(_designed(hub, leader_id, at=at))
    _open_round(hub, electives, leader_id, rng, at=at)
    _wish(hub, leader_id, at=at)
    _ask_ways(hub, leader_id, at=at)


def _terms(title: str, *, adult_id: int, room: str, seats: int) -> ElectiveTerms:
    spanish, english_words, spanish_words = WORDS[title]
    return ElectiveTerms(
        title=title,
        title_es=spanish,
        description=english_words,
        description_es=spanish_words,
        adult_id=adult_id,
        room=room,
        seats=seats,
        minimum=min(SMALLEST, seats),
        meetings=tuple(
            MeetingTime(day, ELECTIVE_STARTS, ELECTIVE_ENDS) for day in range(5)
        ),
    )


def _offer(hub: UnitPeople, leader_id: int) -> list[int]:
    """Put as many electives on offer as adults can lead at once."""
    room_seats = dict(Room.objects.filter(unit=hub.unit).values_list("name", "seats"))
    leads = [*hub.staff[RoleKind.TEACHER], *hub.staff[RoleKind.MENTOR]]
    held = HUB_ELECTIVES[: len(leads)]
    all_shares = sum(share for _title, _room, share in held)
    made = []
    for (title, room, share), lead in zip(held, leads, strict=False):
        seats = math.ceil(SPARE * len(hub.students) * share / all_shares)
        terms = _terms(
            title,
            adult_id=lead.pk,
            room=room,
            seats=min(seats, room_seats.get(room, seats)),
        )
        made.append(
            services.offer_elective(unit_id=hub.unit.pk, terms=terms, by_id=leader_id)
        )
    return made


def _closed_round(
    hub: UnitPeople,
    electives: list[int],
    leader_id: int,
    rng: np.random.Generator,
    *,
    at: datetime,
) -> None:
    closes_at = _afternoon(at - timedelta(days=21))
    terms = RoundTerms(
        title="Fall electives",
        title_es="Electivas de otoño",
        opens_at=closes_at - timedelta(days=7),
        closes_at=closes_at,
        starts_on=closes_at.date() + timedelta(days=1),
        ends_on=(at + timedelta(days=45)).date(),
    )
    row = _round(hub, terms, leader_id, rng)
    _rank(row, hub, electives, rng, share=1.0)
    services.close_and_allot(
        round_uuid=row.uuid, at=closes_at + timedelta(hours=1), by_id=leader_id
    )


def _open_round(
    hub: UnitPeople,
    electives: list[int],
    leader_id: int,
    rng: np.random.Generator,
    *,
    at: datetime,
) -> None:
    closes_at = _afternoon(at + timedelta(days=6))
    terms = RoundTerms(
        title="Spring electives",
        title_es="Electivas de primavera",
        opens_at=at - timedelta(days=2),
        closes_at=closes_at,
        starts_on=(at + timedelta(days=46)).date(),
        ends_on=(at + timedelta(days=150)).date(),
    )
    row = _round(hub, terms, leader_id, rng)
    _rank(row, hub, electives, rng, share=RANKING_SHARE)


def _round(
    hub: UnitPeople, terms: RoundTerms, leader_id: int, rng: np.random.Generator
) -> ChoiceRound:
    key = services.open_round(
        unit_id=hub.unit.pk,
        terms=terms,
        seed=rng.bytes(8).hex(),
        salt=rng.bytes(16).hex(),
        by_id=leader_id,
    )
    row: ChoiceRound = ChoiceRound.objects.get(uuid=key)
    return row


def _rank(
    row: ChoiceRound,
    hub: UnitPeople,
    electives: list[int],
    rng: np.random.Generator,
    *,
    share: float,
) -> None:
    """Draw wishes: some electives are wanted by more students than others."""
    popularity = 1.0 / (1.0 + np.arange(len(electives)))
    popularity /= popularity.sum()
    rows = []
    for student in hub.students:
        n = int(rng.integers(2, min(MOST_WISHES, len(electives)) + 1))
        drawn = rng.choice(electives, size=n, replace=False, p=popularity).tolist()
        if student is not hub.students[0] and rng.random() >= share:
            continue
        rows += [
            Preference(round=row, student=student, elective_id=elective_id, rank=place)
            for place, elective_id in enumerate(drawn, start=1)
        ]
    Preference.objects.bulk_create(rows)


def _designed(hub: UnitPeople, leader_id: int, *, at: datetime) -> int:
    """Let a student design an elective with a tutor, and the leader accept it."""
    tutor = hub.staff[RoleKind.TUTOR][0]
    designer = hub.students[2]
    services.ask_elective(
        student_id=designer.pk,
        title=NEW_ELECTIVE,
        description=WORDS[NEW_ELECTIVE][1],
        mentor_id=tutor.pk,
        by_id=leader_id,
        at=at - timedelta(days=9),
    )
    request = designer.elective_requests.get()
    return services.accept_elective(
        unit_id=hub.unit.pk,
        request_id=request.pk,
        terms=_terms(
            NEW_ELECTIVE, adult_id=tutor.pk, room="", seats=min(12, len(hub.students))
        ),
        by_id=leader_id,
    )


def _wish(hub: UnitPeople, leader_id: int, *, at: datetime) -> None:
    first = 3
    for title, n in WISHES:
        for student in hub.students[first : first + n]:
            services.ask_elective(
                student_id=student.pk, title=title, by_id=leader_id, at=at
            )
        first += n


def _ask_ways(hub: UnitPeople, leader_id: int, *, at: datetime) -> None:
    """Ask for a few ways: the first student's is agreed to, the others wait."""
    maya, *others = hub.students[:5]
    agreed = services.ask_way(
        student_id=maya.pk,
        kind="place",
        value="home",
        weekday=4,
        by_id=leader_id,
        at=at - timedelta(days=3),
    )
    services.approve_way(way_id=agreed, by_id=leader_id, at=at - timedelta(days=2))
    asked: tuple[dict[str, Any], ...] = (
        {"kind": "pace", "value": "more_time", "subject": "Mathematics"},
        {
            "kind": "place",
            "value": "home",
            "weekday": 2,
            "why": "I read to my brother.",
        },
        {"kind": "work", "weekday": 1, "starts_at": time(13, 10), "ends_at": time(16)},
    )
    for student, way in zip(others, asked, strict=False):
        services.ask_way(student_id=student.pk, by_id=leader_id, at=at, **way)


def _afternoon(at: datetime) -> datetime:
    """Return four o'clock, school time, on the date of a moment."""
    local = at.astimezone(ZoneInfo(TIME_ZONE))
    return local.replace(hour=16, minute=0, second=0, microsecond=0)
