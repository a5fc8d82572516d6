"""How a program does and what it costs: students' weeks in figures, and its budget.

A ``StudentWeek`` is written by the night after a week is over, so that a page about
many weeks reads one table. A ``BudgetLine`` is what a leader says a thing costs a year.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class StudentWeek(TenantModel):
    """What one student's week of school came to, as the record held it afterwards.

    Nothing is null but what is not known: ``n_new_skills`` before the learner model has
    met the student, ``is_met`` where no mentor is named. ``n_marked`` of the
    ``n_planned`` sessions had attendance taken; ``given_minutes`` of service are never
    more than the ``owed_minutes``. ``is_met``: the mentor talked with the student in
    the two weeks that end with this one.

    Personal data: sensitive - a student's attendance, results and service in a week.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="student_weeks"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="weeks"
    )
    monday = models.DateField()
    n_new_skills = models.PositiveSmallIntegerField(null=True)
    n_planned = models.PositiveSmallIntegerField(default=0)
    n_marked = models.PositiveSmallIntegerField(default=0)
    n_attended = models.PositiveSmallIntegerField(default=0)
    n_slips = models.PositiveSmallIntegerField(default=0)
    n_passed = models.PositiveSmallIntegerField(default=0)
    live_minutes = models.PositiveSmallIntegerField(default=0)
    owed_minutes = models.PositiveSmallIntegerField(default=0)
    given_minutes = models.PositiveSmallIntegerField(default=0)
    is_met = models.BooleanField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "monday"], name="student_week_once"
            ),
        )
        indexes = (models.Index(fields=["unit", "monday"], name="week_by_unit"),)

    def __str__(self) -> str:
        return f"student {self.student_id}, week of {self.monday:%Y-%m-%d}"


class BudgetKind(models.TextChoices):
    """What money is spent on."""

    STAFF = "staff", "staff"
    LICENCES = "licences", "licences"
    ROOMS = "rooms", "rooms"
    OTHER = "other", "other"


class BudgetLine(TenantModel):
    """What one thing costs a unit in a year, from a date until another.

    The year's amount is spread evenly over its days. ``form_key`` is the key of the
    form it was sent with, so that a form sent twice is one line. A line that was wrong
    is taken out and stays in the record with who did it.

    Personal data: the accounts that entered it and took it out.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField()
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="budget_lines"
    )
    kind = models.CharField(max_length=8, choices=BudgetKind)
    name = models.CharField(max_length=120)
    yearly_amount = models.DecimalField(max_digits=12, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    entered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="budget_line_sent_once"
            ),
            models.CheckConstraint(
                condition=models.Q(yearly_amount__gt=0), name="budget_line_costs"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="budget_line_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.yearly_amount} a year"
