"""What a unit has: bells, rooms, staff hours and qualifications, rules, electives."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class BellSchedule(TenantModel):
    """The blocks of a unit's day. A unit has one; ``weekdays`` are the days it runs.

    Personal data: none.
    """

    unit = models.OneToOneField(
        "accounts.Unit", on_delete=models.CASCADE, related_name="bell_schedule"
    )
    name = models.CharField(max_length=100, default="Every day")
    weekdays = models.CharField(
        max_length=7, default="01234", help_text="digits, Monday is 0"
    )

    def __str__(self) -> str:
        return self.name


class BlockKind(models.TextChoices):
    """What a block is for."""

    LEARNING = "learning", "learning"
    CHECK_IN = "check_in", "check-in"
    ELECTIVE = "elective", "elective"
    BREAK = "break", "break"
    LUNCH = "lunch", "lunch"


class Block(TenantModel):
    """One slot of the bell schedule. The solver fills the ``LEARNING`` ones.

    Personal data: none.
    """

    bell_schedule = models.ForeignKey(
        BellSchedule, on_delete=models.CASCADE, related_name="blocks"
    )
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=BlockKind, default=BlockKind.LEARNING)
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "bell_schedule", "ordinal"], name="block_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M} {self.title}"


class Closure(TenantModel):
    """A date on which a unit (or, without one, the whole system) does not teach.

    Personal data: none.
    """

    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
    )
    on = models.DateField()
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.reason}"


class Room(TenantModel):
    """A place with seats. ``is_quiet`` rooms serve students who need one apart.

    Rooms with the same words in ``site`` are in one building, or close by.

    Personal data: none.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="rooms"
    )
    name = models.CharField(max_length=100)
    seats = models.PositiveSmallIntegerField()
    n_devices = models.PositiveSmallIntegerField(default=0)
    is_quiet = models.BooleanField(default=False)
    is_online = models.BooleanField(
        default=False, help_text="a video room: seats students at home and at the hub"
    )
    site = models.CharField(
        max_length=100, default="", blank=True, help_text="empty where there is one"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "name"], name="room_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Qualification(TenantModel):
    """What a staff member may teach: skills of a subject within a span of grades.

    An empty ``subject`` means any subject.

    Personal data: a person's qualification.
    """

    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.CASCADE, related_name="qualifications"
    )
    subject = models.CharField(max_length=200, default="", blank=True)
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)

    def __str__(self) -> str:
        return f"{self.subject or 'any'} {self.grade_low}-{self.grade_high}"


class StaffHours(TenantModel):
    """When a staff member works on a weekday; without a row, the whole day.

    Personal data: a person's working hours.
    """

    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.CASCADE, related_name="hours"
    )
    weekday = models.PositiveSmallIntegerField(help_text="Monday is 0")
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class Absence(TenantModel):
    """A staff member is out on a date; ``substitute`` takes over if one is named.

    Personal data: a person's absence.
    """

    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.CASCADE, related_name="absences"
    )
    on = models.DateField()
    substitute = models.ForeignKey(
        "rosters.Staff",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="covers",
    )
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "staff", "on"], name="absence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} out on {self.on:%Y-%m-%d}"


class UnitRule(TenantModel):
    """A unit's own value for a rule, or the waiver that switches it off.

    ``name`` is a field of ``engines.scheduler.Limits``, or ``mentor_minutes``: minutes
    a week of every student with the mentor, or ``travel_minutes``: from each of the
    unit's sites to each other one. Without a row the default holds. A rule
    that can never be broken (seats, accommodations) cannot be waived.

    Personal data: the adult who decided.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="rules"
    )
    name = models.CharField(max_length=64)
    value = models.FloatField(null=True, blank=True)
    is_waived = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, default="", blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "name"], name="unit_rule_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {'waived' if self.is_waived else self.value}"


class RuleWaiver(TenantModel):
    """A unit is free of a rule, or has another number for it, from one date to another.

    ``key`` is what it was granted by: a charter's waiver. ``value`` is the number that
    holds instead; without one the rule is off. Without ``until_on``, the last day, it
    holds until it is ended. It goes before the unit's own value.

    Personal data: the adult who entered it.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="rule_waivers"
    )
    key = models.UUIDField()
    name = models.CharField(max_length=64)
    value = models.FloatField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "key"], name="rule_waiver_once_per_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on:%Y-%m-%d}"


class ElectiveOffer(TenantModel):
    """An elective that meets in one block on given weekdays.

    Personal data: none.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="electives"
    )
    title = models.CharField(max_length=200)
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="electives")
    weekdays = models.CharField(max_length=7, default="01234")
    staff = models.ForeignKey(
        "rosters.Staff", on_delete=models.PROTECT, related_name="electives"
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, related_name="electives"
    )
    seats = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.title
