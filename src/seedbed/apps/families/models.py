"""What families say, who answers, and the links that let them in without a password.

A ``Concern`` is one message of a guardian about one student: a question, or "something
is not right". Nobody deletes one. A ``FamilyLink`` opens the pages of one student to
one guardian, where the unit's ``FamilyAccess`` allows it.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class ConcernKind(models.TextChoices):
    """What a guardian writes."""

    QUESTION = "question", "a question"
    NOT_RIGHT = "not_right", "something is not right"


class Concern(TenantModel):
    """One message of a guardian about a student, and its answer.

    ``form_key`` is the key of the form it was sent with, so that a form sent twice is
    kept once. ``about`` names what it is about, as the page said it; ``reply_by`` is
    the school day until which an answer was promised.

    Personal data: what a guardian wrote about a student, and what was answered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField()
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="concerns"
    )
    guardian = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="concerns"
    )
    kind = models.CharField(max_length=16, choices=ConcernKind)
    about = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    raised_at = models.DateTimeField()
    reply_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="concern_sent_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["system", "student", "raised_at"], name="concern_by_student"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about student {self.student_id}"


class FamilyAccess(TenantModel):
    """Whether a unit lets families in by link, and for how long a new link holds.

    Without a row a unit gives no links.

    Personal data: none.
    """

    unit = models.OneToOneField(
        "accounts.Unit", on_delete=models.CASCADE, related_name="family_access"
    )
    allows_links = models.BooleanField(default=False)
    link_days = models.PositiveSmallIntegerField(default=120)
    decided_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id}: {'links' if self.allows_links else 'no links'}"


class FamilyLink(TenantModel):
    """Opens one student's family pages to one guardian without a password.

    Only ``uuid`` is in the signed address; whether it still opens is asked of this row
    at every page.

    Personal data: who may read about whom.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    guardian = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="family_links"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="family_links"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "guardian", "student"],
                condition=models.Q(revoked_at=None),
                name="family_link_once",
            ),
        )

    def __str__(self) -> str:
        return f"link of {self.guardian_id} for student {self.student_id}"
