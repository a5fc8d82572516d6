"""The address of a family's link: signed, short, and naming its school system.

The system's key stands in it because no tenant row can be read before the system is
known. Nothing in it is secret but the signature, which nobody can make without the
deployment's secret key.
"""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer

from seedbed.apps.accounts.tenancy import current_system_id

from .errors import UnknownLinkError

_SIGNER_SALT = "seedbed.family-link"


def _signer() -> Signer:
    return Signer(sep=".", salt=_SIGNER_SALT)


def token_of(link_uuid: UUID) -> str:
    """Return the last part of a link's address. Inside ``system_context``."""
    return _signer().sign(f"{current_system_id()}-{link_uuid.hex}")


def read_token(token: str) -> tuple[int, UUID]:
    """Return the system and the link that an address names. No query.

    Raises
    ------
    UnknownLinkError
        If it was not signed here.
    """
    try:
        system_id, _dash, link_hex = _signer().unsign(token).partition("-")
        return int(system_id), UUID(hex=link_hex)
    except (BadSignature, ValueError) as error:
        raise UnknownLinkError from error
