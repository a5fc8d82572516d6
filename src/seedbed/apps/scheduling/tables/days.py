"""Plans: a unit's day, its sessions, each student's seats, and every change to them."""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class DayStatus(models.TextChoices):
    """Where a unit's day stands."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"


class SchoolDay(TenantModel):
    """One unit's plan for one date.

    ``origin`` is ``plan`` (the solver's) or ``standing`` (the fallback; ``note`` says
    why). ``figures`` holds the solver's numbers: expected_gain, upper_bound,
    standing_gain, greedy_gain, seconds, n_attempts, seed, inputs_hash. ``version``
    counts changes; a write names the version it saw and is refused if it is stale.

    Personal data: the account that published.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="days"
    )
    on = models.DateField()
    status = models.CharField(max_length=9, choices=DayStatus, default=DayStatus.DRAFT)
    origin = models.CharField(max_length=8, default="plan")
    note = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "on"], name="school_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} on {self.on:%Y-%m-%d}"


class Session(TenantModel):
    """One meeting of a group in one block.

    Personal data: where staff are, by block.
    """

    day = models.ForeignKey(
        SchoolDay, on_delete=models.CASCADE, related_name="sessions"
    )
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.PROTECT, related_name="+"
    )
    modality = models.PositiveSmallIntegerField()
    lesson = models.ForeignKey(
        "curriculum.Lesson", on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=255)
    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.PROTECT, null=True, related_name="sessions"
    )
    aide = models.ForeignKey(
        "rosters.Staff", on_delete=models.PROTECT, null=True, related_name="+"
    )
    room = models.ForeignKey(
        "scheduling.Room", on_delete=models.PROTECT, null=True, related_name="+"
    )
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seats__gte=1), name="session_has_a_seat"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SeatOrigin(models.TextChoices):
    """Who put a student there."""

    PLAN = "plan", "tonight's plan"
    CHOSEN = "chosen", "the student's own choice"
    FIXED = "fixed", "the unit's day"
    ADULT = "adult", "an adult"
    STANDING = "standing", "the standing schedule"


class Seat(TenantModel):
    """One student in one block of a day: every student has one in every block.

    ``reason`` is data that a page turns into one true sentence, in any language:
    ``{"key": "next-step", "skill": ..., "after": ..., "n_others": ...}``.

    Personal data: where a student is, doing what, and why.
    """

    day = models.ForeignKey(SchoolDay, on_delete=models.CASCADE, related_name="seats")
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="seats"
    )
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.PROTECT, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, related_name="seated"
    )
    lesson = models.ForeignKey(
        "curriculum.Lesson", on_delete=models.PROTECT, null=True, related_name="+"
    )
    room = models.ForeignKey(
        "scheduling.Room", on_delete=models.PROTECT, null=True, related_name="+"
    )
    modality = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    place = models.CharField(max_length=8)
    origin = models.CharField(max_length=8, choices=SeatOrigin)
    is_locked = models.BooleanField(default=False)
    reason = models.JSONField(default=dict)
    expected_gain = models.FloatField(default=0.0)
    expected_success = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "day", "student", "block"], name="seat_once"
            ),
        )
        indexes = (models.Index(fields=["student", "day"], name="seat_by_student"),)

    def __str__(self) -> str:
        return f"{self.student}: {self.title}"


class ChangeKind(models.TextChoices):
    """What happened to a day."""

    MADE = "made", "made"
    OVERRIDE = "override", "changed by hand"
    PUBLISHED = "published", "published"
    REOPENED = "reopened", "reopened"
    REPLACED = "replaced", "made again"


class Change(TenantModel):
    """One entry of a day's history: what, who, when, why. Append-only.

    Personal data: who changed which student's day, and why.
    """

    is_append_only = True

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    why = models.CharField(max_length=500, default="", blank=True)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%Y-%m-%d}"


class InquiryKind(models.TextChoices):
    """What was asked of a day."""

    PRICES = "prices", "what rules cost"
    WHAT_IF = "what_if", "what if"


class Inquiry(TenantModel):
    """A question about a day's plan and its answer, in figures. Append-only.

    The latest of a kind is what pages show; ``version`` is the day's at that time.
    ``answer`` holds the cards of ``queries.prices_of_rules`` or ``queries.what_if``.

    Personal data: the account that asked.
    """

    is_append_only = True

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=InquiryKind)
    version = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    seconds = models.FloatField()
    answer = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["unit", "on", "kind"], name="inquiry_by_day"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%Y-%m-%d}"
