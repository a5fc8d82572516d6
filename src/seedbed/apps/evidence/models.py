"""Evidence: first tries at items, written once and never changed.

The key of an attempt is (system, source, event_id). The same key with the same payload
is a duplicate and adds nothing; with another payload it is a conflict and is held.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import SystemField, TenantModel


class EvidenceSource(TenantModel):
    """A tool or file family that evidence comes from.

    Personal data: none.
    """

    name = models.CharField(max_length=200)
    last_received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "name"], name="evidence_source_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class EvidenceImport(TenantModel):
    """One file or one request of evidence.

    Personal data: the account that sent it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(
        EvidenceSource, on_delete=models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.file_name


class Attempt(TenantModel):
    """One first try at an item by one student. Append-only.

    ``occurred_at`` is null where the source has no times; ``ordinal`` then orders a
    student's attempts. Order is (occurred_at, ordinal, event_id), never arrival.

    Personal data: what a student answered, and when.
    """

    is_append_only = True

    # Evidence is read by student and written by the hundred thousand: of the foreign
    # keys only the student's has an index of its own; the key covers the source.
    system = SystemField(db_index=False)
    source = models.ForeignKey(
        EvidenceSource,
        on_delete=models.PROTECT,
        related_name="attempts",
        db_index=False,
    )
    event_id = models.CharField(max_length=120)
    payload_hash = models.CharField(max_length=32)
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.PROTECT, related_name="attempts"
    )
    item = models.ForeignKey(
        "curriculum.Item",
        on_delete=models.PROTECT,
        related_name="attempts",
        db_index=False,
    )
    is_correct = models.BooleanField()
    occurred_at = models.DateTimeField(null=True, blank=True)
    ordinal = models.BigIntegerField(default=0)
    received_at = models.DateTimeField(db_default=Now())
    evidence_import = models.ForeignKey(
        EvidenceImport,
        on_delete=models.PROTECT,
        null=True,
        related_name="attempts",
        db_index=False,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "source", "event_id"], name="attempt_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} at {self.item_id}"


class HeldEvidence(TenantModel):
    """A row that could not be used yet, whole, with the reason.

    Reasons: ``unknown-student``, ``unknown-skill``, ``from-the-future``, ``conflict``,
    ``unreadable``. It is tried again with every import and by ``seedbed night``; once
    used, ``released_at`` is set. ``raw_hash`` names source, reason and row, so that a
    file imported again holds nothing twice.

    Personal data: the raw row.
    """

    evidence_import = models.ForeignKey(
        EvidenceImport, on_delete=models.CASCADE, related_name="held"
    )
    row = models.PositiveIntegerField()
    reason = models.CharField(max_length=32)
    message = models.TextField()
    raw = models.JSONField()
    raw_hash = models.CharField(max_length=32, default="", blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["system", "raw_hash"],
                condition=models.Q(released_at=None),
                name="held_by_row",
            ),
        )

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"


class ApiKey(TenantModel):
    """A secret that lets one tool send evidence. Only its hash is kept.

    Personal data: none.
    """

    source = models.ForeignKey(
        EvidenceSource, on_delete=models.CASCADE, related_name="keys"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.source}"
