"""Tomorrow's timetable: who learns what, how, where, when and with whom.

A ``Day`` is the problem, a ``Timetable`` an answer. ``verify`` shares no code with
``solve``:

    result = solve(day, seed=0)
    assert verify(day, result.timetable) == []
    print(result.summary())
"""

from seedbed.engines.scheduler.baseline import standing as standing
from seedbed.engines.scheduler.blocked import Explainer as Explainer
from seedbed.engines.scheduler.blocked import Hindrance as Hindrance
from seedbed.engines.scheduler.bound import upper_bound as upper_bound
from seedbed.engines.scheduler.conflicts import Conflict as Conflict
from seedbed.engines.scheduler.conflicts import conflict as conflict
from seedbed.engines.scheduler.day import Day as Day
from seedbed.engines.scheduler.day import Result as Result
from seedbed.engines.scheduler.day import Timetable as Timetable
from seedbed.engines.scheduler.day import part_names as part_names
from seedbed.engines.scheduler.day_json import day_from_json as day_from_json
from seedbed.engines.scheduler.day_json import day_to_json as day_to_json
from seedbed.engines.scheduler.day_json import (
    timetable_from_json as timetable_from_json,
)
from seedbed.engines.scheduler.day_json import timetable_to_json as timetable_to_json
from seedbed.engines.scheduler.faults import Fault as Fault
from seedbed.engines.scheduler.gain import expected_gain as expected_gain
from seedbed.engines.scheduler.gain import gain_by_student as gain_by_student
from seedbed.engines.scheduler.outcome import Interval as Interval
from seedbed.engines.scheduler.outcome import Outcome as Outcome
from seedbed.engines.scheduler.parts import Adults as Adults
from seedbed.engines.scheduler.parts import Fixed as Fixed
from seedbed.engines.scheduler.parts import History as History
from seedbed.engines.scheduler.parts import Lessons as Lessons
from seedbed.engines.scheduler.parts import Limits as Limits
from seedbed.engines.scheduler.parts import Locks as Locks
from seedbed.engines.scheduler.parts import Names as Names
from seedbed.engines.scheduler.parts import Options as Options
from seedbed.engines.scheduler.parts import Pairs as Pairs
from seedbed.engines.scheduler.parts import Rooms as Rooms
from seedbed.engines.scheduler.parts import Students as Students
from seedbed.engines.scheduler.price import Price as Price
from seedbed.engines.scheduler.price import price as price
from seedbed.engines.scheduler.price import price_all as price_all
from seedbed.engines.scheduler.price import price_of_number as price_of_number
from seedbed.engines.scheduler.rules import RULES as RULES
from seedbed.engines.scheduler.safe import SafePlan as SafePlan
from seedbed.engines.scheduler.safe import safe_plan as safe_plan
from seedbed.engines.scheduler.solver import greedy as greedy
from seedbed.engines.scheduler.solver import repair as repair
from seedbed.engines.scheduler.solver import solve as solve
from seedbed.engines.scheduler.terms import TERMS as TERMS
from seedbed.engines.scheduler.terms import measures as measures
from seedbed.engines.scheduler.variants import switches as switches
from seedbed.engines.scheduler.variants import why_no_price as why_no_price
from seedbed.engines.scheduler.verify import verify as verify
from seedbed.engines.scheduler.what_if import RoomForMore as RoomForMore
from seedbed.engines.scheduler.what_if import WhatIf as WhatIf
from seedbed.engines.scheduler.what_if import room_for_more as room_for_more
from seedbed.engines.scheduler.what_if import what_if as what_if
from seedbed.engines.scheduler.why import Insisted as Insisted
from seedbed.engines.scheduler.why import Why as Why
from seedbed.engines.scheduler.why import insist as insist
from seedbed.engines.scheduler.why import why as why
