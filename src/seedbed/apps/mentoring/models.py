"""What passes between a student and the adults of a day: signals, talks, marks, slips.

A session of a plan may be made anew, so what happened in one is kept by date and block:
it outlives the session it belongs to.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class SignalKind(models.TextChoices):
    """What a student says about what they are doing."""

    STUCK = "stuck", "I'm stuck"
    TOO_EASY = "too_easy", "too easy"
    JUST_RIGHT = "just_right", "just right"
    TOO_HARD = "too_hard", "too hard"


class Signal(TenantModel):
    """A student says something about a block of a day.

    "I'm stuck" is open until somebody acts on it, and a student has one open at a time;
    of the other kinds one stands per block, the last one said. ``title`` is what the
    student was doing.

    Personal data: what a student said about their work, and which adult came.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="signals"
    )
    kind = models.CharField(max_length=10, choices=SignalKind)
    on = models.DateField()
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=255, default="", blank=True)
    said_at = models.DateTimeField()
    acted_at = models.DateTimeField(null=True, blank=True)
    acted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student"],
                condition=models.Q(kind="stuck", acted_at=None),
                name="signal_stuck_once",
            ),
            models.UniqueConstraint(
                fields=["system", "student", "on", "block"],
                condition=~models.Q(kind="stuck"),
                name="signal_once_per_block",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.get_kind_display()}"


class TalkKind(models.TextChoices):
    """With whom an adult talked."""

    STUDENT = "student", "the student"
    FAMILY = "family", "the family"


class CheckIn(TenantModel):
    """One conversation about a student, and what was agreed.

    ``token`` comes from the form, so that a form sent twice is one check-in;
    ``next_on`` is when to look at it again.

    Personal data: sensitive - notes of an adult about a student.
    """

    token = models.UUIDField(default=uuid.uuid4)
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="check_ins"
    )
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=TalkKind, default=TalkKind.STUDENT)
    on = models.DateField()
    said_at = models.DateTimeField()
    went_well = models.TextField(default="", blank=True)
    in_the_way = models.TextField(default="", blank=True)
    agreed = models.TextField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "token"], name="check_in_once"),
        )
        indexes = (
            models.Index(fields=["student", "said_at"], name="check_in_by_student"),
        )

    def __str__(self) -> str:
        return f"{self.student} on {self.on:%Y-%m-%d}"


class Mark(models.TextChoices):
    """Whether a student was there."""

    HERE = "here", "here"
    LATE = "late", "came late"
    AWAY = "away", "away"


class Attendance(TenantModel):
    """Whether one student was there in one block of a day; the last mark stands.

    Personal data: when a student was away, and who said so.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="attendance"
    )
    on = models.DateField()
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.PROTECT, related_name="+"
    )
    mark = models.CharField(max_length=4, choices=Mark)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "on", "block"], name="attendance_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student} {self.get_mark_display()} on {self.on:%Y-%m-%d}"


class ExitSlip(TenantModel):
    """A few questions on one skill at the end of a session; open that day only.

    Personal data: the adult who wrote it (``by``).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.OneToOneField(
        "scheduling.Session",
        on_delete=models.SET_NULL,
        null=True,
        related_name="exit_slip",
    )
    on = models.DateField()
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.PROTECT, related_name="+"
    )
    skill = models.ForeignKey(
        "curriculum.Skill", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=255)
    opened_at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.title} on {self.on:%Y-%m-%d}"


class SlipQuestion(TenantModel):
    """One question of an exit slip; without ``choices`` the answer is typed.

    Personal data: none.
    """

    slip = models.ForeignKey(
        ExitSlip, on_delete=models.CASCADE, related_name="questions"
    )
    ordinal = models.PositiveSmallIntegerField()
    item = models.ForeignKey(
        "curriculum.Item", on_delete=models.PROTECT, related_name="+"
    )
    stem = models.TextField()
    answer = models.CharField(max_length=255)
    choices = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "slip", "ordinal"], name="slip_question_once"
            ),
        )

    def __str__(self) -> str:
        return self.stem


class SlipPaper(TenantModel):
    """One student's paper of an exit slip, handed in once.

    ``answers`` has, per question in order, what was ``given`` (nothing for "I don't
    know yet") and whether it ``is_right``; the same goes to the evidence. ``form_key``
    names the form that was handed in, so that the same one sent again counts as sent.

    Personal data: what a student answered.
    """

    slip = models.ForeignKey(ExitSlip, on_delete=models.CASCADE, related_name="papers")
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="slip_papers"
    )
    handed_in_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True)
    answers = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "slip", "student"], name="slip_paper_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.slip}"
