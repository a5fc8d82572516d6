"""What `seedbed doctor` looks at: settings, database, walls, disk, nights, sources."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from seedbed.apps.accounts import rls
from seedbed.apps.accounts.queries import systems
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.evidence.queries import sources
from seedbed.apps.nightly.models import Night, NightStatus
from seedbed.apps.rosters.models import Student
from seedbed.lib.text import count, listing

from .outside import LOOPBACK

OK, LOOK, MUST = "ok", "look", "must"
_GIGABYTE = 1024**3
_ENOUGH_DISK = 5 * _GIGABYTE
_LEAST_DISK = _GIGABYTE
_LATE_NIGHT_HOURS = 96.0  # a long weekend
_OPEN_TO_OTHERS = 0o077
_SOON = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: what was found and, if needed, what to do.

    ``severity`` is ``ok``, ``look`` (works, but deserves attention) or ``must``.
    """

    what: str
    severity: str
    found: str
    do: str = ""


def examine(*, at: datetime) -> list[Finding]:
    """Return everything that was looked at, in a fixed order."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions,
        _home,
        _settings,
        _outside,
        lambda: _saml(at),
        _database,
        _migrations,
        _walls,
        lambda: _nights(at),
        lambda: _sources(at),
    )
    return [finding for look in looks for finding in look()]


def _versions() -> Iterator[Finding]:
    parts = [f"Seedbed {version('seedbed')}", f"Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in ("Django", "numpy", "highspy")]
    yield Finding(what="Versions", severity=OK, found=f"{', '.join(parts)}.")


def _home() -> Iterator[Finding]:
    home = Path(settings.HOME)
    yield Finding(what="SEEDBED_HOME", severity=OK, found=f"{home}.")
    free = shutil.disk_usage(home).free
    severity = OK if free > _ENOUGH_DISK else LOOK if free > _LEAST_DISK else MUST
    yield Finding(
        what="Disk",
        severity=severity,
        found=f"{free / _GIGABYTE:.1f} GB free.",
        do="" if severity == OK else "Make room: a full disk stops every import.",
    )
    key = home / "secret-key"
    if key.exists() and key.stat().st_mode & _OPEN_TO_OTHERS:
        yield Finding(
            what="Secret key",
            severity=MUST,
            found=f"Others on this machine can read {key}.",
            do=f"Run: chmod 600 {key}",
        )


def _settings() -> Iterator[Finding]:
    from_environment = bool(os.environ.get("SEEDBED_SECRET_KEY"))
    yield Finding(
        what="SEEDBED_SECRET_KEY",
        severity=OK,
        found="Set." if from_environment else "Made once, kept in the home folder.",
    )
    yield Finding(
        what="SEEDBED_HOSTS",
        severity=MUST if "*" in settings.ALLOWED_HOSTS else OK,
        found=f"Answers to {listing(settings.ALLOWED_HOSTS)}.",
        do="Name the hosts; * lets any site speak for yours."
        if "*" in settings.ALLOWED_HOSTS
        else "",
    )
    has_people = _has_people()
    for name, is_on, why in (
        ("SEEDBED_DEBUG", settings.DEBUG, "shows records in error pages"),
        ("SEEDBED_DEMO", settings.SEEDBED_DEMO, "offers sign-in without a password"),
    ):
        is_wrong = is_on and has_people
        yield Finding(
            what=name,
            severity=MUST if is_wrong else LOOK if is_on else OK,
            found=f"On: it {why}." if is_on else "Off.",
            do="Turn it off: real students are here." if is_wrong else "",
        )


def _has_people() -> bool:
    """Tell whether a school system here is no simulated one."""
    return any(not system.is_simulated for system in systems())


def _outside() -> Iterator[Finding]:
    yield _address()
    is_printed = settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    yield Finding(
        what="SEEDBED_EMAIL_URL",
        severity=OK,
        found="E-mail is printed, not sent."
        if is_printed
        else f"E-mail is sent as {settings.DEFAULT_FROM_EMAIL}.",
    )
    sign_on = settings.SEEDBED_OIDC
    yield Finding(
        what="SEEDBED_OIDC_ISSUER",
        severity=OK,
        found=f"{sign_on['issuer']}; its claim {sign_on['claim']!r} is compared with "
        f"the {sign_on['field']}."
        if sign_on
        else "Not used.",
    )


def _saml(at: datetime) -> Iterator[Finding]:
    """Say who signs people in by SAML, and whether its certificates still hold."""
    what, sign_on = "SEEDBED_SAML_METADATA", settings.SEEDBED_SAML
    if not sign_on:
        yield Finding(what=what, severity=OK, found="Not used.")
        return
    # Its libraries take a tenth of a second to load, which only its users should wait.
    from seedbed.web.account import saml  # noqa: PLC0415

    provider = saml.provider_of(sign_on["metadata"])
    name = f"attribute {sign_on['attribute']!r}" if sign_on["attribute"] else "NameID"
    found = f"{provider.entity_id}; its {name} is compared with the {sign_on['field']}."
    is_old = provider.expires_at < at + _SOON
    if is_old:
        found += f" Its last certificate expires on {provider.expires_at:%Y-%m-%d}."
    yield Finding(
        what=what,
        severity=LOOK if is_old else OK,
        found=found,
        do="Load the provider's new metadata file." if is_old else "",
    )


def _address() -> Finding:
    """Say where people reach the pages, and whether all can read on the way."""
    address = settings.SEEDBED_ADDRESS
    is_clear = not address.startswith("https://")
    is_outside = any(host not in LOOPBACK for host in settings.ALLOWED_HOSTS)
    is_wrong = is_clear and (is_outside or bool(address))
    wrong = MUST if _has_people() else LOOK
    return Finding(
        what="SEEDBED_ADDRESS",
        severity=wrong if is_wrong else OK,
        found=f"{address}." if address else "Not set: e-mails name no address.",
        do="Put a server that speaks HTTPS in front and name its address, "
        "https://...: passwords and records travel in the clear now."
        if is_wrong
        else "",
    )


def _database() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
        yield Finding(
            what="Database",
            severity=OK if answer == "ok" else MUST,
            found=f"SQLite {sqlite3.sqlite_version}: {answer}.",
            do="" if answer == "ok" else "Restore the last backup.",
        )
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        release = cursor.fetchone()[0]
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles "
            "WHERE rolname = current_user"
        )
        role, is_superuser, bypasses = cursor.fetchone()
    ignores_walls = is_superuser or bypasses
    yield Finding(
        what="Database",
        severity=MUST if ignores_walls else OK,
        found=f"PostgreSQL {release}, as the role {role}"
        + (", which sees every school system's rows." if ignores_walls else "."),
        do=f"Run: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS" if ignores_walls else "",
    )


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding(
        what="Tables",
        severity=MUST if plan else OK,
        found=f"{count(len(plan), 'migration')} to run."
        if plan
        else "As this release needs them.",
        do="Run any seedbed command that reads the database." if plan else "",
    )


def _walls() -> Iterator[Finding]:
    missing = _postgres_gaps() if connection.vendor == "postgresql" else _sqlite_gaps()
    n = len(rls.tenant_models())
    yield Finding(
        what="Walls",
        severity=MUST if missing else OK,
        found=f"Missing: {listing(missing)}."
        if missing
        else f"In place between school systems on {count(n, 'table')}.",
        do="Run: seedbed serve once, or django-admin migrate." if missing else "",
    )


def _postgres_gaps() -> list[str]:
    """Return tables without forced row-level security, or that are not append-only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity"
        )
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        triggers = {name for (name,) in cursor.fetchall()}
    gaps = [t for t in _tenant_tables() if t not in walled]
    append_only = [f"{table}_append_only" for table in rls.append_only_tables()]
    return gaps + [name for name in append_only if name not in triggers]


