"""The simulated system's unmet needs: lists, a bare count, families' words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.needs import services
from seedbed.apps.needs.models import PocketList
from seedbed.apps.rosters.models import Student

#: Pocket, who keeps the list, how they know, share of the students, and what these do
#: instead, in order of how many do.
_LISTS = (
    (
        "working",
        "Simulated counselors",
        "Asked one by one in September.",
        0.16,
        ("nothing", "nothing", "evening shifts"),
    ),
    (
        "homebound",
        "Simulated nurse's office",
        "Doctors' letters.",
        0.08,
        ("two hours of tutoring a week", "nothing"),
    ),
    (
        "no_care",
        "Simulated family survey",
        "Answered by six families in ten.",
        0.22,
        ("with older siblings", "nothing", ""),
    ),
    ("credits", "Simulated registrar", "Credits at the end of term.", 0.12, ("",)),
)
_SEATS = {"working": 30, "homebound": 12, "no_care": 25}
_ASKED = (
    (
        "working",
        "en",
        "She works until two. Could her live lessons be in the afternoon?",
    ),
    (
        "no_care",
        "es",
        "Salgo del trabajo a las seis y no tengo con quién dejarlo después de clases.",
    ),
    ("homebound", "en", "On her good days she could do more than the two hours."),
)


def make_unserved(
    students: Sequence[Student], *, on: date, at: datetime, seed: int
) -> int:
    """Bring the lists, a count and three requests; return how many lists are new.

    Nothing is made where there is a list already.
    """
    if PocketList.objects.exists():
        return 0
    by_id = account_named("leader").id
    for number, (kind, source, how_known, share, instead) in enumerate(_LISTS):
        drawn = Random(f"{seed} {kind}").sample(  # noqa: S311 - simulated people
            list(students), max(1, round(share * len(students)))
        )
        lines = [
            f"{student.person.uuid},{instead[place % len(instead)]}"
            for place, student in enumerate(drawn)
        ]
        uuid = services.stage_list(
            kind=kind,
            source=source,
            file_name=f"{kind}.csv",
            content="\n".join(["student,instead", *lines]).encode(),
            as_of_on=on - timedelta(days=14 + 30 * number),
            on=on,
            how_known=how_known,
            by_id=by_id,
            at=at,
        )
        services.save_list(uuid=uuid, by_id=by_id, at=at)
    for kind, n_seats in _SEATS.items():
        services.set_seats(kind=kind, n_seats=n_seats, by_id=by_id, at=at)
    services.note_count(
        kind="homeschooled",
        source="Simulated county register",
        n_children=140,
        of_children=5_200,
        as_of_on=on - timedelta(days=60),
        on=on,
        by_id=by_id,
        at=at,
    )
    for number, (kind, language, text) in enumerate(_ASKED):
        services.note_request(
            token=uuid5(NAMESPACE_URL, f"simulated request {number}"),
            text=text,
            language=language,
            kind=kind,
            said_on=on - timedelta(days=3 + number),
            by_id=by_id,
            at=at,
        )
    return len(_LISTS)
