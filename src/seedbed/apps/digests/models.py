"""When each adult wants the one e-mail of a day, and which were sent."""

from __future__ import annotations

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class When(models.TextChoices):
    """When a digest comes."""

    EVENING = "evening", "in the evening, about the next school day"
    MORNING = "morning", "in the morning, about that day"
    NONE = "none", "never"


class DigestChoice(TenantModel):
    """When one adult wants the digest.

    Personal data: a person's wish.
    """

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, related_name="digest_choice"
    )
    when = models.CharField(max_length=8, choices=When)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {self.get_when_display()}"


class DigestSent(TenantModel):
    """One digest of one person and day: the ledger that keeps it to one.

    Personal data: that an e-mail was sent to a person, not what it said.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="digests_sent"
    )
    on = models.DateField()
    when = models.CharField(max_length=8, choices=When)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "person", "on"], name="digest_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} on {self.on:%Y-%m-%d}"
