"""Every table says what it knows about a person."""

from django.apps import apps

from seedbed.apps.accounts.tenancy import TenantModel

#: Tables that every system shares, each with its reason.
SHARED = {
    "Network": "systems belong to it",
    "System": "the tenant itself",
    "Account": "read before the system is known",
}


def ours():
    return [m for m in apps.get_models() if m.__module__.startswith("seedbed.")]


def test_every_model_declares_its_personal_data():
    silent = [m.__name__ for m in ours() if "Personal data:" not in (m.__doc__ or "")]

    assert silent == [], "Add a 'Personal data:' line to these model docstrings."


def test_every_table_belongs_to_one_system_or_says_why_not():
    shared = {m.__name__ for m in ours() if not issubclass(m, TenantModel)}

    assert shared == set(SHARED)
