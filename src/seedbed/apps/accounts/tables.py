"""What opens pages without a password: addresses, invitations, cards and passkeys.

Of a secret that a person holds only its SHA-256 is kept: it is long and random, so that
nobody finds it from there.
"""

from __future__ import annotations

import uuid

from django.db import models

from .tenancy import TenantModel

_DIGEST_LENGTH = 64


class FeedKey(TenantModel):
    """The secret address of one person's calendar; a person has one at a time.

    Personal data: who reads the own days in another calendar.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="feed_keys"
    )
    digest = models.CharField(max_length=_DIGEST_LENGTH)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "digest"], name="feed_key_digest_once"
            ),
            models.UniqueConstraint(
                fields=["system", "person"],
                condition=models.Q(ended_at=None),
                name="feed_key_one_each",
            ),
        )

    def __str__(self) -> str:
        return f"calendar of {self.person}"


class Invitation(TenantModel):
    """An address by which a person chooses a password, once; a new one ends the last.

    Personal data: who was invited to sign in, by whom and when.
    """

    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="invitations"
    )
    digest = models.CharField(max_length=_DIGEST_LENGTH)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "digest"], name="invitation_digest_once"
            ),
            models.UniqueConstraint(
                fields=["system", "account"],
                condition=models.Q(ended_at=None),
                name="invitation_one_each",
            ),
        )

    def __str__(self) -> str:
        return f"invitation of {self.account}"


class CardAccess(TenantModel):
    """Whether the students of a unit may sign in by card.

    Personal data: the account that decided.
    """

    unit = models.OneToOneField(
        "accounts.Unit", on_delete=models.CASCADE, related_name="card_access"
    )
    allows_cards = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        word = "allows" if self.allows_cards else "does not allow"
        return f"{self.unit} {word} cards"


class SignInCard(TenantModel):
    """A printed card that signs one student in; a new one ends the one before.

    Personal data: which student has a card, who made it, and its last use.
    """

    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="cards"
    )
    digest = models.CharField(max_length=_DIGEST_LENGTH)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "digest"], name="sign_in_card_digest_once"
            ),
            models.UniqueConstraint(
                fields=["system", "account"],
                condition=models.Q(ended_at=None),
                name="sign_in_card_one_each",
            ),
        )

    def __str__(self) -> str:
        return f"card of {self.account}"


class Passkey(TenantModel):
    """A key in a person's own device that signs them in instead of a password.

    ``credential`` is WebAuthn's attested credential data: the key's id and its public
    half. The private half never leaves the device.

    Personal data: which devices of a person sign in, and when they last did.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(max_length=80)
    key_id = models.CharField(max_length=1400, help_text="hexadecimal")
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "key_id"], name="passkey_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.account}"
