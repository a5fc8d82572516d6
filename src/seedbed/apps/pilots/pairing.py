"""What is known of students before a matched pilot starts, for pairs to be made by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import nan
from typing import Any

from . import bridge


def paired(members: Sequence[Any], *, caliper: float) -> bridge.Paired:
    """Pair members of a pilot, read with cluster and person. No query."""
    usual = usual_language(members)
    return bridge.match(
        [
            bridge.Candidate(
                student=str(one.student_id),
                takes_part=one.takes_part,
                known=_known(one, usual),
            )
            for one in members
        ],
        caliper=caliper,
    )


def known_of(member: Any, names: Sequence[str], usual: str) -> tuple[float, ...]:
    """Return what is known of a member, besides the pretest, by these names."""
    known = _known(member, usual)
    return tuple(known[name] for name in names if name != "pretest")


def usual_language(members: Sequence[Any]) -> str:
    """Return the language that most members speak at home, empty for nobody."""
    found = Counter(one.student.person.language for one in members).most_common(1)
    return str(found[0][0]) if found else ""


def _known(member: Any, usual: str) -> dict[str, float]:
    return {
        "pretest": nan if member.pretest is None else float(member.pretest),
        "grade": float(member.student.grade),
        "language": float(member.student.person.language != usual),
    }
