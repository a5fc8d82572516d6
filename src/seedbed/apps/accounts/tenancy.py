"""One database, many school systems: no row is reached outside its own system.

Three walls, each tested alone:

* ``TenantManager`` filters every query by the system of ``system_context`` and raises
  outside of one, on every database;
* on PostgreSQL, row-level security (``rls.py``) shows a connection the rows of
  ``app.system`` and no other, even to raw SQL;
* a row cannot point at a row of another system: composite foreign keys on PostgreSQL
  (a plain one ignores row-level security), triggers on SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import connection, models, transaction

from .errors import NoSystemError, OtherSystemError, UnsafeDatabaseRoleError

_current: ContextVar[int | None] = ContextVar("seedbed_system", default=None)


def current_system_id() -> int:
    """Return the system that the surrounding work is for.

    Raises
    ------
    NoSystemError
        Outside of ``system_context``.
    """
    system_id = _current.get()
    if system_id is None:
        raise NoSystemError
    return system_id


@contextmanager
def system_context(system_id: int) -> Iterator[None]:
    """Do the enclosed work for one system.

    On PostgreSQL this is one transaction, because the setting that row-level security
    reads must end with it: a setting of the session would leak into the next request
    on the same connection.

    Raises
    ------
    OtherSystemError
        When already inside the context of another system.
    UnsafeDatabaseRoleError
        When the database's role would see every system's rows.
    """
    inside = _current.get()
    if inside is not None and inside != system_id:
        raise OtherSystemError(inside, system_id)
    if inside == system_id:
        yield
        return
    token = _current.set(system_id)
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                _enter_on_postgres(system_id)
                yield
        else:
            yield
    finally:
        _current.reset(token)


def _enter_on_postgres(system_id: int) -> None:
    """Tell row-level security the system, unless the role is above it anyway."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.system', %s, true), rolname, "
            "rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user",
            [str(system_id)],
        )
        _system, role, sees_everything = cursor.fetchone()
    if sees_everything:
        raise UnsafeDatabaseRoleError(role)


class SystemField(models.ForeignKey[Any, Any]):
    """The tenant a row belongs to; new rows take it from ``system_context``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("to", "accounts.System")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        super().__init__(**kwargs)

    def get_default(self) -> Any:
        """Return the current system's id, so that no caller can forget it."""
        return current_system_id()

    def deconstruct(self) -> Any:
        """Write a plain foreign key into migrations: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class TenantManager(models.Manager[Any]):
    """Rows of the current system only; refuses to guess which that is."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows of the current system."""
        return super().get_queryset().filter(system_id=current_system_id())


class TenantModel(models.Model):
    """A table whose every row belongs to one school system.

    Personal data: none of its own.
    """

    system = SystemField()

    objects: ClassVar[TenantManager] = TenantManager()

    class Meta:
        abstract = True
