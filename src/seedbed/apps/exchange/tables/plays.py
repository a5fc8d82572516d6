"""Plays: ready-to-go pieces, their versions, what they grew from and what they did."""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel

from .stories import Topic


class Play(models.Model):
    """A ready-to-go piece that systems of a network share.

    ``grown_from`` is the version it was adapted from.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    grown_from = models.ForeignKey(
        "exchange.PlayVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grown",
    )
    by_system = models.CharField(max_length=200)
    source = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return str(self.uuid)


class NoteKind(models.TextChoices):
    """What the note is that each play must carry."""

    PROCESS = "process", "how it went"
    FAILURE = "failure", "it did not work"


class PlayVersion(models.Model):
    """One version of a play. Append-only.

    ``parts`` holds what a click turns into rows: lessons, rules, charter, pilot.

    Personal data: none.
    """

    is_append_only = True

    play = models.ForeignKey(Play, on_delete=models.CASCADE, related_name="versions")
    token = models.UUIDField(
        null=True, blank=True, unique=True, help_text="made with the form"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    topic = models.CharField(max_length=12, choices=Topic)
    needs = models.TextField(help_text="what must be there first")
    grade_low = models.SmallIntegerField()
    grade_high = models.SmallIntegerField()
    modality = models.CharField(max_length=16, default="", blank=True)
    cost = models.CharField(max_length=200)
    steps = models.JSONField(default=list)
    materials = models.JSONField(default=list)
    measure = models.CharField(max_length=300)
    parts = models.JSONField(default=dict)
    note_kind = models.CharField(max_length=8, choices=NoteKind)
    note = models.TextField()
    published_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["play", "number"], name="play_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class PlayDraft(TenantModel):
    """A play that somebody writes and has not shared; only its writer reads it.

    ``of`` is the play that it will be a new version of, ``grown_from`` the one that it
    adapts. ``words`` are kept as typed, also where a name is still among them.

    Personal data: the account that writes, and whatever it has not yet taken out.
    """

    token = models.UUIDField(unique=True, help_text="made with the form")
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+"
    )
    of = models.UUIDField(null=True, blank=True)
    grown_from = models.UUIDField(null=True, blank=True)
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["by", "-saved_at"], name="play_draft_mine"),)

    def __str__(self) -> str:
        return str(self.words.get("title", ""))


class PlayEvidence(models.Model):
    """What one pilot of a play found, with its interval; it names no system.

    Personal data: none.
    """

    version = models.ForeignKey(
        PlayVersion, on_delete=models.CASCADE, related_name="evidence"
    )
    pilot_uuid = models.UUIDField(unique=True)
    measure = models.CharField(max_length=300)
    estimate = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    n_students = models.PositiveIntegerField()
    decision = models.CharField(max_length=32)
    as_of = models.DateField()

    def __str__(self) -> str:
        return f"{self.estimate:g} ({self.low:g} to {self.high:g})"


class Adoption(TenantModel):
    """That a unit made one part of a play its own.

    Personal data: the account that did.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="+"
    )
    version = models.ForeignKey(PlayVersion, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=16)
    result = models.JSONField(default=dict)
    adopted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "version", "part"], name="adoption_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}: {self.part}"


class ExchangeMark(TenantModel):
    """That a system was helped by a story, or asks for one too; it counts once.

    Personal data: none.
    """

    subject = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "subject"], name="exchange_mark_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.subject)


class TrustedSender(models.Model):
    """A deployment whose signed packages are taken in.

    Personal data: none.
    """

    name = models.CharField(max_length=200, unique=True)
    public_key = models.CharField(max_length=64, unique=True)
    trusted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
