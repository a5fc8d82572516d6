"""Whom nobody serves today, and whether people come to choose what serves them.

pockets = needs.gather(students, {"homebound": ids, "refused a course": others})
print(needs.n_in_any(pockets), needs.overlaps(pockets)[0])
first = needs.rank(pockets, instead=instead, seats=seats)[0]
bounds = needs.union_bounds(np.array([410, 96]), 5200)     # where only counts are known
print(needs.stage(needs.follow(n_mainstream, n_entrants), mark=0.25))
"""

from __future__ import annotations

from .bounds import Bounds as Bounds
from .bounds import Known as Known
from .bounds import best_bounds as best_bounds
from .bounds import overlap_bounds as overlap_bounds
from .bounds import union_bounds as union_bounds
from .errors import CountsClashError as CountsClashError
from .errors import UnknownStudentsError as UnknownStudentsError
from .forecast import Forecast as Forecast
from .forecast import forecast as forecast
from .pockets import Overlap as Overlap
from .pockets import Pockets as Pockets
from .pockets import gather as gather
from .pockets import mainstream as mainstream
from .pockets import n_in_any as n_in_any
from .pockets import overlaps as overlaps
from .pockets import pairs as pairs
from .pockets import students_in as students_in
from .ranking import NOTHING as NOTHING
from .ranking import SOMETHING as SOMETHING
from .ranking import UNKNOWN as UNKNOWN
from .ranking import Rank as Rank
from .ranking import rank as rank
from .shares import watched as watched
from .shares import wilson as wilson
from .shown import LEAST_SHOWN as LEAST_SHOWN
from .shown import Shown as Shown
from .shown import shown as shown
from .trajectory import NOT_KNOWN as NOT_KNOWN
from .trajectory import Entrants as Entrants
from .trajectory import Stage as Stage
from .trajectory import Trajectory as Trajectory
from .trajectory import entrants as entrants
from .trajectory import follow as follow
from .trajectory import stage as stage
