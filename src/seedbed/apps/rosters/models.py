"""Students, staff, guardians, their enrollments, and the imports that say so.

A row that came from a roster carries ``source`` (which feed) and ``sourced_id`` (the
feed's key); the pair is unique in a system. Leaving a roster sets ``is_active`` to
False and never deletes: progress belongs to the student.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from seedbed.apps.accounts.tenancy import TenantModel


def sourced_once(name: str) -> models.UniqueConstraint:
    """Return the constraint that a feed's key names one row of a table."""
    return models.UniqueConstraint(
        fields=["system", "source", "sourced_id"],
        condition=~models.Q(sourced_id=""),
        name=name,
    )


class Student(TenantModel):
    """A person on the roster of one unit.

    Personal data: grade and unit of a person.
    """

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, related_name="student"
    )
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="students"
    )
    grade = models.SmallIntegerField(help_text="0 is kindergarten, 13 is ungraded")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.person)


class Staff(TenantModel):
    """A person who teaches or helps in one unit.

    ``kind`` is the main role: teacher, tutor, mentor or aide.

    Personal data: role and unit of a person.
    """

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, related_name="staff"
    )
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="staff"
    )
    kind = models.CharField(max_length=16)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.person)


class Guardianship(TenantModel):
    """An adult with rights over a student.

    Personal data: who is whose guardian.
    """

    guardian = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="guardianships"
    )
    student = models.ForeignKey(
        Student, on_delete=models.CASCADE, related_name="guardianships"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "guardian", "student"], name="guardianship_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.guardian} for {self.student}"


class Term(TenantModel):
    """A grading period, semester or school year (OneRoster academicSession).

    Personal data: none.
    """

    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, default="term")
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (sourced_once("term_sourced_once"),)

    def __str__(self) -> str:
        return self.title


class Course(TenantModel):
    """What is taught.

    Personal data: none.
    """

    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=100, default="", blank=True)
    subjects = models.CharField(max_length=255, default="", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (sourced_once("course_sourced_once"),)

    def __str__(self) -> str:
        return self.title


class Section(TenantModel):
    """A scheduled instance of a course with a roster (OneRoster class).

    Personal data: none.
    """

    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="sections"
    )
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="sections"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="sections"
    )
    title = models.CharField(max_length=200)
    grades = models.CharField(max_length=100, default="", blank=True)
    subjects = models.CharField(max_length=255, default="", blank=True)
    location = models.CharField(max_length=200, default="", blank=True)
    periods = models.CharField(max_length=100, default="", blank=True)
    is_homeroom = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (sourced_once("section_sourced_once"),)

    def __str__(self) -> str:
        return self.title


class Enrollment(TenantModel):
    """A person in a section, as a student or as its teacher or aide.

    Personal data: who is in which section.
    """

    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="enrollments"
    )
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="enrollments"
    )
    role = models.CharField(max_length=16)
    is_primary = models.BooleanField(default=False)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (sourced_once("enrollment_sourced_once"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.section}"


class ImportStatus(models.TextChoices):
    """Where an import stands."""

    STAGED = "staged", "checked, nothing saved yet"
    REFUSED = "refused", "refused"
    APPLIED = "applied", "saved"
    REVERTED = "reverted", "undone"


class RosterImport(TenantModel):
    """One roster file: staged, checked, compared, saved in one transaction, undoable.

    ``path`` is where the file's bytes lie under ``SEEDBED_HOME/imports``; ``counts``
    and ``difference_hash`` are what the person who confirms it was shown.

    Personal data: the account that imported (``by``); the file holds a roster.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    standard = models.CharField(max_length=32, default="", blank=True)
    is_delta = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=ImportStatus)
    counts = models.JSONField(default=dict)
    difference_hash = models.CharField(max_length=64, default="", blank=True)
    refusal = models.TextField(default="", blank=True)
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    staged_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True, blank=True)
    reverted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_status_display()})"


class ImportProblem(TenantModel):
    """One mistake in one row of an imported file, in a sentence.

    ``row`` counts as a spreadsheet does: the header is row 1; 0 means the whole file.
    ``is_held`` rows are left out and can be downloaded; the others are only noted.

    Personal data: may quote a value of the row.
    """

    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="problems"
    )
    file = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    value = models.CharField(max_length=255, default="", blank=True)
    message = models.TextField()
    is_held = models.BooleanField()
    raw = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"{self.file} row {self.row}: {self.message}"


class ImportChange(TenantModel):
    """One row that an import created, changed or retired, as it was before.

    Personal data: a copy of the changed row.
    """

    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="changes"
    )
    table = models.CharField(max_length=64)
    row_id = models.BigIntegerField()
    action = models.CharField(max_length=8)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row_id}"
