"""Rounds of electives (``tables.rounds``) and ways to learn (``tables.ways``)."""

from .tables.rounds import ChoiceRound as ChoiceRound
from .tables.rounds import ChosenSeat as ChosenSeat
from .tables.rounds import Elective as Elective
from .tables.rounds import ElectivePrerequisite as ElectivePrerequisite
from .tables.rounds import Meeting as Meeting
from .tables.rounds import Method as Method
from .tables.rounds import Preference as Preference
from .tables.rounds import RoundElective as RoundElective
from .tables.rounds import RoundStatus as RoundStatus
from .tables.rounds import WaitingPlace as WaitingPlace
from .tables.ways import EVERY_WEEKDAY as EVERY_WEEKDAY
from .tables.ways import ElectiveRequest as ElectiveRequest
from .tables.ways import RequestState as RequestState
from .tables.ways import WayKind as WayKind
from .tables.ways import WayRequest as WayRequest
from .tables.ways import WaySetting as WaySetting
from .tables.ways import WayState as WayState
