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
    "lesson_most": 1,
    "licences": None,
    "peer_groups": None,
    "repeat_share": 0.5,
    "adult_led_blocks": None,
    "seat_time_minutes": None,
    "licensed_adult": None,
    "most_blocks_running": None,
    "student_blocks_running": None,
    "break_minutes": 10,
    "challenge_share": 1.0,
    "challenge_low": 0.6,
    "challenge_high": 0.85,
    "fair_live": 0.0,
    "own_day": 2.0,
}
#: Rules with a row of their own whose number the engine takes student by student.
#: ``mentor_minutes`` are owed to every student in a week.
PER_STUDENT: dict[str, float | None] = {"mentor_minutes": None}
#: Rules whose number the engine takes with the rooms: ``travel_minutes`` from each site
#: to each other one.
OF_ROOMS: dict[str, float | None] = {"travel_minutes": 0}
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
        "licences",
        "peer_groups",
        "adult_led_blocks",
        "seat_time_minutes",
        "licensed_adult",
        "most_blocks_running",
        "student_blocks_running",
        "mentor_minutes",
    }
)
#: Rules whose number is a share or may have decimals.
FRACTIONS = frozenset(
    {
        "group_spread",
        "repeat_share",
        "challenge_share",
        "challenge_low",
        "challenge_high",
        "fair_live",
        "own_day",
    }
)


def limits_of(
    rules: Mapping[str, RuleRow],
) -> tuple[dict[str, float | None], tuple[str, ...]]:
    """Return each rule's number (None: switched off) and sentences on what was ignored.

    >>> limits_of({"seats": RuleRow(value=None, is_waived=True)})[1]
    ("The rule 'seats' has no switch and no number, so its row is ignored.",)
    """
    values = DEFAULTS | PER_STUDENT | OF_ROOMS
    notes = []
    for name, rule in sorted(rules.items()):
        if name not in values:
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
            values[name] = rule.value if name in FRACTIONS else int(rule.value)
    return values, tuple(notes)
