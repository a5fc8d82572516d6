"""The compiled loops of the learner: the only folder of the engine that knows Numba.

Plain arrays in, plain arrays out, one signature each, so that each compiles once and
is cached. What the numbers mean is told in ``model.py`` and ``variants.py``.
"""

from __future__ import annotations

from .curvature import curvature as curvature
from .layout import COUNTERS as COUNTERS
from .layout import N_HALF_LIVES as N_HALF_LIVES
from .layout import N_KNOTS as N_KNOTS
from .layout import N_MEMORY as N_MEMORY
from .layout import READING as READING
from .layout import Kept as Kept
from .layout import Log as Log
from .layout import Population as Population
from .layout import Rates as Rates
from .layout import Served as Served
from .layout import Weights as Weights
from .looking import ease_in_parts as ease_in_parts
from .looking import look as look
from .looking import positions as positions
from .reading import passed as passed
from .reading import read_all as read_all
from .serving import Seen as Seen
from .serving import serve as serve
from .serving import walk as walk
from .sums import LAST_KNOT as LAST_KNOT
from .training import Course as Course
from .training import Slopes as Slopes
from .training import train as train
