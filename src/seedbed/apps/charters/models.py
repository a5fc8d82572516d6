"""Charters: what a unit may decide itself, who said so, and what it really decides.

A charter's words are sections, each kept in every version. Its waivers are asked for
and answered one by one; one that is granted switches a rule of the unit's schedule.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class CharterState(models.TextChoices):
    """Where a charter stands."""

    DRAFT = "draft", "draft"
    SENT = "sent", "before the board"
    ADOPTED = "adopted", "adopted"
    REFUSED = "refused", "refused"


class Charter(TenantModel):
    """What an autonomous unit is for and may decide. A draft may have no unit yet.

    ``law`` is the law that it is written under, ``pocket`` whom it is begun for, as
    ``needs.PocketKind``; ``token`` comes from the form, so that a form sent twice
    begins one charter.

    Personal data: the accounts that began and sent it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField()
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(max_length=200)
    law = models.CharField(max_length=32, default="", blank=True)
    pocket = models.CharField(max_length=16, default="", blank=True)
    state = models.CharField(
        max_length=8, choices=CharterState, default=CharterState.DRAFT
    )
    begun_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "token"], name="charter_once"),
        )

    def __str__(self) -> str:
        return self.name


class CharterSection(TenantModel):
    """One version of one section of a charter. Append-only.

    ``is_beside`` is a version whose writer had not seen the newest one: it stands
    beside it until somebody who saw both writes the next.

    Personal data: names of those who lead and decide; the account that wrote it.
    """

    is_append_only = True

    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="sections"
    )
    key = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    is_beside = models.BooleanField(default=False)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "charter", "key", "number"],
                name="charter_section_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class WaiverKind(models.TextChoices):
    """What a waiver is about."""

    SEAT_TIME = "seat_time", "seat time"
    CREDENTIAL = "credential", "credential of the adult in the room"
    CLASS_SIZE = "class_size", "class size"
    CALENDAR = "calendar", "calendar and bell schedule"
    GRADING = "grading", "grading"
    PROCUREMENT = "procurement", "procurement"
    CURRICULUM = "curriculum", "curriculum adoption"
    OTHER = "other", "another rule"


class WaiverState(models.TextChoices):
    """What became of a waiver that was asked for."""

    ASKED = "asked", "asked for"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"


class Waiver(TenantModel):
    """One rule that a unit asks to be free of: who can grant it, and what they said.

    ``rule`` is the rule of the schedule that it switches, empty where it switches none;
    ``value`` the number that holds instead, none where the rule is off. Once granted it
    holds from ``from_on`` to ``until_on``, both included.

    Personal data: the accounts that asked and that wrote the answer down.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField()
    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="waivers"
    )
    kind = models.CharField(max_length=12, choices=WaiverKind)
    words = models.CharField(max_length=300)
    rule = models.CharField(max_length=64, default="", blank=True)
    value = models.FloatField(null=True, blank=True)
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, default="", blank=True)
    requested_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=WaiverState, default=WaiverState.ASKED
    )
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=1000, default="", blank=True)
    asked_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "token"], name="waiver_once"),
        )

    def __str__(self) -> str:
        return f"{self.words} ({self.get_state_display()})"


class VoteOutcome(models.TextChoices):
    """What a board decided."""

    ADOPTED = "adopted", "adopted"
    REFUSED = "refused", "refused"
    RETURNED = "returned", "returned to be changed"


class BoardVote(TenantModel):
    """How a board voted, and on which version of each section. Append-only.

    Personal data: the account that wrote it down.
    """

    is_append_only = True

    token = models.UUIDField()
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="votes")
    board = models.CharField(max_length=200)
    voted_on = models.DateField()
    n_for = models.PositiveSmallIntegerField()
    n_against = models.PositiveSmallIntegerField()
    n_abstained = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=VoteOutcome)
    why = models.TextField(default="", blank=True)
    versions = models.JSONField(default=dict)
    noted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "token"], name="board_vote_once"),
        )

    def __str__(self) -> str:
        return f"{self.voted_on:%Y-%m-%d}: {self.n_for} to {self.n_against}"


class DecidedBy(models.TextChoices):
    """Who really decided."""

    UNIT = "unit", "the unit itself"
    ASKED = "asked", "the unit asked, and somebody else decided"
    ABOVE = "above", "somebody else, without the unit"


class UnitDecision(TenantModel):
    """One decision about a unit, and who really took it. Append-only.

    Personal data: who decided, in words; the account that wrote it down.
    """

    is_append_only = True

    token = models.UUIDField()
    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="decisions"
    )
    on = models.DateField()
    domain = models.CharField(max_length=16)
    what = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=8, choices=DecidedBy)
    who = models.CharField(max_length=200, default="", blank=True)
    noted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "token"], name="unit_decision_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.what[:40]}"
