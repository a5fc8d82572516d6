"""Cards and addresses of the simulated hub: its youngest students sign in by card."""

from __future__ import annotations

from datetime import datetime

from seedbed.apps.accounts.models import Account, Person, SignInCard
from seedbed.apps.accounts.queries import DEMO_USERNAMES, account_named
from seedbed.apps.accounts.sign_in_cards import allow_cards, make_cards

from .people import UnitPeople

#: So many students of the hub hold a card; the page offers to make the others.
_N_CARDS = 12
#: A domain that RFC 2606 keeps for examples: no e-mail of the demo can arrive.
_DOMAIN = "seedbed.example"


def make_ways_in(hub: UnitPeople, *, at: datetime) -> None:
    """Let the hub's students sign in by card, and give the demo's adults an address.

    A second run ends no card and changes no address.
    """
    leader = account_named("leader")
    allow_cards(unit_id=hub.unit.pk, is_allowed=True, by_id=leader.id, at=at)
    people = [student.person_id for student in hub.students[:_N_CARDS]]
    held = SignInCard.objects.filter(account__person_id__in=people, ended_at=None)
    having = set(held.values_list("account__person_id", flat=True))
    make_cards(
        unit_id=hub.unit.pk,
        person_ids=[person for person in people if person not in having],
        by_id=leader.id,
        at=at,
    )
    for account in Account.objects.filter(
        username__in=DEMO_USERNAMES, person__email="", system_id=hub.unit.system_id
    ):
        Person.objects.filter(pk=account.person_id, student=None).update(
            email=f"{account.username}@{_DOMAIN}"
        )
