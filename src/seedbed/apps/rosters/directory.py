"""Who is here: everyone of a system, filtered by facets that know their counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from seedbed.apps.accounts.models import Account, Person, Role, Unit
from seedbed.apps.accounts.tenancy import current_system_id

from .models import Enrollment, Student

#: Facets in the order of the page.
FACETS = ("role", "unit", "grade", "section", "account")
#: What an account can be: there is none, it was never used, it is used, it is closed.
NO_ACCOUNT, NEVER_USED, USED, CLOSED = "none", "unused", "used", "closed"
_MOST_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person: what they do where, and whether they can sign in."""

    person_id: int
    name: str
    email: str
    sourced_id: str
    is_active: bool
    roles: tuple[str, ...]
    unit_ids: tuple[int, ...]
    grade: int | None
    sections: tuple[str, ...]
    account: str
    username: str
    last_login: datetime | None

    @property
    def never_came(self) -> bool:
        """Whether they cannot sign in yet, or never did."""
        return self.account in (NO_ACCOUNT, NEVER_USED)

    def may_be_invited(self, beyond: Collection[str]) -> bool:
        """Tell whether they may choose a password: here, and with no role beyond."""
        is_open = self.is_active and self.account != CLOSED
        return is_open and bool(self.roles) and set(self.roles).isdisjoint(beyond)

    def values(self, facet: str) -> tuple[str, ...]:
        """Return what a person counts for in a facet, as an address has it."""
        if facet == "role":
            return self.roles
        if facet == "unit":
            return tuple(str(unit_id) for unit_id in self.unit_ids)
        if facet == "grade":
            return () if self.grade is None else (str(self.grade),)
        if facet == "section":
            return self.sections
        return (self.account,)


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The people who fit, by name; for each facet its values with their counts.

    A facet counts those who fit all that is chosen in the others.
    """

    rows: tuple[PersonRow, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    unit_names: dict[str, str]
    n_all: int


@dataclass(frozen=True, kw_only=True)
class Alike:
    """People who may be one and the same, and what they share: name or e-mail."""

    shared: str
    rows: tuple[PersonRow, ...]


@dataclass(kw_only=True)
class _Facts:
    """What is known besides names, by person."""

    roles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    units: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    grades: dict[int, int] = field(default_factory=dict)
    sections: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[int, tuple[str, str, datetime | None]] = field(default_factory=dict)


def directory(*, words: str = "", chosen: Mapping[str, str] | None = None) -> Directory:
    """Return everyone who fits words and facets. Six queries.

    Parameters
    ----------
    words
        Each must begin a name, or be in the e-mail, the username or the roster's id.
    chosen
        A value by facet; an unknown facet is left out.
    """
    wanted = {k: v for k, v in (chosen or {}).items() if k in FACETS and v}
    everyone = _rows(_named(words))
    fits = {facet: _fits(facet, value) for facet, value in wanted.items()}
    rows = [row for row in everyone if all(fit(row) for fit in fits.values())]
    facets = {}
    for facet in FACETS:
        others = [fit for name, fit in fits.items() if name != facet]
        counts = Counter(
            value
            for row in everyone
            if all(fit(row) for fit in others)
            for value in set(row.values(facet))
        )
        facets[facet] = tuple(sorted(counts.items(), key=lambda item: _rank(item[0])))
    units = {str(pk): name for pk, name in Unit.objects.values_list("pk", "name")}
    return Directory(
        rows=tuple(rows), facets=facets, unit_names=units, n_all=len(everyone)
    )


def alike(found: Directory) -> tuple[Alike, ...]:
    """Return people of one role who share a whole name, or an e-mail. No query."""
    groups: dict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    for row in found.rows:
        if not row.is_active:
            continue
        if row.email:
            groups["email", row.email.casefold()].append(row)
        role = row.roles[0] if row.roles else ""
        name = f"{' '.join(row.name.split()).casefold()}/{role}/{row.grade}"
        groups["name", name].append(row)
    pairs: dict[tuple[int, ...], tuple[str, list[PersonRow]]] = {}
    for (shared, _key), rows in groups.items():
        if len(rows) > 1:
            pairs.setdefault(tuple(row.person_id for row in rows), (shared, rows))
    return tuple(
        Alike(shared=shared, rows=tuple(rows)) for shared, rows in pairs.values()
    )


def _fits(facet: str, value: str) -> Callable[[PersonRow], bool]:
    return lambda row: value in row.values(facet)


def _rank(value: str) -> tuple[int, int, str]:
    """Order numbers by size and words by letter."""
    is_number = value.lstrip("-").isdigit()
    return (0, int(value), "") if is_number else (1, 0, value.casefold())


def _named(words: str) -> QuerySet[Person]:
    found: QuerySet[Person] = Person.objects.all()
    for word in words.split()[:_MOST_WORDS]:
        names = Q(given_name__istartswith=word) | Q(family_name__istartswith=word)
        names |= Q(preferred_name__istartswith=word) | Q(email__icontains=word)
        names |= Q(sourced_id__iexact=word) | Q(account__username__istartswith=word)
        found = found.filter(names)
    return found


def _rows(people: QuerySet[Person]) -> list[PersonRow]:
    """Return people by family name. Five queries."""
    facts = _facts()
    columns = ("pk", "email", "sourced_id", "is_active", "given_name", "family_name")
    named = people.order_by("family_name", "given_name", "pk")
    return [
        _row(facts, *values) for values in named.values_list(*columns, "preferred_name")
    ]


def _row(
    facts: _Facts,
    pk: int,
    email: str,
    sourced_id: str,
    is_active: bool,
    given: str,
    family: str,
    preferred: str,
) -> PersonRow:
    state, username, last_login = facts.accounts.get(pk, (NO_ACCOUNT, "", None))
    return PersonRow(
        person_id=pk,
        name=f"{preferred or given} {family}".strip(),
        email=email,
        sourced_id=sourced_id,
        is_active=is_active,
        roles=tuple(dict.fromkeys(facts.roles[pk])),
        unit_ids=tuple(dict.fromkeys(facts.units[pk])),
        grade=facts.grades.get(pk),
        sections=tuple(sorted(set(facts.sections[pk]))),
        account=state,
        username=username,
        last_login=last_login,
    )


def _facts() -> _Facts:
    """Return what is known of everyone besides names. Four queries."""
    facts = _Facts()
    roles: Iterable[tuple[int, str, int | None]] = Role.objects.order_by(
        "pk"
    ).values_list("person_id", "kind", "unit_id")
    for person_id, kind, unit_id in roles:
        facts.roles[person_id].append(kind)
        if unit_id is not None:
            facts.units[person_id].append(unit_id)
    students = Student.objects.values_list("person_id", "unit_id", "grade")
    for person_id, unit_id, grade in students:
        facts.grades[person_id] = grade
        facts.units[person_id].append(unit_id)
    enrolled = Enrollment.objects.filter(is_active=True, section__is_active=True)
    for person_id, title in enrolled.values_list("person_id", "section__title"):
        facts.sections[person_id].append(title)
    # Accounts are no rows of a tenant: the system is named here.
    accounts: Iterable[Any] = Account.objects.filter(
        system_id=current_system_id()
    ).values_list("person_id", "username", "is_active", "last_login")
    for person_id, username, is_active, last_login in accounts:
        state = (USED if last_login else NEVER_USED) if is_active else CLOSED
        facts.accounts[person_id] = (state, username, last_login)
    return facts
