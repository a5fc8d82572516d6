"""Words for imports: whether sources are fresh, and what a report says."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.evidence.cards import SourceCard
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


def freshness(sources: Sequence[SourceCard]) -> str:
    """Return the answer to whether the evidence is in, in one sentence."""
    late = [source.name for source in sources if source.is_late]
    n = len(sources)
    if not sources:
        return gettext("No source of evidence has sent anything yet.")
    if not late:
        return ngettext(
            "Yes: %(n)s source is fresh.", "Yes: all %(n)s sources are fresh.", n
        ) % {"n": n}
    if len(late) == 1:
        return gettext("%(name)s has stopped sending.") % {"name": late[0]}
    return gettext("%(late)s of %(n)s sources have stopped sending.") % {
        "late": len(late),
        "n": n,
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
