"""Turns rows into the scheduler's arrays, and what it finds into rows."""

from __future__ import annotations

from .asking import Asked as Asked
from .asking import price_of_waiver as price_of_waiver
from .asking import prices as prices
from .asking import what_ifs as what_ifs
from .asking import why_no_price as why_no_price
from .planning import NONE as NONE
from .planning import FoundFault as FoundFault
from .planning import Keys as Keys
from .planning import Problem as Problem
from .planning import Solution as Solution
from .planning import day_problem as day_problem
from .planning import expected_gain as expected_gain
from .planning import is_grouped as is_grouped
from .planning import solve as solve
from .planning import timetable_of as timetable_of
from .planning import verify as verify
from .planning import with_seat as with_seat
from .planning import without_empty as without_empty
from .safety import Repaired as Repaired
from .safety import SafeSolution as SafeSolution
from .safety import repair as repair
from .safety import safe_plan as safe_plan
from .stamps import day_json as day_json
from .stamps import fingerprint as fingerprint
