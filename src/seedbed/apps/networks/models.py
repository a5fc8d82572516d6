"""A network as its members see it: who is in it, who helps, what it takes and brings.

Every table here is shared by the network (``NetworkModel``) and holds no person: a
member speaks as a system. Counts of students arrive already made safe to tell.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.sharing import NetworkModel


class Size(models.TextChoices):
    """How many students a member has in all."""

    SMALL = "small", "under 2,500 students"
    MEDIUM = "medium", "2,500 to 10,000 students"
    LARGE = "large", "over 10,000 students"


class Income(models.TextChoices):
    """Share of students whose families have a low income."""

    FEWER = "fewer", "under 40 % of low income"
    MIDDLE = "middle", "40 to 70 % of low income"
    MORE = "more", "over 70 % of low income"


class Place(models.TextChoices):
    """Where most schools stand, in the words of the NCES locale codes."""

    CITY = "city", "city"
    SUBURB = "suburb", "suburb"
    TOWN = "town", "town"
    RURAL = "rural", "rural"


class Stage(models.TextChoices):
    """How far a member has come; no stage is better than another."""

    LOOKING = "looking", "looking"
    PLANNING = "planning", "planning"
    TRYING = "trying", "trying"
    GROWING = "growing", "growing"
    TEACHING = "teaching", "teaching others"


class Member(NetworkModel):
    """A system in its network, as it describes itself to the others.

    ``leads`` marks the member that led the network first (``LeadHandover``); ``trains``
    one whose schools the
    others visit to learn. Only who ``is_findable`` is named as a peer.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    leads = models.BooleanField(default=False)
    trains = models.BooleanField(default=False)
    is_findable = models.BooleanField(default=False)
    is_simulated = models.BooleanField(default=False)
    cohort = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="the year in which it joined"
    )
    stage = models.CharField(max_length=8, choices=Stage, default="", blank=True)
    size = models.CharField(max_length=8, choices=Size, default="", blank=True)
    income = models.CharField(max_length=8, choices=Income, default="", blank=True)
    place = models.CharField(max_length=8, choices=Place, default="", blank=True)
    asks = models.CharField(max_length=300, default="", blank=True)
    offers = models.CharField(max_length=300, default="", blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["network", "name"], name="member_name_once_per_network"
            ),
            models.UniqueConstraint(
                fields=["system"],
                condition=~models.Q(system=None),
                name="member_once_per_system",
            ),
        )
        indexes = (models.Index(fields=["network", "name"], name="member_by_name"),)

    def __str__(self) -> str:
        return self.name


class LeadHandover(NetworkModel):
    """The member that led the network hands its lead over; the newest row holds.

    A member may not write another's row, so the lead is read from here where there is
    one, and from ``Member.leads`` where there is none. Append-only.

    Personal data: none.
    """

    is_append_only = True

    token = models.UUIDField(unique=True, help_text="made with the form")
    to = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.handed_on}: {self.to}"


class PartnerKind(models.TextChoices):
    """What an organisation that is no system does for the network."""

    FACILITATOR = "facilitator", "facilitator"
    TECHNICAL = "technical", "technical partner"


class Partner(NetworkModel):
    """An organisation beside the members: it facilitates, or helps with technique.

    Personal data: none.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PartnerKind)
    brings = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["network", "name", "kind"], name="partner_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Basic(NetworkModel):
    """One thing that all members do alike; everything beyond it is local.

    Personal data: none.
    """

    title = models.CharField(max_length=200)
    why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["network", "title"], name="basic_once_per_network"
            ),
        )

    def __str__(self) -> str:
        return self.title


class BasicInUse(NetworkModel):
    """A member does a basic.

    Personal data: none.
    """

    basic = models.ForeignKey(Basic, on_delete=models.CASCADE, related_name="uses")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    since_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["basic", "member"], name="basic_use_once"),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.basic}"


class HelpRequest(NetworkModel):
    """A member asks the others for help close to the teacher.

    Personal data: none; the words are asked for without names.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField(unique=True, help_text="made with the form")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=300)
    asked_on = models.DateField()

    class Meta:
        indexes = (
            models.Index(fields=["network", "-asked_on"], name="help_request_by_day"),
        )

    def __str__(self) -> str:
        return self.words


class HelpAnswer(NetworkModel):
    """A member took up another's request.

    Personal data: none.
    """

    request = models.ForeignKey(
        HelpRequest, on_delete=models.CASCADE, related_name="answers"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    answered_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["request", "member"], name="help_answer_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.request}"


class AssetKind(models.TextChoices):
    """What members put into their new units."""

    PEOPLE = "people", "people"
    MONEY = "money", "dollars"
    TIME = "time", "hours"
    MATERIALS = "materials", "materials"


class Contribution(NetworkModel):
    """What a member put in during a school year, of one kind.

    Personal data: none.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="in which the school year ends")
    kind = models.CharField(max_length=10, choices=AssetKind)
    amount = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["member", "year", "kind"], name="contribution_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}, {self.year}: {self.amount} {self.kind}"


class OutcomeReport(NetworkModel):
    """Students in a member's new units in a school year, as far as may be told.

    ``unserved`` had no good option before, ``choosers`` had one and came all the same.
    A count is empty where it may not leave the system (``bridge.tellable``).

    Personal data: none; counts of fewer than ten students are never here.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="in which the school year ends")
    unserved = models.PositiveIntegerField(null=True, blank=True)
    choosers = models.PositiveIntegerField(null=True, blank=True)
    students = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "year"], name="outcome_once"),
        )

    def __str__(self) -> str:
        return f"{self.member}, {self.year}"
