"""Pilots: what was promised, who is in, what was measured, and who looked when.

A pilot's journal is one chain: registration, amendments, the draw of arms, looks and
decisions. Each entry holds the hash of the one before, so nothing in it can be changed
or left out unseen. All else hangs on the pilot: clusters (what is assigned as a whole),
the students in them, their outcomes, and the weekly cycles of its team.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel

from .tables.fund import FundAnswer as FundAnswer
from .tables.fund import FundApplication as FundApplication
from .tables.fund import FundReader as FundReader
from .tables.fund import FundReview as FundReview
from .tables.fund import FundRound as FundRound
from .tables.scores import PilotPulse as PilotPulse
from .tables.scores import ScoreFile as ScoreFile


class Design(models.TextChoices):
    """How it comes about who is in which arm."""

    DRAW = "draw", "groups drawn by lot"
    LOTTERY = "lottery", "seats drawn from an opt-in list"
    MATCHED = "matched", "matched where nothing can be drawn"


class Pilot(TenantModel):
    """A bounded trial of one idea in one unit.

    ``registered_at`` locks its registration; ``closed_at`` ends it. A lottery has
    ``n_seats``; in a matched comparison the two of a pair are at most ``caliper``
    standard deviations apart.

    Personal data: the account that began it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    aim = models.TextField(help_text="whom it concerns and what shall be better")
    starts_on = models.DateField()
    design = models.CharField(max_length=8, choices=Design, default=Design.DRAW)
    n_seats = models.PositiveIntegerField(null=True, blank=True)
    caliper = models.FloatField(default=0.1)
    begun_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class EntryKind(models.TextChoices):
    """What an entry of a pilot's journal says."""

    REGISTRATION = "registration", "registered"
    AMENDMENT = "amendment", "amended"
    DRAW = "draw", "arms drawn"
    LOOK = "look", "looked at"
    DECISION = "decision", "decided"


class JournalEntry(TenantModel):
    """One entry of a pilot's journal: what, who, when, why. Append-only.

    ``hash`` is made from everything in the entry and ``previous_hash``.

    Personal data: the account that did it; names in a registration's committee.
    """

    is_append_only = True

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="journal")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EntryKind)
    content = models.JSONField()
    why = models.CharField(max_length=1000, default="", blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, default="", blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "pilot", "number"], name="journal_entry_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"


class Arm(models.TextChoices):
    """What a cluster was drawn for."""

    PILOT = "pilot", "pilot"
    COMPARISON = "comparison", "comparison"


class PilotCluster(TenantModel):
    """What is assigned as a whole: a class, a family, a student alone.

    ``arm`` is empty until the draw, and stays so for whom nobody alike was found.
    Clusters of one ``block`` are drawn apart; the two of a pair are a block.

    Personal data: none, unless a cluster is named after a family.
    """

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField(max_length=200)
    block = models.CharField(max_length=200, default="", blank=True)
    arm = models.CharField(max_length=10, choices=Arm, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "pilot", "name"], name="pilot_cluster_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Participation(TenantModel):
    """A student in a pilot, where the draw found them, also after a move.

    Without consent the student is taught like everybody and counted nowhere. Who leaves
    after the draw has ``left_on`` and counts as missing from then on; where the family
    wants it, also what was measured before is not used (``keeps_outcomes``). Where arms
    are matched, ``takes_part`` says whom the pilot is for; the others may be compared.

    Personal data: that a student is in a pilot, consent and pretest.
    """

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="members")
    cluster = models.ForeignKey(
        PilotCluster, on_delete=models.CASCADE, related_name="members"
    )
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.PROTECT, related_name="+"
    )
    has_consent = models.BooleanField(default=False)
    takes_part = models.BooleanField(default=False)
    pretest = models.FloatField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    keeps_outcomes = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "pilot", "student"], name="participation_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} in {self.cluster_id}"


class PilotOutcome(TenantModel):
    """One measure of one student for one scheduled look. Append-only.

    A correction is a later row; the later counts.

    Personal data: a student's measure.
    """

    is_append_only = True

    member = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="outcomes"
    )
    look = models.PositiveSmallIntegerField()
    value = models.FloatField()
    measured_on = models.DateField()
    source = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return f"look {self.look}: {self.value:g}"


class CycleDecision(models.TextChoices):
    """What a team does with the change it tried."""

    ADOPT = "adopt", "adopt"
    ADAPT = "adapt", "adapt"
    ABANDON = "abandon", "abandon"


class PilotCycle(TenantModel):
    """One week of a pilot's team: plan, do, study, act.

    The prediction is written first, and what happened only into a cycle that has one.

    Personal data: the account that wrote it.
    """

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="cycles")
    week_on = models.DateField(help_text="its Monday")
    aim = models.TextField()
    change_idea = models.TextField()
    prediction = models.TextField()
    planned_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField()
    happened = models.TextField(default="", blank=True)
    decision = models.CharField(
        max_length=8, choices=CycleDecision, default="", blank=True
    )
    next_test = models.TextField(default="", blank=True)
    is_public = models.BooleanField(default=False, help_text="in the open diary")
    studied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "pilot", "week_on"], name="pilot_cycle_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.week_on:%Y-%m-%d}: {self.change_idea[:40]}"


class Voice(models.TextChoices):
    """Who is concerned."""

    FAMILY = "family", "a family"
    TEACHER = "teacher", "a teacher"
    STUDENT = "student", "a student"


class PilotConcern(TenantModel):
    """A worry about a pilot, in the words that may be shown. Append-only.

    ``form_key`` is the key of the form it was sent with, so that a form sent twice is
    kept once. What is no worry (``is_concern`` False) is feedback, and does not sound
    the alarm.

    Personal data: a quote, from which names are taken out before it is written down.
    """

    is_append_only = True

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="concerns")
    raised_on = models.DateField()
    voice = models.CharField(max_length=8, choices=Voice)
    quote = models.CharField(max_length=1000)
    is_concern = models.BooleanField(default=True)
    form_key = models.UUIDField(null=True, blank=True)
    noted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="pilot_concern_sent_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.raised_on:%Y-%m-%d}: {self.quote[:40]}"
