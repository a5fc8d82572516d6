"""The fund: rounds, applications problem first, and what three readers said of each."""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class FundRound(TenantModel):
    """A time in which teams of a unit may ask for money, and how much there is.

    ``decides_by_on`` is the day until which every application has its answer. Where
    ``is_blind``, readers do not see who wrote and who leads.

    Personal data: the account that opened it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    budget_dollars = models.PositiveIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    decides_by_on = models.DateField()
    is_blind = models.BooleanField(default=True)
    opened_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.title


class FundReader(TenantModel):
    """Somebody who reads the applications of a round, once ``trained_on`` for it.

    Personal data: who reads.
    """

    round = models.ForeignKey(
        FundRound, on_delete=models.CASCADE, related_name="readers"
    )
    reader = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    trained_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "round", "reader"], name="fund_reader_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reader_id} reads {self.round_id}"


class FundAnswer(models.TextChoices):
    """What a round answers."""

    YES = "yes", "yes"
    NO = "no", "no"
    HOLD = "hold", "hold for the next round"
    EDIT = "edit", "edit and send again"


class FundApplication(TenantModel):
    """What a team asks for, problem first; a draft until ``sent_at``.

    ``answers`` holds what was typed in the four steps, by field. A yes makes ``pilot``.

    Personal data: the account that wrote it, names of the team.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        FundRound, on_delete=models.PROTECT, related_name="applications"
    )
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=4, choices=FundAnswer, default="", blank=True)
    why = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    pilot = models.OneToOneField(
        "pilots.Pilot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
    )

    def __str__(self) -> str:
        return f"application {self.pk} to round {self.round_id}"


class FundReview(TenantModel):
    """What one reader said of one application, once.

    A reader with a ``conflict`` says so and judges nothing. ``is_sustainable`` is asked
    first: without it the rest is not read. Marks go from 1 to 4.

    Personal data: what a reader thinks, and what ties them to a team.
    """

    application = models.ForeignKey(
        FundApplication, on_delete=models.PROTECT, related_name="reviews"
    )
    reader = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    conflict = models.CharField(max_length=500, default="", blank=True)
    is_sustainable = models.BooleanField(null=True)
    marks = models.JSONField(default=dict)
    words = models.TextField(default="", blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "application", "reader"], name="fund_review_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reader_id} on {self.application_id}"
