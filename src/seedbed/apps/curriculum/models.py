"""Skills and what they build on, the lessons that teach them, the items that ask.

A ``Framework`` is a published set of skills (CASE CFDocument), a ``Skill`` one CFItem
of it that can be taught and shown. ``Prerequisite`` links are acyclic, checked when
they are imported.
"""

from __future__ import annotations

import uuid

from django.db import models

from seedbed.apps.accounts.tenancy import TenantModel


class Framework(TenantModel):
    """A published set of skills (CASE CFDocument).

    Personal data: none.
    """

    identifier = models.CharField(max_length=255)
    title = models.CharField(max_length=500)
    subject = models.CharField(max_length=200, default="", blank=True)
    version = models.CharField(max_length=100, default="", blank=True)
    attribution = models.TextField(default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "identifier"], name="framework_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Skill(TenantModel):
    """The smallest thing tracked (CASE CFItem, knowledge component).

    ``code`` is the human coding scheme ("6.RP.A.1"); ``kind`` the CFItemType. Only
    skills with ``is_taught`` (leaves: standards, not clusters or domains) have lessons,
    evidence and mastery.

    Personal data: none.
    """

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="skills"
    )
    identifier = models.CharField(max_length=255)
    code = models.CharField(max_length=100)
    title = models.CharField(max_length=255, help_text="short name for people")
    statement = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=64, default="", blank=True)
    strand = models.CharField(max_length=200, default="", blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    grade_low = models.SmallIntegerField()
    grade_high = models.SmallIntegerField()
    is_taught = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "framework", "identifier"], name="skill_once"
            ),
        )
        indexes = (models.Index(fields=["system", "code"], name="skill_by_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Prerequisite(TenantModel):
    """``before`` is shown before ``after`` is ready (CASE precedes).

    Personal data: none.
    """

    before = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="unlocks")
    after = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="prerequisites"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "before", "after"], name="prerequisite_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")),
                name="prerequisite_is_another_skill",
            ),
        )

    def __str__(self) -> str:
        return f"{self.before_id} before {self.after_id}"


class Lesson(TenantModel):
    """A unit of content for one skill in one modality.

    ``code`` is unique in a system; ``modality`` is ``seedbed.lib.modalities.Modality``.
    ``seats`` is the most students one session of it can hold. ``needs`` lists what it
    takes, separated by commas: ``device``, ``lab``, ``quiet``, ``headphones``.
    A lesson of the starter library has ``is_shell`` True: a plan to fill in.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=120)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="lessons")
    modality = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    minutes = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    needs = models.CharField(max_length=200, default="", blank=True)
    source_url = models.CharField(max_length=500, default="", blank=True)
    body = models.TextField(default="", blank=True)
    is_shell = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "code"], name="lesson_code_once"),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1), name="lesson_has_a_seat"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Item(TenantModel):
    """One question as evidence names it; it asks one or more skills.

    ``code`` is the source's name of the question. Where a source tags the same code
    with other skills, that is another item: ``skills_key`` (sorted skill ids joined by
    commas) is part of the key.

    Personal data: none.
    """

    code = models.CharField(max_length=200)
    skills_key = models.CharField(max_length=255)
    skills = models.ManyToManyField(Skill, through="ItemSkill", related_name="items")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "code", "skills_key"], name="item_once"
            ),
        )

    def __str__(self) -> str:
        return self.code


class ItemSkill(TenantModel):
    """An item asks a skill.

    Personal data: none.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="item_skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="item_skills"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "item", "skill"], name="item_skill_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.skill_id}"
