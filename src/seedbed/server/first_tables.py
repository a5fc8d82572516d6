"""The first tables of a new database: made from where the migrations end, not walked.

Django replays every migration and, after each step, builds anew the classes of all
models that the step's model is tied to. Here all are tied to the system that owns the
row, so the replay of an empty database costs a minute and its result is known before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_RUNS = (RunPython, RunSQL)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the database holds no table but, perhaps, Django's own list."""
    return not set(connection.introspection.table_names()) - {"django_migrations"}


def make_first_tables(connection: BaseDatabaseWrapper) -> int:
    """Make all tables of an empty database in one transaction; return how many.

    Every migration is recorded as applied. What a migration runs beside changes of
    models (``RunPython``, ``RunSQL``) is run in its order, with the models as they end:
    such a step must therefore do for an empty table what it does for a full one.

    Parameters
    ----------
    connection : BaseDatabaseWrapper
        To a database for which `is_empty` holds.
    """
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves, clean_start=True)
    state = executor.loader.project_state(leaves)
    executor.recorder.ensure_schema()
    n_tables = 0
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            options = model._meta
            if options.managed and not options.proxy and not options.swapped:
                editor.create_model(model)
                n_tables += 1
        for migration, _backwards in plan:
            for step in migration.operations:
                if isinstance(step, _RUNS):
                    step.database_forwards(migration.app_label, editor, state, state)
            executor.recorder.record_applied(migration.app_label, migration.name)
    return n_tables
