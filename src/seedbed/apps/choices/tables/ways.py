"""Where and how students ask to learn, when they work, and electives they wish for."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel

#: Stands for every weekday, as in an arrangement of the scheduling app.
EVERY_WEEKDAY = -1


class WaySetting(TenantModel):
    """Whether a unit's students need a mentor's word for pace, place and work.

    Without a row they do.

    Personal data: none.
    """

    unit = models.OneToOneField(
        "accounts.Unit", on_delete=models.CASCADE, related_name="way_setting"
    )
    needs_approval = models.BooleanField(default=True)

    def __str__(self) -> str:
        return "with approval" if self.needs_approval else "without approval"


class WayKind(models.TextChoices):
    """What a student asks to decide."""

    PACE = "pace", "pace"
    PLACE = "place", "place"
    WORK = "work", "working hours"


class WayState(models.TextChoices):
    """What became of a request. ``ENDED``: withdrawn, or replaced by a later one."""

    ASKED = "asked", "asked"
    APPROVED = "approved", "approved"
    DECLINED = "declined", "declined"
    ENDED = "ended", "ended"


class WayRequest(TenantModel):
    """A pace or place that a student asks for, or hours in which the student works.

    ``value`` is ``more_time``, ``steady`` or ``faster`` for a pace, ``hub`` or ``home``
    for a place, empty for work, which has ``starts_at`` and ``ends_at`` instead. An
    empty ``subject`` is every subject, weekday -1 every weekday.

    Personal data: a student's pace, place and working hours, and who decided.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="way_requests"
    )
    kind = models.CharField(max_length=8, choices=WayKind)
    subject = models.CharField(max_length=200, default="", blank=True)
    weekday = models.SmallIntegerField(default=EVERY_WEEKDAY)
    value = models.CharField(max_length=10, default="", blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    why = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=8, choices=WayState, default=WayState.ASKED)
    asked_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="work")
                & models.Q(starts_at__lt=models.F("ends_at"))
                | ~models.Q(kind="work") & ~models.Q(value=""),
                name="way_request_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id}: {self.kind} {self.value} ({self.state})"


class RequestState(models.TextChoices):
    """What became of a wish for a new elective."""

    ASKED = "asked", "asked"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"


class ElectiveRequest(TenantModel):
    """A student's wish for an elective that nobody offers, alike ones are counted.

    ``alike`` is the title as it is compared. With a ``mentor`` it is a design that the
    two worked out together. ``elective`` is what it became.

    Personal data: a student's wish and the mentor.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="elective_requests"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="elective_requests"
    )
    title = models.CharField(max_length=200)
    alike = models.CharField(max_length=200)
    description = models.TextField(default="", blank=True)
    mentor = models.ForeignKey(
        "rosters.Staff",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        max_length=8, choices=RequestState, default=RequestState.ASKED
    )
    elective = models.ForeignKey(
        "choices.Elective",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
    )
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "alike"], name="elective_request_once"
            ),
        )

    def __str__(self) -> str:
        return self.title
