"""Every table says what it knows about a person."""

from django.apps import apps

from seedbed.apps.accounts.sharing import NetworkModel
from seedbed.apps.accounts.tenancy import TenantModel

#: Tables that every system shares, each with its reason.
SHARED = {
    "Network": "systems belong to it",
    "System": "the tenant itself",
    "Account": "read before the system is known",
    "ExchangeMember": "what the public knows of systems that stories could be about",
    "StewardGrant": "a steward keeps the stories of all systems of a network",
    "SealedIdentity": "a column that names the system would tell who told a story",
    "EnvelopeOpening": "belongs to no system, or it would tell whose story it was",
    "Telling": "a column that names the system would tell who told it",
    "Reading": "readers read for the whole network",
    "Story": "every system of the network reads it",
    "StoryQuestion": "asked by one system, answered by another, named by neither",
    "AuthorReply": "every system of the network reads it",
    "AskedFor": "every system of the network reads it",
    "SearchText": "the words of released stories and plays",
    "Play": "every system of the network reads it",
    "PlayVersion": "every system of the network reads it",
    "PlayEvidence": "read beside a play; it names no system",
    "TrustedSender": "the deployment trusts, not a system",
}


def ours():
    return [m for m in apps.get_models() if m.__module__.startswith("seedbed.")]


def test_every_model_declares_its_personal_data():
    silent = [m.__name__ for m in ours() if "Personal data:" not in (m.__doc__ or "")]

    assert silent == [], "Add a 'Personal data:' line to these model docstrings."


def test_every_table_belongs_to_one_system_or_one_network_or_says_why_not():
    walled = (TenantModel, NetworkModel)
    shared = {m.__name__ for m in ours() if not issubclass(m, walled)}

    assert shared == set(SHARED)


def test_no_table_that_a_network_shares_knows_a_person():
    telling = [
        m.__name__
        for m in ours()
        if issubclass(m, NetworkModel)
        and "Personal data: none" not in (m.__doc__ or "")
    ]

    assert telling == []
