"""Words for import reports."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.rosters.cards import ProblemGroup

_TABLES: dict[str, str | Promise] = {
    "students": gettext_lazy("Students"),
    "staff": gettext_lazy("Staff"),
    "guardians": gettext_lazy("Guardians"),
    "leaders": gettext_lazy("Leaders"),
    "units": gettext_lazy("Schools and units"),
    "terms": gettext_lazy("Terms"),
    "courses": gettext_lazy("Courses"),
    "sections": gettext_lazy("Sections"),
    "enrollments": gettext_lazy("Enrollments"),
    "people": gettext_lazy("People"),
}


def table_name(key: str) -> str:
    """Return what people call the rows of a table."""
    return str(_TABLES.get(key, key))


def rows_in_words(group: ProblemGroup) -> str:
    """Return where a problem is: "Rows 40, 41 and 212"; empty for the whole file."""
    rows = [row for row in group.rows if row]
    if not rows:
        return ""
    listed = ", ".join(str(row) for row in rows)
    rest = group.n_rows - len(rows)
    if rest > 0:
        return ngettext(
            "Rows %(rows)s and %(n)s more", "Rows %(rows)s and %(n)s more", rest
        ) % {"rows": listed, "n": rest}
    if len(rows) == 1:
        return gettext("Row %(row)s") % {"row": listed}
    return gettext("Rows %(rows)s") % {"rows": listed}
