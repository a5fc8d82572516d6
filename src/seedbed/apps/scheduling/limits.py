"""A unit's rules as numbers: its own values, its waivers, and what was ignored."""

from __future__ import annotations

from collections.abc import Mapping

from .rows.frame import RuleRow

#: Rules with the value that holds without a row, as ``engines.scheduler.Limits``.
DEFAULTS: dict[str, float | None] = {
    "live_min": 3,
    "live_max": 15,
    "tutoring_max": 4,
    "peer_min": 2,
    "peer_max": 6,
    "guard_band": 2,
    "approval_beyond": 1,
    "group_spread": 2.0,
    "skill_twice": 2,
    "screen_minutes": 150,
    "staff_blocks": None,
    "project_most": 1,
    "peer_most": 2,
    "independent_most": None,
}
#: Rules that a waiver can switch off; the others keep their value.
WAIVABLE = frozenset(
    {
        "group_spread",
        "skill_twice",
        "screen_minutes",
        "staff_blocks",
        "project_most",
        "peer_most",
        "independent_most",
    }
)
_FRACTIONS = frozenset({"group_spread"})


def limits_of(
    rules: Mapping[str, RuleRow],
) -> tuple[dict[str, float | None], tuple[str, ...]]:
    """Return each rule's number (None: switched off) and sentences on what was ignored.

    >>> limits_of({"seats": RuleRow(value=None, is_waived=True)})[1]
    ("The rule 'seats' has no switch and no number, so its row is ignored.",)
    """
    values = dict(DEFAULTS)
    notes = []
    for name, rule in sorted(rules.items()):
        if name not in DEFAULTS:
            notes.append(
                f"The rule {name!r} has no switch and no number, so its row is ignored."
            )
        elif rule.is_waived and name in WAIVABLE:
            values[name] = None
        elif rule.is_waived:
            notes.append(
                f"The rule {name!r} cannot be waived; {values[name]:g} still holds."
            )
        elif rule.value is not None:
            values[name] = rule.value if name in _FRACTIONS else int(rule.value)
    return values, tuple(notes)
