"""What comes into a pilot besides the record: files of scores, answers to a pulse."""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class ScoreFile(TenantModel):
    """A file of scores for one look, staged until somebody has seen and confirmed it.

    ``look`` 0 is the pretest. ``rows`` are the good ones, as student id, value and day;
    ``problems`` name the others: row of the file, what is wrong, whom it is about.

    Personal data: students' scores, and the account that brought them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(
        "pilots.Pilot", on_delete=models.CASCADE, related_name="score_files"
    )
    look = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=255)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    staged_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    staged_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.file_name} for look {self.look}"


class PilotPulse(TenantModel):
    """How a week of a pilot was for one student, from 1 to 5. The last word stands.

    Personal data: how a student felt in a week.
    """

    member = models.ForeignKey(
        "pilots.Participation", on_delete=models.CASCADE, related_name="pulses"
    )
    week_on = models.DateField(help_text="its Monday")
    score = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "member", "week_on"], name="pilot_pulse_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.score} in the week of {self.week_on:%Y-%m-%d}"
