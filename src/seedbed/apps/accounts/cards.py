"""What the queries of the accounts app return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SystemCard:
    """One school system."""

    id: int
    uuid: UUID
    name: str
    time_zone: str
    is_simulated: bool


@dataclass(frozen=True, kw_only=True)
class UnitCard:
    """One unit or school."""

    id: int
    uuid: UUID
    name: str
    kind: str
    grade_low: int
    grade_high: int


@dataclass(frozen=True, kw_only=True)
class RoleCard:
    """One role of a person; ``unit_id`` is None for the whole system."""

    kind: str
    unit_id: int | None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountCard:
    """One account with the person behind it and the person's roles."""

    id: int
    uuid: UUID
    username: str
    system_id: int
    person_id: int
    name: str
    first_name: str
    language: str
    roles: tuple[RoleCard, ...]

    def has_role(self, *kinds: str, unit_id: int | None = None) -> bool:
        """Tell whether the person has one of these roles (for a unit, if named).

        A role without a unit covers every unit of the system.
        """
        return any(
            role.kind in kinds and (unit_id is None or role.unit_id in (None, unit_id))
            for role in self.roles
        )


@dataclass(frozen=True, kw_only=True)
class FeedCard:
    """Whose calendar an address is; ``is_open`` is False once it was stopped."""

    person_id: int
    uuid: UUID
    name: str
    first_name: str
    language: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MadeSignInCard:
    """A card as it is printed, once: ``token`` is the last part of its address."""

    name: str
    unit: str
    token: str


@dataclass(frozen=True, kw_only=True)
class HeldCard:
    """Which account a printed card opens; ``is_open`` is False once it was ended."""

    id: int
    account_id: int
    person_id: int
    first_name: str
    language: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MadeInvitation:
    """An invitation as it is handed out, once: ``token`` is the end of its address."""

    name: str
    first_name: str
    username: str
    email: str
    language: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class HeldInvitation:
    """Whom an invitation lets choose a password; ``is_open`` is False once it ended."""

    account_id: int
    person_id: int
    first_name: str
    username: str
    language: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """When the card of one person was made and last used."""

    person_id: int
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PasskeyCard:
    """One passkey, as its person sees it."""

    uuid: UUID
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StoredPasskey:
    """One passkey as the check of a signature needs it."""

    id: int
    account_id: int
    credential: bytes
    sign_count: int
