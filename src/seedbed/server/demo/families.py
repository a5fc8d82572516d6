"""The simulated family: two children, a link without a password, and two messages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.families.models import Concern, ConcernKind
from seedbed.apps.families.services import (
    allow_links,
    answer_concern,
    make_link,
    raise_concern,
)
from seedbed.apps.rosters.models import Guardianship
from seedbed.lib.calendar import previous_school_day

from .people import UnitPeople

#: The second child of the simulated family, by place on the hub's list.
_SIBLING = 2
_MESSAGES = (
    (
        ConcernKind.NOT_RIGHT,
        "Two days in a row Maya came home saying she sat alone with the computer "
        "after lunch. Is that meant to be so?",
        "Thank you for telling us. Those were two days of practice before a group "
        "begins. I have asked her mentor to look at the block after lunch with her.",
    ),
    (
        ConcernKind.QUESTION,
        "¿Podemos hablar el jueves por la tarde sobre las matemáticas de sexto grado?",
        "",
    ),
)


def let_families_in(hub: UnitPeople, *, on: date, at: datetime) -> str:
    """Open the hub to its families; return the address of one link.

    A second run gives the same link and no second message.
    """
    family, leader = account_named("family"), account_named("leader")
    allow_links(unit_id=hub.unit.pk, is_allowed=True, by_id=leader.id, at=at)
    child, sibling = hub.students[0], hub.students[_SIBLING]
    Guardianship.objects.get_or_create(guardian_id=family.person_id, student=sibling)
    for n, (kind, text, answer) in enumerate(_MESSAGES):
        raised_at = at - timedelta(days=2 - n, hours=3)
        key = uuid5(NAMESPACE_URL, f"simulated family message {n} of {family.uuid}")
        raise_concern(
            student_id=child.pk,
            guardian_id=family.person_id,
            kind=kind,
            text=text,
            form_key=key,
            language="es" if n else "en",
            on=previous_school_day(on),
            at=raised_at,
        )
        sent = Concern.objects.get(form_key=key)
        if answer and sent.answered_at is None:
            later = raised_at + timedelta(hours=5)
            answer_concern(uuid=sent.uuid, answer=answer, by_id=leader.id, at=later)
    link = make_link(guardian_id=family.person_id, student_id=child.pk, at=at)
    return reverse("family:link", args=[link.token])
