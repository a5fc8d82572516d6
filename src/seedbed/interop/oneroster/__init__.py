"""OneRoster 1.1 and 1.2 CSV packages in, as plain records with row-numbered problems.

>>> from seedbed.interop.oneroster import read_roster
>>> roster = read_roster(Path("roster.zip"))    # doctest: +SKIP
>>> len(roster.users), [str(p.message) for p in roster.problems]    # doctest: +SKIP
"""

from .problems import RowProblem as RowProblem
from .problems import group_sentence as group_sentence
from .read import peek_district as peek_district
from .read import read_roster as read_roster
from .records import Roster as Roster
