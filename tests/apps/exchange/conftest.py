"""A network of five systems; Clara Cho of Riverside has something to tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from seedbed.apps.exchange import receipts, services
from seedbed.apps.exchange.cards import StoryWords

ON = date(2026, 10, 12)
AT = datetime(2026, 10, 12, 15, tzinfo=UTC)
WORDS = StoryWords(
    kind="failure",
    topic="schedule",
    tried="We gave tutoring in the first block to everybody who asked.",
    happened="Buses came late, and a third of the seats stayed empty for a month.",
    advice="Ask the drivers before you draw the schedule.",
)


def adult(given, role, unit=None):
    """Return the account of a new adult of the current system."""
    from seedbed.apps.accounts.models import Account, Person, Role

    person = Person.objects.create(given_name=given, family_name="Keeper")
    Role.objects.create(person=person, kind=role, unit=unit)
    return Account.objects.create(
        username=given.lower(), person=person, system_id=person.system_id
    )


@pytest.fixture
def network(cast, tmp_path):
    """Return five members, a steward, a second reader and the folder of keys."""
    from seedbed.apps.exchange.models import ExchangeMember

    home = cast.riverside.network
    for n, name in enumerate(
        ("Riverside", "Lakeside", "Hillside", "Seaside", "Woodside")
    ):
        ExchangeMember.objects.create(
            network=home,
            name=name,
            state="Ohio",
            size_band="1000-4999",
            system=(cast.riverside, cast.lakeside)[n] if n < 2 else None,
        )
    stella, rita = adult("Stella", "steward"), adult("Rita", "steward")
    services.appoint(account_id=stella.pk, duty="steward", at=AT)
    services.appoint(account_id=rita.pk, duty="reader", at=AT)
    cho = cast.cho.person.account
    return SimpleNamespace(
        cast=cast,
        home=home,
        stella=stella.pk,
        rita=rita.pk,
        cho=cho.pk,
        keys=tmp_path / "keys",
    )


@pytest.fixture
def tell(network):
    """Return a function that tells a story as Clara Cho; it returns id and receipt."""

    def told(words=WORDS, **more):
        receipt = receipts.new_receipt()
        uuid = services.tell(
            words=words,
            receipt=receipt,
            by_id=network.cho,
            on=ON,
            keys=network.keys,
            **more,
        )
        return uuid, receipt

    return told


@pytest.fixture
def release(network, tell):
    """Return a function that tells, reads twice and releases; it returns id and receipt."""

    def released(words=WORDS, **more):
        telling, receipt = tell(words, **more)
        for reader in (network.stella, network.rita):
            services.read(telling=telling, passes=True, words="", by_id=reader, at=AT)
        story = services.release(
            telling=telling, by_id=network.stella, on=ON, keys=network.keys
        )
        return story, receipt

    return released
