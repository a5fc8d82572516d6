"""The learner model, what it remembers of a unit's students, and the snapshots."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class ModelStatus(models.TextChoices):
    """Whether a fit of the learner model is used."""

    LIVE = "live", "live"
    CHALLENGER = "challenger", "tried, did not go live"
    RETIRED = "retired", "retired"


class LearnerModel(TenantModel):
    """One fit of the learner model to the evidence of the whole system.

    Difficulties pool over units. ``arrays`` is a compressed NumPy archive of the fit
    and of the ids its numbers stand for; a challenger that did not go live keeps none.
    ``fitted_until`` is the cut-off of its evidence, ``n_students`` and ``n_answers``
    what that held. ``reason`` says in one sentence why it has its status, ``quality``
    how well it foretold answers that it was not fitted to.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    status = models.CharField(max_length=10, choices=ModelStatus)
    reason = models.TextField(default="", blank=True)
    is_full = models.BooleanField(default=True, help_text="not from an earlier fit on")
    arrays = models.BinaryField()
    fitted_until = models.DateTimeField()
    n_students = models.PositiveIntegerField()
    n_answers = models.PositiveIntegerField()
    quality = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system"],
                condition=models.Q(status="live"),
                name="learner_model_live_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} until {self.fitted_until:%Y-%m-%d %H:%M}, {self.status}"


class LearnerState(TenantModel):
    """What one fit of the learner model remembers of a unit's students.

    ``arrays`` is a compressed NumPy archive. An attempt of one of its students is in it
    if its id is at most ``read_up_to`` and it happened no later than ``as_of``.
    ``fingerprint`` changes when anything in the arrays does.

    Personal data: each student's answers, summed up.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="learner_states"
    )
    model = models.ForeignKey(
        LearnerModel, on_delete=models.CASCADE, related_name="states"
    )
    arrays = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    read_up_to = models.BigIntegerField()
    as_of = models.DateTimeField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit"], name="learner_state_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} as of {self.as_of:%Y-%m-%d %H:%M}"


class Snapshot(TenantModel):
    """What each student of a unit had shown up to ``as_of``.

    ``arrays`` is a compressed NumPy archive (``archive.pack``): ids of S students and K
    skills, and for each pair mastery, its interval, attempts, and the day last shown.
    One row a night instead of S x K rows.

    Personal data: estimates of what each student has shown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="snapshots"
    )
    as_of = models.DateTimeField()
    model = models.CharField(max_length=100)
    inputs_hash = models.CharField(max_length=64)
    n_students = models.PositiveIntegerField()
    n_skills = models.PositiveIntegerField()
    n_attempts = models.PositiveIntegerField()
    quality = models.JSONField(default=dict)
    arrays = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "as_of"], name="snapshot_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} as of {self.as_of:%Y-%m-%d %H:%M}"
