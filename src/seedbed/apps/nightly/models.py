"""The ledger of the night: which step ran for which unit, on what, with what result."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class NightStatus(models.TextChoices):
    """Where one unit's night, or one step of it, stands."""

    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class Night(TenantModel):
    """One unit's night before one school day.

    Personal data: none.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="nights"
    )
    on = models.DateField(help_text="the school day that is planned")
    seed = models.BigIntegerField()
    version = models.CharField(max_length=32)
    status = models.CharField(max_length=8, choices=NightStatus)
    message = models.TextField(default="", blank=True)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "unit", "on"], name="night_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} before {self.on:%Y-%m-%d}"


class NightStep(TenantModel):
    """One step of one unit's night; done steps with the same inputs are not run again.

    Personal data: none.
    """

    night = models.ForeignKey(Night, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=32)
    inputs_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=NightStatus)
    counts = models.JSONField(default=dict)
    seconds = models.FloatField(default=0.0)
    message = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "night", "name"], name="night_step_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.status}"
