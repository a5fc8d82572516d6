"""Electives, the rounds in which students rank them, and the seats they get."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


class Elective(TenantModel):
    """Something students may choose: what, with whom, where, and how many.

    ``room`` is a room's name in the unit; below ``minimum`` students it is not held.
    ``designed_by`` is the student who thought of it, with a mentor's help.

    Personal data: the adult who leads it and the student who designed it.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="choosable_electives"
    )
    title = models.CharField(max_length=200)
    title_es = models.CharField(max_length=200, default="", blank=True)
    description = models.TextField(default="", blank=True)
    description_es = models.TextField(default="", blank=True)
    adult = models.ForeignKey(
        "rosters.Staff", on_delete=models.PROTECT, related_name="choosable_electives"
    )
    room = models.CharField(max_length=100, default="", blank=True)
    seats = models.PositiveSmallIntegerField()
    minimum = models.PositiveSmallIntegerField(default=1)
    designed_by = models.ForeignKey(
        "rosters.Student",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="designed_electives",
    )
    is_offered = models.BooleanField(default=True, help_text="goes into new rounds")

    def __str__(self) -> str:
        return self.title


class Meeting(TenantModel):
    """When an elective meets: a weekday and a span of the clock.

    The times are its own, not those of a bell schedule: planning finds the blocks that
    they touch, and a change of bells moves no elective.

    Personal data: none.
    """

    elective = models.ForeignKey(
        Elective, on_delete=models.CASCADE, related_name="meetings"
    )
    weekday = models.PositiveSmallIntegerField(help_text="Monday is 0")
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "elective", "weekday", "starts_at"],
                name="meeting_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="meeting_starts_before_it_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class ElectivePrerequisite(TenantModel):
    """A skill that a student has shown before an elective.

    Personal data: none.
    """

    elective = models.ForeignKey(
        Elective, on_delete=models.CASCADE, related_name="prerequisites"
    )
    skill = models.ForeignKey(
        "curriculum.Skill", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "elective", "skill"],
                name="elective_prerequisite_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill_id} before {self.elective_id}"


class Method(models.TextChoices):
    """How the seats of a round are given: four methods of the engine, or a lottery."""

    EQUAL_QUALITY = "equal-quality", "equal quality"
    EQUILIBRIUM = "equilibrium", "equal budgets"
    ROUND_ROBIN = "round-robin", "taking turns"
    SERIAL_DICTATORSHIP = "serial-dictatorship", "one after the other"
    LOTTERY = "lottery", "public lottery"


class RoundStatus(models.TextChoices):
    """Where a round stands; whether it takes wishes also hangs on the clock."""

    OPEN = "open", "open"
    ALLOTTED = "allotted", "allotted"


class ChoiceRound(TenantModel):
    """Students of a unit rank electives until ``closes_at``; then seats are allotted.

    ``commitment`` is the hash of ``seed`` and ``salt``, public from the first minute;
    the two are shown once seats are allotted. Seats hold from ``starts_on`` to
    ``ends_on``. ``drawn`` are students' ids in the order of the draw, ``measures``
    what the engine says of the allotment.

    Personal data: the order in which students were drawn; the adult who opened it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="choice_rounds"
    )
    title = models.CharField(max_length=200)
    title_es = models.CharField(max_length=200, default="", blank=True)
    method = models.CharField(
        max_length=20, choices=Method, default=Method.EQUAL_QUALITY
    )
    load = models.PositiveSmallIntegerField(default=1, help_text="seats per student")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    seed = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    status = models.CharField(
        max_length=8, choices=RoundStatus, default=RoundStatus.OPEN
    )
    opened_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    allotted_at = models.DateTimeField(null=True, blank=True)
    drawn = models.JSONField(default=list)
    measures = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="choice_round_opens_before_it_closes",
            ),
        )

    def __str__(self) -> str:
        return self.title


class RoundElective(TenantModel):
    """An elective in a round, with the seats it has there.

    ``is_held`` turns false when too few students got it.

    Personal data: none.
    """

    round = models.ForeignKey(
        ChoiceRound, on_delete=models.CASCADE, related_name="electives"
    )
    elective = models.ForeignKey(
        Elective, on_delete=models.PROTECT, related_name="rounds"
    )
    seats = models.PositiveSmallIntegerField()
    is_held = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "round", "elective"], name="round_elective_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.elective_id} in {self.round_id}"


class Preference(TenantModel):
    """One wish of a student in a round; ``rank`` 1 is wanted most.

    ``reason`` says why it was got or missed, as data; empty until seats are allotted.

    Personal data: a student's wish.
    """

    round = models.ForeignKey(
        ChoiceRound, on_delete=models.CASCADE, related_name="preferences"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="preferences"
    )
    elective = models.ForeignKey(
        Elective, on_delete=models.CASCADE, related_name="preferences"
    )
    rank = models.PositiveSmallIntegerField()
    reason = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "round", "student", "elective"],
                name="preference_once",
            ),
            models.UniqueConstraint(
                fields=["system", "round", "student", "rank"], name="rank_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id}: {self.rank}. {self.elective_id}"


class ChosenSeat(TenantModel):
    """A seat in an elective that a round gave to a student, until given back.

    Personal data: a student's choice.
    """

    round = models.ForeignKey(
        ChoiceRound, on_delete=models.CASCADE, related_name="seats"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="chosen_seats"
    )
    elective = models.ForeignKey(
        Elective, on_delete=models.PROTECT, related_name="chosen_seats"
    )
    got_at = models.DateTimeField(db_default=Now())
    given_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "round", "student", "elective"],
                condition=models.Q(given_back_at=None),
                name="chosen_seat_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} in {self.elective_id}"


class WaitingPlace(TenantModel):
    """A student's place on the waiting list of an elective; 1 is next.

    Personal data: a student's wish.
    """

    round = models.ForeignKey(
        ChoiceRound, on_delete=models.CASCADE, related_name="waiting"
    )
    elective = models.ForeignKey(
        Elective, on_delete=models.CASCADE, related_name="waiting"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="waiting_places"
    )
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "round", "elective", "student"],
                name="waiting_place_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.student_id} for {self.elective_id}"
