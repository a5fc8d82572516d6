"""Who is here: networks, systems, units, people, their roles and their accounts.

A ``Network`` of districts learns together; a ``System`` is one district and the tenant
that owns every other row; a ``Unit`` is an autonomous program or an established school
inside it. A ``Person`` has roles; an ``Account`` lets a person sign in.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from .tables import CardAccess as CardAccess
from .tables import FeedKey as FeedKey
from .tables import Invitation as Invitation
from .tables import Passkey as Passkey
from .tables import SignInCard as SignInCard
from .tenancy import TenantModel


class Network(models.Model):
    """Districts that learn together.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class System(models.Model):
    """One district or charter organisation: the tenant.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, unique=True)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    language = models.CharField(max_length=8, default="en")
    is_simulated = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """What sort of unit it is; all but ``SCHOOL`` are autonomous."""

    HUB = "hub", "learning hub"
    VIRTUAL = "virtual", "virtual school"
    WITHIN = "within", "school within a school"
    AFTER_SCHOOL = "after", "after-school program"
    SUMMER = "summer", "summer program"
    SCHOOL = "school", "established school"


class Unit(TenantModel):
    """An autonomous program, or an established school, inside a system.

    ``source`` and ``sourced_id`` name the organisation in the roster it came from.

    Personal data: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=UnitKind, default=UnitKind.SCHOOL)
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)
    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "name"], name="unit_name_once_per_system"
            ),
            models.UniqueConstraint(
                fields=["system", "source", "sourced_id"],
                condition=~models.Q(sourced_id=""),
                name="unit_sourced_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Person(TenantModel):
    """A human being known to the system.

    Personal data: names, e-mail, home language, source id.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=200, default="", blank=True)
    sourced_id = models.CharField(max_length=255, default="", blank=True)
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200, default="", blank=True)
    preferred_name = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "source", "sourced_id"],
                condition=~models.Q(sourced_id=""),
                name="person_sourced_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name to say: preferred where one is known."""
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        """The whole name, as others see it."""
        return f"{self.first_name} {self.family_name}".strip()


class RoleKind(models.TextChoices):
    """What a person does; one word, one meaning (docs/glossary.md)."""

    STUDENT = "student", "student"
    GUARDIAN = "guardian", "guardian"
    TEACHER = "teacher", "teacher"
    TUTOR = "tutor", "tutor"
    MENTOR = "mentor", "mentor"
    AIDE = "aide", "aide"
    LEADER = "leader", "leader"
    REGISTRAR = "registrar", "registrar"
    SYSTEM_LEADER = "system_leader", "system leader"
    STEWARD = "steward", "network steward"


#: Roles of people who teach or help; such a person has a ``rosters.Staff`` row.
STAFF_ROLES = (RoleKind.TEACHER, RoleKind.TUTOR, RoleKind.MENTOR, RoleKind.AIDE)


class Role(TenantModel):
    """What one person may do, in one unit or (without a unit) in the whole system.

    Personal data: a person's role.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=16, choices=RoleKind)
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["system", "person", "kind", "unit"],
                nulls_distinct=False,
                name="role_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; usernames compare without regard to case.

    An account is read with its system: every request needs both.
    """

    def get_queryset(self) -> models.QuerySet[Account]:
        """Return accounts with their systems."""
        return super().get_queryset().select_related("system")

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with this username, in any case of letters."""
        return self.get(username__iexact=username or "")


class Account(AbstractBaseUser):
    """The right to sign in as one person.

    Not a tenant table: it is read before the system is known. It holds no record of a
    child beyond the name that is typed to sign in.

    Personal data: username, password hash, time of last sign-in.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=150, unique=True)
    system = models.ForeignKey(System, on_delete=models.PROTECT)
    person = models.OneToOneField(Person, on_delete=models.CASCADE)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username
