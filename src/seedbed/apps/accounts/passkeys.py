"""Passkeys of accounts: kept, listed, looked up, removed.

The signatures themselves are checked where the browser's answer arrives (web/account).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from .cards import PasskeyCard, StoredPasskey
from .errors import UnknownPasskeyError
from .models import Account
from .tables import Passkey
from .tenancy import system_context

NAME_LENGTH = 80
#: More than anybody has devices; a form sent in a loop stops here.
MOST = 20


@transaction.atomic
def add_passkey(
    *, account_id: int, name: str, key_id: bytes, credential: bytes, at: datetime
) -> bool:
    """Keep a passkey; return False if it is kept already, or there are ``MOST``."""
    if Passkey.objects.filter(account_id=account_id).count() >= MOST:
        return False
    _made, is_new = Passkey.objects.get_or_create(
        key_id=key_id.hex(),
        defaults={
            "account_id": account_id,
            "name": name.strip()[:NAME_LENGTH],
            "credential": credential,
            "made_at": at,
        },
    )
    return bool(is_new)


def remove_passkey(*, account_id: int, uuid: UUID) -> bool:
    """Forget a passkey of an account; return False if it has no such one."""
    n, _rows = Passkey.objects.filter(account_id=account_id, uuid=uuid).delete()
    return bool(n)


def passkeys_of(account_id: int) -> tuple[PasskeyCard, ...]:
    """Return the passkeys of an account, the newest first. One query."""
    held = Passkey.objects.filter(account_id=account_id).order_by("-made_at", "-id")
    return tuple(
        PasskeyCard(uuid=k.uuid, name=k.name, made_at=k.made_at, used_at=k.used_at)
        for k in held
    )


def key_ids_of(account_id: int) -> list[bytes]:
    """Return the ids of an account's passkeys. One query."""
    held = Passkey.objects.filter(account_id=account_id)
    return [bytes.fromhex(key_id) for key_id in held.values_list("key_id", flat=True)]


def passkey_of(account_uuid: UUID, key_id: bytes) -> StoredPasskey:
    """Return a passkey by whom and which a browser names. Two queries.

    Needs no ``system_context``: the account says which system it belongs to.

    Raises
    ------
    UnknownPasskeyError
        If there is none.
    """
    account = Account.objects.filter(uuid=account_uuid, is_active=True).first()
    if account is None:
        raise UnknownPasskeyError
    with system_context(account.system_id):
        held = Passkey.objects.filter(account=account, key_id=key_id.hex()).first()
    if held is None:
        raise UnknownPasskeyError
    return StoredPasskey(
        id=held.pk,
        account_id=account.pk,
        credential=bytes(held.credential),
        sign_count=held.sign_count,
    )


def note_use(*, passkey: StoredPasskey, sign_count: int, at: datetime) -> bool:
    """Keep a use; return False if the counter went backwards, as a copy's would.

    Most passkeys count nothing and say zero each time.
    """
    system_id = Account.objects.values_list("system_id", flat=True).get(
        pk=passkey.account_id
    )
    with system_context(system_id):
        held = Passkey.objects.filter(pk=passkey.id)
        if sign_count or passkey.sign_count:
            held = held.filter(sign_count__lt=sign_count)
        return bool(held.update(used_at=at, sign_count=sign_count) == 1)
