"""Student sectioning: who attends which section, with times and limits fixed.

``verify`` and ``count_conflicts`` share no code with ``solve``:

    result = solve(problem, start, time_limit_seconds=60, seed=0)
    assert verify(problem, result.seating) == []
    print(result.summary())
"""

from seedbed.engines.sectioning.problem import NO_LIMIT as NO_LIMIT
from seedbed.engines.sectioning.problem import Result as Result
from seedbed.engines.sectioning.problem import Seating as Seating
from seedbed.engines.sectioning.problem import Sectioning as Sectioning
from seedbed.engines.sectioning.solver import solve as solve
from seedbed.engines.sectioning.verify import count_conflicts as count_conflicts
from seedbed.engines.sectioning.verify import verify as verify
