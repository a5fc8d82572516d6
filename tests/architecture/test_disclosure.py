"""Whatever leaves a system goes through engines/disclosure; a new way out is refused.

Three lists are walked: every address that sends a file, every table that other systems
read, and the one module of each app that talks to the engine.
"""

from __future__ import annotations

import inspect

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

from seedbed.apps.accounts.sharing import NetworkModel

#: Addresses that send a file which leaves the system, with what makes it safe to tell.
LEAVES = {
    "exchange:table": "exchange.bridge.found",
    "exchange:plays_table": "exchange.bridge.found",
    "exchange:give_package": "exchange.bridge.found",
    "innovate:pilot-report-pdf": "pilots.bridge.tellable",
    "innovate:decisions-csv": "decisions.bridge.LEAST_SYSTEMS",
    "innovate:charter_pdf": "needs.bridge.LEAST_SHOWN",
}
#: Addresses that send a file to people of the system who may read the rows themselves.
STAYS = {
    "leader:money_csv": "a leader's own budget by month",
    "leader:explore_csv": "a leader's own students by group, with small groups empty",
    "leader:print": "tomorrow's plan on paper, for the adults who lead it",
    "office:people_csv": "the registrar's own list of people",
    "office:held": "the registrar's own rows that an import held back",
    "account:feed": "one person's own calendar, behind a secret address",
    "sheets:seats": "a room's own list on paper",
}
#: Tables that other systems read, with what their rows go through before.
SHARED = {
    "Member": "networks.bridge.people_in",
    "HelpRequest": "networks.bridge.people_in",
    "OutcomeReport": "networks.bridge.tellable",
    "Contribution": "networks.bridge.LEAST_SYSTEMS",
    "PublishedPosition": "decisions.bridge.LEAST_SYSTEMS",
    "WaveComparison": "decisions.bridge.differing",
    "SurveyWave": "",
    "HelpAnswer": "",
    "LeadHandover": "",
    "Partner": "",
    "Basic": "",
    "BasicInUse": "",
    "Story": "exchange.bridge.contexts",
    "Telling": "exchange.bridge.found",
    "StoryQuestion": "exchange.bridge.found",
    "AuthorReply": "exchange.bridge.found",
    "AskedFor": "exchange.bridge.found",
    "Play": "exchange.bridge.found",
    "PlayVersion": "exchange.bridge.found",
    "PlayEvidence": "exchange.bridge.may_tell_of",
    "SearchText": "exchange.bridge.found",
    "ExchangeMember": "exchange.bridge.contexts",
}
_SENDS = ("Content-Disposition", "text/csv", "application/pdf", "text/calendar",
          "csv_file(")  # fmt: skip


def views(patterns=None, space=""):
    """Yield name and function of every page, with the name of its portal."""
    for one in patterns or get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", inspect.unwrap(one.callback)
        elif one.namespace not in ("admin",):
            inner = f"{one.namespace}:" if one.namespace else space
            yield from views(one.url_patterns, inner)


def sends_a_file(view) -> bool:
    try:
        source = inspect.getsource(view)
    except (OSError, TypeError):
        return False
    return any(word in source for word in _SENDS)


def test_every_address_that_sends_a_file_says_why_it_may():
    found = {name for name, view in views() if sends_a_file(view)}
    placed = set(LEAVES) | set(STAYS)

    assert found <= placed, (
        "Say in LEAVES what makes these safe to tell, or in STAYS why they do not "
        "leave the system."
    )
    assert set(LEAVES) <= {name for name, _view in views()}


def test_every_table_that_other_systems_read_says_what_its_rows_go_through():
    from tests.architecture.test_privacy import SHARED as OUTSIDE

    ours = [m for m in apps.get_models() if m.__module__.startswith("seedbed.")]
    network = {m.__name__ for m in ours if issubclass(m, NetworkModel)}
    exchange = {name for name, why in OUTSIDE.items() if "system" in why}
    read = network | (
        exchange & {m.__name__ for m in ours if "exchange" in m.__module__}
    )
    sealed = {"SealedIdentity", "EnvelopeOpening", "StewardGrant", "TrustedSender",
              "Reading"}  # fmt: skip

    assert read - sealed - set(SHARED) == set()


@pytest.mark.parametrize("gate", sorted({*LEAVES.values(), *SHARED.values()} - {""}))
def test_each_gate_is_the_engine_at_work(gate):
    """A gate is a function or a limit of an app's bridge that calls the engine."""
    from importlib import import_module

    app, _bridge, name = gate.split(".")
    bridge = import_module(f"seedbed.apps.{app}.bridge")
    source = inspect.getsource(bridge)
    found = getattr(bridge, name)

    if callable(found):
        words = inspect.getsource(found)
        assert "disclosure." in words or "survey." in words
    else:
        assert found >= 5
        assert f"{name} = " in source
