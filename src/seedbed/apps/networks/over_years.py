"""What members put in by school year, beside what came of it, as far as may be told.

Nothing is said of fewer than five members, also not by taking one sum from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Q, Sum

from seedbed.apps.accounts.tenancy import current_system_id

from .bridge import LEAST_SYSTEMS
from .cards import FollowedCard, OverYears, YearCard
from .models import AssetKind, Contribution, OutcomeReport

_OUTCOMES = ("students", "unserved", "choosers")
#: School years that the same members are followed over, at most.
_FAR_BACK = 5

#: Of one thing in one year: sum, how many members told it, what the own system told.
_Told = tuple[int | None, int, int | None]


def over_years() -> OverYears:
    """Return the network's school years, and the own system's. Three queries.

    What fewer than five members told is not shown.
    """
    told: dict[int, dict[str, _Told]] = defaultdict(dict)
    mine = Q(system_id=current_system_id())
    rows = Contribution.objects.values("year", "kind").annotate(
        total=Sum("amount"),
        n=Count("member", distinct=True),
        own=Max("amount", filter=mine),
    )
    for row in rows:
        told[row["year"]][row["kind"]] = (row["total"], row["n"], row["own"])
    reports = {row["year"]: row for row in _reports(mine)}
    for year, row in reports.items():
        for kind in _OUTCOMES:
            told[year][kind] = (
                row[f"sum_{kind}"],
                row[f"n_{kind}"],
                row[f"own_{kind}"],
            )
    return OverYears(
        years=tuple(
            _year(year, told[year], reports.get(year, {})) for year in sorted(told)
        ),
        same=_followed([y for y in sorted(told) if told[y].get("students", (0, 0))[1]]),
        own={year: _own(told[year]) for year in sorted(told) if _own(told[year])},
    )


def _reports(mine: Q) -> Collection[dict[str, Any]]:
    """Return for each year sums, counts of members and own counts. One query."""
    asked: dict[str, Any] = {
        "n_reports": Count("pk"),
        "n_untold": Count("pk", filter=Q(unserved=None) | Q(students=None)),
    }
    for kind in _OUTCOMES:
        asked |= {
            f"sum_{kind}": Sum(kind),
            f"n_{kind}": Count(kind),
            f"own_{kind}": Max(kind, filter=mine),
        }
    return list(OutcomeReport.objects.values("year").annotate(**asked))


def _year(year: int, told: Mapping[str, _Told], report: Mapping[str, Any]) -> YearCard:
    shown = {kind: one for kind, one in told.items() if one[1] >= LEAST_SYSTEMS}
    n_reports = report.get("n_reports", 0)
    nothing: _Told = (None, 0, None)
    return YearCard(
        year=year,
        **{
            kind: shown.get(kind, nothing)[0]
            for kind in (*AssetKind.values, *_OUTCOMES)
        },
        each={kind: (total or 0) / n for kind, (total, n, _own) in shown.items()},
        n_told=n_reports,
        n_untold=report["n_untold"] if n_reports >= LEAST_SYSTEMS else 0,
    )


def _own(told: Mapping[str, _Told]) -> dict[str, int]:
    return {kind: own for kind, (_sum, _n, own) in told.items() if own is not None}


def _followed(years: Sequence[int]) -> FollowedCard | None:
    """Return the same members' students in an earlier year and the last. One query.

    The earliest of which it may be told: five or more told both years, and no one to
    four others told one of them, whose sum would be what is left.
    """
    told: dict[int, dict[int, int]] = {year: {} for year in years[-_FAR_BACK:]}
    rows = OutcomeReport.objects.filter(year__in=told).exclude(students=None)
    for year, member_id, students in rows.values_list("year", "member_id", "students"):
        told[year][member_id] = students
    for first in list(told)[:-1]:
        then, now = told[first], told[years[-1]]
        both = then.keys() & now.keys()
        rests = (len(then) - len(both), len(now) - len(both))
        if len(both) >= LEAST_SYSTEMS and not any(0 < n < LEAST_SYSTEMS for n in rests):
            return FollowedCard(
                first=first,
                last=years[-1],
                n_members=len(both),
                students_then=sum(then[one] for one in both),
                students_now=sum(now[one] for one in both),
            )
    return None
