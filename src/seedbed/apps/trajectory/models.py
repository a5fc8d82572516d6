"""Whether people who had a good choice come to choose a unit, and how it improves.

An ``OptIn`` is judged by what was known on the day a person came: whether they were
mainstream then is written down once, for a unit may itself take people out of a pocket.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class OptIn(TenantModel):
    """A student or an educator chose a unit on a day. Append-only.

    ``had_choice`` says that the person had a good conventional option then: a student
    in none of the pockets, an educator in a conventional post.

    Personal data: that a person joined, why, and whether they lacked a good option.
    """

    is_append_only = True

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.PROTECT, null=True, related_name="opt_ins"
    )
    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.PROTECT, null=True, related_name="opt_ins"
    )
    on = models.DateField()
    had_choice = models.BooleanField()
    reason = models.CharField(max_length=200, default="", blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "student"],
                condition=~models.Q(student=None),
                name="opt_in_of_student_once",
            ),
            models.UniqueConstraint(
                fields=["system", "unit", "staff"],
                condition=~models.Q(staff=None),
                name="opt_in_of_staff_once",
            ),
            models.CheckConstraint(
                condition=models.Q(student=None) ^ models.Q(staff=None),
                name="opt_in_of_one_person",
            ),
        )
        indexes = (models.Index(fields=["system", "unit", "on"], name="opt_in_by_day"),)

    def __str__(self) -> str:
        return f"{self.student_id or self.staff_id} on {self.on:%Y-%m-%d}"


class Intake(TenantModel):
    """One period of entry: seats, who waits, who was asked. Counts may be unknown.

    Personal data: the account that wrote it.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="intakes"
    )
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    n_seats = models.PositiveIntegerField(null=True, blank=True)
    n_waiting = models.PositiveIntegerField(null=True, blank=True)
    n_asked = models.PositiveIntegerField(null=True, blank=True)
    n_first_choice = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "starts_on"], name="intake_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class TrajectoryMark(TenantModel):
    """The mainstream share that a unit sets for itself. Append-only; the latest counts.

    Personal data: the account that set it.
    """

    is_append_only = True

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    mark = models.FloatField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(mark__gt=0, mark__lt=1), name="mark_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark:.0%}"


class Improvement(models.TextChoices):
    """The five ways in which a unit grows good enough for people with a choice."""

    MATERIALS = "materials", "materials for mastery"
    MENTORING = "mentoring", "mentoring"
    SPACES = "spaces", "spaces"
    PROJECTS = "projects", "projects and internships"
    CULTURE = "culture", "culture"


class Milestone(TenantModel):
    """One dated step of an improvement, and the evidence that it was reached.

    Personal data: the account that wrote it last.
    """

    form_key = models.UUIDField(default=uuid.uuid4)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    improvement = models.CharField(max_length=10, choices=Improvement)
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, default="", blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="milestone_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class LessonLearned(TenantModel):
    """What a unit's team learned, dated. Append-only.

    Personal data: the account that wrote it; words in which no names should be.
    """

    is_append_only = True

    form_key = models.UUIDField()
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="lesson_learned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.words[:40]}"
