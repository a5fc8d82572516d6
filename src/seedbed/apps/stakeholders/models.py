"""Who can carry a change and who can stop it: the map, what was said, what was called.

A ``Change`` is one idea, thought of in two places: inside an established school, and
as a unit that people join by choice. Its actors stand on either map or on both. What
is a record of a moment (interviews, forecasts, calls, endings, pulses) is append-only;
what is a description (actors, standings) is corrected, with a version that shows two
people each other's words.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class Place(models.TextChoices):
    """Where the same idea would live."""

    INSIDE = "inside", "inside an established school"
    APART = "apart", "as a unit of its own, joined by choice"


class ActorKind(models.TextChoices):
    """What kind of actor; the map keeps each kind in its sector."""

    FAMILIES = "families", "families who share an interest"
    STUDENTS = "students", "students"
    STAFF = "staff", "staff and their unions"
    PIPELINE = "pipeline", "where teachers are trained"
    DISTRICT = "district", "a district office"
    VENDOR = "vendor", "a vendor"
    COMMUNITY = "community", "a community organisation"
    POSTSECONDARY = "postsecondary", "a college or university"
    DONOR = "donor", "a donor"
    AGENCY = "agency", "an agency or its rule"
    POLICYMAKER = "policymaker", "a board or policymaker"
    VOTERS = "voters", "voters and taxpayers"


class Change(TenantModel):
    """One idea, placed inside an established school and beside it.

    ``form_key`` keeps a form sent twice from beginning it twice.

    Personal data: the account that began it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField()
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    about = models.TextField(default="", blank=True)
    inside_name = models.CharField(max_length=80)
    apart_name = models.CharField(max_length=80)
    begun_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="change_begun_once"
            ),
        )
        indexes = (
            models.Index(fields=["system", "unit", "-begun_at"], name="change_by_unit"),
        )

    def __str__(self) -> str:
        return self.title


class Actor(TenantModel):
    """Someone who can carry a change or stop it.

    ``brings_to`` lists the ids of actors of the same change to whom this one brings
    information. ``version`` counts edits. A removed actor keeps its interviews.

    Personal data: none, unless an actor is one person; who edited it.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="actors")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=ActorKind)
    counts_on = models.CharField(max_length=300, default="", blank=True)
    brings_to = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "change", "name"],
                condition=models.Q(removed_at=None),
                name="actor_named_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Standing(TenantModel):
    """An actor on one of the two maps: power, care, and what would change for them.

    ``channels`` has, per kind of channel, ``share``, ``substitutability`` and
    ``can_stop_alone`` as the engine takes them. Salience is from 0 to 1.

    Personal data: none.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="standings")
    place = models.CharField(max_length=6, choices=Place)
    channels = models.JSONField(default=dict)
    salience_low = models.FloatField()
    salience_mode = models.FloatField()
    salience_high = models.FloatField()
    what_changes = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "actor", "place"], name="standing_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} {self.get_place_display()}"


class Interview(TenantModel):
    """One talk with an actor: what was said, and where they stand. Append-only.

    ``low``, ``mode`` and ``high`` are from -100, would stop it at any price, to 100.

    Personal data: who was talked with and a quote, in words that may be shown.
    """

    is_append_only = True

    form_key = models.UUIDField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="talks")
    place = models.CharField(max_length=6, choices=Place)
    on = models.DateField()
    with_whom = models.CharField(max_length=200, default="", blank=True)
    said = models.CharField(max_length=500)
    low = models.FloatField()
    mode = models.FloatField()
    high = models.FloatField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key", "place"], name="interview_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.said[:40]}"


class SubgroupEffect(TenantModel):
    """A pilot's effect on one group and the actor who speaks for it. Append-only.

    The latest of a group counts. ``pilot`` is the pilot of this system that handed it
    on, in standard deviations of its measure; none where a person typed it.

    Personal data: none; groups are counted, not named.
    """

    is_append_only = True

    form_key = models.UUIDField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="effects")
    group = models.CharField(max_length=120)
    effect = models.FloatField()
    standard_error = models.FloatField()
    source = models.CharField(max_length=200)
    pilot = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="subgroup_effect_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.effect:g}"


class ReadinessCheck(TenantModel):
    """Whether a change can be run as promised; the latest counts. Append-only.

    Personal data: the account that checked.
    """

    is_append_only = True

    form_key = models.UUIDField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="checks")
    seats_per_adult = models.FloatField()
    n_accommodations = models.PositiveIntegerField()
    n_accommodations_met = models.PositiveIntegerField()
    has_contract_authority = models.BooleanField()
    hours_of_oldest_source = models.FloatField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="readiness_check_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.change_id} at {self.at:%Y-%m-%d}"


class SupportForecast(TenantModel):
    """What the map of one place said at a moment. Append-only.

    ``actors`` is the whole map as it was, so that anyone can read it again with the
    same ``seed``; ``reading`` holds the numbers that were shown.

    Personal data: the account that made it.
    """

    is_append_only = True

    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="forecasts"
    )
    place = models.CharField(max_length=6, choices=Place)
    seed = models.BigIntegerField()
    actors = models.JSONField()
    p_stopped = models.FloatField()
    reading = models.JSONField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                fields=["system", "change", "place", "at"], name="forecast_by_change"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.p_stopped:.2f} at {self.at:%Y-%m-%d}"


class CallChoice(models.TextChoices):
    """What a leader decides about where a change will live."""

    INSIDE = "inside", "inside the school"
    CONSENT = "consent", "a pilot by consent"
    APART = "apart", "its own unit, by choice"
    ASK = "ask", "find out more first"


class ChangeCall(TenantModel):
    """Where a change will live: who decided, why, and what the rule said. Append-only.

    Personal data: the account that decided.
    """

    is_append_only = True

    form_key = models.UUIDField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="calls")
    choice = models.CharField(max_length=8, choices=CallChoice)
    rule_said = models.CharField(max_length=16, default="", blank=True)
    reason = models.CharField(max_length=1000)
    review_on = models.DateField()
    inside = models.ForeignKey(
        SupportForecast, on_delete=models.PROTECT, null=True, related_name="+"
    )
    apart = models.ForeignKey(
        SupportForecast, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="change_call_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_choice_display()} at {self.at:%Y-%m-%d}"


class ChangeEnding(TenantModel):
    """What became of a change in one place, once known. Append-only.

    Personal data: the account that noted it.
    """

    is_append_only = True

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="endings")
    place = models.CharField(max_length=6, choices=Place)
    on = models.DateField()
    was_stopped = models.BooleanField()
    what = models.CharField(max_length=500)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "change", "place"], name="change_ending_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.what[:40]}"


class PulseAnswer(TenantModel):
    """Three quick answers about a change in one week, and a concern. Append-only.

    ``answers`` are from 1 to 5, in the order of the questions. Nobody's name is kept
    with an answer: only the kind of actor, the week and the language.

    Personal data: words of a person, from which names are to be left out.
    """

    is_append_only = True

    form_key = models.UUIDField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="pulses")
    week_on = models.DateField(help_text="its Monday")
    kind = models.CharField(max_length=16, choices=ActorKind)
    language = models.CharField(max_length=8, default="en")
    answers = models.JSONField()
    is_concern = models.BooleanField(default=False)
    words = models.CharField(max_length=1000, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "form_key"], name="pulse_answer_once"
            ),
        )
        indexes = (
            models.Index(fields=["system", "change", "week_on"], name="pulse_by_week"),
        )

    def __str__(self) -> str:
        return f"{self.kind} in the week of {self.week_on:%Y-%m-%d}"
