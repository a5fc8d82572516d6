"""Stories: what waits for its readers, and what every system may read.

These tables belong to the network, not to a system, and no row says whose it is. Only
the services of telling, reading and releasing write them.
"""

from __future__ import annotations

import uuid

from django.db import models


class StoryKind(models.TextChoices):
    """What a story is about; all three count the same."""

    SUCCESS = "success", "it worked"
    PROCESS = "process", "how it went"
    FAILURE = "failure", "it did not work"


class Topic(models.TextChoices):
    """What part of the work a story or a play concerns."""

    SCHEDULE = "schedule", "schedules"
    STAFFING = "staffing", "staffing"
    FAMILIES = "families", "families"
    CURRICULUM = "curriculum", "lessons"
    TECHNOLOGY = "technology", "technology"
    BUDGET = "budget", "money"
    BOARD = "board", "board and rules"
    ROLLOUT = "rollout", "growing it"


class TellingState(models.TextChoices):
    """Where a telling stands."""

    WAITING = "waiting", "waits for its readers"
    SENT_BACK = "sent-back", "sent back with a question"
    RELEASED = "released", "released"
    MERGED = "merged", "merged with another report of the same event"
    WITHDRAWN = "withdrawn", "withdrawn by its author"


class StoryText(models.Model):
    """The words of a story, and how narrowly its system is described.

    ``state`` and ``size_band`` are empty where nothing narrower may be said.

    Personal data: none; what names people and places is taken out before it is saved.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=StoryKind)
    topic = models.CharField(max_length=12, choices=Topic)
    language = models.CharField(max_length=8, default="en")
    tried = models.TextField()
    happened = models.TextField()
    advice = models.TextField(help_text="what its author would tell another system")
    state = models.CharField(max_length=64, default="", blank=True)
    size_band = models.CharField(max_length=16, default="", blank=True)
    told_by = models.CharField(
        max_length=200, default="", blank=True, help_text="a name its author chose"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind}: {self.tried[:40]}"


class Story(StoryText):
    """A released story, which every system of the network may read.

    Personal data: a name, where its author chose to tell it openly.
    """

    n_reports = models.PositiveIntegerField(default=1)
    n_helped = models.PositiveIntegerField(default=0)
    released_on = models.DateField(db_index=True)
    source = models.CharField(max_length=200, default="", blank=True)


class Telling(StoryText):
    """A story that waits for its readers; it does not say who told it.

    ``receipt_hash`` lets whoever holds the receipt act as its author.

    Personal data: a name, where its author chose to tell it openly.
    """

    status = models.CharField(
        max_length=10, choices=TellingState, default=TellingState.WAITING
    )
    receipt_hash = models.CharField(max_length=64, unique=True)
    received_on = models.DateField()
    note = models.CharField(max_length=1000, default="", blank=True)
    answer = models.CharField(max_length=2000, default="", blank=True)
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="tellings"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )


class Reading(models.Model):
    """What one reader found in a telling.

    Personal data: the reader's account.
    """

    telling = models.ForeignKey(
        Telling, on_delete=models.CASCADE, related_name="readings"
    )
    reader = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+"
    )
    is_steward = models.BooleanField()
    passes = models.BooleanField()
    words = models.CharField(max_length=1000, default="", blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["telling", "reader"], name="reading_once"),
        )

    def __str__(self) -> str:
        return f"{self.telling_id}: {'passes' if self.passes else 'not yet'}"


class StoryQuestion(models.Model):
    """A question to an author whom nobody knows, and the answer by receipt.

    Both are read by a steward before others see them.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(max_length=1000)
    asked_on = models.DateField()
    answer = models.CharField(max_length=2000, default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    is_shown = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.question[:40]


class AuthorReply(models.Model):
    """What the author of a story told by name writes under it, by receipt.

    A steward reads it before others do: somebody else may be meant in it.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replies")
    words = models.CharField(max_length=2000)
    replied_on = models.DateField()
    is_shown = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["story", "words"], name="author_reply_once"
            ),
        )

    def __str__(self) -> str:
        return self.words[:40]


class AskedFor(models.Model):
    """A story that somebody would like to read and nobody has told.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    words = models.CharField(max_length=300)
    asked_on = models.DateField()
    n_asking = models.PositiveIntegerField(default=1)
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.words[:40]


class SearchText(models.Model):
    """The words of a story or a play as the search knows them.

    Personal data: none beyond what is released.
    """

    subject = models.UUIDField(unique=True)
    network = models.ForeignKey(
        "accounts.Network", on_delete=models.CASCADE, related_name="+"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.subject)
