"""What each student must be given, and what each has chosen."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class AccommodationKind(models.TextChoices):
    """What the plan must give; ``amount`` is explained per kind."""

    EXTRA_TIME = "extra_time", "extra time"  # amount: factor, 1.5 = half as much again
    QUIET = "quiet", "separate setting"  # amount unused
    AIDE = "aide", "aide"  # amount unused
    LANGUAGE = "language", "language support"  # detail: language code
    SERVICE = "service", "minutes of service"  # amount: minutes a week, with an adult


class Accommodation(TenantModel):
    """A right of one student that every plan meets or is refused by name.

    Personal data: sensitive - a student's accommodation.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="accommodations"
    )
    kind = models.CharField(max_length=16, choices=AccommodationKind)
    amount = models.FloatField(default=0.0)
    detail = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "kind"], name="accommodation_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.get_kind_display()}"


class GradeApproval(TenantModel):
    """A named adult lets a student work more than one grade from the enrolled one.

    ``distance`` is the most grades away, up to the unit's guard band.

    Personal data: a student's placement and who approved it.
    """

    student = models.OneToOneField(
        "rosters.Student", on_delete=models.CASCADE, related_name="grade_approval"
    )
    distance = models.PositiveSmallIntegerField()
    approved_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.student}: up to {self.distance}"


class Caseload(TenantModel):
    """The mentor of a student.

    Personal data: who mentors whom.
    """

    mentor = models.ForeignKey(
        "rosters.Staff", on_delete=models.CASCADE, related_name="caseload"
    )
    student = models.OneToOneField(
        "rosters.Student", on_delete=models.CASCADE, related_name="mentorship"
    )

    def __str__(self) -> str:
        return f"{self.mentor} for {self.student}"


class PairKind(models.TextChoices):
    """What an adult wants for two students."""

    APART = "apart", "apart"
    TOGETHER = "together", "together"


class StudentPair(TenantModel):
    """Two students of a unit whom an adult wants apart, or together.

    ``first`` has the lower id, so that a pair is asked for once.

    Personal data: sensitive - who should not, or should, be with whom, and who asked.
    """

    first = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=PairKind)
    asked_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "first", "second"], name="student_pair_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")),
                name="student_pair_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.get_kind_display()}"


class Place(models.TextChoices):
    """Where a student works."""

    HUB = "hub", "at the hub"
    HOME = "home", "at home"


class Pace(models.TextChoices):
    """How fast a student and mentor agreed to go."""

    MORE_TIME = "more_time", "more time"
    STEADY = "steady", "steady"
    FASTER = "faster", "faster"


class Arrangement(TenantModel):
    """Where and how fast a student works on a weekday; -1 is every other weekday.

    ``site`` is that of the rooms where they are at the hub; empty is the unit's own.

    Personal data: a student's place, site and pace.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="arrangements"
    )
    weekday = models.SmallIntegerField(default=-1)
    place = models.CharField(max_length=8, choices=Place, default=Place.HUB)
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.STEADY)
    site = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "weekday"], name="arrangement_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.place}, {self.pace}"


class ElectiveSeat(TenantModel):
    """A seat in an elective that a student chose and got.

    Personal data: a student's choice.
    """

    offer = models.ForeignKey(
        "scheduling.ElectiveOffer", on_delete=models.CASCADE, related_name="taken"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="elective_seats"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "offer", "student"], name="elective_seat_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student} in {self.offer}"


class StandingSeat(TenantModel):
    """Where a student is in a block when no plan is published: the standing schedule.

    Personal data: where a student is, by block.
    """

    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="standing_seats"
    )
    block = models.ForeignKey(
        "scheduling.Block", on_delete=models.CASCADE, related_name="standing_seats"
    )
    modality = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    room = models.ForeignKey(
        "scheduling.Room", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "block"], name="standing_seat_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.title}"
