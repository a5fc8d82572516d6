"""The lottery: a unit's rule for it, every draw, and what the draws have taught."""

from __future__ import annotations

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class LotteryRule(TenantModel):
    """How a unit's lottery goes: on or off, what is a near-tie, the least chance.

    A unit without a row has the lottery on, with the engine's numbers. ``tolerance`` is
    a share of the expected gain, ``floor`` the least propensity of a near-tied way.

    Personal data: the account that changed it last.
    """

    unit = models.OneToOneField(
        "accounts.Unit", on_delete=models.CASCADE, related_name="lottery_rule"
    )
    is_on = models.BooleanField(default=True)
    tolerance = models.FloatField()
    floor = models.FloatField()
    changed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id}: {'on' if self.is_on else 'off'}"


class Draw(TenantModel):
    """One lottery: in which way a student would learn a skill on a day.

    ``ways`` lists the near-tied ways, each with ``way`` (a modality), ``gain``,
    ``mean`` and ``sd`` (what was believed) and ``propensity``, exact: with ``seed``,
    ``tolerance`` and ``floor`` the draw can be made again. ``expected`` is the
    probability to pass the exit slip that was known before.

    After the day, ``received`` is the way of the seat that stood, -1 where the skill
    was not taught; ``passed`` is empty where no exit slip was taken. An adult who
    changed the seat made it ``is_overridden``.

    Personal data: how a student was to learn a skill, and whether they showed it.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="draws"
    )
    on = models.DateField()
    student = models.ForeignKey(
        "rosters.Student", on_delete=models.CASCADE, related_name="draws"
    )
    skill = models.ForeignKey(
        "curriculum.Skill", on_delete=models.CASCADE, related_name="+"
    )
    family = models.CharField(max_length=200)
    ways = models.JSONField()
    drawn = models.PositiveSmallIntegerField()
    expected = models.FloatField()
    seed = models.BigIntegerField()
    tolerance = models.FloatField()
    floor = models.FloatField()
    drawn_at = models.DateTimeField()
    is_overridden = models.BooleanField(default=False)
    received = models.SmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "student", "skill", "on"], name="draw_once"
            ),
        )
        indexes = (models.Index(fields=["unit", "on"], name="draw_by_day"),)

    def __str__(self) -> str:
        return f"{self.student_id}, {self.skill_id} on {self.on:%Y-%m-%d}"


class EffectReport(TenantModel):
    """What the settled draws of a unit said up to ``as_of``.

    ``counts`` holds the draws read and those left out, each by its cause; ``refusal``
    says in a sentence why nothing can be read from them. ``contrasts`` are pairs of
    ways compared.

    Personal data: none; groups under ten students are not told apart.
    """

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, related_name="effect_reports"
    )
    as_of = models.DateTimeField()
    inputs_hash = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    refusal = models.TextField(default="", blank=True)
    contrasts = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "unit", "as_of"], name="effect_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} as of {self.as_of:%Y-%m-%d %H:%M}"


class EffectEstimate(TenantModel):
    """How often exit slips are passed in one way of learning one family of skills.

    One cell of ``seedbed.engines.effects.Effects``, which explains the numbers; empty
    where a cell is not shown. ``group`` is a grade, or -1 for everyone together.

    Personal data: none; cells under ten students hold no outcome.
    """

    report = models.ForeignKey(
        EffectReport, on_delete=models.CASCADE, related_name="estimates"
    )
    family = models.CharField(max_length=200)
    way = models.PositiveSmallIntegerField()
    group = models.SmallIntegerField(default=-1)
    n_trials = models.PositiveIntegerField()
    n_students = models.PositiveIntegerField()
    n_effective = models.FloatField()
    least_propensity = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    lift = models.FloatField(null=True)
    standard_error = models.FloatField(null=True)
    shrunken_lift = models.FloatField()
    shrunken_sd = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    is_shown = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "report", "family", "way", "group"],
                name="effect_estimate_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.family}, way {self.way}: {self.n_trials} trials"
