"""Whom nobody serves: lists of students, what they do instead, and bare counts.

A pocket is one way of having no good option. Who is in it comes from the record (who is
away, whose wish was refused: ``record.py``) and from lists that were checked and saved.
Where only a number is known, it is a ``PocketCount``.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class PocketKind(models.TextChoices):
    """One way of having no good option."""

    LEFT = "left", "left school"
    HOMESCHOOLED = "homeschooled", "homeschooled"
    HOMEBOUND = "homebound", "medically homebound"
    WORKING = "working", "working or caring"
    SUSPENDED = "suspended", "expelled or suspended for long"
    AWAY = "away", "chronically absent"
    CREDITS = "credits", "short of credits"
    REFUSED = "refused", "refused a course, or waiting for one"
    NO_CARE = "no_care", "no child care after school"
    NOT_OFFERED = "not_offered", "a course that is not offered"


class Instead(models.TextChoices):
    """What a student does today instead of what the pocket lacks."""

    NOTHING = "nothing", "nothing"
    SOMETHING = "something", "something"
    UNKNOWN = "unknown", "not known"


class ListStatus(models.TextChoices):
    """Where a list stands."""

    STAGED = "staged", "checked, nothing saved yet"
    SAVED = "saved", "saved"
    REPLACED = "replaced", "replaced by a later list of its source"
    TAKEN_BACK = "taken_back", "taken back"


class PocketList(TenantModel):
    """One list of the students of a pocket: checked, shown, then saved or not.

    ``rows`` are students with what they do instead, emptied once saved; ``unknown`` are
    rows with an id that nobody has. The list that a saved one replaced is kept, and
    counts nowhere, so that the newer one can be taken back.

    Personal data: sensitive - who is listed, until it is saved; who brought the list
    and who took it back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=PocketKind)
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    as_of_on = models.DateField()
    how_known = models.CharField(max_length=300, default="", blank=True)
    rows = models.JSONField(default=list)
    n_students = models.PositiveIntegerField(default=0)
    unknown = models.JSONField(default=list)
    status = models.CharField(
        max_length=10, choices=ListStatus, default=ListStatus.STAGED
    )
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    staged_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_status_display()})"


class PocketFlag(TenantModel):
    """One student is in a pocket, as a list said, and does this instead.

    Personal data: sensitive - why a student has no good option.
    """

    pocket_list = models.ForeignKey(
        PocketList, on_delete=models.CASCADE, related_name="flags"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="pocket_flags"
    )
    instead = models.CharField(max_length=9, choices=Instead)
    instead_words = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "pocket_list", "student"], name="pocket_flag_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} in {self.pocket_list_id}"


class PocketCount(TenantModel):
    """Only a number is known: how many of how many children, and who says so.

    Personal data: the account that wrote it down.
    """

    kind = models.CharField(max_length=16, choices=PocketKind)
    source = models.CharField(max_length=200)
    n_children = models.PositiveIntegerField()
    of_children = models.PositiveIntegerField()
    as_of_on = models.DateField()
    noted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "kind", "source"], name="pocket_count_once"
            ),
            models.CheckConstraint(
                condition=models.Q(n_children__lte=models.F("of_children")),
                name="pocket_count_within_its_children",
            ),
        )

    def __str__(self) -> str:
        return f"{self.n_children} of {self.of_children}: {self.get_kind_display()}"


class PocketSeats(TenantModel):
    """How many seats could be made for a pocket; the last word stands.

    Personal data: the account that said so.
    """

    kind = models.CharField(max_length=16, choices=PocketKind)
    n_seats = models.PositiveIntegerField()
    said_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "kind"], name="pocket_seats_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.n_seats} seats: {self.get_kind_display()}"


class FamilyRequest(TenantModel):
    """What a family asked for that nobody offers, in its own words without names.

    ``token`` comes from the form, so that a form sent twice is one request. Nobody
    noted what a family wrote on its own page; whose page it was is not kept.

    Personal data: a family's words, from which names are taken out; who noted them.
    """

    token = models.UUIDField()
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    kind = models.CharField(max_length=16, choices=PocketKind, default="", blank=True)
    said_on = models.DateField()
    noted_by = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "token"], name="family_request_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.said_on:%Y-%m-%d}: {self.text[:40]}"
