"""Electives and open seats by preference: fair, checked, and explained.

problem = choices.Problem(worth=worth, load=load, seats=seats, blocks=blocks)
result = choices.allot(problem, seed=0)
assert choices.verify(problem, result.has) == []      # shares no code with the methods
print(choices.measure(problem, result.has).first_choice_share)
print(choices.explain(problem, result, student=0, section=2))
"""

from __future__ import annotations

from .explaining import explain as explain
from .lottery import Draw as Draw
from .lottery import commit as commit
from .lottery import draw as draw
from .lottery import is_committed as is_committed
from .measures import Measures as Measures
from .measures import measure as measure
from .methods import METHODS as METHODS
from .methods import allot as allot
from .problem import Limit as Limit
from .problem import Problem as Problem
from .problem import Together as Together
from .problem import worth_of_ranks as worth_of_ranks
from .reasons import Reason as Reason
from .reasons import reason as reason
from .result import Result as Result
from .verify import verify as verify
from .waiting import Move as Move
from .waiting import seat_freed as seat_freed
from .waiting import waiting_list as waiting_list
