"""Who could be meant, who keeps the exchange, and what is sealed of an author.

No table here but the grant names a person in the open. ``SealedIdentity`` holds bytes
that only a key file outside the database can read, and both are destroyed.
"""

from __future__ import annotations

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class ExchangeMember(models.Model):
    """A system of a network as the public knows it: one that a story could be about.

    ``system`` is empty for a member that keeps its records elsewhere.

    Personal data: none.
    """

    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=64)
    size_band = models.CharField(max_length=16, help_text="students, such as 1000-4999")
    system = models.OneToOneField(
        "accounts.System",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["network", "name", "state"], name="exchange_member_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class DirectoryFile(TenantModel):
    """A directory that a steward brought and looks over before it counts.

    ``rows`` holds name, state and size band of each system; they go when it is taken
    in.

    Personal data: the steward's account.
    """

    token = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=255)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    staged_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name


class Duty(models.TextChoices):
    """What a grant lets its holder do."""

    STEWARD = "steward", "steward"
    READER = "reader", "reader"


class StewardGrant(models.Model):
    """That one account keeps the exchange of a network, or reads as the second.

    Personal data: the account.
    """

    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    account = models.OneToOneField(
        "accounts.Account", on_delete=models.CASCADE, related_name="+"
    )
    duty = models.CharField(max_length=8, choices=Duty)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.duty}"


class SealedIdentity(models.Model):
    """Who told a story, sealed; row and key are destroyed at the latest on a day.

    Personal data: name and account of an author, encrypted.
    """

    telling = models.OneToOneField(
        "exchange.Telling", on_delete=models.CASCADE, related_name="sealed"
    )
    nonce = models.BinaryField()
    content = models.BinaryField()
    forget_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"sealed until {self.forget_on:%Y-%m-%d}"


class EnvelopeOpening(models.Model):
    """That a steward opened a sealed identity, and why. Append-only.

    Personal data: the steward's account.
    """

    is_append_only = True

    telling_uuid = models.UUIDField(db_index=True)
    opened_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    why = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.telling_uuid} opened"
