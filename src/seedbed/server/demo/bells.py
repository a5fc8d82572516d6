"""The simulated units' buildings and days as data: bells, rooms, electives, rules."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.apps.scheduling.models import BlockKind

#: (starts, minutes, title, kind)
Bell = tuple[str, int, str, BlockKind]


@dataclass(frozen=True, kw_only=True)
class RoomPlan:
    """One room of the full-size hub; smaller demos keep its kind and shrink it."""

    name: str
    seats: int
    devices: int = 0
    is_quiet: bool = False
    is_online: bool = False


@dataclass(frozen=True, kw_only=True)
class RulePlan:
    """A unit's own value for a rule, or (value None) its waiver."""

    name: str
    value: float | None
    reason: str


HUB_BELLS: tuple[Bell, ...] = (
    ("08:30", 15, "Check-in", BlockKind.CHECK_IN),
    ("08:45", 40, "Block 1", BlockKind.LEARNING),
    ("09:25", 40, "Block 2", BlockKind.LEARNING),
    ("10:05", 15, "Break", BlockKind.BREAK),
    ("10:20", 40, "Block 3", BlockKind.LEARNING),
    ("11:00", 40, "Block 4", BlockKind.LEARNING),
    ("11:40", 40, "Lunch", BlockKind.LUNCH),
    ("12:20", 50, "Elective", BlockKind.ELECTIVE),
    ("13:10", 40, "Block 5", BlockKind.LEARNING),
    ("13:50", 30, "Block 6", BlockKind.LEARNING),
)
VIRTUAL_BELLS: tuple[Bell, ...] = (
    ("09:00", 20, "Check-in", BlockKind.CHECK_IN),
    ("09:20", 45, "Block 1", BlockKind.LEARNING),
    ("10:05", 45, "Block 2", BlockKind.LEARNING),
    ("10:50", 10, "Break", BlockKind.BREAK),
    ("11:00", 45, "Block 3", BlockKind.LEARNING),
    ("11:45", 45, "Lunch", BlockKind.LUNCH),
    ("12:30", 45, "Block 4", BlockKind.LEARNING),
    ("13:15", 45, "Block 5", BlockKind.LEARNING),
)

HUB_ROOMS = (
    RoomPlan(name="Commons", seats=84, devices=60),
    RoomPlan(name="Library", seats=56, devices=40),
    *(RoomPlan(name=f"Room {n}", seats=18, devices=8) for n in range(1, 9)),
    *(RoomPlan(name=f"Studio {n}", seats=6) for n in range(1, 5)),
    RoomPlan(name="Maker corner", seats=28, devices=12),
    RoomPlan(name="Quiet room", seats=18, devices=14, is_quiet=True),
    RoomPlan(name="Small quiet room", seats=12, devices=10, is_quiet=True),
    RoomPlan(name="Call room", seats=24, devices=24, is_online=True),
)
VIRTUAL_ROOMS = tuple(
    RoomPlan(name=f"Video room {n}", seats=30, is_online=True) for n in range(1, 11)
)

#: (title, room or "" for outside, share of the hub's students it has seats for)
HUB_ELECTIVES = (
    ("Robotics", "Maker corner", 0.11),
    ("Ceramics", "Room 1", 0.1),
    ("School news", "Room 2", 0.1),
    ("Spanish conversation", "Room 3", 0.1),
    ("Chess and games", "Room 4", 0.1),
    ("Book circle", "Library", 0.12),
    ("Film club", "Call room", 0.1),
    ("Running", "", 0.12),
    ("Garden", "", 0.12),
    ("Choir", "Commons", 0.12),
    ("Debate", "Room 5", 0.1),
)

HUB_RULES = (
    RulePlan(
        name="live_max", value=12, reason="Charter: no live group above 12 students"
    ),
    RulePlan(
        name="staff_blocks",
        value=5,
        reason="Charter: every adult keeps one block to prepare",
    ),
    RulePlan(
        name="screen_minutes",
        value=120,
        reason="Promise to families: at most two hours of online lessons a day",
    ),
)
VIRTUAL_RULES = (
    RulePlan(
        name="screen_minutes",
        value=None,
        reason="Waiver of seat time: all learning here is online",
    ),
    RulePlan(
        name="live_max", value=20, reason="Waiver of class size: live groups up to 20"
    ),
    RulePlan(
        name="staff_blocks",
        value=4,
        reason="Charter: every adult keeps one block to prepare",
    ),
)
