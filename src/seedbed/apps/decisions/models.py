"""Seven decisions: rounds of a survey, what leaders answered, what a system shows.

Leaders' answers and trade-offs are the system's own (``TenantModel``). To the network
goes one row for each system and wave (``PublishedPosition``): the middle of its
leaders on each item, no person, no team.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.sharing import NetworkModel
from seedbed.apps.accounts.tenancy import TenantModel


class SurveyWave(NetworkModel):
    """One administration of an instrument in a network, from its first to its last day.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    instrument = models.CharField(max_length=60, help_text="code of its data file")
    name = models.CharField(max_length=100)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="by hand, before its last day was over"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["network", "instrument", "opens_on"], name="survey_wave_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class SurveyResponse(TenantModel):
    """One leader's answers in a wave; a survey half answered is kept as it is.

    Personal data: which leader answered, and when.
    """

    wave = models.ForeignKey(SurveyWave, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "wave", "by"], name="survey_response_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.by}: {self.wave}"


class ItemAnswer(TenantModel):
    """One leader's answer to one item: where the system is, where it should be, why.

    Personal data: a leader's opinion, in points and in own words.
    """

    response = models.ForeignKey(
        SurveyResponse, on_delete=models.CASCADE, related_name="answers"
    )
    item = models.CharField(max_length=60)
    at = models.PositiveSmallIntegerField(null=True, blank=True)
    wanted = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=600, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "response", "item"], name="item_answer_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.at}"


class Side(models.TextChoices):
    """Which pole of an item a trade-off takes."""

    LOW = "low", "the low pole"
    BOTH = "both", "some of each"
    HIGH = "high", "the high pole"


class TradeOff(TenantModel):
    """What a team chose on an item, and what it gives up for it, until it is ended.

    Personal data: the account that wrote it down.
    """

    token = models.UUIDField(unique=True, help_text="made with the form")
    instrument = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    side = models.CharField(max_length=4, choices=Side)
    choice = models.CharField(max_length=600)
    cost = models.CharField(max_length=600)
    chosen_on = models.DateField()
    revisit_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["system", "revisit_on"],
                condition=models.Q(ended_on=None),
                name="trade_off_open",
            ),
        )

    def __str__(self) -> str:
        return self.choice


class Verdict(models.TextChoices):
    """What came of looking at a trade-off again."""

    KEEP = "keep", "kept"
    CHANGE = "change", "changed"
    END = "end", "ended"


class TradeOffRevisit(TenantModel):
    """A team looked at a trade-off again: what happened, and what it does now.

    Personal data: the account that wrote it down.
    """

    token = models.UUIDField(unique=True, help_text="made with the form")
    trade_off = models.ForeignKey(
        TradeOff, on_delete=models.CASCADE, related_name="revisits"
    )
    on = models.DateField()
    happened = models.CharField(max_length=600)
    verdict = models.CharField(max_length=6, choices=Verdict)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.on}: {self.verdict}"


class PublishedPosition(NetworkModel):
    """Where a system is on every item of a wave, for the network to see without a name.

    ``at`` and ``wanted`` are float32 of shape (Q,), ``nan`` where nobody answered;
    ``chosen`` is int8 of shape (Q,): 0 for no trade-off, 1 low, 2 both, 3 high. Q is
    the order of the instrument's items. As arrays, 13,500 systems are read at once
    (docs/decisions/0005).

    Personal data: none; of a system in which one leader answered, that leader's
    answers without a name, which the form says before they are given.
    """

    wave = models.ForeignKey(SurveyWave, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(
        "networks.Member", on_delete=models.CASCADE, related_name="+"
    )
    at = models.BinaryField()
    wanted = models.BinaryField()
    chosen = models.BinaryField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["wave", "member"], name="published_position_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.wave}"


class WaveComparison(NetworkModel):
    """Which differences between groups of systems are more than chance, kept.

    Over 13,500 systems the draws take seconds, so pages read what was last compared.
    ``found`` holds a row for each difference: item, grouping, and the middle system of
    each group.

    Personal data: none; groups of fewer than five systems are not in it.
    """

    wave = models.OneToOneField(SurveyWave, on_delete=models.CASCADE, related_name="+")
    n_systems = models.PositiveIntegerField()
    n_comparisons = models.PositiveIntegerField()
    found = models.JSONField()
    compared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.wave}, {self.n_systems} systems"
