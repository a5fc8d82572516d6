"""Snapshots: all estimates of a unit's students at one cut-off."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class Snapshot(TenantModel):
    """What each student of a unit had shown up to ``as_of``.

    ``arrays`` is a compressed NumPy archive (``bridge.pack``): ids of S students and K
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