def _sqlite_gaps() -> list[str]:
    """Return triggers that should be there and are not."""
    wanted = [
        f"{model._meta.db_table}_{column}_own_{event}"
        for model in rls.tenant_models()
        for column, _target in rls.tenant_links(model)
        for event in ("insert", "update")
    ]
    wanted += [
        f"{table}_append_only_{event}"
        for table in rls.append_only_tables()
        for event in ("update", "delete")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in found]


def _tenant_tables() -> list[str]:
    return [model._meta.db_table for model in rls.tenant_models()]


def _nights(at: datetime) -> Iterator[Finding]:
    known = systems()
    if not known:
        yield Finding(
            what="School systems",
            severity=LOOK,
            found="None yet.",
            do="Run: seedbed import roster FILE, or seedbed demo.",
        )
    for system in known:
        with system_context(system.id):
            if Student.objects.filter(is_active=True).exists():
                yield _night(system.name, at)


def _night(system: str, at: datetime) -> Finding:
    what = f"Nights of {system}"
    again = "Run: seedbed night"
    last = Night.objects.select_related("unit").order_by("-started_at").first()
    if last is None:
        return Finding(what=what, severity=LOOK, found="None has run yet.", do=again)
    failed = Night.objects.filter(on=last.on, status=NightStatus.FAILED)
    names = [night.unit.name for night in failed.select_related("unit")]
    if names:
        return Finding(
            what=what,
            severity=MUST,
            found=f"The night before {last.on} failed for {listing(names)}.",
            do=f"{again} --on {last.on}",
        )
    hours = (at - last.started_at).total_seconds() / 3600
    is_late = hours > _LATE_NIGHT_HOURS
    return Finding(
        what=what,
        severity=LOOK if is_late else OK,
        found=f"The last one, before {last.on}, ran {hours:.0f} hours ago.",
        do=again if is_late else "",
    )


def _sources(at: datetime) -> Iterator[Finding]:
    for system in systems():
        with system_context(system.id):
            cards = sources(at)
        late = [card for card in cards if card.is_late]
        for card in late:
            hours = card.age_hours or 0.0
            yield Finding(
                what=f"Source of {system.name}",
                severity=LOOK,
                found=f"{card.name} last sent {hours:.0f} hours ago.",
                do="Ask the tool's support, or import its export by hand.",
            )
        if cards and not late:
            yield Finding(
                what=f"Sources of {system.name}",
                severity=OK,
                found=f"{count(len(cards), 'source')}, all on time.",
            )
