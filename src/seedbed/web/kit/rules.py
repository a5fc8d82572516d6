"""The schedule's rules in words, as a leader would say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

#: The unit's numbers in words, as a leader would say them.
RULES = {
    "live_max": gettext_lazy("Students in one live lesson"),
    "group_spread": gettext_lazy("Widest live group, in grades"),
    "skill_twice": gettext_lazy("Sessions of one skill in a day"),
    "screen_minutes": gettext_lazy("Online minutes of one student"),
    "staff_blocks": gettext_lazy("Blocks that one adult leads in a day"),
    "project_most": gettext_lazy("Project blocks of one student"),
    "peer_most": gettext_lazy("Blocks with peers of one student"),
    "independent_most": gettext_lazy("Independent blocks of one student"),
    "peer_groups": gettext_lazy("Groups of peers at once"),
    "licences": gettext_lazy("Students online at once"),
    "adult_led_blocks": gettext_lazy("Blocks with an adult of one student"),
    "mentor_minutes": gettext_lazy("Minutes with a mentor of one student in a week"),
    "seat_time_minutes": gettext_lazy("Minutes of work of one student"),
    "licensed_adult": gettext_lazy("A licensed adult in each room in use"),
    "most_blocks_running": gettext_lazy("Blocks that one adult leads without a break"),
    "student_blocks_running": gettext_lazy("Blocks of one student without a break"),
    "tutoring_max": gettext_lazy("Students in one tutoring group"),
    "peer_max": gettext_lazy("Students in one group of peers"),
}


def rule_title(rule: str) -> str:
    """Return a unit's number in words; one without words of its own keeps its name."""
    return str(RULES.get(rule, rule.replace("_", " ").capitalize()))
